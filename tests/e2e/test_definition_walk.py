"""Two people and a definition in a real browser: one writes and proposes it, the other reads and approves it."""

from collections.abc import Iterator

import pytest
from desk_office import PASSWORD, log_in, make_families
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from test_desk_walk import SIZES, browser, violations  # noqa: F401

from samutphok.targeting.counting import gather_facts
from samutphok.targeting.models import LocalDefinition
from samutphok.targeting.queries import current_lists

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk(browser: Browser, live_server) -> Iterator[list[Page]]:  # noqa: F811
    """A page for each of two people, on a desktop and on a phone."""
    make_families()
    (drawn,) = current_lists()
    gather_facts(list_id=drawn.id, area="83")
    people = {"author": "desktop", "second": "phone"}
    for username in people:
        log_in(Client(), username=username)
    troubles: list[str] = []
    pages = [signed_in(browser, live_server.url, username, size, troubles) for username, size in people.items()]
    yield pages
    for page in pages:
        page.context.close()
    assert troubles == []


def signed_in(chromium: Browser, address: str, username: str, size: str, troubles: list[str]) -> Page:
    page = chromium.new_context(viewport=SIZES[size], locale="en-US", base_url=address).new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto("/accounts/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("เจ้าหน้าที่ทดสอบ")  # inside: nothing of this page writes any more
    return page


def fill_in(page: Page) -> None:
    """The resolution, and one clause of one row; each change is saved by itself."""
    page.fill("[name=label_th]", "ครอบครัวรายได้น้อย")
    page.fill("[name=committee_th]", "คณะกรรมการจังหวัด")
    page.fill("[name=resolution]", "3/2569")
    page.fill("[name=resolved_on]", "15/9/2569")
    page.fill("[name=valid_from]", "1/10/2569")
    page.select_option("[name=unit]", "household")
    page.click("button[value='add-clause']")
    page.fill("[name=text_th]", "ครอบครัวที่มีรายได้น้อย")
    page.select_option("[id='t.0_fact']", "income_per_person")
    expect(page.locator("[id='t.0_op']")).to_be_visible()
    page.select_option("[id='t.0_op']", "le")
    expect(page.locator("[id='t.0_value']")).to_be_visible()
    page.fill("[id='t.0_value']", "30000")
    page.keyboard.press("Tab")


def test_one_writes_another_approves(walk: list[Page]) -> None:
    author, second = walk
    author.goto("/definitions/")
    assert violations(author) == []
    author.click("form[action$='/definitions/new'] button")
    author.wait_for_url("**/edit")
    fill_in(author)
    expect(author.locator("#open-words")).to_contain_text("30,000")  # saved by itself
    author.reload()
    expect(author.locator("#reach .reach-numbers dd").first).to_have_text("1", timeout=15_000)
    assert violations(author) == []
    author.click("button[value='finish']")
    author.wait_for_url(lambda address: not address.endswith("/edit"))
    author.click("button[value='propose']")
    expect(author.locator("button[value='withdraw']")).to_be_visible()
    assert author.locator("button[value='approve']").count() == 0

    second.goto("/definitions/")
    second.click("section[aria-labelledby='waiting-title'] ul a")
    expect(second.locator("button[value='approve']")).to_be_visible()
    assert violations(second) == []
    assert second.evaluate("document.documentElement.scrollWidth <= innerWidth")
    second.select_option("[name=other]", "programme-2564")
    second.click("form[action$='/compare'] button")
    second.wait_for_url("**/compared/**")
    assert violations(second) == []
    second.click("a[href$='/leaves/']")
    expect(second.locator(".definition-list > li")).to_have_count(2)
    row = LocalDefinition.objects.get()
    second.goto(f"/definitions/{row.pk}/")
    second.click("button[value='approve']")
    expect(second.locator("p.verdict.verdict-good")).to_be_visible()
    row.refresh_from_db()
    assert row.state == "approved"


def test_what_somebody_typed_over_a_newer_draft_is_kept_with_a_choice(walk: list[Page]) -> None:
    author, second = walk
    author.goto("/definitions/")
    author.click("form[action$='/definitions/new'] button")
    author.wait_for_url("**/edit")
    fill_in(author)
    expect(author.locator("#open-words")).to_contain_text("30,000")
    row = LocalDefinition.objects.get()
    second.goto(f"/definitions/{row.pk}/edit?open=clause_1")

    author.fill("[name=text_th]", "ถ้อยคำของคนแรก")
    author.keyboard.press("Tab")
    expect(author.locator("#version")).not_to_have_value(str(row.version))
    second.fill("[name=text_th]", "ถ้อยคำของคนที่สอง")
    second.keyboard.press("Tab")
    expect(second.locator("#editor [role=alert]")).to_be_in_viewport()
    assert second.locator("[name=text_th]").input_value() == "ถ้อยคำของคนที่สอง"
    assert second.locator("#version").input_value() == str(
        row.version
    )  # still what was read: it is not saved by itself
    expect(second.locator("#open-words")).to_contain_text("30,000")
    expect(second.locator("#trouble")).to_be_hidden()
    assert violations(second) == []
    row.refresh_from_db()
    assert row.content["clauses"][0]["text"]["th"] == "ถ้อยคำของคนแรก"

    second.click("button[value='overwrite']")
    expect(second.locator("#editor [role=alert]")).to_have_count(0)
    row.refresh_from_db()
    assert row.content["clauses"][0]["text"]["th"] == "ถ้อยคำของคนที่สอง"
    author.fill("[name=text_th]", "อีกครั้ง")
    author.keyboard.press("Tab")
    author.click("#editor [role=alert] a.btn")
    expect(author.locator("#editor [role=alert]")).to_have_count(0)
    expect(author.locator("#clause-clause_1")).to_contain_text("ถ้อยคำของคนที่สอง")
