"""Paper forms typed in at the desk: whose families are offered, what the form gets, and what is kept."""

import csv
import io
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samutphok.access.domain import Role
from samutphok.access.queries import field_operator
from samutphok.forms.actions import publish_shipped
from samutphok.forms.queries import form_xml
from samutphok.submissions.domain.submission import Standing
from samutphok.submissions.models import Submission
from samutphok.submissions.queries import submission_told

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TAMBON = "830101"  # two of the three families live here
PHOTO = "0123456789abcdef.jpg"


@pytest.fixture
def families() -> Families:
    publish_shipped(viewer=field_operator(now=timezone.now()), now=timezone.now())
    return make_families(drawn=False)


@pytest.fixture
def desk(client: Client, families: Families) -> Client:
    log_in(client, Role.TAMBON, TAMBON)
    return client


def answers(household: UUID, *, instance: str = "", photo: str = "") -> bytes:
    """A visit that met nobody, as the page sends it."""
    version = form_version()
    house = f"<house><photo_outside>{photo}</photo_outside></house>" if photo else ""
    return (
        f'<data id="visit" version="{version}"><household>{household}</household><visited_on>2026-11-20</visited_on>'
        f"<met>unreachable</met><outcome>unreachable</outcome>{house}<remark>บ้านปิด น้ำท่วมทางเข้า</remark>"
        f"<meta><instanceID>{instance or f'uuid:{uuid4()}'}</instanceID></meta></data>"
    ).encode()


def form_version() -> str:
    from samutphok.forms.models import FormVersion

    return FormVersion.objects.get(form__form_id="visit").version


def send(desk: Client, raw: bytes, **files: bytes) -> HttpResponse:
    sent = {"xml_submission_file": SimpleUploadedFile("submission.xml", raw, "text/xml")}
    sent |= {name: SimpleUploadedFile(name, content, "image/jpeg") for name, content in files.items()}
    return desk.post(reverse("typing_keep", args=["visit"]), sent)


def rows(desk: Client, name: str, household: UUID | None) -> list[dict[str, str]]:
    address = reverse("typing_file", args=["visit", name])
    answer = desk.get(address, {"household": str(household)} if household else {})
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize("route", ["typing", "typing_open", "typing_xml", "typing_keep"])
def test_a_form_that_is_not_published_is_absent(desk: Client, route: str):
    address = reverse(route, args=["nothing-of-the-kind"])
    answer = desk.post(address) if route == "typing_keep" else desk.get(address)
    assert answer.status_code == 404


def test_a_file_that_the_form_does_not_have_is_absent(desk: Client):
    assert desk.get(reverse("typing_file", args=["visit", "passwords.csv"])).status_code == 404


def test_whoever_only_reads_types_nothing_in(client: Client, families: Families):
    log_in(client, Role.VERIFIER, TAMBON)
    assert client.get(reverse("typing_forms")).status_code == 404
    assert send(client, answers(families.target)).status_code == 404
    assert not Submission.objects.exists()


def test_a_family_of_another_tambon_is_neither_found_nor_opened(desk: Client, families: Families):
    found = desk.post(reverse("typing", args=["visit"]), {"q": "ประเสริฐ"})
    assert "ประเสริฐ" not in found.content.decode().replace('value="ประเสริฐ"', "")
    assert desk.get(reverse("typing_open", args=["visit"]), {"household": families.well}).status_code == 404
    assert rows(desk, "households.csv", families.well) == []
    assert rows(desk, "members.csv", families.well) == []


@pytest.mark.parametrize(
    "raw",
    [b"", b"<data", b"<data><a/></data>", b'<!DOCTYPE d [<!ENTITY x "y">]><data id="visit">&x;</data>'],
    ids=["nothing", "cut off", "no form named", "entities"],
)
def test_what_is_no_form_is_refused_and_said_so(desk: Client, raw: bytes):
    answer = send(desk, raw)
    assert 400 <= answer.status_code < 500
    assert answer.json()["told"]
    assert not Submission.objects.exists()


def test_answers_without_a_file_are_refused(desk: Client):
    answer = desk.post(reverse("typing_keep", args=["visit"]), {"xml_submission_file": "<data/>"})
    assert answer.status_code == 400
    assert answer.json()["told"]


def test_a_family_is_found_by_name_and_never_stands_in_the_address(desk: Client, families: Families):
    found = desk.post(reverse("typing", args=["visit"]), {"q": "สมชาย"})
    page = found.content.decode()
    assert "นายสมชาย ใจดี" in page
    assert f"household={families.target}" in page
    assert "q=" not in page


def test_a_form_that_asks_for_no_family_opens_at_once(desk: Client):
    assert desk.get(reverse("typing", args=["find"])).url == reverse("typing_open", args=["find"])


def test_the_form_is_the_published_one_and_its_lists_hold_the_chosen_family_alone(desk: Client, families: Families):
    assert desk.get(reverse("typing_xml", args=["visit"])).content == form_xml(form_id="visit", version=form_version())
    (household,) = rows(desk, "households.csv", families.target)
    assert household["name"] == str(families.target)
    assert [member["household"] for member in rows(desk, "members.csv", families.target)] == [str(families.target)]
    assert rows(desk, "households.csv", None) == []


def test_the_page_may_run_the_engine_and_nothing_else(desk: Client, families: Families):
    rule = desk.get(reverse("typing_open", args=["visit"]), {"household": families.target})["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in rule.split(";"))
    assert parts["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert parts["connect-src"] == "'self' data:"
    assert "unsafe-inline" not in rule


def test_what_is_typed_is_kept_with_its_photograph_and_answered_with_a_number(desk: Client, families: Families):
    raw = answers(families.target, photo=PHOTO)
    answer = send(desk, raw, **{PHOTO: b"\xff\xd8\xff picture"})
    assert answer.status_code == 201
    row = Submission.objects.get()
    assert answer.json()["number"] == str(row.id)[:8].upper()
    told = submission_told(submission_id=row.id)
    kept = {one.path: one.value for one in told.answers.answers}
    assert kept[("remark",)] == "บ้านปิด น้ำท่วมทางเข้า"
    assert kept[("household",)] == str(families.target)
    assert told.files == (PHOTO,)
    assert (told.key_id, told.standing) == ("", Standing.STORED)


def test_pressing_twice_keeps_one(desk: Client, families: Families):
    raw = answers(families.target)
    assert send(desk, raw).json()["number"] == send(desk, raw).json()["number"]
    assert Submission.objects.count() == 1
