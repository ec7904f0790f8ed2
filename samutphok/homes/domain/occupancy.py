"""Places of a home on a day: which are open, which are taken.

A guest holds a place from the day of admission until the day before they leave it, so the same place may be given to
somebody else on the day it is left. The same way a place is closed from a day until the day before it opens again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Place:
    """A bed or a family's room. opened, gone: the days from and before which it stands in the house; None: still does."""

    id: UUID
    kind: str
    opened: date
    gone: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which a place is held by a guest, or closed; `until` is the first day after, None while it lasts.

    people: how many the place shelters then; 0 for a closure.
    """

    place: UUID
    since: date
    until: date | None
    people: int = 1

    def holds_on(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, other: "Span") -> bool:
        """Whether the two speak of one place on one day."""
        begins_before = other.until is None or self.since < other.until
        return self.place == other.place and begins_before and (self.until is None or other.since < self.until)


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the home: open places, those taken, and the people in them."""

    day: date
    open: int
    taken: int
    people: int

    @property
    def free(self) -> int:
        """Open places that nobody has."""
        return self.open - self.taken


@dataclass(frozen=True, slots=True)
class KindOnDay:
    """Places of one kind on a day."""

    kind: str
    places: int
    open: int
    taken: int

    @property
    def free(self) -> int:
        """Open places that nobody has."""
        return self.open - self.taken

    @property
    def closed(self) -> int:
        """Places that are there and not open."""
        return self.places - self.open


def open_on(places: Iterable[Place], closures: Iterable[Span], day: date) -> set[UUID]:
    """The places that may be given to somebody on that day, taken or not."""
    closed = {one.place for one in closures if one.holds_on(day)}
    return {one.id for one in places if one.opened <= day and (one.gone is None or day < one.gone)} - closed


def by_kind(
    places: Sequence[Place], closures: Iterable[Span], stays: Iterable[Span], day: date
) -> tuple[KindOnDay, ...]:
    """The places of each kind on a day, in the order of the places."""
    opened = open_on(places, closures, day)
    taken = {one.place for one in stays if one.holds_on(day)}
    there = [one for one in places if one.opened <= day and (one.gone is None or day < one.gone)]
    counted, open_, held = (
        Counter(one.kind for one in there),
        Counter(one.kind for one in there if one.id in opened),
        Counter(one.kind for one in there if one.id in taken),
    )
    return tuple(
        KindOnDay(kind, counted[kind], open_[kind], held[kind]) for kind in dict.fromkeys(p.kind for p in there)
    )


def day_by_day(
    places: Iterable[Place], closures: Iterable[Span], stays: Iterable[Span], *, since: date, days: int
) -> tuple[Day, ...]:
    """Every day from `since`, each counted once from what changes on it."""
    stays = tuple(stays)
    lasting = [Span(one.id, one.opened, one.gone) for one in places]
    open_ = _running(lasting, since, days)
    closed = _running(_inside(closures, {one.place: one for one in lasting}), since, days)
    taken, people = _running(stays, since, days), _running(stays, since, days, weighted=True)
    return tuple(
        Day(since + timedelta(days=number), open_[number] - closed[number], taken[number], people[number])
        for number in range(days)
    )


def _inside(closures: Iterable[Span], lasting: dict[UUID, Span]) -> list[Span]:
    """The closures as far as their place stands in the house; what overlaps on one place counts once."""
    found: dict[UUID, list[Span]] = {}
    for one in sorted(closures, key=lambda span: span.since):
        place = lasting.get(one.place)
        if place is None:
            continue
        begin = max(one.since, place.since)
        ends = [day for day in (one.until, place.until) if day is not None]
        end = min(ends) if ends else None
        before = found.setdefault(one.place, [])
        if before and (last := before[-1].until) is None:
            continue
        if before and last is not None:
            begin = max(begin, last)
        if end is None or begin < end:
            before.append(Span(one.place, begin, end))
    return [one for own in found.values() for one in own]


def _running(spans: Iterable[Span], since: date, days: int, *, weighted: bool = False) -> list[int]:
    """How many of the spans hold on each day: a count of what begins and ends, added up once."""
    change = [0] * (days + 1)
    for one in spans:
        begin = max(0, (one.since - since).days)
        end = days if one.until is None else min(days, (one.until - since).days)
        if begin < end:
            change[begin] += one.people if weighted else 1
            change[end] -= one.people if weighted else 1
    return list(accumulate(change))[:days]
