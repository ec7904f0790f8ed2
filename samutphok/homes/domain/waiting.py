"""Whose turn it is when a place is free: days waited and a head start for urgency, told to everybody who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for a place of a kind."""

    stay_id: UUID
    kind: str
    urgency: str
    asked_at: datetime
    asked_on: date


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the order. rank: 1 is next among those of the kind; counts: the days that order it, waited and head start."""

    stay_id: UUID
    rank: int
    waited: int
    head_start: int

    @property
    def counts(self) -> int:
        """The days by which the order is made."""
        return self.waited + self.head_start


def in_order(waiting: Iterable[Waiting], head_start: Mapping[str, int], *, today: date) -> tuple[Turn, ...]:
    """The order of those who wait, of each kind by itself; who asked first comes first where the days are equal."""
    found: list[Turn] = []
    ranks: dict[str, int] = {}
    ordered = sorted(waiting, key=lambda one: (-_days(one, head_start, today), one.asked_at, one.stay_id))
    for one in ordered:
        ranks[one.kind] = ranks.get(one.kind, 0) + 1
        waited = max(0, (today - one.asked_on).days)
        found.append(Turn(one.stay_id, ranks[one.kind], waited, head_start.get(one.urgency, 0)))
    return tuple(found)


def _days(one: Waiting, head_start: Mapping[str, int], today: date) -> int:
    return max(0, (today - one.asked_on).days) + head_start.get(one.urgency, 0)
