"""The desk in hostile hands: photographs, addresses of what was taken back, forms, ways back, keys that others know."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from attack_office import confirm, said
from attack_office import send as send_register
from desk_office import Families, log_in, make_families
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from intake_files import WELFARE, csv_bytes, welfare_row
from PIL import Image
from register_rows import NOW, row, stage, synthetic_pid, viewer
from test_routes import address, routes

from samutphok.access.domain import Role
from samutphok.areas.actions import note_areas
from samutphok.insights.models import KeptList
from samutphok.intake.actions import request_undo
from samutphok.intake.models import Batch
from samutphok.linkage.actions import attach_batch, undo_batch
from samutphok.logbook.domain import pictures
from samutphok.logbook.models import Document
from samutphok.registry.models import Household
from samutphok.web.routes import ROUTES, Door

pytestmark = [pytest.mark.database, pytest.mark.django_db]

# What cameras and their users' programs write into photographs: types that fit no picture, a place that is cut off.
TORN_EXIF = {
    "JPEG": "4578696600004d4d002a000000080003010f00020000000600000032011200030000000100060000882500040000000100000038000000"
    "006d616b657200007700020005000000030000004a00000000000000010000000100000002000000010000000300000001",
    "PNG": "4d4d002a000000080003014400020000000600000032011200030000000100060000882500040000000100000038000000006d616b65"
    "7200000100020005000000030000004a00000000000000010000000100000002000000010000000300000001",
}
ELSEWHERE = ("//evil.example/a", "/\\evil.example/a", "///evil.example")
KEPT_WHEN_READ = ("audit_", "django_session")  # the trail, and who is logged in


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path: Path) -> None:
    settings.WAREHOUSE, settings.DOCUMENTS, settings.EXPORTS = (
        tmp_path / name for name in ("warehouse", "documents", "exports")
    )
    cache.clear()


@pytest.fixture
def families() -> Families:
    return make_families()


def picture(kind: str, exif: bytes = b"", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, exif=exif)
    return out.getvalue()


def add(client: Client, family: UUID, content: bytes) -> int:
    fields = {"kind": "house", "title": "หลังคา", "sensitivity": "2", "file": SimpleUploadedFile("a.jpg", content)}
    return client.post(f"/households/{family}/documents/new", fields).status_code


# Photographs


@pytest.mark.parametrize("kind", TORN_EXIF)
def test_a_photograph_with_torn_words_of_the_camera_is_kept_upright(
    client: Client, families: Families, kind: str
) -> None:
    log_in(client)
    assert add(client, families.poor, picture(kind, bytes.fromhex(TORN_EXIF[kind]))) == 302
    shown = client.get(f"/households/{families.poor}/documents/{Document.objects.get().id}")
    assert Image.open(io.BytesIO(shown.content)).size == (40, 60)


def test_a_small_file_of_many_pixels_is_made_smaller_before_anything_copies_it(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[tuple[int, int]] = []
    real = pictures._flat

    def seen(given: Image.Image) -> Image.Image:
        copied.append(given.size)
        return real(given)

    monkeypatch.setattr(pictures, "_flat", seen)
    flood = picture("PNG", size=(7000, 7000))
    assert len(flood) < 1_000_000
    assert Image.open(io.BytesIO(pictures.picture_of(flood).full)).size == (pictures.SIDE, pictures.SIDE)
    assert copied == [(pictures.SIDE, pictures.SIDE)]


# What was taken back


def test_a_family_whose_register_was_taken_back_is_absent_with_its_documents_until_it_comes_again(
    client: Client, families: Families
) -> None:
    officer = log_in(client)
    note_areas({"83010201"}, seen_on=date(2018, 6, 1))
    mistaken = [
        row("วีระ", "หลงมา", pid=synthetic_pid(9), area_code="83010201", house_code="83010000099", family_no="1")
    ]
    batch = stage("bmn_survey", mistaken)
    attach_batch(batch, now=NOW)
    Batch.objects.filter(pk=batch).update(received_by=str(officer.pk))
    family = Household.objects.get(house_code="83010000099").id
    assert add(client, family, picture("JPEG")) == 302
    paper = f"documents/{Document.objects.get().id}"
    tails = ("", "logbook.pdf", "booklet.pdf", "openings", "documents/new", paper, f"{paper}/small")
    assert {client.get(f"/households/{family}/{tail}").status_code for tail in tails} == {200}
    request_undo(viewer=viewer("83"), batch_id=batch, reason="ผิดปี", confirmation="1", now=NOW)
    undo_batch(batch, now=NOW)
    assert {tail: client.get(f"/households/{family}/{tail}").status_code for tail in tails} == dict.fromkeys(tails, 404)
    for act in ("household/export", "households/booklets", "households/worklist/put"):
        asked = client.post(f"/{act}", {"household": str(family), "format": "csv", "name": "x"})
        assert asked.status_code in (404, 422), act
    assert client.post(f"/households/{family}/{paper}/withdraw", {"because": "ลอง"}).status_code == 404
    attach_batch(stage("bmn_survey", mistaken), now=NOW)
    assert client.get(f"/households/{family}/{paper}").status_code == 200


# Forms


@pytest.mark.parametrize("place", ["²", "9" * 500, "٣", "-1", "0x1", ""])
def test_a_column_that_is_no_place_changes_nothing(client: Client, place: str) -> None:
    log_in(client)
    seen = send_register(client, csv_bytes(WELFARE, [welfare_row()]), "w.csv", register="state_welfare")
    before = seen.context["draft"].choice
    where = f"/imports/waiting/{seen.context['draft'].id}/"
    assert client.post(where, said(seen) | {f"column_{place}": "pid"}).status_code == 302
    assert client.get(where).context["draft"].choice == before
    assert confirm(client, seen, **{f"column_{place}": "pid"}).status_code == 302


def test_no_form_of_the_desk_is_taken_without_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    log_in(client)
    names = [name for _where, name in routes() if name and ROUTES.get(name) is not Door.KEY]  # phones have no session
    gateways = {"gateway_line", "gateway_sms"}  # no session: a signature instead of a token, test_attack_help_doors.py
    taken = {name: client.post(address(name)).status_code for name in names if name not in gateways}
    assert {name: status for name, status in taken.items() if status != 403} == {}


def test_a_list_that_cannot_be_drawn_is_refused_at_once_and_not_by_the_worker(client: Client) -> None:
    log_in(client)
    person = {"pid": synthetic_pid(1), "house_code": "83010000001", "family_no": "1"}
    attach_batch(stage("bmn_survey", [row(**person)], as_of=date(2026, 11, 1)), now=NOW)
    attach_batch(stage("state_welfare", [row(pid=synthetic_pid(1), validated=1)]), now=NOW)
    answer = client.post("/areas/83/draw")
    assert answer.status_code == 409
    assert "tpmap-2561" in answer.content.decode()
    assert not DBTaskResult.objects.filter(task_path__contains="draw").exists()


# Reading changes nothing


def readable(families: Families) -> Iterator[str]:
    """Every address of the desk that is read, of things that are there."""
    family = f"/households/{families.poor}/"
    yield from ("/", "/areas/", "/areas/83/", "/areas/83/outlines.svg", "/households/", "/households/kept/", "/files/")
    yield from (family, f"{family}logbook.pdf", f"{family}booklet.pdf", f"{family}openings", f"{family}documents/new")
    yield from (
        f"{family}documents/{Document.objects.get().id}",
        f"{family}documents/{Document.objects.get().id}/small",
    )
    yield from ("/definitions/", "/definitions/policy/phuket-2564/", "/imports/", "/imports/new", "/reviews/", "/me/")
    yield from (f"/imports/{batch}/" for batch in Batch.objects.values_list("pk", flat=True))
    yield from (f"/imports/{batch}/undo" for batch in Batch.objects.values_list("pk", flat=True))
    yield from ("/notices/", "/notices/new", "/guides/", f"/households/kept/{KeptList.objects.get().pk}/")


def test_reading_a_page_by_any_method_writes_nothing_but_the_trail(client: Client, families: Families) -> None:
    log_in(client)
    assert add(client, families.poor, picture("JPEG")) == 302
    assert client.post("/households/kept/", {"name": "poor", "poor": "yes"}).status_code == 302
    for where in readable(families):
        for method in ("get", "head", "options"):
            with CaptureQueriesContext(connection) as asked:
                assert getattr(client, method)(where).status_code in (200, 302, 404, 405), (method, where)
            written = [one["sql"] for one in asked if one["sql"].split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE")]
            wrong = [sql for sql in written if not any(f'"{table}' in sql for table in KEPT_WHEN_READ)]
            assert wrong == [], (method, where)


# Ways back


@pytest.mark.parametrize("away", ELSEWHERE)
def test_the_way_back_from_a_trouble_never_leads_to_another_site(client: Client, away: str) -> None:
    log_in(client)
    page = client.get("/households/?level=x", headers={"Referer": f"http://testserver{away}"})
    assert page.status_code == 422
    assert "evil.example" not in page.content.decode()
    honest = client.get("/households/?level=x", headers={"Referer": "http://testserver/areas/83/?order=name"})
    assert 'href="/areas/83/?order=name"' in honest.content.decode()


@pytest.mark.parametrize(
    "away", [*ELSEWHERE, "https://evil.example", "javascript:alert(1)", "/\r\nX-Evil: 1", "\x08//e"]
)
def test_choosing_a_look_leads_nowhere_else_and_sets_no_other_cookie(client: Client, away: str) -> None:
    answer = client.post("/look", {"look": "dark", "next": away})
    assert answer.status_code == 302
    assert answer["Location"] == "/" or answer["Location"].startswith("/%0D%0A")
    assert "X-Evil" not in answer.headers
    assert not client.post("/look", {"look": "dark\r\nX: y"}).cookies


# Keys that others know


def test_a_one_time_code_never_becomes_the_password(client: Client) -> None:
    officer = log_in(Client())
    log_in(client, Role.ADMINISTRATOR, username="administrator")
    code = client.post(f"/console/accounts/{officer.pk}/code").context["code"]
    holder = Client()
    assert holder.post("/accounts/login/", {"login": "officer", "password": code}).status_code == 302
    kept = {"oldpassword": code, "password1": code, "password2": code}
    assert holder.post("/accounts/password/change/", kept).status_code == 200
    officer.refresh_from_db()
    assert officer.one_time_until is not None
    assert holder.get("/households/").status_code == 404
    own = "ยากจะเดากว่านั้น-2570"
    changed = holder.post("/accounts/password/change/", kept | {"password1": own, "password2": own})
    assert changed.status_code == 302
    assert Client().post("/accounts/login/", {"login": "officer", "password": code}).status_code == 200
    officer.refresh_from_db()
    assert (officer.one_time_until, officer.check_password(own)) == (None, True)


def test_the_name_of_a_shared_list_is_text_on_a_colleagues_page(client: Client, families: Families) -> None:
    log_in(client)
    name = '"><script>alert(1)</script>'
    assert client.post("/households/kept/", {"name": name, "share": "1"}).status_code == 302
    colleague = Client()
    log_in(colleague, username="colleague")
    for where in ("/households/kept/", "/households/"):
        page = colleague.get(where).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
