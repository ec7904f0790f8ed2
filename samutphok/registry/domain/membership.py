"""When somebody belonged to a household, as surveys saw it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stay:
    """One survey's sighting of a person in a household."""

    id: int
    person: UUID
    household: UUID
    valid_from: date


def ends(
    stays: Iterable[Stay], *, person_dates: Mapping[UUID, set[date]], household_dates: Mapping[UUID, set[date]]
) -> dict[int, date | None]:
    """The day each stay ends, None while it lasts: the next survey that saw the person anywhere, or the household at all.

    A survey lists the whole household, so whoever is not in the later one has left it (or has a row without a number,
    which is a person anew). Two files of one cut belong to one survey and end nothing. Independent of arrival order.
    """
    by_person = {key: sorted(dates) for key, dates in person_dates.items()}
    by_household = {key: sorted(dates) for key, dates in household_dates.items()}
    answer: dict[int, date | None] = {}
    for stay in stays:
        later = [
            day
            for day in (
                _next(by_person.get(stay.person, []), stay.valid_from),
                _next(by_household.get(stay.household, []), stay.valid_from),
            )
            if day is not None
        ]
        answer[stay.id] = min(later, default=None)
    return answer


def dates_of(stays: Iterable[Stay], *, by: str) -> dict[UUID, set[date]]:
    """The survey dates known of each 'person' or 'household'."""
    dates: dict[UUID, set[date]] = defaultdict(set)
    for stay in stays:
        dates[getattr(stay, by)].add(stay.valid_from)
    return dates


def _next(days: list[date], after: date) -> date | None:
    place = bisect_right(days, after)
    return days[place] if place < len(days) else None
