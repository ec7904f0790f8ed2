"""A call from ring to its end without a mouse, and somebody at home who asks by the public page, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from areas_noted import noted
from desk_office import PASSWORD, log_in, make_families
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from samutphok.access.domain import Role
from samutphok.requests.models import Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Browser, width: int, *, java_script: bool = True) -> Page:
    size = {"width": width, "height": 800}
    return browser.new_context(viewport=size, locale="en-US", java_script_enabled=java_script).new_page()


def no_violation(page: Page) -> None:
    page.evaluate(AXE.read_text())
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_call_from_ring_to_settled_without_a_mouse(browser: Browser, live_server) -> None:
    make_families(drawn=False)
    noted()
    log_in(Client(), Role.HOTLINE)
    page = opened(browser, 1280)
    page.goto(live_server.url + "/accounts/login/?next=/requests/new/")
    keys = page.keyboard
    page.locator("[name=login]").focus()
    keys.type("officer")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page.locator("[data-safe]")).to_be_focused()
    keys.press("Tab")
    keys.press("Space")  # the first danger: somebody is badly hurt
    expect(page.locator(".request-emergency")).to_have_text("1669")
    keys.press("F2")
    keys.press("Enter")
    expect(page.locator("#phone")).to_be_focused()
    keys.type("0812345678")
    keys.press("F4")
    keys.type("มะลิวัน")  # misspelt, as it was heard
    family = page.locator("#families input[name=household]").first
    expect(family).to_be_visible()
    keys.press("ArrowDown")
    expect(family).to_be_checked()
    keys.press("F8")
    keys.type("แม่ล้มในห้องน้ำ")
    no_violation(page)
    keys.press("F9")
    expect(page.locator("#outcome")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Control+Enter")
    expect(page.locator(".request-codes dd")).to_have_count(2)
    row = Request.objects.get()
    assert (row.outcome, row.urgency, row.household is not None) == ("solved", "critical", True)
    no_violation(page)
    expect(page.locator(".request-told .btn-primary")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("[data-safe]")).to_be_focused()


@pytest.mark.parametrize("java_script", [True, False])
def test_somebody_asks_from_a_phone_and_learns_the_answer(browser: Browser, live_server, java_script: bool) -> None:
    noted()
    page = opened(browser, 360, java_script=java_script)
    page.goto(live_server.url + "/ask/")
    if java_script:
        no_violation(page)
    page.fill("#words", "ลูกไม่มีที่เรียน")
    page.select_option("#area", "83")
    page.click("button.ask-send")
    expect(page.locator(".request-codes dd")).to_have_count(2)
    number, check = page.locator(".request-codes dd").all_text_contents()
    page.goto(live_server.url + "/ask/answer/")
    page.fill("#number", number)
    page.fill("#check", check)
    page.click("button.ask-send")
    expect(page.locator(".ask-told")).to_be_visible()
    if java_script:
        no_violation(page)
