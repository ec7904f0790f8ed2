"""A case is closed on evidence and with reasons, by two people where the policy says so; handed over; talked over."""

from dataclasses import replace
from datetime import timedelta

import pytest
from case_office import agreed, case_with_plan, reasons_for
from desk_office import log_in, make_families
from register_rows import NOW, viewer

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.access.models import Account
from samutphok.cases.actions import (
    Came,
    Closed,
    call_conference,
    close_case,
    confirm_closing,
    decide_family,
    hand_over,
    put_family,
    record_attendance,
    send_back_closing,
    sign_minutes,
)
from samutphok.cases.domain.conference import Decided, NewConference, PutBefore
from samutphok.cases.domain.course import DESK
from samutphok.cases.domain.listing import CaseFilter, CaseStanding, Whose
from samutphok.cases.errors import (
    CannotTakeCases,
    CaseNotFound,
    ConferenceNotFound,
    NoEvidence,
    NotAllowedNow,
    SecondPerson,
    StillOpen,
    Undecided,
)
from samutphok.cases.queries import case_view, cases_list, conference, conferences, loads

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def second() -> Viewer:
    return replace(viewer("83"), account_id="00000000-0000-4000-8000-000000000002")


def test_what_is_open_asks_for_a_reason_each():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    with pytest.raises(StillOpen):
        close_case(viewer=who, case_id=case_id, outcome="moved", because="ย้าย", now=NOW)
    told = reasons_for(one.key for one in plan.steps)
    done = close_case(viewer=who, case_id=case_id, outcome="moved", because="ย้าย", reasons=told, now=NOW)
    found = case_view(who, case_id)
    assert (done, found.state, found.summary.outcome) == (Closed.CLOSED, "closed", "moved")
    assert found.acts[0].said["left"] == {str(key): text for key, text in told.items()}


def test_stronger_needs_a_visit_since_the_case_was_opened():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    told = reasons_for(one.key for one in plan.steps)
    with pytest.raises(NoEvidence):
        close_case(viewer=who, case_id=case_id, outcome="stronger", because="ดีขึ้น", reasons=told, now=NOW)


def test_a_second_person_confirms_or_sends_back():
    who = viewer("83")
    case_id, plan = case_with_plan(who, make_families(drawn=False).poor)
    told = reasons_for(one.key for one in plan.steps)
    ask = {"viewer": who, "case_id": case_id, "outcome": "refused", "because": "ไม่รับ", "reasons": told, "now": NOW}
    assert close_case(**ask) is Closed.ASKED
    with pytest.raises(SecondPerson):
        confirm_closing(viewer=who, case_id=case_id, now=NOW)
    send_back_closing(viewer=second(), case_id=case_id, because="ลองคุยอีกครั้ง", now=NOW)
    with pytest.raises(NotAllowedNow):
        confirm_closing(viewer=second(), case_id=case_id, now=NOW)
    close_case(**ask)
    confirm_closing(viewer=second(), case_id=case_id, now=NOW)
    assert case_view(who, case_id).summary.outcome == "refused"


def test_a_case_whose_worker_can_no_longer_work_shows_at_once(client):
    who = viewer("83")
    case_id, _plan = case_with_plan(who, make_families(drawn=False).poor)
    colleague = log_in(client, Role.AMPHOE, "8301", username="colleague")
    now = replace(who, now=NOW + timedelta(days=900))
    hand_over(viewer=who, case_ids=[case_id], to_account=str(colleague.pk), because="ลาออก", now=now.now)
    wanted = CaseFilter(whose=Whose.NOBODY)
    assert cases_list(viewer=now, wanted=wanted, now=now.now, page_size=9).total == 0
    Account.objects.filter(pk=colleague.pk).update(is_active=False)
    found = cases_list(viewer=now, wanted=wanted, now=now.now, page_size=9)
    assert [(row.case.id, row.gone) for row in found.rows] == [(case_id, True)]
    assert loads(viewer=now, area="83", now=now.now)[0].gone


def test_nobody_gets_a_case_outside_their_area(client):
    who = viewer("83")
    case_id, _plan = case_with_plan(who, make_families(drawn=False).poor)
    elsewhere = log_in(client, Role.AMPHOE, "8303", username="elsewhere")
    with pytest.raises(CannotTakeCases):
        hand_over(viewer=who, case_ids=[case_id], to_account=str(elsewhere.pk), because="ย้าย", now=NOW)
    with pytest.raises(CaseNotFound):
        hand_over(viewer=viewer("84"), case_ids=[case_id], to_account=DESK, because="ย้าย", now=NOW)
    assert hand_over(viewer=who, case_ids=[case_id], to_account=DESK, because="ย้าย", now=NOW) == 1


def test_what_stands_out_is_the_same_in_lists_and_rows():
    who, families = viewer("83"), make_families(drawn=False)
    case_with_plan(who, families.poor)
    case_id, _plan = case_with_plan(who, families.target)
    agreed(who, case_id)
    for days in (0, 10, 20, 60, 100):
        then = replace(who, now=NOW + timedelta(days=days))
        every = cases_list(viewer=then, wanted=CaseFilter(), now=then.now, page_size=9).rows
        for one in CaseStanding:
            wanted = CaseFilter(standing=one)
            listed = {row.case.id for row in cases_list(viewer=then, wanted=wanted, now=then.now, page_size=9).rows}
            assert listed == {row.case.id for row in every if one in row.standings}, (days, one)


def test_an_agency_sees_the_families_put_to_it_and_the_fields_named_alone():
    who, families = viewer("83"), make_families(drawn=False)
    first, _plan = case_with_plan(who, families.poor)
    other, _plan = case_with_plan(who, families.target)
    wanted = NewConference("working-group", "83", NOW.date(), "", "ผู้ว่าราชการจังหวัด", "", ("labour",))
    meeting = call_conference(viewer=who, wanted=wanted, now=NOW)
    put = PutBefore(first, "ใครเริ่มก่อน", ("goals",), ("education",))
    family = put_family(viewer=who, conference_id=meeting, put=put, now=NOW)
    put_family(viewer=who, conference_id=meeting, put=PutBefore(other, "ถาม", ("goals",), ("labour",)), now=NOW)
    school = Viewer("x", "", (Grant(Role.AGENCY_OFFICER, ("83",), agency="education"),), now=NOW)
    seen = conference(viewer=school, conference_id=meeting)
    assert [(one.id, list(one.told), one.case_id) for one in seen.families] == [(family, ["goals"], None)]
    health = Viewer("y", "", (Grant(Role.AGENCY_OFFICER, ("83",), agency="public-health"),), now=NOW)
    assert conferences(viewer=health, page=1, page_size=9).total == 0
    with pytest.raises(ConferenceNotFound):
        conference(viewer=health, conference_id=meeting)
    with pytest.raises(ConferenceNotFound):
        record_attendance(viewer=school, conference_id=meeting, came=(Came("education", True),), now=NOW)


def test_decisions_become_steps_and_signed_minutes_never_change():
    who, families = viewer("83"), make_families(drawn=False)
    case_id, plan = case_with_plan(who, families.poor)
    agreed(who, case_id)
    wanted = NewConference("working-group", "83", NOW.date(), "", "ผู้ว่าราชการจังหวัด", "", ())
    meeting = call_conference(viewer=who, wanted=wanted, now=NOW)
    family = put_family(viewer=who, conference_id=meeting, put=PutBefore(case_id, "ถาม", (), ()), now=NOW)
    record_attendance(viewer=who, conference_id=meeting, came=(), now=NOW)
    sign = {"viewer": who, "conference_id": meeting, "signed_by": "ประธาน", "signed_on": NOW.date(), "now": NOW}
    with pytest.raises(Undecided):
        sign_minutes(**sign)
    step = replace(plan.steps[0], key=case_id, text="เยี่ยมร่วมกัน")
    decided = Decided("ให้เยี่ยมร่วมกัน", (step,))
    decide_family(viewer=who, conference_id=meeting, family_id=family, decided=decided, now=NOW)
    found = case_view(who, case_id)
    assert (found.state, found.plan.steps[-1]) == ("changed", step)
    sign_minutes(**sign)
    with pytest.raises(NotAllowedNow):
        decide_family(viewer=who, conference_id=meeting, family_id=family, decided=decided, now=NOW)
    assert conference(viewer=who, conference_id=meeting).number == f"1/{NOW.year + 543}"
