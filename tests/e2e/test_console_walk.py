"""The desks of a reader, an administrator and an auditor in a real browser, on a desktop and on a phone."""

from collections.abc import Iterator

import pytest
from desk_office import Families, log_in, make_families
from django.test import Client
from django.utils import timezone
from notice_office import WORDS, somebody
from playwright.sync_api import Browser, Page, expect
from test_desk_walk import SIZES, Desk, browser, open_desk, violations  # noqa: F401

from samutphok.access.domain import Grant, Role
from samutphok.access.models import Account
from samutphok.access.queries import viewer_of
from samutphok.notices.actions import Audience, send_notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def families() -> Families:
    return make_families()


@pytest.fixture(params=list(SIZES))
def desk(request: pytest.FixtureRequest, browser: Browser, live_server, families: Families) -> Iterator[Desk]:  # noqa: F811
    made = open_desk(browser, live_server.url, families, size=request.param)
    yield made
    made.page.context.close()
    assert made.troubles == []


def enter(desk: Desk, role: Role, area: str, username: str) -> Account:
    """Opens the desk as somebody, by the session that a login gives."""
    client = Client()
    account = log_in(client, role, area, username=username)
    cookie = client.cookies["sessionid"].value
    desk.page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": desk.address}])
    return account


def look(desk: Desk, *addresses: str) -> Page:
    """Opens each page; none has an axe violation or scrolls sideways."""
    for address in addresses:
        page = desk.open(address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    return desk.page


def test_a_notice_is_written_read_and_acknowledged(desk: Desk) -> None:
    author = enter(desk, Role.PROVINCE, "83", "officer")
    now = timezone.now()
    audience = Audience(frozenset({Role.AMPHOE}), ("83",))
    notice = send_notice(viewer=viewer_of(author, now=now), content=WORDS, audience=audience, now=now)
    look(desk, "/notices/?box=all", f"/notices/{notice}/readers", "/notices/new", f"/notices/{notice}/pass-on")
    enter(desk, Role.AMPHOE, "8303", "reader")
    page = look(desk, "/notices/", f"/notices/{notice}/")
    page.get_by_role("button", name="อ่านแล้ว รับทราบ").click()
    expect(page.get_by_text("ท่านรับทราบเมื่อ")).to_be_visible()
    look(desk, "/guides/", "/guides/notices/", "/me/")


def test_an_administrator_finds_an_area_and_gives_a_grant(desk: Desk) -> None:
    somebody("thalang")
    other = Account.objects.get(username="thalang").pk
    enter(desk, Role.ADMINISTRATOR, "83", "admin")
    page = look(desk, "/console/accounts/", "/console/accounts/new", f"/console/accounts/{other}/grant")
    page.fill("#place", "เชิงทะเล")
    page.get_by_role("button", name="ค้นหา").click()
    page.get_by_role("radio", name="เชิงทะเล").check()
    page.select_option("[name=role]", "tambon")
    page.get_by_role("button", name="ให้สิทธิ์นี้").click()
    expect(page.locator(".grant-list")).to_contain_text("เชิงทะเล")
    look(desk, f"/console/accounts/{other}/", "/console/access?area=8303")
    assert Account.objects.get(pk=other).grants.get().areas == ["830303"]


def test_an_auditor_reads_the_trail(desk: Desk) -> None:
    somebody("thalang", Grant(Role.AMPHOE, ("8303",)))
    enter(desk, Role.AUDITOR, "TH", "auditor")
    page = look(desk, "/audit/")
    page.select_option("#act", "create_account")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.locator(".act-rows > li").first).to_contain_text("เปิดบัญชีผู้ใช้")
