"""Lists, search, export, the family page and its print, as a browser meets them."""

import ctypes
import re
from uuid import uuid4

import pypdfium2
import pytest
from desk_office import Families, log_in, make_families
from django.test import Client

from samutphok.access.domain import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def families() -> Families:
    return make_families()


def names_on(text: str) -> list[str]:
    return re.findall(r'class="family-name"[^>]*>([^<]+)<', text)


def test_a_family_that_does_not_exist_is_a_thai_page_that_says_what_to_do(client: Client) -> None:
    log_in(client)
    answer = client.get(f"/households/{uuid4()}/")
    assert answer.status_code == 404
    assert "ไม่พบหน้านี้" in answer.content.decode()
    assert "ขอสิทธิ์จากผู้ดูแลระบบ" in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "field"), [("dim=wealth", "มิติ"), ("level=9", "ระดับ"), ("page=0", "หน้า"), ("area=<b>", "พื้นที่")]
)
def test_an_address_that_cannot_be_read_names_the_field_and_never_the_value(
    client: Client, address: str, field: str
) -> None:
    log_in(client)
    answer = client.get(f"/households/?{address}")
    problem = re.search(r"data-problem>([^<]+)<", answer.content.decode())
    assert answer.status_code == 422
    assert problem
    assert field in problem.group(1)
    assert "&lt;b&gt;" not in problem.group(1)


def test_filtering_by_poverty_is_refused_to_whoever_may_not_see_it(client: Client, families: Families) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    assert client.get("/households/?poor=yes").status_code == 403
    shown = client.get("/households/").content.decode()
    assert sorted(names_on(shown)) == ["นายมะลิวัลย์ ทองแท้", "นายสมชาย ใจดี"]
    assert "20,000" not in shown


def test_filters_narrow_the_list(client: Client, families: Families) -> None:
    log_in(client)
    found = {
        address: sorted(names_on(client.get(f"/households/?{address}").content.decode()))
        for address in (
            "",
            "area=8303",
            "poor=yes",
            "poor=no",
            "dim=living",
            "dim=education",
            "dim=living&dim=income&combine=all",
        )
    }
    somchai, mali, prasert = "นายสมชาย ใจดี", "นายมะลิวัลย์ ทองแท้", "นายประเสริฐ สุขสม"
    assert found == {
        "": sorted([somchai, mali, prasert]),
        "area=8303": [prasert],
        "poor=yes": [somchai],
        "poor=no": sorted([mali, prasert]),
        "dim=living": sorted([somchai, mali]),
        "dim=education": [],
        "dim=living&dim=income&combine=all": sorted([somchai, mali]),
    }


def test_names_are_sorted_as_thai_dictionaries_do(client: Client, families: Families) -> None:
    log_in(client)
    shown = names_on(client.get("/households/?order=name").content.decode())
    assert shown == ["นายประเสริฐ สุขสม", "นายมะลิวัลย์ ทองแท้", "นายสมชาย ใจดี"]


@pytest.mark.parametrize("text", ["สมชาย", "สมชาญ", "สมชัย ใจดี"])
def test_a_misspelt_name_is_found_and_stands_in_no_address(client: Client, families: Families, text: str) -> None:
    log_in(client)
    answer = client.post("/households/", {"q": text}, headers={"HX-Request": "true"})
    assert "นายสมชาย ใจดี" in names_on(answer.content.decode())
    assert answer["HX-Push-Url"] == "/households/"
    assert not re.search(r'href="[^"]*q=', answer.content.decode())


def test_filters_without_a_text_go_into_the_address(client: Client, families: Families) -> None:
    log_in(client)
    sent = {"q": "", "area": "8301", "dim": ["living"], "order": "need"}
    assert client.post("/households/", sent)["Location"] == "/households/?dim=living&area=8301"
    answer = client.post("/households/", sent, headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == "/households/?dim=living&area=8301"


def test_nothing_found_says_what_to_try(client: Client, families: Families) -> None:
    log_in(client)
    answer = client.post("/households/", {"q": "ไม่มีใครชื่อนี้แน่นอน"})
    assert names_on(answer.content.decode()) == []
    assert "ตรวจตัวสะกด" in answer.content.decode()


def test_the_family_page_says_which_register_says_so(client: Client, families: Families) -> None:
    log_in(client)
    text = re.sub(r"\s+", " ", client.get(f"/households/{families.target}/").content.decode())
    assert "ตัวชี้วัดที่ 22 ไม่ผ่าน" in text
    assert "ณ 1 มิถุนายน 2561 แถวที่ 1" in text
    assert "เงินสงเคราะห์ครอบครัว" in text
    assert "3,000 บาท" in text
    assert "x-xxxx-xxxxx" in text
    assert "1990000" not in text


def base_font(thing: pypdfium2.PdfObject) -> str:
    """The name of the typeface that a piece of text is set in."""
    name = ctypes.create_string_buffer(200)
    pypdfium2.raw.FPDFFont_GetBaseFontName(pypdfium2.raw.FPDFTextObj_GetFont(thing.raw), name, 200)
    return name.value.decode()


def pdf_text(client: Client, families: Families) -> tuple[str, bytes]:
    answer = client.get(f"/households/{families.target}/logbook.pdf")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    document = pypdfium2.PdfDocument(answer.content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document), answer.content
    finally:
        document.close()


def test_the_print_holds_what_the_page_holds(client: Client, families: Families) -> None:
    log_in(client)
    text, _raw = pdf_text(client, families)
    for told in ("สมุดพกครอบครัว", "นายสมชาย ใจดี", "หมู่ที่ 1", "3,000 บาท", "x-xxxx-xxxxx"):
        assert told in text.replace("\u00a0", " ")


def test_the_print_uses_the_project_s_own_typeface(client: Client, families: Families) -> None:
    log_in(client)
    _text, raw = pdf_text(client, families)
    document = pypdfium2.PdfDocument(raw)
    texts = [thing for page in document for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
    names = {base_font(thing) for thing in texts}
    document.close()
    assert names
    assert all("Sarabun" in name for name in names)


def test_the_print_of_a_viewer_without_clearance_says_nothing_of_poverty(client: Client, families: Families) -> None:
    log_in(client, Role.VOLUNTEER, "830101")
    text, _raw = pdf_text(client, families)
    assert "นายสมชาย ใจดี" in text
    assert "บาท" not in text
    assert "ตัวชี้วัด" not in text
