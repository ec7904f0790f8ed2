"""Giving families to volunteers, taking them back, and following the visits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.actions import let_volunteer_into
from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.fieldwork.domain.giving import MOST_AT_ONCE, Given, Giving
from samutphok.fieldwork.domain.progress import MET, Purpose, Task, VisitMade, progress
from samutphok.fieldwork.domain.rules import FieldRules
from samutphok.fieldwork.errors import (
    AssignmentNotFound,
    BadDay,
    NothingToAssign,
    ReasonMissing,
    VolunteerNotFound,
    VolunteerStopped,
)
from samutphok.fieldwork.models import Assignment, Volunteer, WorksIn
from samutphok.fieldwork.queries.families import families_named
from samutphok.fieldwork.queries.rules import rules_on
from samutphok.foundation.audit.actions import record
from samutphok.registry.queries import household_areas

REASON_LENGTH = 200
REASSIGNED, RENEWED = "reassigned", "renewed"  # reasons of the system's own; others are people's words


@transaction.atomic
def assign(*, viewer: Viewer, giving: Giving, now: datetime) -> Given:
    """Gives families out, each to its volunteer. A visit that is done makes room for the next one of the same purpose.

    Whoever gets a family of another village works in that village too from then on: its families come to their phone.
    A family outside the viewer's area is counted as absent. Raises NothingToAssign, BadDay, VolunteerNotFound,
    VolunteerStopped.
    """
    today = timezone.localdate(now)
    if not 0 < len(giving.to) <= MOST_AT_ONCE:
        raise NothingToAssign(MOST_AT_ONCE)
    if giving.due_on is not None and giving.due_on < today:
        raise BadDay
    volunteers = _led(viewer, set(giving.to.values()))
    if not all(one.active for one in volunteers.values()):
        raise VolunteerStopped
    places = household_areas(
        viewer=viewer, household_ids=list(giving.to), action=Action.MANAGE_FIELDWORK, sensitivity=Sensitivity.S1
    )
    taken = _making_room(viewer, places, giving.purpose, now)
    wanted = {household: code for household, code in places.items() if household not in taken}
    rows = _rows(viewer, giving, wanted, today, now)
    Assignment.objects.bulk_create(rows)
    _let_in(viewer, volunteers, rows, now)
    _record(viewer, "assign_family", rows, now)
    return Given(given=len(rows), standing=len(taken), absent=len(giving.to) - len(places))


@transaction.atomic
def reassign(*, viewer: Viewer, to: Mapping[UUID, UUID], now: datetime) -> int:
    """Hands open assignments (by their id) over to other volunteers; what is due stays due. Returns how many.

    The old ones end and stay on record. Raises NothingToAssign, AssignmentNotFound, VolunteerNotFound, VolunteerStopped.
    """
    old = _open(viewer, to)
    volunteers = _led(viewer, set(to.values()))
    if not all(one.active for one in volunteers.values()):
        raise VolunteerStopped
    moved = [row for row in old if row.volunteer_id != to[row.id]]
    _end(viewer, moved, REASSIGNED, now)
    fresh = [_handed_over(viewer, row, to[row.id], now) for row in moved]
    Assignment.objects.bulk_create(fresh)
    _let_in(viewer, volunteers, fresh, now)
    _record(viewer, "assign_family", fresh, now)
    return len(fresh)


@transaction.atomic
def end_assignments(*, viewer: Viewer, assignment_ids: Collection[UUID], because: str, now: datetime) -> int:
    """Ends assignments, with the reason in the coordinator's words. Returns how many.

    Raises ReasonMissing, NothingToAssign, AssignmentNotFound.
    """
    if not because.strip():
        raise ReasonMissing
    rows = _open(viewer, assignment_ids)
    _end(viewer, rows, because.strip()[:REASON_LENGTH], now)
    return len(rows)


@transaction.atomic
def take_up_visits(*, visits: Mapping[UUID, Iterable[VisitMade]]) -> int:
    """Makes anew how far the open assignments of these families have come, from all their visits; returns how many.

    A job's act, after a visit was taken into the logbook: it shows nothing to anybody, and doing it twice changes nothing.
    """
    rows = list(
        Assignment.objects.select_for_update()
        .filter(household_id__in=list(visits), state=Assignment.State.OPEN)
        .order_by("id")
    )
    accounts = dict(Volunteer.objects.filter(assignments__in=rows).values_list("id", "account_id"))
    for row in rows:
        _follow(row, visits[row.household_id], str(accounts[row.volunteer_id]))
    Assignment.objects.bulk_update(rows, ["due_on", "last_on", "last_outcome", "met", "tries"])
    return len(rows)


def _follow(row: Assignment, visits: Iterable[VisitMade], account_id: str) -> None:
    task = Task(Purpose(row.purpose), row.since, row.first_due, row.rhythm_days, account_id)
    found = progress(task, visits)
    row.due_on, row.last_on, row.last_outcome = found.due_on, found.last_on, found.last_outcome
    row.met, row.tries = found.met, found.tries


def _let_in(viewer: Viewer, volunteers: Mapping[UUID, Volunteer], rows: Iterable[Assignment], now: datetime) -> None:
    """A family that a volunteer may not see could not be visited: giving it out lets them into its village."""
    wanted: dict[UUID, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.volunteer_id, set()).add(row.area_code)
    for volunteer_id, codes in sorted(wanted.items()):
        account = volunteers[volunteer_id].account_id
        fresh = let_volunteer_into(viewer=viewer, account_id=account, areas=codes, now=now)
        villages = [WorksIn(volunteer_id=volunteer_id, area_code=code) for code in fresh]
        WorksIn.objects.bulk_create(villages, ignore_conflicts=True)


def _led(viewer: Viewer, volunteer_ids: Collection[UUID]) -> dict[UUID, Volunteer]:
    found = Volunteer.objects.filter(within(viewer, Action.MANAGE_FIELDWORK)).in_bulk(list(volunteer_ids))
    if len(found) < len(set(volunteer_ids)):
        raise VolunteerNotFound
    return found


def _open(viewer: Viewer, assignment_ids: Collection[UUID]) -> list[Assignment]:
    if not 0 < len(assignment_ids) <= MOST_AT_ONCE:
        raise NothingToAssign(MOST_AT_ONCE)
    scope = within(viewer, Action.MANAGE_FIELDWORK)
    wanted = Assignment.objects.select_for_update().filter(
        scope, state=Assignment.State.OPEN, id__in=list(assignment_ids)
    )
    rows = list(wanted.order_by("id"))
    if len(rows) < len(set(assignment_ids)):
        raise AssignmentNotFound
    return rows


def _making_room(viewer: Viewer, households: Collection[UUID], purpose: Purpose, now: datetime) -> set[UUID]:
    """Families that somebody goes to for this purpose already; what is done among these ends, and is not of them."""
    standing = Assignment.objects.select_for_update().filter(
        household_id__in=list(households), purpose=purpose, state=Assignment.State.OPEN
    )
    rows = list(standing.order_by("id"))
    done = [row for row in rows if row.due_on is None and row.last_outcome == MET]
    _end(viewer, done, RENEWED, now)
    return {row.household_id for row in rows} - {row.household_id for row in done}


def _rows(
    viewer: Viewer, giving: Giving, places: Mapping[UUID, str], today: date, now: datetime
) -> Sequence[Assignment]:
    rules = rules_on(today)
    listed = families_named(places, viewer=viewer)
    rhythm = (giving.rhythm_days or rules.companion_rhythm) if giving.purpose is Purpose.COMPANION else None
    rows = []
    for household, code in sorted(places.items(), key=lambda pair: (pair[1], pair[0])):
        level = listed[household].level if household in listed else None
        due = giving.due_on or _first_due(rules, level, today)
        rows.append(
            Assignment(
                household_id=household,
                area_code=code,
                volunteer_id=giving.to[household],
                purpose=giving.purpose,
                rhythm_days=rhythm,
                level=-1 if level is None else level,
                since=today,
                first_due=due,
                due_on=due,
                assigned_by=viewer.account_id,
                assigned_at=now,
            )
        )
    return rows


def _first_due(rules: FieldRules, level: int | None, today: date) -> date:
    return today + timedelta(days=rules.days_to_first_visit(level))


def _handed_over(viewer: Viewer, row: Assignment, volunteer_id: UUID, now: datetime) -> Assignment:
    """The same task for somebody else, from today on: what was tried before is the other's."""
    today = timezone.localdate(now)
    due = row.due_on or row.first_due
    return Assignment(
        household_id=row.household_id,
        area_code=row.area_code,
        volunteer_id=volunteer_id,
        purpose=row.purpose,
        rhythm_days=row.rhythm_days,
        level=row.level,
        since=today,
        first_due=due,
        due_on=due,
        assigned_by=viewer.account_id,
        assigned_at=now,
    )


def _end(viewer: Viewer, rows: Sequence[Assignment], because: str, now: datetime) -> None:
    for row in rows:
        row.state, row.ended_at, row.ended_by, row.ended_because = (
            Assignment.State.ENDED,
            now,
            viewer.account_id,
            because,
        )
    Assignment.objects.bulk_update(rows, ["state", "ended_at", "ended_by", "ended_because"])
    _record(viewer, "end_assignment", rows, now)


def _record(viewer: Viewer, act: str, rows: Iterable[Assignment], now: datetime) -> None:
    """One act a volunteer, naming the families."""
    by_volunteer: dict[UUID, list[str]] = {}
    for row in rows:
        by_volunteer.setdefault(row.volunteer_id, []).append(f"household:{row.household_id}")
    for volunteer, families in by_volunteer.items():
        subject = f"volunteer:{volunteer}"
        record(actor=viewer.account_id, act=act, subject=subject, fields=families, now=now)
