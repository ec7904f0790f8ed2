"""Pages of the data checks: absent, forbidden, invalid, then done; and what each may cost."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from register_rows import viewer
from test_verification_findings import a_visit

from samutphok.access.domain import Role
from samutphok.verification.actions import ask_check, check_area, draw_sample
from samutphok.verification.domain.standing import MOVES, State
from samutphok.verification.models import CheckFinding, CheckRun, Sample

pytestmark = pytest.mark.django_db
MOST_QUERIES, FRAMES = 12, "(SAVEPOINT|RELEASE|BEGIN|COMMIT)"
PAGES = ("", "rules/", "findings/", "accuracy/", "exclusion/")


@pytest.fixture
def finding() -> CheckFinding:
    families, now = make_families(drawn=False), timezone.now()
    a_visit(families.target)
    team = viewer("83", role=Role.VERIFIER)
    check_area(run_id=ask_check(viewer=team, area_prefix="83", now=now), now=now)
    return CheckFinding.objects.get(rule="members-differ")


def _act(client: Client, finding: CheckFinding, **given: object) -> object:
    data = {"act": "mend", "said": "แก้แล้ว", "version": finding.version, "act_id": uuid4()} | given
    return client.post(f"/verification/findings/{finding.id}/act", data)


def test_what_is_elsewhere_is_absent(client: Client, finding: CheckFinding) -> None:
    log_in(client, Role.PROVINCE, "81")
    assert client.get(f"/verification/findings/{finding.id}/").status_code == 404
    assert client.get(f"/verification/findings/{uuid4()}/").status_code == 404
    assert client.get(f"/verification/samples/{uuid4()}/").status_code == 404
    assert client.get("/verification/?area=83").status_code == 404
    assert client.get("/verification/accuracy/?area=83").status_code == 404
    assert client.post("/verification/check", {"area": "83"}).status_code == 404


def test_a_desk_neither_checks_nor_draws_nor_mends_what_is_the_provinces(client: Client, finding: CheckFinding) -> None:
    log_in(client, Role.TAMBON, "830101")
    for path in ("check", "samples/draw", "findings/send"):
        assert client.post(f"/verification/{path}", {"area": "83", "size": 5}).status_code == 404
    CheckFinding.objects.update(state=State.SENT, owner="register")
    assert _act(client, finding).status_code == 403  # type: ignore[attr-defined]


def test_numbers_alone_show_no_family(client: Client, finding: CheckFinding) -> None:
    log_in(client, Role.NATIONAL, "TH")
    assert client.get("/verification/").status_code == 404
    page = client.get("/verification/exclusion/?area=83&kind=poor")
    assert page.status_code == 200
    assert f"/households/{finding.household_id}" not in page.content.decode()


def test_an_answer_without_words_comes_back_and_a_stale_one_keeps_what_was_typed(
    client: Client, finding: CheckFinding
) -> None:
    log_in(client)
    CheckFinding.objects.update(state=State.SENT)
    assert _act(client, finding, said="").status_code == 422  # type: ignore[attr-defined]
    stale = _act(client, finding, version=99, said="คำที่พิมพ์ไว้")
    assert stale.status_code == 412  # type: ignore[attr-defined]
    assert "คำที่พิมพ์ไว้" in stale.content.decode()  # type: ignore[attr-defined]
    assert client.post("/verification/samples/draw", {"area": "83", "size": "x"}).status_code == 422
    assert client.get("/verification/findings/?standing=nowhere").status_code == 422


def test_a_finding_is_sent_and_mended(client: Client, finding: CheckFinding) -> None:
    log_in(client)
    assert client.post("/verification/findings/send", {"area": "83"}).status_code == 302
    finding.refresh_from_db()
    assert finding.state == State.SENT
    assert _act(client, finding).status_code == 302  # type: ignore[attr-defined]
    finding.refresh_from_db()
    assert finding.state == State.MENDED


def test_pages_are_small_and_ask_little(client: Client, finding: CheckFinding) -> None:
    log_in(client)
    sample = draw_sample(viewer=viewer("83", role=Role.VERIFIER), area_prefix="83", size=3, now=timezone.now())
    own = (f"findings/{finding.id}/", f"samples/{sample}/")
    kinds = tuple(f"exclusion/?kind={kind}" for kind in ("poor", "refused", "asked"))
    for page in (*PAGES, *kinds, *own):
        with CaptureQueriesContext(connection) as asked:
            found = client.get(f"/verification/{page}")
        assert found.status_code == 200, page
        queries = [one["sql"] for one in asked.captured_queries if not re.match(FRAMES, one["sql"])]
        assert len(queries) <= MOST_QUERIES, (page, queries)
        assert len(found.content) < 100_000
    assert client.get("/verification/accuracy/file").content[:2] == b"PK"


def test_findings_are_narrowed_by_how_grave_they_are(client: Client, finding: CheckFinding) -> None:
    log_in(client)
    for severity in (1, 2, 3):
        page = client.get("/verification/findings/", {"severity": severity}).content.decode()
        assert f'<option value="{severity}" selected>' in page
        assert (f"/verification/findings/{finding.id}/" in page) == (severity == finding.severity)


def test_checking_and_drawing_from_the_page(client: Client, finding: CheckFinding) -> None:
    log_in(client, Role.VERIFIER)
    assert client.post("/verification/check", {"area": "83"}).status_code == 302
    assert CheckRun.objects.filter(state="waiting").count() == 1
    drawn = client.post("/verification/samples/draw", {"area": "83", "size": 2})
    assert drawn.status_code == 302
    assert Sample.objects.count() == 1


def test_the_diagram_of_the_document_is_the_table() -> None:
    assert MOVES.diagram() in (Path(__file__).parents[2] / "docs" / "verification.md").read_text(encoding="utf-8")
