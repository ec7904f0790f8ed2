"""A volunteer asks at the door what a family may claim: without a network, and nothing of it stays or leaves."""

import json
from collections.abc import Iterator

import pytest
from desk_office import make_families
from field_pocket import PATIENCE, SMALL, Pocket
from phone_office import phone, publish
from playwright.sync_api import Browser, Request, expect
from test_field_day import FORM, browser  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVERYTHING = """(async () => {
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => { const asked = indexedDB.open(name); asked.onsuccess = () => done(asked.result); });
    for (const store of base.objectStoreNames)
      rows.push(...await new Promise((done) => {
        const asked = base.transaction(store).objectStore(store).getAllKeys();
        asked.onsuccess = () => done(asked.result.map((key) => `${store}/${String(key)}`));
      }));
    base.close();
  }
  return JSON.stringify([rows.sort(), Object.entries(localStorage), Object.entries(sessionStorage)]);
})()"""


@pytest.fixture
def pocket(browser: Browser, live_server) -> Iterator[Pocket]:  # noqa: F811
    make_families(drawn=False)
    publish("ask", "1", FORM)
    context = browser.new_context(viewport=SMALL, locale="th-TH", has_touch=True)
    made = Pocket(context, live_server.url, phone(), context.new_page())
    made.watch(made.page)
    made.set_up()
    yield made
    context.close()
    assert made.troubles == []


def answer_all(pocket: Pocket, *, thai: str = "ใช่", else_: str = "ไม่ใช่") -> list[str]:
    """Every question answered as an old woman without pension would; the questions that were asked."""
    page, asked = pocket.page, []
    while page.locator(".rights-question").count():
        question = page.locator(".rights-question h2").inner_text()
        assert question not in asked
        asked.append(question)
        word = thai if "สัญชาติไทย" in question else else_
        for group in page.locator(".rights-choices").all():
            said = group.get_by_text(word, exact=True)
            (said if said.count() else group.locator("label").first).click()
        for box in page.locator(".rights-number input").all():
            box.fill("2000" if "เดือน" in question else "0")
        page.keyboard.press("Enter")
    return asked


def test_an_elder_s_rights_are_told_at_the_door_without_a_network_and_nothing_is_kept(pocket: Pocket) -> None:
    page = pocket.page
    expect(page.get_by_text("ส่งครบแล้ว")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{pocket.address}/field/#/visits")
    page.get_by_role("link", name="ถามสิทธิสวัสดิการ").click()
    page.locator(".rights-people").wait_for()
    pocket.context.set_offline(True)
    page.close()
    page = pocket.reopen()
    page.get_by_role("link", name="สมชาย").first.click()
    page.get_by_role("link", name="ถามสิทธิสวัสดิการ").click()
    page.locator(".rights-people").wait_for()
    assert pocket.axe() == []
    assert page.locator("[name=name]").input_value() == ""  # nothing of the family on the phone goes in by itself
    before = json.loads(pocket.run("0", EVERYTHING))
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))

    page.locator("[name=year]").fill("2495")
    page.keyboard.press("Enter")
    page.locator(".rights-question").wait_for()
    assert pocket.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    asked = answer_all(pocket)
    assert len(asked) > 3
    assert not [question for question in asked if "HIV" in question]
    allowance = page.locator(".rights-eligible li", has_text="เบี้ยยังชีพผู้สูงอายุ")
    expect(allowance).to_contain_text("700 บาทต่อเดือน")
    allowance.locator("summary").click()
    expect(allowance).to_contain_text("อายุ 60 ปีบริบูรณ์ขึ้นไป")
    assert pocket.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert json.loads(pocket.run("0", EVERYTHING)) == before

    page.get_by_role("link", name="ย้อนกลับ").click()
    page.get_by_role("heading", name="สมชาย").wait_for()  # back at the family
    page.go_back()
    page.locator(".rights-people").wait_for()
    assert page.locator("[name=year]").input_value() == ""  # the talk is gone with its page
    assert [
        one for one in sent if one.post_data or "?" in one.url
    ] == []  # the app looks for its office, and says nothing


def test_the_talk_speaks_the_app_s_language_and_names_a_wrong_year(pocket: Pocket) -> None:
    page = pocket.page
    page.get_by_role("button", name="English").click()
    page.goto(f"{pocket.address}/field/#/rights")
    page.locator("[name=year]").fill("2999")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("look at the dates of: You")
    page.locator("[name=year]").fill("1952")
    page.keyboard.press("Enter")
    expect(page.locator(".rights-question h2")).to_contain_text("?")
