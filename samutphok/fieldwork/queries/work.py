"""The work of an area, for whoever leads it: lists of assignments, numbers by part, families that nobody goes to yet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import inside, within
from samutphok.fieldwork.domain.board import AssignmentFilter, AssignmentPage, AssignmentView, Companion, Counts
from samutphok.fieldwork.domain.progress import Purpose, Standing
from samutphok.fieldwork.domain.rules import FieldRules
from samutphok.fieldwork.models import Assignment
from samutphok.fieldwork.queries.rules import rules_on
from samutphok.fieldwork.queries.standing import open_work, standing_is, standing_of
from samutphok.fieldwork.queries.views import assignment_views
from samutphok.registry.queries import identities_of
from samutphok.targeting.domain.lists import EntryPage
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries

STEPS = (2, 4, 6, 8)  # digits of a code, province to village


def assignments(*, viewer: Viewer, wanted: AssignmentFilter, now: datetime, page_size: int) -> AssignmentPage:
    """One page of the open assignments that the viewer leads, what is longest due first; paged in the database."""
    today = timezone.localdate(now)
    rules = rules_on(today)
    rows = _wanted(viewer, wanted, today, rules)
    total = rows.count()
    page = max(1, min(wanted.page, -(-total // page_size)))
    shown = rows.select_related("volunteer")[(page - 1) * page_size : page * page_size]
    return AssignmentPage(assignment_views(shown, viewer=viewer, today=today, rules=rules), total, page, page_size)


def assignments_chosen(*, viewer: Viewer, ids: Sequence[UUID], now: datetime) -> tuple[AssignmentView, ...]:
    """These open assignments, as far as the viewer leads them."""
    today = timezone.localdate(now)
    rows = _led(viewer).filter(pk__in=list(ids)).select_related("volunteer").order_by("area_code", "id")
    return assignment_views(rows, viewer=viewer, today=today, rules=rules_on(today))


def assignments_of(*, viewer: Viewer, volunteer_id: UUID, now: datetime, most: int) -> tuple[AssignmentView, ...]:
    """The open assignments of one volunteer, as far as the viewer leads them, what is longest due first."""
    today = timezone.localdate(now)
    rules = rules_on(today)
    wanted = AssignmentFilter(volunteer_id=volunteer_id)
    rows = _wanted(viewer, wanted, today, rules).select_related("volunteer")[:most]
    return assignment_views(rows, viewer=viewer, today=today, rules=rules)


def counts_by_part(*, viewer: Viewer, area: str, digits: int, now: datetime) -> dict[str, Counts]:
    """How the open assignments of an area stand, by the first `digits` of their area's code: one query."""
    today = timezone.localdate(now)
    rules = rules_on(today)
    told: dict[str, Any] = {
        f"is_{one.value}": Count("id", filter=standing_is(one, today=today, rules=rules)) for one in Standing
    }
    rows = _led(viewer).filter(inside("area_code", area)).annotate(part=Substr("area_code", 1, digits))
    counted = (
        rows.values("part")
        .annotate(given=Count("id"), alone=Count("id", filter=Q(volunteer__active=False)), **told)
        .order_by("part")
    )
    found: Iterable[Any] = counted
    return {
        row["part"]: Counts(row["given"], {one: row[f"is_{one.value}"] for one in Standing}, row["alone"])
        for row in found
    }


def standings(*, viewer: Viewer, area: str, now: datetime, most: int) -> list[tuple[UUID, Standing]]:
    """The families of the open assignments of an area with where each stands, the most pressing first: one query."""
    today = timezone.localdate(now)
    rules = rules_on(today)
    rows = _led(viewer).filter(inside("area_code", area)).order_by(*_PRESSING)[:most]
    return [(row.household_id, standing_of(row, today=today, rules=rules)) for row in rows]


def families_without(
    *, viewer: Viewer, area: str, purpose: Purpose, level: int | None, page: int, page_size: int
) -> EntryPage:
    """A page of the listed families of an area that nobody goes to for the purpose, the greatest need first."""
    given = Assignment.objects.filter(inside("area_code", area), state=Assignment.State.OPEN, purpose=purpose)
    selection = Selection(area=area, level=level, order=EntryOrder.LEVEL if level is None else EntryOrder.NEED)
    return entries(
        viewer=viewer,
        selection=selection,
        page=page,
        page_size=page_size,
        leaving_out=given.values_list("household_id", flat=True),
    )


def companions(*, viewer: Viewer, household_id: UUID, now: datetime) -> tuple[Companion, ...]:
    """Who goes to a family, its companion first, for whoever may see the family: one query."""
    today = timezone.localdate(now)
    rules = rules_on(today)
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1)
    rows = Assignment.objects.filter(scope, household_id__in=identities_of(household_id), state=Assignment.State.OPEN)
    found = [_companion(row, today, rules) for row in rows.select_related("volunteer").order_by("since", "id")]
    return tuple(sorted(found, key=lambda one: one.purpose is not Purpose.COMPANION))


def companion_of(household_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Who stands by each of these families, for the suggestion; volunteers that have stopped are left out."""
    rows = Assignment.objects.filter(
        household_id__in=list(household_ids),
        state=Assignment.State.OPEN,
        purpose=Purpose.COMPANION,
        volunteer__active=True,
    )
    return dict(rows.values_list("household_id", "volunteer_id"))


def count_overdue(*, viewer: Viewer, now: datetime) -> int:
    """How many assignments of those the viewer leads are overdue, or wait for a word: one query."""
    today = timezone.localdate(now)
    rules = rules_on(today)
    late = standing_is(Standing.OVERDUE, today=today, rules=rules)
    return _led(viewer).filter(late).count()


def loads(volunteer_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many families each of these volunteers goes to now: one query."""
    rows = Assignment.objects.filter(open_work(), volunteer_id__in=list(volunteer_ids))
    counted = rows.values("volunteer_id").annotate(families=Count("household_id", distinct=True)).order_by()
    return {row["volunteer_id"]: row["families"] for row in counted}


_PRESSING = (F("due_on").asc(nulls_last=True), "-level", "area_code", "id")


def _led(viewer: Viewer) -> "QuerySet[Assignment]":
    return Assignment.objects.filter(within(viewer, Action.MANAGE_FIELDWORK), state=Assignment.State.OPEN)


def _wanted(viewer: Viewer, wanted: AssignmentFilter, today: date, rules: FieldRules) -> "QuerySet[Assignment]":
    rows = _led(viewer).filter(inside("area_code", wanted.area))
    if wanted.standing is not None:
        rows = rows.filter(standing_is(wanted.standing, today=today, rules=rules))
    given: Mapping[str, Any] = {"purpose": wanted.purpose, "volunteer_id": wanted.volunteer_id}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    rows = rows.filter(volunteer__active=False) if wanted.alone else rows
    return rows.order_by(*_PRESSING)


def _companion(row: Assignment, today: date, rules: FieldRules) -> Companion:
    return Companion(
        assignment_id=row.id,
        volunteer_id=row.volunteer_id,
        name=row.volunteer.name,
        purpose=Purpose(row.purpose),
        rhythm_days=row.rhythm_days,
        since=row.since,
        due_on=row.due_on,
        last_on=row.last_on,
        standing=standing_of(row, today=today, rules=rules),
        active=row.volunteer.active,
    )
