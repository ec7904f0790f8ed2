"""When somebody belonged to a household, as surveys and visits saw it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stay:
    """One sighting of a person in a household, by a survey of it or by a visit that speaks of single members."""

    id: int
    person: UUID
    household: UUID
    valid_from: date
    from_survey: bool = True


@dataclass(frozen=True, slots=True)
class Departed:
    """That somebody left on a day: the household, or every one (None) by dying."""

    person: UUID
    household: UUID | None
    on: date


def ends(
    stays: Iterable[Stay],
    *,
    person_dates: Mapping[UUID, set[date]],
    household_dates: Mapping[UUID, set[date]],
    departed: Iterable[Departed] = (),
) -> dict[int, date | None]:
    """The day each stay ends, None while it lasts: the next sighting of the person anywhere, or survey of the household.

    A survey lists the whole household, so whoever is not in the later one has left it (or has a row without a number,
    which is a person anew). Two files of one cut belong to one survey and end nothing. A departure ends the stays that
    it finds; somebody met again later is there again. Independent of arrival order.
    """
    left = _departures(departed)
    by_person = {key: sorted(dates) for key, dates in person_dates.items()}
    by_household = {key: sorted(dates) for key, dates in household_dates.items()}
    answer: dict[int, date | None] = {}
    for stay in stays:
        later = [
            day
            for day in (
                _next(by_person.get(stay.person, []), stay.valid_from),
                _next(by_household.get(stay.household, []), stay.valid_from),
                *(on for home in (stay.household, None) for on in left.get((stay.person, home), ())),
            )
            if day is not None and day >= stay.valid_from
        ]
        answer[stay.id] = min(later, default=None)
    return answer


def dates_of(stays: Iterable[Stay], *, by: str) -> dict[UUID, set[date]]:
    """The dates on which each 'person' was met, or each 'household' surveyed; a visit does not list a household."""
    dates: dict[UUID, set[date]] = defaultdict(set)
    for stay in stays:
        if stay.from_survey or by == "person":
            dates[getattr(stay, by)].add(stay.valid_from)
    return dates


def _departures(departed: Iterable[Departed]) -> dict[tuple[UUID, UUID | None], list[date]]:
    left: dict[tuple[UUID, UUID | None], list[date]] = defaultdict(list)
    for one in departed:
        left[one.person, one.household].append(one.on)
    return left


def _next(days: list[date], after: date) -> date | None:
    place = bisect_right(days, after)
    return days[place] if place < len(days) else None
