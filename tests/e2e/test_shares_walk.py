"""Something scarce is shared out in a real browser: a slider is moved, a second person approves, an agency gets the referral."""

from uuid import uuid4

import pytest
from attack_office import work
from django.utils import timezone
from playwright.sync_api import expect
from story_office import make_family, make_people
from test_help_story import Desks, browser, desks  # noqa: F401 -- fixtures

from samutphok.access.models import Account
from samutphok.access.queries import viewer_of
from samutphok.allocation.actions import begin
from samutphok.allocation.domain.sharing import NewSharing, Offer, Settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


AGENCY = "labour"  # teaches the course that is shared out


def test_a_slider_a_second_person_and_the_agency(desks: Desks) -> None:  # noqa: F811
    make_people()
    family = make_family()
    sharing = begun()
    proposed_with_the_slider(desks, sharing)
    approved_by_the_governor(desks, sharing)
    work()
    the_agency_sees_the_referral(desks, sharing, family.id)


def begun() -> str:
    """The province shares two training places out; the first proposal is worked out."""
    now = timezone.now()
    province = viewer_of(Account.objects.get(username="worker"), now=now)
    asked = NewSharing("ที่นั่งฝึกอาชีพ", "83", Settings((Offer("course", 2, 0, None),), 1), uuid4())
    key = begin(viewer=province, asked=asked, now=now)
    work()
    return f"/shares/{key}/"


def proposed_with_the_slider(at: Desks, sharing: str) -> None:
    """The slider stands beside its number; what would change appears by itself; a proposal is made of it and put forward."""
    page = at.at("worker", sharing + "try?proposal=1")
    slider = page.locator(".share-set .share-row input[type=range]").first
    slider.focus()
    slider.press("ArrowLeft")
    expect(page.locator("#id_offers-0-places")).to_have_value("1")
    make = page.locator("#tried form .btn-primary")
    expect(make).to_be_visible()  # only once the trial has come back
    make.click()
    page.wait_for_url("**/?proposal=2")
    work()
    page = at.at("worker", sharing)
    page.locator("form:has(input[value=put_forward]) button").click()
    expect(page.locator("form:has(input[value=approve])")).to_have_count(0)  # not by who proposed it


def approved_by_the_governor(at: Desks, sharing: str) -> None:
    """Found on the list of sharings, read, approved."""
    page = at.at("governor", "/shares/")
    page.locator(f"main a[href='{sharing}']").first.click()
    page.locator("form:has(input[value=approve]) button").click()
    expect(page.locator("form:has(input[value=approve])")).to_have_count(0)


def the_agency_sees_the_referral(at: Desks, sharing: str, family: object) -> None:
    """The place became a referral: of the province's own list of places, and on the desk of the agency it went to."""
    page = at.at("worker", sharing + "places/")
    way = page.locator(".share-given a[href^='/referrals/']").first
    expect(way).to_be_visible()
    referral = way.get_attribute("href")
    assert referral
    assert f"/households/{family}/" in page.content()
    at.at(AGENCY, "/referrals/")
    page = at.at(AGENCY, referral)
    expect(page.locator(".ref-stand")).to_be_visible()
    expect(page.locator("input[name=deed][value=accept]")).to_have_count(1)
    at.refused("education", referral)
