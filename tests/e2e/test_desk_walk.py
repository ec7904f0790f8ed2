"""A day at the desk in a real browser, on a desktop and on a phone: pages, keyboard, map, and what screen readers need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desk_office import PASSWORD, Families, log_in, make_families
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from samutphok.access.domain import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@dataclass
class Desk:
    """A page at somebody's desk, and everything that went wrong on it."""

    page: Page
    address: str
    families: Families
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Opens an address and waits until it is quiet."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"], headless=True
        )
        yield started
        started.close()


@pytest.fixture
def families() -> Families:
    return make_families()


@pytest.fixture(params=list(SIZES))
def desk(request: pytest.FixtureRequest, browser: Browser, live_server, families: Families) -> Iterator[Desk]:
    """The provincial officer's desk, logged in through the form."""
    made = open_desk(browser, live_server.url, families, size=request.param)
    sign_in(made)
    yield made
    made.page.context.close()
    assert made.troubles == []


def open_desk(browser: Browser, address: str, families: Families, *, size: str, dark: bool = False) -> Desk:
    context = browser.new_context(
        viewport=SIZES[size], locale="en-US", color_scheme="dark" if dark else "light", accept_downloads=True
    )
    desk = Desk(context.new_page(), address, families)
    desk.page.on("pageerror", lambda error: desk.troubles.append(str(error)))
    desk.page.on("console", lambda said: desk.troubles.append(said.text) if said.type == "error" else None)
    return desk


def sign_in(desk: Desk, role: Role = Role.PROVINCE, *areas: str) -> None:
    log_in(Client(), role, *areas)
    page = desk.open("/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("เจ้าหน้าที่ทดสอบ")


def violations(page: Page) -> list[str]:
    """What axe finds. It runs in the page's world through the debugger, so the page's own policy stays as strict as it is."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {{runOnly: {RULES}}})")["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def addresses(desk: Desk) -> list[str]:
    return [
        "/",
        "/areas/83/",
        "/areas/83/?dim=living&dim=income&combine=all",
        "/areas/83010101/",
        "/households/",
        f"/households/{desk.families.target}/",
        "/imports/",
        "/imports/new",
        "/reviews/",
    ]


def test_no_page_has_an_accessibility_violation_or_scrolls_sideways(desk: Desk) -> None:
    for address in addresses(desk):
        page = desk.open(address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_dark_pages_have_enough_contrast(browser: Browser, live_server, families: Families) -> None:
    desk = open_desk(browser, live_server.url, families, size="desktop", dark=True)
    sign_in(desk)
    for address in addresses(desk):
        page = desk.open(address)
        assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
        assert violations(page) == [], address
    desk.page.context.close()


@pytest.mark.parametrize("page_name", ["/accounts/login/", "/accounts/password/reset/", "/nothing-here"])
def test_pages_before_the_login_have_no_violation(
    browser: Browser, live_server, families: Families, page_name: str
) -> None:
    desk = open_desk(browser, live_server.url, families, size="phone")
    assert violations(desk.open(page_name)) == []
    desk.page.context.close()


def test_from_the_country_down_to_the_family_in_one_view(browser: Browser, live_server, families: Families) -> None:
    desk = open_desk(browser, live_server.url, families, size="desktop")
    sign_in(desk, Role.NATIONAL, "TH")
    page = desk.open("/areas/TH/")
    for step in ("จังหวัดภูเก็ต", "อำเภอเมืองภูเก็ต", "ตำบลตลาดใหญ่", "หมู่ที่ 1"):
        page.get_by_role("rowheader").get_by_role("link", name=step, exact=True).click()
        expect(page.locator("h1")).to_have_text(step)
    page.go_back()
    expect(page.locator("h1")).to_have_text("ตำบลตลาดใหญ่")
    assert desk.troubles == []
    page.context.close()


def unfold_switches(page: Page) -> None:
    """On a phone the switches are folded under what is counted now."""
    page.wait_for_load_state("networkidle")
    if not page.locator(".switches input").first.is_visible():
        page.locator("summary:has(+ .switches), details:has(.switches) > summary").first.click()


def test_switches_change_the_number_and_the_address_that_can_be_sent_on(desk: Desk) -> None:
    page = desk.open("/areas/83/")
    number = page.locator(".lead-value")
    expect(number).to_have_text("1")
    unfold_switches(page)
    page.get_by_role("checkbox", name="สุขภาพ").check()
    expect(number).to_have_text("0")
    page.get_by_role("checkbox", name="รายได้").check()
    expect(number).to_have_text("1")
    page.get_by_role("radio", name="ทุกมิติที่เลือก").check()
    expect(number).to_have_text("0")
    expect(page).to_have_url(re.compile(r"/areas/83/\?dim=health&dim=income&combine=all$"))
    page.reload()
    expect(number).to_have_text("0")
    unfold_switches(page)
    expect(page.get_by_role("checkbox", name="สุขภาพ")).to_be_checked()


def test_search_finds_while_typing_and_keeps_the_name_out_of_the_address(desk: Desk) -> None:
    page = desk.open("/households/")
    page.keyboard.press("/")
    page.keyboard.type("สมชาญ")
    expect(page.locator("#found-title")).to_contain_text("ชื่อที่สะกดใกล้เคียงที่สุด")
    expect(page.locator(".family-name")).to_have_text(["นายสมชาย ใจดี"])
    expect(page).to_have_url(re.compile("/households/$"))
    page.locator(".family-name").click()
    expect(page.locator("h1")).to_have_text("นายสมชาย ใจดี")


def test_every_control_is_reached_by_keyboard_in_reading_order(desk: Desk) -> None:
    page = desk.open("/households/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("ข้ามไปยังเนื้อหา")
    page.keyboard.press("Enter")
    passed = []
    while page.locator(":focus").get_attribute("id") != "q" and len(passed) < 6:
        page.keyboard.press("Tab")
        passed.append(page.evaluate("document.activeElement.closest('main') !== null"))
    expect(page.locator(":focus")).to_have_attribute("id", "q")  # after the few tools of the page's head
    assert all(passed)


def test_the_menu_of_the_account_closes_on_escape(desk: Desk) -> None:
    page = desk.open("/")
    menu = page.locator("header details.menu")
    menu.locator("summary").click()
    expect(page.get_by_role("button", name="ออกจากระบบ")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="ออกจากระบบ")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_english_is_one_click_away_and_stays(desk: Desk) -> None:
    page = desk.open("/areas/83/?dim=living")
    page.get_by_role("button", name="English").click()
    unfold_switches(page)
    expect(page.get_by_role("checkbox", name="Living conditions")).to_be_checked()
    desk.open("/households/")
    expect(page.locator("h1")).to_have_text("Families")


def test_without_scripts_the_switches_and_the_search_still_work(
    browser: Browser, live_server, families: Families
) -> None:
    context = browser.new_context(java_script_enabled=False)
    log_in(Client())
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.goto(f"{live_server.url}/areas/83/")
    page.get_by_role("checkbox", name="สุขภาพ").check()
    page.get_by_role("button", name="นับ").click()
    expect(page.locator(".lead-value")).to_have_text("0")
    page.goto(f"{live_server.url}/households/")
    page.fill("#q", "สมชาย")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.locator(".family-name")).to_have_text(["นายสมชาย ใจดี"])
    context.close()
