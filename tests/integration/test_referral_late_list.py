"""The numbers of the governor's board lead to the referrals they count, in the governor's own province, to be read."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from desk_office import log_in, make_families
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from register_rows import viewer
from test_referral_doors import sent
from test_referral_way import do, officer, wanted

from samutphok.access.domain import Role
from samutphok.referrals.actions import refer, turn_clocks
from samutphok.referrals.queries import office_list, referrals_waiting
from samutphok.referrals.queries.referrals import QueueFilter

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LIST = "referrals_sent"


def number_of(page: str, address: str) -> int:
    """What the board's link to this address counts."""
    found = re.search(rf'href="{re.escape(address)}"[^>]*>([\d,]+)<', page)
    return int(found[1]) if found else 0


def test_whoever_neither_works_with_families_nor_supervises_has_no_list(client: Client) -> None:
    sent(make_families(drawn=False).poor)
    log_in(client, Role.VOLUNTEER, "83030301")
    assert client.get(reverse(LIST)).status_code == 404


def test_a_governor_of_another_province_reads_none(client: Client) -> None:
    made = sent(make_families(drawn=False).poor)
    log_in(client, Role.GOVERNOR, "84")
    page = client.get(reverse(LIST))
    assert page.status_code == 200
    assert str(made) not in page.content.decode()
    assert client.get(reverse("referral", args=[made])).status_code == 404


def test_a_filter_that_cannot_be_is_told(client: Client) -> None:
    log_in(client, Role.GOVERNOR, "83")
    for wrong in ({"turn": "x"}, {"agency": "Ä"}, {"area": "8/x"}, {"page": "-1"}):
        assert client.get(reverse(LIST), wrong).status_code == 422, wrong


def test_each_number_of_the_board_opens_as_many_referrals_which_can_be_read_only(client: Client) -> None:
    families = make_families(drawn=False)
    now = timezone.now()
    before = now - timedelta(days=30)
    late = [
        refer(viewer=viewer("83", now=before), referral=wanted(one), now=before)
        for one in (families.poor, families.well)
    ]
    fresh = sent(families.poor, agency="labour", problem="no_work")
    ended = sent(families.well, agency="labour", problem="no_work")
    do(viewer("83", now=now), ended, "withdraw", now=now, reason="solved_otherwise")
    turn_clocks(now=now)
    log_in(client, Role.GOVERNOR, "83")
    board = unescape(client.get(reverse("day_help")).content.decode())
    for agency, numbers in {"education": (2, 2, 2), "labour": (1, 0, 0)}.items():
        asked = f"{reverse(LIST)}?agency={agency}&area=83&"
        ways = ("turn=open", "turn=other&late=on", "turn=open&escalated=on")
        assert tuple(number_of(board, asked + way) for way in ways) == numbers
        for way, number in zip(ways, numbers, strict=True):
            page = client.get(asked + way).content.decode()
            assert sum(str(one) in page for one in (*late, fresh, ended)) == number, (agency, way)
    page = client.get(reverse(LIST)).content.decode()
    assert reverse("referrals_give") not in page
    assert client.post(reverse("referrals_give"), {"referral": [str(fresh)]}).status_code == 404
    assert client.get(reverse("referral", args=[late[0]])).status_code == 200


def test_what_ended_beyond_the_head_counts_no_more() -> None:
    family, now = make_families(drawn=False).poor, timezone.now()
    before = now - timedelta(days=30)
    who = viewer("83", now=before)
    made = refer(viewer=who, referral=wanted(family, act_id=uuid4()), now=before)
    turn_clocks(now=now)
    beyond = QueueFilter(escalated=True)
    assert office_list(replace(who, now=now), beyond).total == referrals_waiting(replace(who, now=now)).escalated == 1
    do(officer(now=now), made, "accept", now=now)
    assert office_list(replace(who, now=now), beyond).total == referrals_waiting(replace(who, now=now)).escalated
    do(replace(who, now=now), made, "withdraw", now=now, reason="solved_otherwise")
    assert office_list(replace(who, now=now), beyond).total == 0
