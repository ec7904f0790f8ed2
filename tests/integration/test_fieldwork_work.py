"""Families given out, handed over, ended; visits followed; each within the area that one leads."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from field_office import ELSEWHERE, ONE, TAMBON, FieldOffice, as_volunteer, coordinator, give, make_field_office

from samutphok.access.domain import Action, RecordScope, Role, Sensitivity
from samutphok.fieldwork.actions import assign, end_assignments, reassign, stop_volunteer, take_up_visits
from samutphok.fieldwork.domain.board import AssignmentFilter
from samutphok.fieldwork.domain.giving import Giving
from samutphok.fieldwork.domain.progress import Purpose, Standing, VisitMade
from samutphok.fieldwork.errors import (
    AssignmentNotFound,
    BadDay,
    NothingToAssign,
    ReasonMissing,
    VolunteerNotFound,
    VolunteerStopped,
)
from samutphok.fieldwork.models import Assignment, WorksIn
from samutphok.fieldwork.queries import (
    assigned_households,
    assignments,
    board,
    companions,
    count_overdue,
    families_without,
    own_assignments,
    rules_on,
    suggestions,
    visits,
)
from samutphok.fieldwork.queries.standing import standing_is, standing_of
from samutphok.foundation.audit.models import Entry
from samutphok.registry.models import Household

pytestmark = [pytest.mark.database, pytest.mark.django_db]

# the last outcome, how often the family was met, how often in a row it was not
SEEN = (("", 0, 0), ("visited", 1, 0), ("refused", 1, 0), ("moved_away", 0, 5), ("unreachable", 1, 3))


@pytest.fixture
def office() -> FieldOffice:
    return make_field_office()


def open_ones(office: FieldOffice, **wanted: object) -> tuple[object, ...]:
    asked = AssignmentFilter(area=TAMBON, **wanted)  # type: ignore[arg-type]
    return assignments(viewer=office.leader, wanted=asked, now=office.leader.now, page_size=25).rows


def test_a_family_out_of_reach_is_not_given_out(office: FieldOffice) -> None:
    given = assign(viewer=office.leader, giving=Giving({office.families.well: office.malee}), now=office.leader.now)
    assert (given.given, given.absent) == (0, 1)
    with pytest.raises(VolunteerNotFound):
        assign(viewer=coordinator("830303"), giving=Giving({office.families.well: office.malee}), now=timezone.now())


def test_what_cannot_be_given_out_is_refused(office: FieldOffice) -> None:
    now = office.leader.now
    with pytest.raises(NothingToAssign):
        assign(viewer=office.leader, giving=Giving({}), now=now)
    yesterday = timezone.localdate(now) - timedelta(days=1)
    with pytest.raises(BadDay):
        assign(viewer=office.leader, giving=Giving({office.families.target: office.malee}, due_on=yesterday), now=now)
    stop_volunteer(viewer=office.leader, volunteer_id=office.malee, because="ย้าย", now=now)
    with pytest.raises(VolunteerStopped):
        assign(viewer=office.leader, giving=Giving({office.families.target: office.malee}), now=now)


def test_a_family_has_one_open_visit_and_may_have_a_companion_beside(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee)
    again = assign(viewer=office.leader, giving=Giving({office.families.target: office.somjai}), now=office.leader.now)
    assert (again.given, again.standing) == (0, 1)
    give(office, office.families.target, office.somjai, Purpose.COMPANION)
    seen = companions(viewer=office.leader, household_id=office.families.target, now=office.leader.now)
    assert [(one.purpose, one.name) for one in seen] == [
        (Purpose.COMPANION, "นายสมใจ ดีมาก"),
        (Purpose.VISIT, "นางมาลี ใจกว้าง"),
    ]
    assert seen[0].rhythm_days == rules_on(office.leader.now.date()).companion_rhythm


def test_a_visit_that_is_done_makes_room_for_the_next(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee, days_ago=10)
    today = timezone.localdate(office.leader.now)
    take_up_visits(visits={office.families.target: [VisitMade(today, "visited", "x")]})
    assert [row.standing for row in open_ones(office)] == [Standing.VISITED]
    give(office, office.families.target, office.somjai)
    assert [row.volunteer for row in open_ones(office)] == ["นายสมใจ ดีมาก"]
    assert Assignment.objects.filter(state="ended", ended_because="renewed").count() == 1


def test_the_act_is_on_record_with_the_families_and_without_their_names(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee)
    act = Entry.objects.get(act="assign_family")
    assert (act.subject, act.fields) == (f"volunteer:{office.malee}", f"household:{office.families.target}")


def test_visits_taken_up_in_any_number_say_the_same_as_the_rule(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee, days_ago=40)
    today = timezone.localdate(office.leader.now)
    tries = [VisitMade(today - timedelta(days=n), "unreachable", "x") for n in (1, 2, 3)]
    for made, expected in (
        (tries[:1], Standing.OVERDUE),
        (tries, Standing.UNREACHABLE),
        (tries[::-1], Standing.UNREACHABLE),
    ):
        assert take_up_visits(visits={office.families.target: made}) == 1
        assert [row.standing for row in open_ones(office)] == [expected]
        assert [row.standing for row in open_ones(office, standing=expected)] == [expected]


def test_the_database_and_the_rule_tell_each_standing_alike(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee)
    row, today = Assignment.objects.get(), timezone.localdate(office.leader.now)
    rules = rules_on(today)
    told = set()
    for days in (None, -1, 0, rules.due_soon, rules.due_soon + 1):
        for outcome, met, tries in (
            ("", 0, 0),
            ("visited", 1, 0),
            ("refused", 1, 0),
            ("moved_away", 0, 5),
            ("unreachable", 1, 3),
        ):
            due = None if days is None else today + timedelta(days=days)
            Assignment.objects.update(due_on=due, last_outcome=outcome, met=met, tries=tries)
            row.refresh_from_db()
            found = [
                one
                for one in Standing
                if Assignment.objects.filter(standing_is(one, today=today, rules=rules)).exists()
            ]
            assert found == [standing_of(row, today=today, rules=rules)]
            told.update(found)
    assert told == set(Standing)


def test_handed_over_the_due_day_stays_and_the_tries_do_not(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee, days_ago=40)
    today = timezone.localdate(office.leader.now)
    take_up_visits(visits={office.families.target: [VisitMade(today, "unreachable", "x")]})
    before = Assignment.objects.get()
    assert reassign(viewer=office.leader, to={before.id: office.somjai}, now=office.leader.now) == 1
    now = Assignment.objects.get(state="open")
    assert (now.volunteer_id, now.due_on, now.tries) == (office.somjai, before.due_on, 0)
    with pytest.raises(AssignmentNotFound):  # it has ended meanwhile
        reassign(viewer=office.leader, to={before.id: office.somjai}, now=office.leader.now)


def test_nobody_ends_what_others_lead_nor_without_a_reason(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee)
    row = Assignment.objects.get()
    now = office.leader.now
    for who in (coordinator("830303"), as_volunteer(office.malee), coordinator("83", role=Role.GOVERNOR)):
        with pytest.raises(AssignmentNotFound):
            end_assignments(viewer=who, assignment_ids=[row.id], because="x", now=now)
    with pytest.raises(ReasonMissing):
        end_assignments(viewer=office.leader, assignment_ids=[row.id], because=" ", now=now)
    assert end_assignments(viewer=office.leader, assignment_ids=[row.id], because="ย้ายออก", now=now) == 1
    assert open_ones(office) == ()


def test_a_volunteers_phone_gets_only_their_own_families(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee, days_ago=3)
    give(office, office.families.poor, office.somjai)
    own = as_volunteer(office.malee)
    told = visits(viewer=own, now=own.now)
    assert [one["household"] for one in told["visits"]] == [str(office.families.target)]
    assert set(told["visits"][0]) == {
        "household", "label", "village", "due", "kind", "rhythm_days", "last_visit", "last_outcome", "geometry",
    }  # fmt: skip
    assert told["visits"][0]["label"]
    assert told["visits"][0]["kind"] == "visit"
    assert list(assigned_households(viewer=own)) == [office.families.target]
    assert [one.household_id for one in own_assignments(viewer=own, now=own.now, most=5)] == [office.families.target]
    for nobody in (office.leader, coordinator("83", name=str(uuid4()))):
        assert visits(viewer=nobody, now=nobody.now)["visits"] == []


def test_who_has_stopped_gets_nothing_and_their_families_wait(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee)
    stop_volunteer(viewer=office.leader, volunteer_id=office.malee, because="ย้ายไปต่างจังหวัด", now=office.leader.now)
    gone = as_volunteer(office.malee)
    assert gone.grants == ()
    assert visits(viewer=gone, now=gone.now)["visits"] == []
    assert [row.household_id for row in open_ones(office, alone=True)] == [office.families.target]
    found = board(viewer=office.leader, area=TAMBON, now=office.leader.now)
    assert (found.whole.given, found.whole.alone, found.strength.volunteers) == (1, 1, 1)


def test_the_board_counts_villages_against_the_target(office: FieldOffice) -> None:
    give(office, office.families.target, office.malee, days_ago=90)
    found = board(viewer=office.leader, area=TAMBON, now=office.leader.now)
    rows = {row.code: row for row in found.rows}
    assert rows[ONE].counts.of(Standing.OVERDUE) == 1
    assert (rows[ONE].strength.households, rows[ONE].strength.target, rows[ONE].strength.short) == (1, 1, 1)
    assert found.missing == 2  # nobody is certified
    assert count_overdue(viewer=office.leader, now=office.leader.now) == 1
    wider = board(viewer=coordinator("83"), area="83", now=office.leader.now)
    assert wider.strength.target is None
    assert wider.whole.given == 1
    stranger = coordinator("830303")
    assert board(viewer=stranger, area=TAMBON, now=stranger.now).whole.given == 0
    assert count_overdue(viewer=stranger, now=stranger.now) == 0


def test_families_without_anybody_are_those_of_the_list_that_are_not_given_out(office: FieldOffice) -> None:
    def free(purpose: Purpose = Purpose.VISIT) -> set[object]:
        page = families_without(viewer=office.leader, area=TAMBON, purpose=purpose, level=None, page=1, page_size=10)
        assert page.total == len(page.rows)
        return {row.household for row in page.rows}

    assert free() == {office.families.target, office.families.poor}
    give(office, office.families.target, office.malee)
    assert free() == {office.families.poor}
    assert free(Purpose.COMPANION) == {office.families.target, office.families.poor}


def test_the_suggestion_takes_the_village_first_and_never_a_stranger(office: FieldOffice) -> None:
    asked = [office.families.target, office.families.poor, office.families.well]
    found = suggestions(viewer=office.leader, area=TAMBON, household_ids=asked, now=office.leader.now)
    assert {one.household_id: one.helper for one in found} == {
        office.families.target: office.malee,
        office.families.poor: office.somjai,
    }
    others = suggestions(
        viewer=office.leader, area=TAMBON, household_ids=asked[:1], now=office.leader.now, without={office.malee}
    )
    assert [one.helper for one in others] == [office.somjai]
    assert suggestions(viewer=coordinator(ELSEWHERE), area=TAMBON, household_ids=asked[:1], now=timezone.now()) == ()


def test_a_family_of_another_village_comes_with_leave_to_go_there(office: FieldOffice) -> None:
    village = Household.objects.get(pk=office.families.target).area_code
    elsewhere = next(one for one in (office.malee, office.somjai) if not _may_go(one, village))
    before = set(WorksIn.objects.filter(volunteer=elsewhere).values_list("area_code", flat=True))
    give(office, office.families.target, elsewhere)
    assert _may_go(elsewhere, village)
    assert set(WorksIn.objects.filter(volunteer=elsewhere).values_list("area_code", flat=True)) == before | {village}
    grants = Entry.objects.filter(act="give_grant").count()
    (held,) = Assignment.objects.filter(volunteer=elsewhere)
    reassign(viewer=office.leader, to={held.id: elsewhere}, now=office.leader.now)
    assert Entry.objects.filter(act="give_grant").count() == grants  # once is enough


def _may_go(volunteer_id: UUID, village: str) -> bool:
    return as_volunteer(volunteer_id).may(Action.VIEW_HOUSEHOLD, RecordScope(village), Sensitivity.S1)
