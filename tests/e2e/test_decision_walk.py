"""A clerk with many rows in doubt: ten decided in a row by the keyboard alone, the last one taken back, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_office import PASSWORD, log_in
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from register_rows import NOW, row, stage, synthetic_pid

from samutphok.areas.actions import note_areas
from samutphok.linkage.actions import attach_batch, weigh_questions
from samutphok.linkage.models import Review

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROWS = 12


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], headless=True)
        yield started
        started.close()


@pytest.fixture
def doubts() -> None:
    note_areas({"83010101"}, seen_on=NOW.date())
    known = [
        row(
            "สมศรี",
            "ทองคำ",
            sex="F",
            birth_date="1957-03-14",
            pid=synthetic_pid(n),
            area_code="83010101",
            house_code=f"8301000{n:04d}",
            family_no="1",
        )
        for n in range(1, ROWS + 1)
    ]
    odd = [
        row("ประเสริฐ", "จันทร์ดี", sex="M", pid=synthetic_pid(n), area_code="83010101", validated=1)
        for n in range(1, ROWS + 1)
    ]
    attach_batch(stage("bmn_survey", known), now=NOW)
    attach_batch(stage("state_welfare", odd), now=NOW)
    weigh_questions(now=NOW)


def enter(browser: Browser, address: str, width: int, *, scripts: bool = True) -> Page:
    size = {"width": width, "height": 900}
    page = browser.new_context(viewport=size, locale="th-TH", java_script_enabled=scripts).new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("เจ้าหน้าที่ทดสอบ")
    return page


def in_order(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(told => told.violations)", RULES)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_ten_in_a_row_by_the_keyboard_without_leaving_the_page(browser: Browser, live_server, doubts: None) -> None:
    log_in(Client())
    page = enter(browser, live_server.url, 1280)
    page.goto(f"{live_server.url}/reviews/")
    page.evaluate("window.stayed = true")
    for decided in range(10):
        expect(page.locator(".review-bar label")).to_contain_text(f"ตัดสินแล้ว {decided} ข้อ")
        page.keyboard.press("sd"[decided % 2])
    expect(page.locator(".review-bar label")).to_contain_text("ตัดสินแล้ว 10 ข้อ")
    words = list(Review.objects.exclude(outcome="open").values_list("outcome", flat=True))
    assert (words.count("same"), words.count("different")) == (5, 5)
    page.keyboard.press("u")
    expect(page.locator(".review-bar label")).to_contain_text("ตัดสินแล้ว 9 ข้อ")
    assert page.evaluate("window.stayed") is True
    page.keyboard.press("n")
    expect(page.locator("input[name=page]")).to_have_value("2")
    in_order(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_in_the_way_of_anybody(browser: Browser, live_server, doubts: None, width: int) -> None:
    log_in(Client())
    page = enter(browser, live_server.url, width)
    for path in ("/reviews/", "/reviews/decided/", "/reviews/agreement/"):
        page.goto(f"{live_server.url}{path}")
        in_order(page)


def test_without_scripts_the_buttons_do_the_same(browser: Browser, live_server, doubts: None) -> None:
    log_in(Client())
    page = enter(browser, live_server.url, 360, scripts=False)
    page.goto(f"{live_server.url}/reviews/")
    page.get_by_role("button", name="คนละคน").click()
    expect(page.get_by_text("แยกเป็นคนละคน")).to_be_visible()
    page.get_by_role("button", name="ถอนคำตัดสิน").click()
    expect(page.get_by_text("กลับมารอตัดสิน")).to_be_visible()
    assert Review.objects.filter(outcome="open").count() == ROWS
