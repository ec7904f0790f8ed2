"""Through the area explorer in a real browser, on a desktop and on a phone: the map, the switches, and down to a family."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_office import PASSWORD, log_in, make_families
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from samutphok.access.domain import Role
from samutphok.published.models import AreaFigure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}
PUBLISHED = (("TH", "", 9000), ("82", "TH", 5000), ("83", "TH", 4000), ("8301", "83", 3000), ("8303", "83", 1000))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], headless=True)
        yield started
        started.close()


@pytest.fixture
def office() -> None:
    """Three families in Phuket, and what TPMAP published of the country."""
    make_families()
    for code, parent, people in PUBLISHED:
        AreaFigure.objects.create(
            area_code=code, parent=parent, year=2561, households=people // 3, persons=people, registered=900,
            validated=700, poor=400, poor_and_registered=120, target_poor=people // 50, loaded_at=timezone.now(),
            by_dimension=[[90, 80, 10 * (bit + 1)] for bit in range(5)],
        )  # fmt: skip


def desk(browser: Browser, address: str, *, size: str, dark: bool = False) -> tuple[Page, list[str]]:
    """Somebody who may see all of the country, logged in; and everything that goes wrong on the pages."""
    troubles: list[str] = []
    look = "dark" if dark else "light"
    page = browser.new_context(viewport=SIZES[size], base_url=address, color_scheme=look).new_page()  # type: ignore[arg-type]
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    log_in(Client(), Role.VERIFIER, "TH")
    page.goto("/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("เจ้าหน้าที่ทดสอบ")
    return page, troubles


def violations(page: Page) -> list[str]:
    """What axe finds, and whether the page can be pushed sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")["violations"]
    wide = [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["scrolls sideways"]
    return wide + [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def open_switches(page: Page) -> None:
    """On a phone the switches are folded away."""
    box = page.locator("[data-switch-box]")
    expect(box).to_have_attribute("data-settled", "yes")
    if not box.evaluate("box => box.open"):
        box.locator("summary").click()


@pytest.mark.parametrize("size", SIZES)
def test_the_map_is_moved_by_keys_and_lights_up_with_its_table(
    browser: Browser, live_server, office: None, size: str
) -> None:
    page, troubles = desk(browser, live_server.url, size=size)
    page.goto("/areas/TH/?year=tpmap-2561")
    frame, drawing = page.locator("[data-map]"), page.locator("svg.area-map")
    expect(frame).to_have_attribute("data-ready", "yes")
    expect(drawing.locator("use")).to_have_count(77)
    assert drawing.locator("use[data-area='83']").evaluate("area => area.getBBox().width") > 0  # the outline has come
    whole = drawing.get_attribute("viewBox")
    frame.focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowDown")
    assert drawing.get_attribute("viewBox") != whole
    page.keyboard.press("0")
    expect(drawing).to_have_attribute("viewBox", str(whole))
    page.get_by_role("button", name="ขยาย").click()
    assert drawing.get_attribute("viewBox") != whole
    page.get_by_role("button", name="ทั้งแผนที่").click()
    expect(drawing).to_have_attribute("viewBox", str(whole))

    page.locator("tr[data-area='83'] th a").focus()
    expect(drawing.locator("use[data-area='83'].is-lit")).to_have_count(1)
    drawing.locator("use[data-area='82']").first.dispatch_event("pointerover", {"bubbles": True})
    expect(page.locator("tr[data-area='82']")).to_have_class("is-lit")
    expect(page.locator(".small-map use[data-area='82'].is-lit")).to_have_count(5)
    assert violations(page) == []
    drawing.locator("use[data-area='83']").first.dispatch_event("click", {"bubbles": True})
    expect(page.locator("h1")).to_have_text("จังหวัดภูเก็ต")
    assert troubles == []
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_address_holds_every_switch_and_back_undoes_the_last(
    browser: Browser, live_server, office: None, size: str
) -> None:
    page, troubles = desk(browser, live_server.url, size=size)
    page.goto("/areas/83/")
    open_switches(page)
    page.get_by_label("แผนที่แสดง").select_option("poor")
    expect(page.locator("#map-title")).to_have_text("สัดส่วนคนจน (จปฐ.)")
    page.get_by_role("checkbox", name="เทียบกับ TPMAP").check()
    expect(page.locator("#comparison-title")).to_be_visible()
    page.get_by_role("link", name="แผนภูมิเรดาร์").click()
    expect(page.locator("svg.radar")).to_be_visible()
    expect(page).to_have_url("/areas/83/?theme=poor&compare=tpmap&chart=radar")
    assert violations(page) == []
    page.reload()
    expect(page.locator("svg.radar")).to_be_visible()
    open_switches(page)
    expect(page.get_by_role("checkbox", name="เทียบกับ TPMAP")).to_be_checked()
    page.go_back()
    expect(page.locator("svg.radar")).to_have_count(0)
    expect(page.locator("#comparison-title")).to_be_visible()
    page.go_forward()
    expect(page.locator("svg.radar")).to_be_visible()
    assert troubles == []
    page.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_tile_by_tile_from_the_province_to_a_family(browser: Browser, live_server, office: None, size: str) -> None:
    page, troubles = desk(browser, live_server.url, size=size)
    page.goto("/areas/83/?dim=living")
    for tile, place in (("8301", "อำเภอเมืองภูเก็ต"), ("830101", "ตำบลตลาดใหญ่"), ("83010101", "หมู่ที่ 1")):
        page.locator(f".tile[data-area='{tile}']").click()
        expect(page.locator("h1")).to_have_text(place)
        expect(page).to_have_url(f"/areas/{tile}/?dim=living")
    assert violations(page) == []
    page.locator(".family-name").first.click()
    expect(page.locator("h1")).to_have_text("นายสมชาย ใจดี")
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("ตำบลตลาดใหญ่")
    assert troubles == []
    page.context.close()


def test_the_explorer_has_enough_contrast_in_the_dark(browser: Browser, live_server, office: None) -> None:
    page, troubles = desk(browser, live_server.url, size="desktop", dark=True)
    for address in ("/areas/TH/", "/areas/TH/?year=tpmap-2561&chart=radar", "/areas/83/?compare=tpmap"):
        page.goto(address)
        page.locator(".small-table summary").first.click() if page.locator(".small-table").count() else None
        assert violations(page) == [], address
    assert troubles == []
    page.context.close()


def test_without_scripts_the_map_the_tiles_and_the_switches_are_still_there(
    browser: Browser, live_server, office: None
) -> None:
    page = browser.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    log_in(Client(), Role.VERIFIER, "TH")
    page.goto("/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.goto("/areas/TH/")
    expect(page.locator("svg.area-map use")).to_have_count(77)
    expect(page.locator("[data-zoom=in]")).to_be_hidden()
    page.goto("/areas/83/")
    page.get_by_label("แผนที่แสดง").select_option("registered")
    page.get_by_role("button", name="นับ").click()
    expect(page.locator("#map-title")).to_have_text("สัดส่วนผู้ลงทะเบียนสวัสดิการแห่งรัฐ")
    expect(page).to_have_url(re.compile("theme=registered"))
    page.context.close()
