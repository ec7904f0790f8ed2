"""A family's page in a real browser: read at a glance, a photograph kept and taken out of sight, and what goes on paper."""

import io
from collections.abc import Iterator

import pytest
from desk_office import Families
from PIL import Image
from playwright.sync_api import Browser, expect
from test_desk_walk import Desk, browser, families, open_desk, sign_in, violations

__all__ = ["browser", "families"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GLANCE = ("สมาชิกในครัวเรือน", "ปัญหารายมิติ", "สิ่งที่ต้องทำต่อ", "กำลังดำเนินการอะไร", "ความช่วยเหลือที่ได้รับ")


@pytest.fixture(params=["desktop", "phone"])
def desk(request: pytest.FixtureRequest, browser: Browser, live_server, families: Families) -> Iterator[Desk]:
    made = open_desk(browser, live_server.url, families, size=request.param)
    sign_in(made)
    yield made
    made.page.context.close()
    assert made.troubles == []


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "teal").save(out, "JPEG")
    return out.getvalue()


def test_the_family_is_read_at_a_glance_and_its_photograph_kept_and_withdrawn(desk: Desk, settings, tmp_path) -> None:
    settings.DOCUMENTS = tmp_path
    page = desk.open(f"/households/{desk.families.target}/")
    height = 900 if page.viewport_size["width"] > 1000 else 2 * 740
    for title in GLANCE:
        place = page.get_by_role("heading", name=title).first.bounding_box()
        assert place is not None
        assert place["y"] < height or title == GLANCE[3], title  # on a phone what is being done stands last
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("link", name="เพิ่ม", exact=True).click()
    assert violations(page) == []
    page.get_by_label("ภาพถ่ายหรือ PDF").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_label("ชื่อเรื่อง").fill("หลังคารั่ว")
    page.get_by_role("button", name="เก็บเอกสาร").click()
    expect(page.locator(".paper-title")).to_have_text("หลังคารั่ว")
    page.locator(".paper img").scroll_into_view_if_needed()
    expect(page.locator(".paper img")).to_have_js_property("naturalWidth", 360)
    page.evaluate("document.getElementById('place-title').scrollIntoView()")
    expect(page.locator(".place-tiles .is-here")).to_contain_text("ตลาดใหญ่")
    assert violations(page) == []

    page.locator(".withdraw summary").click()
    page.locator(".withdraw input[name=because]").fill("แนบผิดครอบครัว")
    page.locator(".withdraw button").click()
    expect(page.locator(".paper-title")).to_have_count(0)


def test_on_paper_there_are_no_controls_and_the_whole_address(desk: Desk) -> None:
    page = desk.open(f"/households/{desk.families.target}/")
    page.emulate_media(media="print")
    expect(page.locator(".jump")).to_be_hidden()
    expect(page.locator(".page-actions").first).to_be_hidden()
    expect(page.locator(".family-address")).to_contain_text("ตำบลตลาดใหญ่")
    assert page.locator(".family-address .d-print-inline").is_visible()
