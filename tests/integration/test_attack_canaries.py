"""Values that occur nowhere else are carried through the whole office; afterwards they are only where they belong."""

import logging
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pypdfium2
import pytest
from attack_office import log_in, logged, receive, send, work
from django.core.cache import cache
from django.db import DataError, connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from intake_files import survey_row, synthetic_pid, welfare_row

from samutphok.access.queries import viewer_of
from samutphok.cli.main import main
from samutphok.foundation.audit.actions import seal
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.discretion import tell_discreetly
from samutphok.insights.models import Export
from samutphok.linkage.actions import attaching
from samutphok.linkage.models import Review
from samutphok.registry.models import Household
from samutphok.targeting.jobs import request_drawing
from samutphok.web.views import household as family_views

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

NUMBER, OTHER_NUMBER = synthetic_pid(777_123_457), synthetic_pid(777_123_458)
NAME, DISABILITY, HOUSE = "ขวัญจิราภา", "พิการซ้อนเจ็ดสี", "83019987654"
CANARIES = (NUMBER, OTHER_NUMBER, NAME, DISABILITY, HOUSE)


@dataclass
class Traces:
    """Where the office has been, and what it wrote on the way."""

    log: StringIO
    folder: Path
    client: Client
    household: UUID


def found(text: str) -> list[str]:
    """The canaries in a text, in any of the spellings in which they could have got there."""
    bare = text.replace("-", "").replace(" ", "")
    encoded = {name: name.encode().hex() for name in (NAME, DISABILITY)}
    percent = {
        name: "".join(f"%{place}" for place in (code[i : i + 2] for i in range(0, len(code), 2)))
        for name, code in encoded.items()
    }
    return [
        one
        for one in CANARIES
        if one in text or one in bare or ascii(one)[1:-1] in text or percent.get(one, one).lower() in text.lower()
    ]


@pytest.fixture
def office(settings: Any, tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Traces]:
    """Three registers received, attached and drawn; one row in doubt, one refused; then every page once."""
    settings.WAREHOUSE, settings.EMAIL_FILE_PATH = tmp_path / "warehouse", tmp_path / "mail"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    cache.clear()
    account = log_in(client)
    with logged() as log:
        who = {"first_name": NAME, "last_name": "ทองคำ", "birth_date": "14/03/2500"}
        survey = survey_row(1, pid=NUMBER, house_code=HOUSE, bmn9="0", bmn22="0", **who)
        receive(client, "bmn_survey", [survey, survey_row(2)], as_of="30/6/2561")  # a round that the measure is for
        work()
        doubtful = welfare_row(1, pid=NUMBER, first_name="วีระ", last_name=NAME, birth_date="01/01/2530")
        refused = welfare_row(3, pid=OTHER_NUMBER, first_name=NAME, validated="x")
        receive(client, "state_welfare", [welfare_row(1, pid=NUMBER, **who), doubtful, refused])
        work()
        receive(client, "disability", [welfare_row(1, pid=NUMBER, disability_type=DISABILITY, **who)])
        work()
        request_drawing(viewer=viewer_of(account, now=timezone.now()), area_prefix="83", now=timezone.now())
        work()
        yield Traces(log, tmp_path, client, Household.objects.get(house_code=HOUSE).id)


def walk(office: Traces) -> dict[str, HttpResponse]:
    """Every page that the officer has, searched by name and by number too."""
    one = f"/households/{office.household}/"
    client = office.client
    pages = {where: client.get(where) for where in ("/", "/areas/83/", "/households/", one, "/imports/", "/reviews/")}
    for word in (NAME, NUMBER, HOUSE):
        pages[f"search {word}"] = client.post("/households/", {"q": word})
        pages[f"part {word}"] = client.post("/households/", {"q": word}, headers={"HX-Request": "true"})
        client.post("/households/export", {"q": word, "format": "csv", "whole": "1"})
        work()
        pages[f"export {word}"] = client.get(f"/files/{Export.objects.latest('requested_at').id}")
    pages["pdf"] = client.get(f"{one}logbook.pdf")
    return pages


def body(response: HttpResponse) -> str:
    """The answer, without the way back that a form carries: it is the address that was asked for."""
    text = (b"".join(response) if response.streaming else response.content).decode(errors="replace")
    return re.sub(r'name="next" value="[^"]*"', "", text)


def test_the_canaries_are_where_they_belong_and_in_no_address(office: Traces) -> None:
    pages = walk(office)
    assert all(page.status_code == 200 for page in pages.values()), {w: p.status_code for w, p in pages.items()}
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pages.pop("pdf").content))
    read = {where: body(page) for where, page in pages.items()}
    assert {NAME, HOUSE} <= set(found(text))
    assert {NAME, HOUSE} <= set(found(read[f"/households/{office.household}/"]))
    assert {NAME, HOUSE} <= set(found(read[f"export {NAME}"]))
    assert NAME in read[f"search {NUMBER}"]
    assert NAME in read["/reviews/"]
    # numbers are masked on every page and paper; only the officer's own search field repeats what was typed
    assert NUMBER not in found(text)
    assert [where for where, page in read.items() if NUMBER in found(page) and NUMBER not in where] == []
    for where, page in pages.items():
        assert found(str(page.headers)) == [], where
        assert page.get("HX-Push-Url", "/households/") == "/households/", where
        addresses = re.findall(r'(?:href|action|hx-get|hx-post|src)="([^"]*)"', read[where])
        assert found(" ".join(addresses)) == [], where


def test_log_audit_queue_mail_and_temporary_files_hold_no_canary_and_the_database_no_number(office: Traces) -> None:
    walk(office)
    review = Review.objects.get()
    decision = {"outcome": "different", "version": str(review.version)}
    assert office.client.post(f"/reviews/{review.pk}/decide", decision).status_code == 302
    office.client.post("/accounts/password/reset/", {"email": "officer@example.org"})
    seal()
    logging.getLogger("samutphok").debug("the level is DEBUG")
    letters = "".join(path.read_text() for path in (office.folder / "mail").iterdir())
    assert "the level is DEBUG" in office.log.getvalue()
    assert "password/reset/key" in letters
    assert Entry.objects.count() > 10
    worked = Counter(name.split(".", 1)[1] for name in DBTaskResult.objects.values_list("task_path", flat=True))
    registers = dict.fromkeys(
        ("intake.jobs.stage", "linkage.jobs.attach", "intake.jobs.compare", "linkage.jobs.liken"), 3
    )
    files = dict.fromkeys(("web.jobs.make_file", "web.jobs.clear_away"), 3)
    assert dict(worked) == {
        **registers,
        "insights.jobs.weigh": 4,  # when rows came, and when the list was drawn
        "quality.jobs.measure": 6,  # when a register is staged, and again when its rows are joined
        "targeting.jobs.draw": 1,
        "programmes.jobs.read_area": 1,
        "triage.jobs.sort_area": 1,
        "watch.jobs.compare_levels": 1,
        **files,
    }
    written = {
        "log": office.log.getvalue(),
        "audit": str(list(Entry.objects.values())),
        "queue": str(list(DBTaskResult.objects.values())),
        "letters": letters,
        "names of files": " ".join(str(path) for path in office.folder.rglob("*")),
    }
    assert {where: found(text) for where, text in written.items() if found(text)} == {}
    assert list((office.folder / "temp").iterdir()) == []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert not {NUMBER, OTHER_NUMBER} & set(found(repr(cursor.fetchall()))), table


def test_refusals_repeat_nothing(office: Traces) -> None:
    refused = [
        office.client.get(f"/households/{uuid4()}/"),
        office.client.get(f"/{NAME}/{NUMBER}/"),
        office.client.get("/households/", {"level": NAME, "q": NUMBER}),
        office.client.post("/households/", {"order": NAME, "q": NUMBER}),
        office.client.get(f"/areas/{NUMBER}/"),
        office.client.post(
            f"/imports/waiting/{uuid4()}/receive", {"register": NAME, "as_of": HOUSE, "column_0": NUMBER}
        ),
        office.client.post(f"/reviews/{uuid4()}/decide", {"outcome": NAME, "version": NUMBER}),
        Client(enforce_csrf_checks=True).post("/households/", {"q": NAME}),
        Client().get("/households/", {"q": NAME}),
        Client(headers={"Host": f"{NUMBER}.example.org"}).get("/"),
        send(office.client, f"{NAME}\x00{NUMBER}".encode(), f"{NAME}.csv"),
        send(office.client, f"pid,{NAME}\n".encode("utf-16"), f"{NAME}.csv"),
    ]
    statuses = [404, 404, 422, 422, 404, 404, 422, 403, 302, 400, 422, 422]
    assert [page.status_code for page in refused] == statuses
    assert [found(body(page) + str(page.headers)) for page in refused] == [[]] * len(refused)


def test_a_broken_page_and_a_failed_job_leave_their_way_and_no_value(
    office: Traces, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family_views, "family_page", _stumble)
    monkeypatch.setattr(attaching, "note_areas", _stumble)
    office.client.raise_request_exception = False
    page = office.client.get(f"/households/{office.household}/")
    assert page.status_code == 500
    assert found(body(page)) == []
    assert "in _stumble" in office.log.getvalue()
    receive(office.client, "state_welfare", [welfare_row(9)])
    work()
    failed = DBTaskResult.objects.get(status="FAILED")
    assert "in _stumble" in failed.traceback
    assert "DataError" in failed.traceback
    assert found(str(list(DBTaskResult.objects.values()))) == []
    assert found(office.log.getvalue()) == []


def test_the_command_line_repeats_no_value(office: Traces, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "register.csv"
    file.write_text(f"pid,first_name\n{NUMBER},{NAME}\n", encoding="utf-8")
    assert main(["intake", str(file), "--account", "officer"]) == 2
    assert main(["intake", str(file), "--account", NAME]) == 2
    out = tmp_path / "out"
    assert (
        main(["target", "--survey", str(file), "--welfare", str(file), "--measure", "tpmap-2561", "--out", str(out)])
        == 2
    )
    try:
        _stumble()
    except DataError as error:
        tell_discreetly(type(error), error, None)
    said = capsys.readouterr()
    assert "_stumble" in said.err
    assert found(said.out + said.err) == []


def _stumble(*_given: object, **_named: object) -> None:
    """Fails as databases do: with the row in the message, and again while that is handled."""
    try:
        raise ValueError(NUMBER)
    except ValueError as error:
        raise DataError(f"Failing row contains ({NUMBER}, {NAME})") from error
