"""Pages about forms: missing, forbidden, invalid, then what an office sees and does."""

import pytest
from desk_office import log_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from form_files import VISIT, examined, xform, xlsform
from register_rows import NOW

from samutphok.access.domain import Role
from samutphok.access.queries import field_operator
from samutphok.areas.actions import note_area
from samutphok.forms.actions import publish_form, publish_shipped, shipped_forms
from samutphok.forms.models import Form, FormVersion

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def office(client: Client) -> Client:
    note_area("83", name_th="ภูเก็ต", seen_on=NOW.date())
    log_in(client, Role.PROVINCE, "83")
    client.post("/language", {"language": "en"})
    return client


def send(client: Client, content: bytes, *, name: str = "door.xlsx", do: str = "publish", **more):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("form_new"), {"file": file, "area": "83", "do": do, **more})


def test_a_form_that_is_not_there_is_absent(office: Client) -> None:
    for route in ("form", "form_xform"):
        assert office.get(reverse(route, args=["door"])).status_code == 404
    assert office.post(reverse("form_retire", args=["door"]), {"version": "1"}).status_code == 404


def test_a_form_of_another_province_is_absent_too(client: Client) -> None:
    publish_form(viewer=field_operator(now=NOW), examined=examined(xform("name")), area="83", now=NOW)
    log_in(client, Role.PROVINCE, "82")
    assert client.get(reverse("form", args=["door"])).status_code == 404
    assert "door" not in client.get(reverse("forms")).content.decode()


def test_a_tambon_reads_forms_and_publishes_none(client: Client) -> None:
    publish_form(viewer=field_operator(now=NOW), examined=examined(xform("name")), now=NOW)
    log_in(client, Role.TAMBON, "830303")
    assert client.get(reverse("form", args=["door"])).status_code == 200
    assert send(client, xlsform(version="2")).status_code == 404
    assert client.post(reverse("form_retire", args=["door"]), {"version": "1"}).status_code == 404
    assert FormVersion.objects.filter(retired_at=None).count() == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("door.docx", b"x", ".xlsx (XLSForm)"),
        ("door.xlsx", b"PK", "damaged"),
        ("door.xml", b"<!DOCTYPE a><a/>", "DTD"),
        ("door.xlsx", b"", "empty"),
    ],
    ids=["kind", "damaged", "dtd", "empty"],
)
def test_what_is_no_form_is_refused_with_the_reason(office: Client, name: str, content: bytes, words: str) -> None:
    answer = send(office, content, name=name)
    assert answer.status_code in {400, 422}
    assert words in answer.content.decode()
    assert FormVersion.objects.count() == 0


def test_an_office_cannot_give_a_form_to_another_area(office: Client) -> None:
    assert send(office, xform("name"), name="door.xml", area="82").status_code == 422
    assert send(office, xform("name"), name="door.xml", area="").status_code == 302, "its own, when none is said"
    assert Form.objects.get().area == "83"


def test_looking_first_shows_warnings_and_publishes_nothing(office: Client) -> None:
    photo = {"type": "image", "name": "house", "label::Thai (th)": "ภาพบ้าน"}
    answer = send(office, xlsform([*VISIT, photo]), do="check")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "can be published" in page
    assert "max-pixels" in page
    assert FormVersion.objects.count() == 0


def test_a_form_is_published_shown_and_taken_off_the_phones_again(office: Client) -> None:
    answer = send(office, xlsform(), along=SimpleUploadedFile("towns.csv", b"name,label\n"))
    assert answer.status_code == 302
    page = office.get(answer["Location"]).content.decode()
    for words in ("แบบทดสอบ", "on the phones", "Name", "one choice", "towns.csv", "door.xlsx"):
        assert words in page
    file = office.get(reverse("form_xform", args=["door"]))
    assert (file.content, file["X-Content-Type-Options"]) == (bytes(FormVersion.objects.get().xform), "nosniff")
    office.post(reverse("form_retire", args=["door"]), {"version": "1"})
    assert FormVersion.objects.get().retired_at is not None
    assert "retired" in office.get(reverse("form", args=["door"])).content.decode()


def test_what_would_be_lost_is_named_and_asks_for_a_word(office: Client) -> None:
    send(office, xform("name", "age"), name="door.xml")
    fewer = xform("name", version="2")
    looked = send(office, fewer, name="door.xml", do="check").content.decode()
    assert "“age?” (age) is no longer asked" in looked
    refused = send(office, fewer, name="door.xml")
    assert refused.status_code == 409
    assert "“age?” (age) is no longer asked" in refused.content.decode()
    assert send(office, fewer, name="door.xml", allow_loss="on").status_code == 302
    page = office.get(reverse("form", args=["door"])).content.decode()
    assert "What changed" in page
    assert "“age?” (age) is no longer asked" in page
    assert "an earlier version" in office.get(reverse("form", args=["door"]) + "?version=1").content.decode()


def test_with_a_script_only_the_answer_comes_back_and_the_file_stays_chosen(office: Client) -> None:
    headers = {"HX-Request": "true"}
    file = SimpleUploadedFile("door.xml", xform("name"))
    part = office.post(reverse("form_new"), {"file": file, "area": "83", "do": "check"}, headers=headers)
    assert "<html" not in part.content.decode()
    file.seek(0)
    done = office.post(reverse("form_new"), {"file": file, "area": "83", "do": "publish"}, headers=headers)
    assert done["HX-Redirect"] == reverse("form", args=["door"]) + "?version=1"


def test_the_words_of_a_form_are_text_and_never_mark_up(office: Client) -> None:
    wicked = xform("name").replace("แบบ".encode(), b"&lt;script&gt;alert(1)&lt;/script&gt;", 1)
    wicked = wicked.replace(b"<label>name?", b"<label>&lt;img src=x onerror=alert(1)&gt;&amp;lt;b&amp;gt;")
    address = send(office, wicked, name="door.xml")["Location"]
    for where in (address, reverse("forms")):
        page = office.get(where).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("path", shipped_forms(), ids=lambda path: path.stem)
def test_each_shipped_form_reads_as_a_document_that_fits_a_page(office: Client, path) -> None:
    publish_shipped(viewer=field_operator(now=NOW), now=NOW)
    for language in ("th", "en"):
        office.post("/language", {"language": language})
        answer = office.get(reverse("form", args=[path.stem]))
        assert answer.status_code == 200
        assert len(answer.content) < 100_000


def test_the_pages_take_few_queries_however_many_forms_there_are(office: Client, django_assert_max_num_queries) -> None:
    publish_shipped(viewer=field_operator(now=NOW), now=NOW)
    for number in range(3):
        publish_form(viewer=field_operator(now=NOW), examined=examined(xform("name", form_id=f"own{number}")), now=NOW)
    for address in (reverse("forms"), reverse("form_new"), reverse("form", args=["logbook"])):
        office.get(address)  # schemas are read once a process
        with django_assert_max_num_queries(12):
            office.get(address)
