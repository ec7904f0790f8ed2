"""A volunteer's day in a real browser: no network, a window killed in the middle of a form, replies that get lost, a lost phone.

What the server acknowledged is the oracle: in the end each form lies there once, with the bytes that the phone sent.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from desk_office import Families, make_families
from django.utils import timezone
from field_pocket import PATIENCE, SMALL, Pocket
from phone_office import phone, publish
from playwright.sync_api import Browser, Route, expect, sync_playwright

from samutphok.access.actions import revoke_key
from samutphok.access.queries import field_operator
from samutphok.foundation.privacy import unseal_bytes
from samutphok.submissions.models import Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
HOUSE = Path(__file__).parents[2]
BUILT = HOUSE / "samutphok" / "web" / "static" / "built" / "field" / "sw.js"

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>หลังคาบ้าน</h:title><model><instance><data id="{form_id}" version="{version}"><household/><said/>
<meta><instanceID/><entity dataset="households" update="1" id="" baseVersion="" trunkVersion="" branchId=""/></meta>
</data></instance>
<instance id="households" src="jr://file-csv/households.csv"/>
<bind nodeset="/data/household" type="string" required="true()"/><bind nodeset="/data/said" type="string" required="true()"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
<bind nodeset="/data/meta/entity/@id" type="string" readonly="true()" calculate="/data/household"/>
<bind nodeset="/data/meta/entity/@baseVersion"
 calculate="instance('households')/root/item[name=/data/household]/__version"/>
<bind nodeset="/data/meta/entity/@trunkVersion"
 calculate="instance('households')/root/item[name=/data/household]/__trunkVersion"/>
<bind nodeset="/data/meta/entity/@branchId"
 calculate="instance('households')/root/item[name=/data/household]/__branchId"/>
</model></h:head><h:body>
<select1 ref="/data/household"><label>ครอบครัว</label><itemset nodeset="instance('households')/root/item">
<value ref="name"/><label ref="label"/></itemset></select1>
<input ref="/data/said"><label>ครอบครัวเล่าว่า</label></input></h:body></h:html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    if not BUILT.exists():
        pytest.skip("The field app is not built: npm run build:field")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], headless=True)
        yield started
        started.close()


@pytest.fixture
def families() -> Families:
    return make_families()


@pytest.fixture
def pocket(browser: Browser, live_server, families: Families) -> Iterator[Pocket]:
    """A cheap phone, set up and in the field."""
    publish("ask", "1", FORM)
    context = browser.new_context(viewport=SMALL, locale="th-TH", has_touch=True)
    made = Pocket(context, live_server.url, phone(), context.new_page())
    made.watch(made.page)
    made.set_up()
    yield made
    context.close()
    assert made.troubles == []


def test_a_day_without_network_a_killed_window_and_a_lost_reply(pocket: Pocket) -> None:
    assert "key=" not in pocket.page.url
    pocket.context.set_offline(True)
    pocket.page.close()
    pocket.reopen()  # the app itself comes from the phone

    pocket.begin("สมชาย")
    pocket.say("หลังคารั่ว")
    pocket.page.close()  # in the middle of the form
    pocket.reopen()
    pocket.page.get_by_role("link", name="ร่าง").first.click()
    expect(pocket.page.get_by_role("textbox").last).to_have_value("หลังคารั่ว", timeout=PATIENCE)
    pocket.say(" ตั้งแต่ปีก่อน")
    pocket.finish()
    expect(pocket.page.get_by_text("ยังไม่ได้ส่ง 1 แบบ")).to_be_visible()
    assert Submission.objects.count() == 0

    lost: list[int] = []

    def lose_the_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)  # the server has it
            route.abort()  # the phone does not hear of it

    pocket.page.route("**/submission", lose_the_first_reply)
    pocket.context.set_offline(False)
    pocket.page.goto(f"{pocket.address}/field/#/queue")
    expect(pocket.page.get_by_text("สำนักงานได้รับแล้ว")).to_be_visible(timeout=PATIENCE)
    expect(pocket.page.get_by_text("ส่งครบแล้ว")).to_be_visible()
    assert lost == [201]
    assert Submission.objects.count() == 1


def test_visits_made_before_a_sync_tell_the_office_their_order(pocket: Pocket) -> None:
    pocket.context.set_offline(True)
    for words in ("หลังคารั่ว", "ซ่อมแล้ว", "รั่วอีก"):
        pocket.begin("สมชาย")
        pocket.say(words)
        pocket.finish()
    pocket.context.set_offline(False)
    expect(pocket.page.get_by_text("ส่งครบแล้ว")).to_be_visible(timeout=PATIENCE)
    sent = [
        unseal_bytes(bytes(row.raw), bound_to=str(row)).decode() for row in Submission.objects.order_by("received_at")
    ]
    said = {
        name: [re.findall(f' {name}="([^"]*)"', xml)[0] for xml in sent] for name in ("baseVersion", "trunkVersion")
    }
    assert said == {"baseVersion": ["1", "2", "3"], "trunkVersion": ["1", "1", "1"]}
    [branch] = {re.findall(r' branchId="([^"]*)"', xml)[0] for xml in sent}
    assert UUID(branch)


def test_a_lost_phone_delivers_what_it_holds_and_is_wiped(pocket: Pocket) -> None:
    pocket.context.set_offline(True)
    pocket.begin("สมชาย")
    pocket.say("ของที่ยังไม่ได้ส่ง")
    pocket.finish()
    now = timezone.now()
    revoke_key(viewer=field_operator(now=now), key_id=pocket.phone.key_id, wipe=True, now=now)
    pocket.context.set_offline(False)
    expect(pocket.page.get_by_role("heading", name="ข้อมูลในเครื่องนี้ถูกล้างแล้ว")).to_be_visible(timeout=PATIENCE)
    assert list(Submission.objects.values_list("standing", flat=True)) == ["quarantined"]
    pocket.page.reload()
    expect(pocket.page.get_by_role("heading", name="เริ่มใช้งาน")).to_be_visible()


def test_every_screen_speaks_to_screen_readers_and_fits_a_small_phone(pocket: Pocket) -> None:
    card = pocket.page.locator("a.row-link").first
    for screen in ("visits", "map", "queue", "settings"):
        pocket.page.goto(f"{pocket.address}/field/#/{screen}")
        pocket.page.get_by_role("heading", level=1).wait_for()
        assert pocket.axe() == [], screen
        assert pocket.page.evaluate("document.documentElement.scrollWidth") <= 360, screen
    pocket.page.goto(f"{pocket.address}/field/#/visits")
    card.click()
    pocket.page.locator("dl.facts").wait_for()
    assert pocket.axe() == []
    pocket.page.get_by_role("link", name="ตั้งค่า").click()
    pocket.page.get_by_role("button", name="ล็อกเดี๋ยวนี้").click()
    pocket.page.get_by_role("heading", name="ใส่ PIN").wait_for()
    assert pocket.axe() == []
