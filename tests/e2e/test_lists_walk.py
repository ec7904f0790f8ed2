"""A morning with lists in a real browser: search, columns, marks, a worklist, a kept view, and a file that is made meanwhile."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_office import Families, make_families
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect
from test_desk_walk import Desk, browser, open_desk, sign_in, violations  # noqa: F401 -- the fixture is used by its name

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOMCHAI, PRASERT = "นายสมชาย ใจดี", "นายประเสริฐ สุขสม"


@pytest.fixture
def families() -> Families:
    return make_families()


@pytest.fixture(params=["desktop", "phone"])
def desk(request: pytest.FixtureRequest, browser: Browser, live_server, families: Families) -> Iterator[Desk]:  # noqa: F811
    made = open_desk(browser, live_server.url, families, size=request.param)
    sign_in(made)
    yield made
    made.page.context.close()
    assert made.troubles == []


def settled(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_morning_with_lists(desk: Desk) -> None:
    page = desk.open("/households/")
    page.fill("#q", "Somchai")
    expect(page.locator("#found .family-name")).to_have_text([SOMCHAI])
    expect(page).to_have_url(re.compile("/households/$"))
    page.get_by_role("button", name=re.compile("คำที่ค้นหา")).click()
    expect(page.locator("#found .family-name")).to_have_count(3)

    page.locator("[name=household]").first.check()
    expect(page.locator("[data-picked]")).to_have_text("เลือกแล้ว 1")
    settled(page)
    marked = page.locator("tr:has(:checked) .family-name").text_content()
    page.get_by_text("ใส่ในรายการงาน", exact=True).last.click()
    page.get_by_label("รายการงานใหม่").fill("เยี่ยมสัปดาห์นี้")
    page.get_by_role("button", name="สร้างรายการ").click()
    expect(page.locator("#found-title")).to_contain_text("เยี่ยมสัปดาห์นี้")
    expect(page.locator("#found .family-name")).to_have_text([marked or ""])
    settled(page)

    page = desk.open("/households/?area=8303")
    page.get_by_text("มุมมองและรายการงาน", exact=True).click()
    page.get_by_label("เก็บมุมมองนี้ในชื่อ").fill("ถลาง")
    settled(page)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="เก็บไว้").click()
    desk.open("/households/kept/")
    settled(page)
    page.get_by_role("button", name="ถลาง", exact=True).click()
    expect(page.locator("#found .family-name")).to_have_text([PRASERT])

    page.get_by_role("button", name="CSV").click()
    expect(page.get_by_text("รอคิว")).to_be_visible()
    settled(page)
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="ดาวน์โหลด").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert re.findall("นาย[^,]+", text) == [PRASERT]
    settled(page)


def test_a_list_is_worked_through_by_keyboard_alone(browser: Browser, live_server, families: Families) -> None:  # noqa: F811
    desk = open_desk(browser, live_server.url, families, size="desktop")
    sign_in(desk)
    page = desk.open("/households/?order=name")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("tr:has(:checked) .family-name")).to_have_text([PRASERT])
    page.keyboard.press("x")
    expect(page.locator("tr:has(:checked)")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(PRASERT)
    page.go_back()
    page.keyboard.press("/")
    page.keyboard.type("jx")
    expect(page.locator("#q")).to_have_value("jx")
    assert desk.troubles == []
    page.context.close()


def test_columns_are_chosen_and_stay(desk: Desk) -> None:
    page = desk.open("/households/")
    page.locator(".found-tools summary").click()
    page.get_by_role("checkbox", name="รหัสบ้าน").check()
    page.get_by_role("checkbox", name="รายได้ต่อคนต่อปี").uncheck()
    settled(page)
    page.get_by_role("button", name="แสดงคอลัมน์เหล่านี้").click()
    expect(page.locator("td.col-house").first).to_be_visible()
    expect(page.locator("td.col-income")).to_have_count(0)
