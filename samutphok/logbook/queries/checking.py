"""Visits for jobs that check the data: who said what and when, shown to nobody."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samutphok.access.queries import inside
from samutphok.logbook.models import HouseholdNow, Visit

_PIECE = 900  # keys in one query, as SQLite takes them


@dataclass(frozen=True, slots=True)
class VisitRead:
    """One visit. answers: (subject, fact, value) as kept, numbers as their keyed index; replaces: the visit it corrects."""

    id: UUID
    household_id: UUID
    area_code: str
    form_id: str
    by: str
    day: date
    received_at: datetime
    outcome: str
    answers: tuple[tuple[str, str, str], ...]
    replaces: UUID | None


def visits_known_in(area: str) -> set[UUID]:
    """The visits to families of an area that came on a form. One query."""
    rows = Visit.objects.filter(inside("household__area_code", area), household__retired_at=None).exclude(form_id="")
    return set(rows.values_list("id", flat=True))


def visits_of(household_ids: Collection[UUID]) -> set[UUID]:
    """The visits to these families that came on a form. A query for nine hundred families."""
    keys, found = list(household_ids), set[UUID]()
    for start in range(0, len(keys), _PIECE):
        rows = Visit.objects.filter(household__in=keys[start : start + _PIECE]).exclude(form_id="")
        found |= set(rows.values_list("id", flat=True))
    return found


def visits_read(visit_ids: Collection[UUID]) -> Iterator[VisitRead]:
    """These visits, by their day. A query for nine hundred."""
    keys = sorted(visit_ids)
    for start in range(0, len(keys), _PIECE):
        rows = Visit.objects.filter(pk__in=keys[start : start + _PIECE]).select_related("household")
        yield from (_read(row) for row in rows.order_by("visited_on", "id"))


def _read(row: Any) -> VisitRead:
    answers = tuple((str(subject), str(fact), str(value or "")) for subject, fact, value in row.answers)
    return VisitRead(
        id=row.id,
        household_id=row.household_id,
        area_code=row.household.area_code,
        form_id=row.form_id,
        by=row.said_by,
        day=row.visited_on,
        received_at=row.received_at,
        outcome=row.outcome,
        answers=answers,
        replaces=row.replaces,
    )


def last_refused(area: str) -> "Any":
    """Families of an area whose last visit they refused, the newest first; a queryset of (household, area, day)."""
    rows = HouseholdNow.objects.filter(inside("household__area_code", area), household__retired_at=None)
    refused = rows.filter(last_outcome="refused").order_by("-last_on", "household_id")
    return refused.values_list("household_id", "household__area_code", "last_on")
