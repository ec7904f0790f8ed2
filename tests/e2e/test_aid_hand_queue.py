"""The table of a hand-out in a real browser: taps wait sealed, live through a reload, and arrive once with their signature."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from desk_office import PASSWORD, log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from samutphok.access.queries import viewer_of
from samutphok.aid.actions import call_handout
from samutphok.aid.domain.handout import NewHandout
from samutphok.aid.models import Guest, LedgerEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}
KEPT = "Object.entries(sessionStorage).filter(([name]) => name.startsWith('handout')).map(([, value]) => value)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def table(browser: Browser, live_server) -> Iterator[Page]:
    """The hand-out of three families on a phone, logged in."""
    families = make_families(drawn=False)
    officer = viewer_of(log_in(Client()), now=timezone.now())
    wanted = NewHandout(
        title="มอบถุงยังชีพ", area_code="83", kind="food", held_on=timezone.localdate(), quantity=Decimal(1),
        value_baht=Decimal(700), source="firm", giver="ห้างสมมติ", act_id=uuid4(),
        households=(families.target, families.poor, families.well),
    )  # fmt: skip
    made = call_handout(viewer=officer, wanted=wanted, now=officer.now)
    page = browser.new_context(viewport=PHONE).new_page()
    page.on("dialog", lambda asked: asked.accept())  # leaving with unsent taps is asked about
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("[name=login]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("เจ้าหน้าที่ทดสอบ")
    page.goto(live_server.url + reverse("aid_hand", args=[made]))
    yield page
    page.context.close()


def _sign(page: Page) -> None:
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60)
    page.mouse.move(box["x"] + 200, box["y"] + 30)
    page.mouse.up()
    page.locator("button[value=signature]").click()


def test_a_signed_tap_waits_sealed_through_a_reload_and_arrives_once(table: Page) -> None:
    page, first = table, Guest.objects.order_by("place")[0]
    page.route("**/tap", lambda route: route.abort())
    _sign(page)
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.wait_for_function(f"{KEPT}.length === 1")
    (sealed,) = page.evaluate(KEPT)
    assert re.fullmatch(r"[A-Za-z0-9+/=]+ [A-Za-z0-9+/=]+", sealed)
    assert not any(told in sealed for told in (str(first.id), "signature", "M" + "0 0"))
    page.reload()
    expect(page.locator("[data-unsent] b")).to_have_text("1")
    assert LedgerEntry.objects.count() == 0
    expect(page.locator("[data-number]")).to_have_text("2")  # who has signed is not called up again
    _sign(page)
    expect(page.locator("[data-unsent] b")).to_have_text("2")
    arrived: list[str] = []
    page.unroute("**/tap")
    page.on("request", lambda sent: arrived.append(sent.post_data or "") if sent.url.endswith("/tap") else None)
    page.reload()
    expect(page.locator("[data-unsent]")).to_be_hidden(timeout=15_000)
    assert [bool(re.search(r"M\d+ \d+ L\d+ \d+ L\d+ \d+", body)) for body in arrived] == [True, True]
    assert str(first.id) in arrived[0]
    assert page.evaluate(KEPT) == []
    assert LedgerEntry.objects.count() == 2


def test_a_torn_shelf_is_dropped_and_the_table_works_on(table: Page) -> None:
    page = table
    page.route("**/tap", lambda route: route.abort())
    _sign(page)
    page.wait_for_function(f"{KEPT}.length === 1")
    page.evaluate("Object.keys(sessionStorage).forEach((name) => sessionStorage.setItem(name, 'AAAA BBBB'))")
    page.reload()
    expect(page.locator("[data-unsent]")).to_be_hidden()
    expect(page.locator("[data-number]")).to_have_text("1")
