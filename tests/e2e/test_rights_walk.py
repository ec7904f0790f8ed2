"""An old woman's neighbour asks for her on a phone, with the keyboard, and nothing leaves the phone."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, Request, expect
from test_desk_walk import SIZES, browser, violations  # noqa: F401

from samutphok.areas.actions import note_areas
from samutphok.requests.models import Request as Asked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser, live_server) -> Iterator[Page]:  # noqa: F811
    context = browser.new_context(viewport=SIZES[request.param], locale="th", base_url=live_server.url)
    troubles: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    assert troubles == []


def tell_people(page: Page, *years: str) -> None:
    page.goto("/rights")
    for place, year in enumerate(years):
        if place:
            page.get_by_role("button", name="เพิ่มคนในบ้าน").click()
        page.locator("[name=year]").nth(place).fill(year)
    page.keyboard.press("Enter")


def answer_one(page: Page, choice: str, *, money: str = "2000") -> None:
    """The question on the screen answered with one word, or a number."""
    expect(page.locator("[data-focus]")).to_be_focused()
    for group in page.locator(".rights-choices").all():
        said = group.get_by_text(choice, exact=True)
        (said if said.count() else group.locator("label").first).click()  # a choice of its own words: the first
    for field in page.locator(".rights-number input").all():
        field.fill(money)
    page.keyboard.press("Enter")


def answer_all(page: Page, choice: str, *, most: int = 60) -> int:
    """Every question answered with one word; how many there were."""
    for asked in range(most):
        if not page.locator(".rights-question").count():
            return asked
        answer_one(page, choice)
    raise AssertionError("the questions have no end")


def test_an_elder_without_pension_learns_of_the_allowance_and_nothing_is_sent(page: Page) -> None:
    sent: list[Request] = []
    tell_people(page, "2495")
    page.on("request", lambda request: sent.append(request))
    page.get_by_role("textbox").fill("2000")  # what the family has in a month
    page.keyboard.press("Enter")
    questions: list[str] = []
    while page.locator(".rights-question").count():
        question = page.locator(".rights-question h2").inner_text()
        assert question not in questions
        questions.append(question)
        word = "ใช่" if "สัญชาติไทย" in question else "ไม่ใช่"
        answer_one(page, word, money="0")
    allowance = page.locator(".rights-eligible li", has_text="เบี้ยยังชีพผู้สูงอายุ")
    expect(allowance).to_contain_text("700 บาทต่อเดือน")
    allowance.locator("summary").click()
    expect(allowance).to_contain_text("อายุ 60 ปีบริบูรณ์ขึ้นไป")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert sent == []
    assert set(page.evaluate("Object.keys({...localStorage, ...sessionStorage})")) <= {"htmx-current-path-for-history"}
    assert "hiv" not in page.url
    assert not [question for question in questions if "HIV" in question]


@pytest.mark.parametrize("taken_along", [True, False])
def test_a_call_back_takes_along_only_what_the_person_ticked_and_is_a_request_once_sent(
    page: Page, taken_along: bool
) -> None:
    note_areas({"83030301"}, seen_on=timezone.localdate())
    tell_people(page, "2495")
    while page.locator(".rights-question").count():
        answer_one(page, "ใช่" if "สัญชาติไทย" in page.locator(".rights-question h2").inner_text() else "ไม่ใช่", money="0")
    if taken_along:
        page.get_by_label("นำชื่อสิทธิเหล่านี้ไปด้วย").check()
    page.get_by_role("link", name="ให้เจ้าหน้าที่ติดต่อกลับ").click()
    words = page.locator("[name=words]")
    expect(words).to_be_visible()
    page.wait_for_load_state()  # the page's script fills in what was taken along
    assert ("เบี้ยยังชีพผู้สูงอายุ" in words.input_value()) is taken_along
    assert "ask-words" not in page.evaluate("Object.keys({...sessionStorage})")
    assert not Asked.objects.exists()
    page.select_option("[name=area]", "83")
    if not taken_along:
        words.fill("อยากถามเรื่องสิทธิ")
    page.locator(".ask-send").click()
    expect(page.locator("dd").first).to_be_visible()
    (asked,) = Asked.objects.all()
    assert (asked.channel, asked.area_code) == ("web", "83")


def test_questions_and_form_have_no_accessibility_violation(page: Page) -> None:
    page.goto("/rights")
    expect(page.locator(".rights-people")).to_be_visible()
    assert violations(page) == []
    tell_people(page, "2495", "2562")
    expect(page.locator(".rights-question")).to_be_visible()
    assert violations(page) == []


def test_an_impossible_year_is_named_and_nothing_is_lost(page: Page) -> None:
    tell_people(page, "2495", "2999")
    expect(page.get_by_role("alert")).to_contain_text("คนที่ 2")
    expect(page.locator("[name=year]").first).to_have_value("2495")


def test_a_private_question_comes_only_when_it_is_asked_for(page: Page) -> None:
    tell_people(page, "2530")
    assert answer_all(page, "ใช่") > 0
    page.get_by_role("button", name="ถามเรื่องนี้ด้วย").click()
    expect(page.locator(".rights-question h2")).to_contain_text("HIV")


def test_back_takes_the_last_answer_away(page: Page) -> None:
    tell_people(page, "2530")
    first = page.locator(".rights-question h2").inner_text()
    answer_one(page, "ใช่")
    expect(page.locator(".rights-question h2")).not_to_have_text(first)
    page.get_by_role("button", name="กลับ", exact=True).click()
    expect(page.locator(".rights-question h2")).to_have_text(first)
