"""Findings: what a checking makes of what it knew, who may send and mend, and how they come back closed."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from desk_office import Families, log_in, make_families
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from register_rows import NOW, viewer

from samutphok.access.domain import Role, Viewer
from samutphok.logbook.models import Visit
from samutphok.registry.models import Household
from samutphok.verification.actions import act_on_finding, ask_check, check_area, draw_sample, send_findings
from samutphok.verification.domain.settling import Before, Hit, settle
from samutphok.verification.domain.standing import ActName, State
from samutphok.verification.domain.views import Answer, FindingFilter, Standing
from samutphok.verification.errors import (
    FindingChanged,
    MayNotCheck,
    MayNotMend,
    NothingToDraw,
    SayWhy,
    VerificationNotFound,
)
from samutphok.verification.models import CheckFinding, Drawn, FindingAct
from samutphok.verification.queries import (
    exclusion,
    finding_page,
    finding_view,
    findings_of_household,
    findings_waiting,
)

pytestmark = pytest.mark.django_db


def team(*areas: str) -> Viewer:
    return viewer(*(areas or ("83",)), role=Role.VERIFIER)


def tambon() -> Viewer:
    return viewer("830101", role=Role.TAMBON)


def a_visit(household: UUID, *, said: str = "9", by: str = "collector", days: int = 1) -> UUID:
    """A visit as the logbook keeps it, that told of so many people."""
    when = NOW + timedelta(days=days)
    answers = [["", "members_said", said], ["", "bmn22", "0"], ["", "income_per_person", "9000"]]
    row = Visit.objects.create(
        household_id=household,
        form_id="logbook",
        said_by=by,
        received_at=when,
        taken_at=when,
        version=1 + Visit.objects.filter(household_id=household).count(),
        outcome="visited",
        visited_on=timezone.localdate(when),
        answers=answers,
        met="merged",
    )
    return row.id


def checked(area: str = "83", *, days: int = 2) -> None:
    now = NOW + timedelta(days=days)
    check_area(run_id=ask_check(viewer=team(), area_prefix=area, now=now), now=now)


def the_finding() -> CheckFinding:
    return CheckFinding.objects.get(rule="members-differ")


def act(who: Viewer, name: ActName, **given: object) -> None:
    row = the_finding()
    options = {
        "said": "ถามครอบครัวแล้ว",
        "version": row.version,
        "act_id": uuid4(),
        "now": NOW + timedelta(days=3),
    } | given
    act_on_finding(viewer=who, finding_id=row.id, act=name, **options)  # type: ignore[arg-type]


@pytest.fixture
def families() -> Families:
    found = make_families(drawn=False)
    a_visit(found.target)
    checked()
    return found


def test_a_checking_settles_what_it_knew() -> None:
    known = [Before(UUID(int=n), str(n), state, "x") for n, state in enumerate(State)]
    by_name = {one.state: one.id for one in known}
    same = [Hit(one.subject, {}, "x", {}) for one in known]
    still = settle(known, same, unknown=frozenset())
    assert dict(still.acts) == {by_name[State.MENDED]: ActName.RECUR}
    other = settle(known, [Hit(one.subject, {}, "y", {}) for one in known], unknown=frozenset())
    assert dict(other.acts) == {by_name[State.MENDED]: ActName.RECUR, by_name[State.STANDS]: ActName.RECUR}
    none = settle(known, [], unknown=frozenset())
    assert {key for key, name in none.acts if name is ActName.CLEAR} == {
        by_name[State.FOUND],
        by_name[State.SENT],
        by_name[State.REOPENED],
    }
    assert settle(known, [], unknown=frozenset(one.subject for one in known)).acts == ()
    assert len(settle([], same, unknown=frozenset()).fresh) == len(known)


def test_a_checking_again_changes_nothing(families: Families) -> None:
    before = list(CheckFinding.objects.order_by("id").values())
    checked(days=3)
    assert list(CheckFinding.objects.order_by("id").values()) == before
    assert not FindingAct.objects.exists()
    assert the_finding().household_id == families.target
    assert the_finding().evidence == {"members": 1, "members_said": 9}


def test_what_is_no_longer_true_closes_itself_and_comes_again_when_it_is(families: Families) -> None:
    a_visit(families.target, said="1", days=2)
    checked(days=3)
    assert the_finding().state == State.MENDED
    a_visit(families.target, said="8", days=4)
    checked(days=5)
    assert the_finding().state == State.REOPENED
    assert [one.name for one in FindingAct.objects.order_by("at")] == [ActName.CLEAR, ActName.RECUR]


def test_what_stands_is_not_raised_again_for_the_same_evidence(families: Families) -> None:
    act(viewer("83", role=Role.PROVINCE), ActName.EXPLAIN, answer=Answer.TRUE)
    checked(days=4)
    assert the_finding().state == State.STANDS
    a_visit(families.target, said="7", days=5)
    checked(days=6)
    assert the_finding().state == State.REOPENED


def test_a_desk_sees_what_was_sent_to_it_and_mends_it(families: Families) -> None:
    desk = tambon()
    with pytest.raises(VerificationNotFound):
        act(desk, ActName.MEND)
    assert findings_waiting(desk) == 0
    assert send_findings(viewer=team(), wanted=FindingFilter(area="83", rule="members-differ"), now=NOW) == 1
    assert findings_waiting(desk) == 1
    page = finding_page(viewer=desk, wanted=FindingFilter(standing=Standing.WAITING), now=NOW)
    assert [one.household_id for one in page.rows] == [families.target]
    assert finding_view(viewer=desk, finding_id=the_finding().id, now=NOW).may == {"mend", "explain"}
    with pytest.raises(SayWhy):
        act(desk, ActName.MEND, said="  ")
    act(desk, ActName.MEND)
    assert (the_finding().state, the_finding().open, findings_waiting(desk)) == (State.MENDED, False, 0)
    act(team(), ActName.DOUBT)
    assert the_finding().state == State.REOPENED


def test_a_double_click_is_one_act_and_a_stale_page_is_told(families: Families) -> None:
    send_findings(viewer=team(), wanted=FindingFilter(area="83", rule="members-differ"), now=NOW)
    key, version = uuid4(), the_finding().version
    act(tambon(), ActName.MEND, act_id=key, version=version)
    act(tambon(), ActName.MEND, act_id=key, version=version)
    assert FindingAct.objects.filter(name=ActName.MEND).count() == 1
    with pytest.raises(FindingChanged):
        act(tambon(), ActName.EXPLAIN, version=version)


def test_register_errors_are_the_provinces_and_teams_mend_nothing(families: Families) -> None:
    CheckFinding.objects.update(owner="register")
    send_findings(viewer=team(), wanted=FindingFilter(area="83"), now=NOW)
    assert findings_waiting(tambon()) == 0
    assert findings_waiting(viewer("83", role=Role.PROVINCE)) > 0
    for who in (tambon(), team()):
        with pytest.raises(MayNotMend):
            act(who, ActName.MEND)


def test_other_areas_look_absent_and_numbers_alone_give_no_checking(families: Families) -> None:
    stranger = viewer("81", role=Role.PROVINCE)
    with pytest.raises(VerificationNotFound):
        finding_view(viewer=stranger, finding_id=the_finding().id, now=NOW)
    with pytest.raises(VerificationNotFound):
        ask_check(viewer=stranger, area_prefix="83", now=NOW)
    with pytest.raises(MayNotCheck):
        ask_check(viewer=viewer("83", role=Role.GOVERNOR), area_prefix="83", now=NOW)
    assert finding_page(viewer=stranger, wanted=FindingFilter(), now=NOW).total == 0


def test_a_family_with_findings_is_drawn_more_surely(families: Families) -> None:
    a_visit(families.poor, said="1")
    a_visit(families.well, said="1")
    now = NOW + timedelta(days=3)
    sample = draw_sample(viewer=team(), area_prefix="8301", size=1, now=now, seed=4)
    drawn = {one.household_id: one for one in Drawn.objects.filter(sample=sample)}
    assert set(drawn) == {families.target, families.poor}
    assert drawn[families.target].risk > drawn[families.poor].risk
    with pytest.raises(NothingToDraw):
        draw_sample(viewer=team(), area_prefix="8302", size=5, now=now)


def test_a_family_seen_poor_on_no_list_is_counted_and_named_within_scope(families: Families) -> None:
    found = exclusion(viewer=team(), area="83", kind="poor", page=1, now=NOW + timedelta(days=3))
    assert found.counts["poor"] == 1
    assert [one.household_id for one in found.rows] == [families.target]
    outside = exclusion(viewer=viewer("8303", role=Role.AMPHOE), area="8303", kind="poor", page=1, now=NOW)
    assert outside.counts["poor"] == 0
    rounded = exclusion(viewer=viewer("83", role=Role.NATIONAL), area="83", kind="poor", page=1, now=NOW)
    assert rounded.counts["poor"] == 0
    assert not rounded.rows


def test_a_family_shows_its_doubts_to_whoever_may_mend_them_until_they_are_gone(client: Client) -> None:
    found = make_families(drawn=False)
    a_visit(found.target)
    checked()
    card, title = f"/households/{found.target}/help/", "ข้อมูลของครอบครัวนี้ที่ต้องตรวจสอบ"
    log_in(client, Role.TAMBON, "830101", username="tambon")
    assert title not in client.get(card, headers={"HX-Request": "true"}).content.decode()  # not sent to the desk yet
    act(team(), ActName.SEND, said="")
    with CaptureQueriesContext(connection) as asked:
        page = client.get(card, headers={"HX-Request": "true"}).content.decode()
    assert title in page
    assert f"/verification/findings/{the_finding().id}" in page
    assert len([one for one in asked if one["sql"].startswith("SELECT")]) <= 12
    log_in(client, Role.GOVERNOR, "83", username="governor")
    assert title not in client.get(card, headers={"HX-Request": "true"}).content.decode()
    CheckFinding.objects.update(open=False)
    log_in(client, Role.VERIFIER, "83", username="verifier")
    assert title not in client.get(card, headers={"HX-Request": "true"}).content.decode()


def test_doubts_of_a_family_that_was_absorbed_stand_at_its_survivor() -> None:
    found = make_families(drawn=False)
    a_visit(found.target)
    checked()
    assert findings_of_household(viewer=team(), household_id=found.poor, now=NOW) == ()
    Household.every.filter(pk=found.target).update(survivor=found.poor)
    (line,) = findings_of_household(viewer=team(), household_id=found.poor, now=NOW)
    assert line.id == the_finding().id
    assert findings_of_household(viewer=viewer("83", role=Role.GOVERNOR), household_id=found.poor, now=NOW) == ()
