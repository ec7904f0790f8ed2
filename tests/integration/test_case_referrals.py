"""A step that is referred shows its referral, is done when the referral helped, and counts once at the closing."""

from uuid import UUID, uuid4

import pytest
from attack_office import work
from case_office import case_with_plan, reasons_for
from desk_office import log_in, make_families
from django.test import Client
from register_rows import NOW, viewer

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.cases.actions import StepTold, close_case, record_step, take_up_referral
from samutphok.cases.domain.course import StepState
from samutphok.cases.errors import StillOpen
from samutphok.cases.queries import case_view, closing_of, referred
from samutphok.referrals.actions import act, refer, transfer
from samutphok.referrals.domain.referral import NewReferral

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
SCHOOL = Viewer("officer", "", (Grant(Role.AGENCY_OFFICER, ("83",), agency="education"),), now=NOW)

GIVEN = {"refuse": {"reason": "not_ours"}, "settle": {"reason": "solved_otherwise"}}


def sent() -> tuple[Viewer, UUID, UUID, UUID]:
    """A worker, their case, the step and the referral that carries it."""
    who, family = viewer("83"), make_families(drawn=False).poor
    case_id, plan = case_with_plan(who, family)
    step = plan.steps[0].key
    asked = NewReferral(family, "education", "", "out_of_school", case_id=case_id, step_id=step)
    return who, case_id, step, refer(viewer=who, referral=asked, now=NOW)


def do(who: Viewer, referral: UUID, *deeds: str) -> None:
    for deed in deeds:
        act(
            viewer=who,
            referral_id=referral,
            act_id=uuid4(),
            act=deed,
            said="ทำแล้ว",
            details=GIVEN.get(deed, {}),
            now=NOW,
        )


def test_a_step_is_done_once_its_referral_helped_in_the_name_of_whoever_said_so() -> None:
    who, case_id, step, referral = sent()
    do(SCHOOL, referral, "accept", "deliver")
    work()
    assert case_view(who, case_id).steps[0].state is StepState.OPEN
    do(SCHOOL, referral, "worked")
    work()
    found = case_view(who, case_id)
    assert found.steps[0].state is StepState.DONE
    assert found.summary.open_steps == 1
    assert (found.acts[0].by, found.acts[0].details["referral"]) == ("officer", str(referral))
    household = found.summary.household_id
    again = {"case_id": case_id, "step_id": step, "referral_id": referral, "household_id": household, "by": "x"}
    assert not take_up_referral(**again, now=NOW)
    assert not take_up_referral(**again | {"household_id": uuid4()}, now=NOW)


def test_a_persons_word_on_the_step_stands() -> None:
    who, case_id, step, referral = sent()
    record_step(viewer=who, case_id=case_id, told=StepTold(step, StepState.DROPPED, NOW.date(), "ย้าย"), now=NOW)
    do(SCHOOL, referral, "deliver", "worked")
    work()
    assert case_view(who, case_id).steps[0].state is StepState.DROPPED


def test_a_referral_that_did_not_help_leaves_the_step_open_and_the_next_one_carries_it() -> None:
    who, case_id, _step, referral = sent()
    do(SCHOOL, referral, "refuse")
    other = {"agency": "labour", "service": "", "act_id": uuid4(), "now": NOW}
    passed = transfer(viewer=who, referral_id=referral, **other)
    work()
    seen = referred(case_view(who, case_id))
    assert (seen.steps[0].state, seen.steps[0].referral.id, seen.others) == (StepState.OPEN, passed, ())


def test_closing_asks_one_reason_for_a_step_and_its_referral() -> None:
    who, case_id, _step, referral = sent()
    loose = NewReferral(case_view(who, case_id).summary.household_id, "labour", "", "no_work", case_id=case_id)
    other = refer(viewer=who, referral=loose, now=NOW)
    left = closing_of(viewer=who, case_id=case_id).left
    assert [one.id for one, _step in left][-1] == other
    assert referral not in {one.id for one, _step in left}
    ask = {"viewer": who, "case_id": case_id, "outcome": "moved", "because": "ย้าย", "now": NOW}
    steps = [one.id for one, found in left if found]
    with pytest.raises(StillOpen):
        close_case(**ask, reasons=reasons_for(steps))
    close_case(**ask, reasons=reasons_for([*steps, other]))


def test_pages_show_the_referral_with_its_step_and_offer_the_next(client: Client) -> None:
    _who, case_id, step, referral = sent()
    log_in(client)
    page = client.get(f"/cases/{case_id}/").content.decode()
    assert f"/referrals/{referral}/" in page
    assert "/referrals/new?" not in page  # the other step is the family's own
    do(SCHOOL, referral, "refuse")
    do(viewer("83"), referral, "settle")
    page = client.get(f"/cases/{case_id}/").content.decode()
    offered = page.split("/referrals/new?")[1].split('"')[0].replace("&amp;", "&")
    assert {f"step={step}", "problem=out_of_school", "agency=education"} < set(offered.split("&"))
    form = client.get(f"/referrals/new?{offered}")
    assert form.status_code == 200
    assert f'name="step" value="{step}"' in form.content.decode()
    assert client.get(f"/cases/{case_id}/close").status_code == 200
