"""The frame of every page in a real browser: light and dark, zoom, reflow, keyboard, forced colours, nothing from elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_office import PASSWORD, log_in, make_families
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def enter(browser: Browser, address: str, **options: object) -> Page:
    """A page of the provincial office, logged in through the form."""
    log_in(Client())
    page = browser.new_context(**{"viewport": LAPTOP, **options}).new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("เจ้าหน้าที่ทดสอบ")
    return page


def theme(page: Page) -> str:
    return page.evaluate("document.documentElement.dataset.bsTheme")


def ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_dark_follows_the_device_until_the_reader_chooses_and_the_choice_stays(browser: Browser, live_server) -> None:
    page = enter(browser, live_server.url, color_scheme="dark")
    assert theme(page) == "dark"
    dark = ground(page)
    page.locator(".desk-header summary").click()
    page.get_by_role("button", name="สว่าง").click()
    page.wait_for_load_state()
    assert theme(page) == "light"
    assert ground(page) != dark
    page.goto(f"{live_server.url}/areas/")
    assert theme(page) == "light"
    page.emulate_media(color_scheme="light")
    page.locator(".desk-header summary").click()
    page.get_by_role("button", name="มืด").click()
    page.wait_for_load_state()
    assert (theme(page), ground(page)) == ("dark", dark)
    page.context.close()


def test_a_chosen_look_needs_no_script(browser: Browser, live_server) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="light")
    context.add_cookies([{"name": "samutphok_look", "value": "dark", "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    context.close()


@pytest.mark.parametrize("width", [320, 360, 640, 1000, 1280])
def test_the_frame_fits_every_width(browser: Browser, live_server, width: int) -> None:
    """640 is a laptop at 200 % zoom, 320 the same at 400 %."""
    page = enter(browser, live_server.url, viewport={"width": width, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    menus = page.get_by_role("navigation", name="เมนูหลัก")
    expect(menus).to_have_count(1)
    expect(menus.locator("[aria-current=page]").first).to_contain_text("หน้าหลัก")
    page.context.close()


def test_on_a_phone_five_places_at_the_thumb_and_the_rest_behind_more(browser: Browser, live_server) -> None:
    page = enter(browser, live_server.url, viewport=PHONE)
    dock = page.locator(".desk-dock")
    places = dock.locator("> a, > details > summary")
    expect(places).to_have_count(5)
    for box in (place.bounding_box() for place in places.all()):
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert box["y"] + box["height"] <= PHONE["height"]
    page.get_by_text("เพิ่มเติม").click()
    register = dock.get_by_role("link", name="ทะเบียน", exact=True)
    expect(register).to_be_hidden()
    dock.locator("summary", has_text="ข้อมูลและเกณฑ์").click()
    expect(register).to_be_visible()
    page.keyboard.press("Escape")
    expect(register).to_be_hidden()
    page.context.close()


def test_the_menu_is_walked_by_keyboard_and_shows_where_one_is(browser: Browser, live_server) -> None:
    page = enter(browser, live_server.url)
    rail = page.locator(".desk-rail a")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.desk-rail') !== null"):
            break
    expect(rail.first).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    groups = page.locator(".desk-rail summary")
    page.keyboard.press("Tab")
    expect(groups.first).to_be_focused()
    expect(rail.nth(1)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(rail.nth(1)).to_be_visible()
    assert page.locator(".desk-rail details[open]").count() == 1  # opening one closes the one that was open
    page.keyboard.press("Tab")
    expect(rail.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    current = page.locator(".desk-rail details[open] [aria-current=page]")
    expect(current).to_have_text("พื้นที่")
    page.set_viewport_size({"width": 1280, "height": 720})
    for path in ("/cases/", "/imports/", "/"):
        page.goto(live_server.url + path)
        assert page.evaluate("document.querySelector('.desk-rail').scrollHeight <= innerHeight - 52"), path
    page.context.close()


def test_nothing_is_fetched_from_elsewhere_and_nothing_offends_the_policy(browser: Browser, live_server) -> None:
    make_families()
    page = enter(browser, live_server.url)
    fetched, offended = [], []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda said: offended.append(said.text) if said.type == "error" else None)
    page.on("response", lambda answer: offended.append(answer.url) if answer.status >= 400 else None)
    for where in ("/", "/areas/", "/households/", "/imports/", "/accounts/login/"):
        page.goto(live_server.url + where)
        page.wait_for_load_state("networkidle")
    assert [where for where in fetched if not where.startswith((live_server.url, "data:", "blob:"))] == []
    assert offended == []
    page.context.close()


def test_in_forced_colours_the_current_page_is_still_told(browser: Browser, live_server) -> None:
    page = enter(browser, live_server.url, forced_colors="active")
    current = page.locator(".desk-rail [aria-current=page]")
    assert current.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.context.close()


def test_a_lost_connection_is_said_and_taken_back(browser: Browser, live_server) -> None:
    page = enter(browser, live_server.url)
    page.context.set_offline(True)
    expect(page.locator("#trouble")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#trouble")).to_be_hidden()
    page.context.close()
