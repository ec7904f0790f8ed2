"""One family's story in a real browser, from a call to the day on which it stands on its own feet, through eight desks.

A mother alone calls 1300: her two children have no school place, she has no work, the grandmother lies at home. Each desk
does its part through its own pages, and sees its own part alone. With SAMUTPHOK_PICTURES=1 the pictures of the manual are
taken on the way.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from story_office import (
    GRANDMOTHER,
    MOTHER,
    Days,
    Family,
    health_volunteer,
    key_of,
    make_family,
    make_people,
    passing_days,
    visit,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = "/usr/bin/chromium"
HOUSE = Path(__file__).parents[2]
LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
PICTURES = bool(os.environ.get("SAMUTPHOK_PICTURES"))

CALL = "ลูกสองคนยังไม่มีโรงเรียนเรียน แม่ไม่มีงานทำ ยายลุกไม่ได้ ไม่มีคนช่วยดู"
GOAL = "อยากให้ลูกได้เรียน และแม่มีงานที่กลับบ้านทันดูยาย"
TO_LABOUR = "แม่ทำกับข้าวเก่ง อยากทำงานใกล้บ้าน"
SECRET = "ถ้อยคำลับของคดีที่ปิดผนึกไว้"  # opened on the way; nobody but its team may ever read it
STEPS = {
    "out_of_school": ("หาโรงเรียนใกล้บ้านให้เด็กสองคน", "agency:education", "ครูยืนยันว่าเด็กไปเรียน"),
    "no_work": ("ฝึกอาชีพและหางานใกล้บ้าน", "agency:labour", "มีรายได้ทุกเดือน"),
    "elder_uncared": ("อสม. เยี่ยมยายที่บ้านทุกสัปดาห์", "agency:public-health", "อสม. บันทึกการเยี่ยม"),
}


@dataclass
class Desks:
    """Everybody's browser. read: all that each of them was shown, by name."""

    browser: Browser
    address: str
    open_ones: dict[str, BrowserContext] = field(default_factory=dict)
    read: dict[str, list[str]] = field(default_factory=dict)

    def at(self, who: str, path: str) -> Page:
        """Somebody's page at this address, which answers."""
        page, status = self._go(who, path)
        assert status == 200, (who, path, status)
        return page

    def refused(self, who: str, path: str) -> None:
        """The address leads nowhere for them, as for one that does not exist."""
        _page, status = self._go(who, path)
        assert status == 404, (who, path, status)

    def _go(self, who: str, path: str) -> tuple[Page, int]:
        if who not in self.open_ones:
            self.open_ones[who] = self.browser.new_context(viewport=LAPTOP, locale="th-TH", reduced_motion="reduce")
            page = self.open_ones[who].new_page()
            page.set_default_timeout(8_000)
            if who:
                self._enter(who)
        page = self.open_ones[who].pages[0]
        self.read.setdefault(who, []).append(page.content())  # what they read last, before they go on
        answer = page.goto(path if path.startswith("http") else self.address + path)
        assert answer
        if "/accounts/login/" in page.url and who:  # the session ended while days passed
            self._enter(who)
            answer = page.goto(self.address + path)
            assert answer
        return page, answer.status

    def _enter(self, who: str) -> None:
        self.open_ones[who].add_cookies([{"name": "sessionid", "value": key_of(who), "url": self.address}])

    def picture(self, page: Page, name: str, at: str = "body") -> None:
        """The page on a laptop and on a phone, for the manual. at: what stands on top of it."""
        if PICTURES:
            sys.path.insert(0, str(HOUSE / "scripts"))
            from screenshots import OUT, save

            for size, suffix in ((LAPTOP, ""), (PHONE, "-phone")):
                page.set_viewport_size(size)
                page.wait_for_load_state("networkidle")
                page.locator(at).evaluate("one => one.scrollIntoView()")
                save(page.screenshot(), OUT / f"help-{name}{suffix}.png")
            page.set_viewport_size(LAPTOP)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is missing: apt install chromium, or run ./check as root")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Iterator[Days]:
    with passing_days(monkeypatch) as passing:
        yield passing


@pytest.fixture
def desks(browser: Browser, live_server) -> Iterator[Desks]:
    made = Desks(browser, live_server.url)
    yield made
    for context in made.open_ones.values():
        context.close()


def test_from_a_call_to_the_day_on_which_the_family_stands_on_its_own_feet(desks: Desks, days: Days) -> None:
    make_people()
    family, volunteer = make_family(), health_volunteer()
    number, check = the_call(desks, family)
    visit(volunteer, family, income="24000", happy="4", secure="3")
    case = the_case(desks, family, number)
    plan_agreed(desks, case)
    referrals = {agency: refer(desks, case, problem, agency) for problem, agency in AGENCIES.items()}
    each_sees_its_part(desks, family, case, referrals)
    a_protected_matter(desks)
    education_solves(desks, referrals["education"])
    labour_refuses_then_trains(desks, referrals["labour"])
    health_is_silent(desks, days, referrals["public-health"])
    help_is_recorded(desks, family)
    days.pass_by(days=60)
    visit(volunteer, family, income="108000", happy="8", secure="7")
    the_closing(desks, case)
    the_governor_sees(desks, case)
    the_caller_asks(desks, number, check)
    nobody_read_the_secret(desks)


AGENCIES = {problem: step[1].removeprefix("agency:") for problem, step in STEPS.items()}


def the_call(desks: Desks, family: Family) -> tuple[str, str]:
    """Everybody is safe; the family is found while its name is typed; the caller hears a number and a code."""
    page = desks.at("hotline", "/requests/new/")
    page.locator("[data-safe]").click()
    page.fill("#phone", "0812345678")
    page.locator("#q").press_sequentially(MOTHER[:5])
    found = page.locator(f"#families input[value='{family.id}']")
    expect(found).to_be_visible()
    found.check()
    page.fill("#words", CALL)
    desks.picture(page, "call", at="#step-caller")
    page.locator(".request-problems summary").click()
    for problem in STEPS:
        page.locator(f"input[name=problems][value={problem}]").check()
    page.locator("[data-keep]").click()
    expect(page.locator(".request-codes dd")).to_have_count(2)
    number, check = page.locator(".request-codes dd").all_text_contents()
    return number, check


def the_case(desks: Desks, family: Family, number: str) -> str:
    """The worker finds the request in the queue and opens a case from it; the request is answered by that."""
    page = desks.at("worker", "/requests/")
    page.locator("main a", has_text=number).first.click()
    desks.picture(page, "request")
    request = page.url
    page.locator("a[href*='/cases/new/']").click()
    page.fill("[name=because]", CALL)
    for problem in STEPS:
        box = page.locator(f"input[name=problems][value={problem}]")
        box.evaluate("one => one.closest('details').open = true")
        box.check()
    page.locator("main form .btn-primary").click()
    expect(page.locator("#plan-title")).to_be_visible()
    case = page.url.removeprefix(desks.address)
    assert f"/households/{family.id}/" in page.content()
    page = desks.at("worker", request)
    expect(page.locator("a[href*='/cases/new/']")).to_have_count(0)  # ended: a case was opened
    return case


def plan_agreed(desks: Desks, case: str) -> None:
    """Written with the family in its own words, step by step, and agreed to before a witness."""
    page = desks.at("worker", case + "plan")
    page.locator("textarea[name^='goal-']").first.fill(GOAL)
    page.locator("textarea[name^='strength-']").first.fill("พี่ช่วยน้อง ยายสอนทำกับข้าว")
    for place, (problem, (text, agency, indicator)) in enumerate(STEPS.items()):
        if place:
            page.locator("button[name=more][value=problem]").click()
        part = page.locator(".plan-problem-form").nth(place)
        part.locator("select[name^='problem-']").select_option(problem)
        if not part.locator("textarea[name^='step-'][name$='-text']").count():
            part.locator("button[name=more]").click()
            part = page.locator(".plan-problem-form").nth(place)
        part.locator("textarea[name^='step-'][name$='-text']").fill(text)
        part.locator("select[name^='step-']").select_option(agency)
        part.locator("input[name$='-due_on']").fill(in_days(30))
        part.locator("textarea[name$='-indicator']").fill(indicator)
    page.locator(".plan-keep .btn-primary").click()
    page.locator("a[href$='/plan/agree']").click()
    page.fill("[name=who]", "แม่")
    page.locator("input[name=how][value=spoken]").check()
    page.select_option("[name=witness]", "health_volunteer")
    page.locator("main form .btn-primary").click()
    expect(page.locator(".plan-goals")).to_contain_text(GOAL)
    desks.picture(page, "plan")


def in_days(count: int) -> str:
    """A day as it is typed at the desk."""
    day = timezone.localdate() + timedelta(days=count)
    return f"{day.day}/{day.month}/{day.year + 543}"


def refer(desks: Desks, case: str, problem: str, agency: str) -> str:
    """From the plan's own step: the problem and the agency are known there, so the form offers them."""
    page = desks.at("worker", case)
    page.locator(".plan-step", has_text=STEPS[problem][0]).locator("a[href*='/referrals/new']").click()
    expect(page.locator(f"input[name=offer][value^='{agency}/']:checked")).to_have_count(1)
    page.fill("#said", TO_LABOUR if agency == "labour" else "ครอบครัวตกลงแล้ว")
    if agency == "education":
        desks.picture(page, "refer")
    page.locator("main form[action$='/send'] .btn-primary").click()
    expect(page.locator(".ref-stand")).to_be_visible()
    referral = page.url.removeprefix(desks.address)
    page = desks.at("worker", case)
    step = page.locator(".plan-step", has_text=STEPS[problem][0])
    expect(step.locator(f"a[href='{referral}']")).to_be_visible()  # the step knows its referral
    return referral


def each_sees_its_part(desks: Desks, family: Family, case: str, referrals: dict[str, str]) -> None:
    """An agency reads the named fields of its own referral; the hotline no plan; the other agencies' are nowhere."""
    page = desks.at("education", "/referrals/")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody a.family-name").click()
    seen = page.locator("main").inner_text()
    assert GRANDMOTHER in seen  # in whose name the house is
    for hidden in (MOTHER, "24,000", GOAL, TO_LABOUR, STEPS["no_work"][0], STEPS["elder_uncared"][0]):
        assert hidden not in seen
    desks.picture(page, "education")
    for agency, who in (("labour", "education"), ("education", "labour"), ("education", "health")):
        desks.refused(who, referrals[agency])
        desks.refused(who, referrals[agency] + "letter.pdf")
    for who in ("hotline", "osm", "education", "labour", "health"):
        desks.refused(who, case)
        desks.refused(who, case + "plan")
    for who in ("hotline", "osm"):  # find the family and see that somebody helps, not how poor it is or what is planned
        for part in ("", "help/"):
            seen = desks.at(who, f"/households/{family.id}/{part}").locator("main").inner_text()
            assert not any(hidden in seen for hidden in (GOAL, "24,000", STEPS["elder_uncared"][0], CALL)), (who, part)
    desks.refused("hotline", referrals["education"])
    desks.refused("governor", "/requests/")


def a_protected_matter(desks: Desks) -> None:
    """The worker hears something that only a small team may know, and seals it; for all others nothing has happened."""
    before = menu(desks, "chief")
    page = desks.at("worker", "/protected/new")
    page.select_option("[name=kind]", index=1)
    page.fill("[name=story]", SECRET)
    page.locator("button[name=open]").click()
    page.wait_for_url(re.compile(r"/protected/[0-9a-f-]{36}/"))
    matter = page.url.removeprefix(desks.address)
    assert SECRET in desks.at("worker", matter).content()
    desks.at("worker", "/")
    desks.read["worker"] = []  # the team's own page; from here on nobody reads of it again
    for who in ("hotline", "chief", "centre", "education", "governor"):
        desks.refused(who, matter)
    assert menu(desks, "chief") == before


def menu(desks: Desks, who: str) -> str:
    """What somebody's first page says, menu and numbers."""
    return desks.at(who, "/").locator("nav").first.inner_text()


def education_solves(desks: Desks, referral: str) -> None:
    """Accepted and delivered on the same day, school things with it; the sender hears that it worked."""
    page = desks.at("education", referral)
    deed(page, "accept")
    deed(page, "deliver", kind="school-things", quantity="2", value_baht="3000", said="เด็กสองคนเข้าเรียนโรงเรียนวัดแล้ว")
    page = desks.at("worker", referral)
    deed(page, "worked", said="ครูยืนยันว่าเด็กไปเรียนทุกวัน")
    expect(page.locator(".ref-turn")).to_have_count(0)  # it has ended: nobody's turn


def labour_refuses_then_trains(desks: Desks, referral: str) -> None:
    """Refused with a reason; the sender reads it and sends again; accepted, trained, in work."""
    page = desks.at("labour", referral)
    deed(page, "refuse", reason="no_capacity", said="รอบอบรมเดือนนี้เต็ม")
    page = desks.at("worker", referral)
    expect(page.locator("main")).to_contain_text("รอบอบรมเดือนนี้เต็ม")
    desks.picture(page, "refused")
    deed(page, "send_again", said="รอบหน้าก็ได้ แม่พร้อมเรียน")
    page = desks.at("labour", referral)
    deed(page, "accept")
    deed(page, "appoint", on=in_days(3))
    deed(page, "deliver", kind="training", quantity="1", said="อบรมทำอาหารจบ ได้งานโรงแรมใกล้บ้าน")
    page = desks.at("worker", referral)
    deed(page, "worked", said="เริ่มงานแล้ว")


def health_is_silent(desks: Desks, days: Days, referral: str) -> None:
    """Nobody answers: the clock reminds, tells the head, the province, the governor; then the volunteer is sent."""
    days.pass_by(days=21)
    page = desks.at("governor", "/today/help")
    row = page.locator(".agencies-board tr", has_text="สาธารณสุข")
    expect(row.locator("td").nth(1)).to_have_text("1")  # late
    expect(row.locator("td").nth(2)).to_have_text("1")  # escalated
    assert "รักดี" not in page.content()
    desks.picture(page, "governor")
    page = desks.at("health", referral)
    deed(page, "accept")
    deed(page, "deliver", said="อสม. ไปเยี่ยมยายแล้ว สัปดาห์ละครั้ง")
    page = desks.at("worker", referral)
    deed(page, "worked", said="ยายมีคนดูแล")


def help_is_recorded(desks: Desks, family: Family) -> None:
    """The tambon's centre gives rice out of its own hands; what the agencies delivered stands in the same ledger."""
    page = desks.at("centre", f"/households/{family.id}/help/")
    page.locator(f"a[href*='/aid/give/{family.id}/']").click()
    expect(page.locator(".aid-list li")).to_have_count(2)  # school things and training, from delivering them
    expect(page.locator(".aid-list")).to_contain_text("ศธ.")  # who gave, as people call it
    page.select_option("[name=kind]", "food")
    page.fill("[name=value_baht]", "700")
    page.locator("main form .btn-primary").first.click()
    page = desks.at("centre", f"/aid/give/{family.id}/")
    expect(page.locator(".aid-list li")).to_have_count(3)
    desks.picture(page, "ledger")
    desks.refused("hotline", f"/aid/give/{family.id}/")
    desks.refused("education", f"/aid/give/{family.id}/")


def the_closing(desks: Desks, case: str) -> None:
    """Every step is done; judged by the level before and now; asked for by the worker, confirmed by a second person."""
    page = desks.at("worker", case)
    expect(page.locator(".plan-step.step-is-done")).to_have_count(len(STEPS))  # by what their referrals came to
    page = desks.at("worker", case + "close")
    desks.picture(page, "closing")
    page.locator("input[name=outcome][value=stronger]").check()
    page.fill("[name=because]", "รายได้พ้นเกณฑ์ เด็กเรียนทุกวัน ยายมีคนดูแล")
    page.locator("main form .btn-primary").click()
    page = desks.at("chief", case)
    page.locator("form[action$='/confirm'] button").click()
    expect(page.locator(".case-ended")).to_be_visible()
    desks.picture(page, "closed")


def the_governor_sees(desks: Desks, case: str) -> None:
    """The agencies' board and the way from fragile to strong in numbers, no name; the case itself cannot be changed."""
    page = desks.at("governor", "/today/help")
    expect(page.locator(".movement")).to_be_visible()
    expect(page.locator(".movement dd").first).to_contain_text("1")
    assert "รักดี" not in page.content()
    desks.picture(page, "flows")
    page = desks.at("governor", case)
    expect(page.locator("main form")).to_have_count(0)
    desks.refused("governor", case + "close")


def the_caller_asks(desks: Desks, number: str, check: str) -> None:
    """By number and code, without an account; the words tell neither illness nor money."""
    page = desks.at("", "/ask/answer/")
    page.fill("#number", number)
    page.fill("#check", check)
    page.locator(".ask-send").click()
    expect(page.locator(".ask-told .ask-words")).not_to_be_empty()
    assert "รักดี" not in page.locator("main").inner_text()
    desks.picture(page, "answer")


def nobody_read_the_secret(desks: Desks) -> None:
    """Whatever pages anybody read on the way, the protected matter stood on none but its team's own."""
    for who, pages in desks.read.items():
        assert not any(SECRET in one for one in pages), who


def deed(page: Page, name: str, **said: str) -> None:
    """Does one act of a referral through its own form."""
    fold = page.locator("details.deed-fold").filter(has=page.locator(f"input[name=deed][value={name}]"))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    for one, value in said.items():
        fill(fold.locator(f"[name={one}]"), value)
    fold.locator("button").click()
    page.wait_for_load_state()


def fill(part: Locator, value: str) -> None:
    """A field, typed or chosen."""
    if part.evaluate("one => one.tagName") == "SELECT":
        part.select_option(value)
    else:
        part.fill(value)
