"""Documents of a family through the desk: who adds, who sees, what is refused, and what stays in the trail."""

import io
import re
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from samutphok.access.domain import Role
from samutphok.foundation.audit.models import Entry
from samutphok.logbook.domain.document import MOST_BYTES
from samutphok.logbook.models import Document

pytestmark = [pytest.mark.database, pytest.mark.django_db]

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SECRET = "ภาพหลังคารั่ว"


@pytest.fixture
def families() -> Families:
    return make_families()


def photo(shade: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), shade).save(out, "JPEG")
    return out.getvalue()


def send(client: Client, family: UUID, content: bytes, *, name: str = "a.jpg", **fields: str) -> HttpResponse:
    given = {"kind": "house", "title": SECRET, "taken_on": "30/6/2564", "sensitivity": "2", **fields}
    return client.post(f"/households/{family}/documents/new", {"file": SimpleUploadedFile(name, content), **given})


def kept(client: Client, family: UUID, content: bytes | None = None, **fields: str) -> str:
    """Adds a document; its address."""
    answer = send(client, family, content or photo(), **fields)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/households/{family}/"), answer.content.decode()
    return f"/households/{family}/documents/{Document.objects.latest('added_at').id}"


def body(answer: HttpResponse) -> str:
    text = re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", answer.content.decode())
    return re.sub(r'name="next" value="[^"]*"', "", text)


def sealed_files() -> list[Path]:
    return [path for path in Path(settings.DOCUMENTS).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"


def test_documents_that_are_not_there_read_as_absent(client: Client, families: Families) -> None:
    log_in(client)
    for where in (f"{uuid4()}", f"{uuid4()}/small", "../../../etc/passwd", "new/.."):
        assert client.get(f"/households/{families.poor}/documents/{where}").status_code == 404, where
    assert client.get(f"/households/{uuid4()}/documents/new").status_code == 404
    assert send(client, uuid4(), photo()).status_code == 404
    assert client.post(f"/households/{families.poor}/documents/{uuid4()}/withdraw", {"because": "x"}).status_code == 404
    assert not sealed_files()


# Role and area -> may add, sees a document for all, sees one of poverty and health
SEES = [
    (Role.PROVINCE, ("83",), True, True, True),
    (Role.AMPHOE, ("8301",), True, True, True),
    (Role.TAMBON, ("830101",), True, True, True),
    (Role.VERIFIER, ("83",), False, True, True),
    (Role.VOLUNTEER, ("830101",), False, True, False),
    (Role.NATIONAL, ("TH",), False, True, False),
    (Role.TAMBON, ("830303",), False, False, False),
    (Role.PROVINCE, ("82",), False, False, False),
    (Role.AUDITOR, ("TH",), False, False, False),
    (Role.ADMINISTRATOR, ("TH",), False, False, False),
]


@pytest.mark.parametrize(("role", "areas", "adds", "sees", "sees_sensitive"), SEES)
def test_who_adds_and_who_sees(
    client: Client,
    families: Families,
    role: Role,
    areas: tuple[str, ...],
    adds: bool,
    sees: bool,
    sees_sensitive: bool,
) -> None:
    officer = Client()
    log_in(officer)
    for_all = kept(officer, families.poor, photo("red"), sensitivity="1")
    sensitive = kept(officer, families.poor, photo("blue"), sensitivity="2")
    log_in(client, role, *areas, username="other")
    absent = client.get(f"/households/{uuid4()}/documents/{uuid4()}")
    for address, opens in ((for_all, sees), (sensitive, sees_sensitive)):
        for one in (address, f"{address}/small"):
            answer = client.get(one)
            assert answer.status_code == (200 if opens else 404), one
            assert opens or body(answer) == body(absent)
        page = client.get(f"/households/{families.poor}/")
        assert (address in page.content.decode()) == opens
    assert send(client, families.poor, photo("green")).status_code == (302 if adds else 404)
    gone = client.post(f"{sensitive}/withdraw", {"because": "ผิดครอบครัว"}).status_code
    assert gone == (302 if adds else 404)
    assert officer.get(sensitive).status_code == (404 if adds else 200)


def test_without_login_an_address_leads_to_the_login(client: Client, families: Families) -> None:
    log_in(client)
    address = kept(client, families.poor, sensitivity="1")
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", {}),
        (b"<script>alert(1)</script>" + PDF, {}),
        (photo()[:200], {}),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, {}),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, {}),
        (b"", {}),
        (photo(), {"title": ""}),
        (photo(), {"kind": "witness"}),
        (photo(), {"sensitivity": "3"}),
        (photo(), {"sensitivity": "0"}),
        (photo(), {"taken_on": "31/2/2564"}),
    ],
    ids=["svg", "polyglot", "cut", "heic", "large", "empty", "no title", "kind", "S3", "S0", "no such day"],
)
def test_what_cannot_be_kept_comes_back_with_the_reason(
    client: Client, families: Families, content: bytes, fields: dict[str, str]
) -> None:
    log_in(client)
    answer = send(client, families.poor, content, **fields)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Document.objects.exists()
    assert not sealed_files()


def test_the_same_file_is_kept_once_and_again_after_it_was_withdrawn(client: Client, families: Families) -> None:
    log_in(client)
    address = kept(client, families.poor)
    assert send(client, families.poor, photo()).status_code == 409
    assert len(sealed_files()) == 2
    kept(client, families.target)  # another family's is another document
    client.post(f"{address}/withdraw", {"because": "ภาพไม่ชัด"})
    kept(client, families.poor)


def test_a_photograph_is_sealed_on_disk_and_handed_out_under_the_server_s_name(
    client: Client, families: Families
) -> None:
    log_in(client)
    address = kept(client, families.poor, name="../../etc/ลับ\r\nSet-Cookie: a=b.html")
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Disposition"] == 'inline; filename="samutphok-picture.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content.startswith(b"\xff\xd8\xff")
    for path in sealed_files():
        assert re.fullmatch(r"[0-9a-f]{32}\.(full|small)", path.name)
        assert b"\xff\xd8\xff" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_a_pdf_is_only_handed_out_to_take_away(client: Client, families: Families) -> None:
    log_in(client)
    address = kept(client, families.poor, PDF, kind="consent", name="x.jpg")
    answer = client.get(address)
    assert (answer.headers["Content-Type"], answer.content) == ("application/pdf", PDF)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="samutphok-document.pdf"'
    assert client.get(f"{address}/small").status_code == 404


def test_another_family_s_address_does_not_open_the_document(client: Client, families: Families) -> None:
    log_in(client)
    address = kept(client, families.poor)
    swapped = address.replace(str(families.poor), str(families.target))
    for one in (swapped, f"{swapped}/small"):
        assert client.get(one).status_code == 404
    assert client.post(f"{swapped}/withdraw", {"because": "x"}).status_code == 404
    assert client.get(address).status_code == 200


def test_sealed_files_put_in_each_other_s_place_do_not_open(client: Client, families: Families) -> None:
    log_in(client)
    one, other = kept(client, families.poor, photo("red")), kept(client, families.well, photo("blue"))
    paths = [
        next(path for path in sealed_files() if path.name == f"{UUID(where[-36:]).hex}.full") for where in (one, other)
    ]
    paths[0].write_bytes(paths[1].read_bytes())
    assert client.get(one).status_code == 409


def test_a_document_goes_out_of_sight_with_a_reason_that_stays(client: Client, families: Families) -> None:
    log_in(client)
    address = kept(client, families.poor)
    assert client.post(f"{address}/withdraw", {"because": "  "}).status_code == 422
    assert client.get(f"{address}/withdraw").status_code == 405
    assert client.post(f"{address}/withdraw", {"because": "แนบผิดครอบครัว"}).status_code == 302
    assert [client.get(one).status_code for one in (address, f"{address}/small")] == [404, 404]
    assert client.post(f"{address}/withdraw", {"because": "อีกครั้ง"}).status_code == 404
    assert SECRET not in client.get(f"/households/{families.poor}/").content.decode()
    row = Document.objects.get()
    assert (row.state, row.withdrawn_because, row.taken_on) == ("withdrawn", "แนบผิดครอบครัว", date(2021, 6, 30))


def test_every_act_and_every_look_at_a_sensitive_document_is_in_the_trail_without_words(
    client: Client, families: Families
) -> None:
    log_in(client)
    sensitive = kept(client, families.poor, photo("red"), sensitivity="2")
    for_all = kept(client, families.poor, photo("blue"), sensitivity="1")
    for address in (sensitive, f"{sensitive}/small", for_all, f"{for_all}/small"):
        assert client.get(address).status_code == 200
    client.post(f"{sensitive}/withdraw", {"because": "แนบผิด"})
    told = Entry.objects.filter(subject=f"document:{sensitive[-36:]}").order_by("id")
    assert [(one.act, one.fields) for one in told] == [
        ("add_document", "content,kind,title"),
        ("read_document", "content"),
        ("read_document", "small_picture"),
        ("withdraw_document", "state"),
    ]
    assert all(one.grant for one in told)
    others = Entry.objects.filter(subject=f"document:{for_all[-36:]}")
    assert [one.act for one in others] == ["add_document"]


def test_when_the_look_cannot_be_recorded_nothing_is_shown(
    client: Client, families: Families, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(client)
    address = kept(client, families.poor)
    monkeypatch.setattr(Entry.objects, "create", _full_disk)
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == 500
    assert b"\xff\xd8\xff" not in answer.content


def test_when_the_row_cannot_be_written_no_sealed_file_stays(
    client: Client, families: Families, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(client)
    monkeypatch.setattr("samutphok.logbook.actions.documents.record_act", _full_disk)
    client.raise_request_exception = False
    assert send(client, families.poor, photo()).status_code == 500
    assert not sealed_files()
    assert not Document.objects.exists()


def _full_disk(**_facts: object) -> None:
    raise OSError("disk full")
