"""A need is handed to an agency, answered, met and followed, each side seeing its own part of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from desk_office import make_families
from register_rows import NOW, viewer

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.referrals.actions import act, refer, refer_list, transfer, turn_clocks
from samutphok.referrals.domain.referral import NewReferral, QueueFilter
from samutphok.referrals.domain.table import Reach, Side, State
from samutphok.referrals.errors import AlreadyReferred, Changed, NotNow, ReferralNotFound
from samutphok.referrals.models import LetterSeries, Referral, ReferralAct
from samutphok.referrals.queries import (
    agency_queue,
    agency_standing,
    backlog,
    office_list,
    open_referrals,
    referral_view,
    referrals_of_household,
    referrals_waiting,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def officer(agency: str = "education", *areas: str, now=NOW) -> Viewer:
    return Viewer(f"officer-{agency}", agency, (Grant(Role.AGENCY_OFFICER, areas or ("83",), agency=agency),), now=now)


def wanted(family, **changed) -> NewReferral:
    return replace(NewReferral(family, "education", "", "out_of_school", said="ขอที่เรียนให้ลูกคนเล็ก"), **changed)


def do(who, referral, deed, said="", now=NOW, **details):
    return act(viewer=who, referral_id=referral, act_id=uuid4(), act=deed, said=said, details=details, now=now)


def test_a_need_goes_all_the_way():
    family, who, agency = make_families(drawn=False).poor, viewer("83"), officer()
    case = uuid4()
    made = refer(viewer=who, referral=wanted(family, case_id=case), now=NOW)
    assert (referrals_waiting(agency).turn, referrals_waiting(who).turn) == (1, 0)
    seen = referral_view(agency, made)
    assert seen.line.number == "ภก0004.1/2569"
    assert {one.name for one in seen.shared} == {"name", "place", "phone", "members", "problem", "schooling"}
    assert seen.said == "ขอที่เรียนให้ลูกคนเล็ก"
    assert do(agency, made, "ask", "เด็กชั้นอะไร") is State.ASKED
    assert referrals_waiting(who).turn == 1
    assert do(who, made, "answer", "ป.2") is State.SENT
    assert do(agency, made, "accept") is State.ACCEPTED
    on = (NOW + timedelta(days=2)).isoformat()
    assert do(agency, made, "appoint", on=on) is State.APPOINTED
    assert do(agency, made, "deliver", "ได้ที่เรียนแล้ว") is State.DELIVERED
    assert [one.id for one in open_referrals(case)] == [made]
    assert do(who, made, "worked") is State.WORKED
    assert open_referrals(case) == ()
    assert [one.state for one in referrals_of_household(who, family)] == [State.WORKED]


def test_the_other_agency_and_another_area_see_nothing():
    family = make_families(drawn=False).poor
    made = refer(viewer=viewer("83"), referral=wanted(family), now=NOW)
    for stranger in (officer("health"), officer("education", "84"), viewer("84"), officer("")):
        with pytest.raises(ReferralNotFound):
            referral_view(stranger, made)
        with pytest.raises(ReferralNotFound):
            do(stranger, made, "accept")
        assert agency_queue(stranger, QueueFilter()).total == 0
        assert office_list(stranger, QueueFilter()).total == 0
        assert referrals_of_household(stranger, family) == ()
        assert backlog(stranger, "83") == ()
        assert agency_standing(stranger).open == 0


def test_an_act_sent_twice_is_one_and_a_stale_form_is_told():
    family, agency = make_families(drawn=False).poor, officer()
    made = refer(viewer=viewer("83"), referral=wanted(family), now=NOW)
    same = uuid4()
    for _ in range(2):
        act(viewer=agency, referral_id=made, act_id=same, act="accept", now=NOW, version=1)
    assert ReferralAct.objects.filter(referral=made).count() == 2
    with pytest.raises(Changed):
        act(viewer=agency, referral_id=made, act_id=uuid4(), act="return", now=NOW, version=1)
    with pytest.raises(NotNow):
        do(agency, made, "refuse", reason="no_capacity")


def test_the_same_need_is_with_an_agency_once_and_a_form_sent_twice_is_one_referral():
    family, who = make_families(drawn=False).poor, viewer("83")
    once = wanted(family, act_id=uuid4())
    assert refer(viewer=who, referral=once, now=NOW) == refer(viewer=who, referral=once, now=NOW)
    with pytest.raises(AlreadyReferred):
        refer(viewer=who, referral=wanted(family), now=NOW)
    assert LetterSeries.objects.get().last == 1


def test_a_refused_one_goes_on_to_another_agency_which_sees_the_same_fields():
    family, who = make_families(drawn=False).poor, viewer("83")
    made = refer(viewer=who, referral=wanted(family), now=NOW)
    do(officer(), made, "refuse", reason="not_ours", suggest="labour")
    assert referral_view(officer(), made).reach is Reach.SHELL
    assert referral_view(officer(), made).shared == ()
    assert Referral.objects.get(pk=made).shared_sealed == ""
    other = transfer(viewer=who, referral_id=made, agency="labour", service="", act_id=uuid4(), now=NOW)
    assert referral_view(who, made).line.state is State.TRANSFERRED
    assert referral_view(officer("labour"), other).fields == referral_view(who, made).fields


def test_what_is_withdrawn_or_shared_no_longer_is_absent_for_the_agency():
    families, who = make_families(drawn=False), viewer("83")
    made = refer(viewer=who, referral=wanted(families.poor), now=NOW)
    do(who, made, "withdraw", reason="solved_otherwise")
    with pytest.raises(ReferralNotFound):
        referral_view(officer(), made)
    other = refer(viewer=who, referral=wanted(families.well, until=NOW.date()), now=NOW)
    later = NOW + timedelta(days=1)
    with pytest.raises(ReferralNotFound):
        referral_view(officer(now=later), other)
    turn_clocks(now=later)
    row = Referral.objects.get(pk=other)
    assert (row.state, row.side, row.shared_sealed) == (State.EXPIRED, Side.SENDER, "")
    assert referral_view(replace(who, now=later), other).acts


def test_a_list_is_referred_with_one_letter_and_single_clocks():
    families, who = make_families(drawn=False), viewer("83")
    refer(viewer=who, referral=wanted(families.well), now=NOW)
    absent = uuid4()
    every = [families.target, families.poor, families.well, absent]
    made = refer_list(viewer=who, household_ids=every, referral=wanted(families.poor), now=NOW)
    assert set(made.made) == {families.target, families.poor}
    assert {(one.household_id, one.why) for one in made.refused} == {(absent, "absent"), (families.well, "already")}
    rows = Referral.objects.filter(letter=made.letter_id).order_by("place")
    assert [row.number for row in rows] == ["ภก0004.2-1/2569", "ภก0004.2-2/2569"]
    assert all(row.due_at for row in rows)


def test_clocks_remind_and_escalate_each_once_and_catch_up():
    family, who = make_families(drawn=False).poor, viewer("83")
    made = refer(viewer=who, referral=wanted(family), now=NOW)
    assert turn_clocks(now=NOW) == 0
    later = NOW + timedelta(days=30)
    assert turn_clocks(now=later) == 4
    assert turn_clocks(now=later) == 0
    names = [one.deed for one in referral_view(replace(who, now=later), made).acts]
    assert names == ["refer", "remind", "escalate_head", "escalate_province", "escalate_governor"]
    assert backlog(replace(who, now=later), "83")[0].late == 1
