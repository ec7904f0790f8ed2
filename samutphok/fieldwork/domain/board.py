"""What a coordinator sees of the work in an area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samutphok.fieldwork.domain.progress import Purpose, Standing
from samutphok.fieldwork.domain.shortage import Strength
from samutphok.fieldwork.domain.suggestion import Point


@dataclass(frozen=True, slots=True)
class AssignmentFilter:
    """Which assignments are asked for; area: a prefix; alone: only those whose volunteer has stopped."""

    area: str = ""
    standing: Standing | None = None
    purpose: Purpose | None = None
    volunteer_id: UUID | None = None
    alone: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """One open assignment. family: its name on the list, '' for one that is on none; level: 3-0 when it was given out."""

    id: UUID
    household_id: UUID
    family: str
    area_code: str
    volunteer_id: UUID
    volunteer: str
    volunteer_active: bool
    purpose: Purpose
    rhythm_days: int | None
    level: int | None
    since: date
    due_on: date | None
    last_on: date | None
    last_outcome: str
    tries: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """One page of assignments, the most pressing first."""

    rows: tuple[AssignmentView, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open assignments stand where. given: all of them; alone: those whose volunteer has stopped."""

    given: int = 0
    by_standing: Mapping[Standing, int] | None = None
    alone: int = 0

    def of(self, standing: Standing) -> int:
        """How many stand so."""
        return (self.by_standing or {}).get(standing, 0)

    @property
    def visited_share(self) -> float | None:
        """The visited as a share of all; None where nothing was given out."""
        return self.of(Standing.VISITED) / self.given if self.given else None

    def __add__(self, other: "Counts") -> "Counts":
        added = {standing: self.of(standing) + other.of(standing) for standing in Standing}
        return Counts(self.given + other.given, added, self.alone + other.alone)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One part of the area: its assignments, its volunteers against the target, where its middle lies if known."""

    code: str
    counts: Counts
    strength: Strength


@dataclass(frozen=True, slots=True)
class Dot:
    """A family on the map, by the place where an earlier visit was made."""

    at: Point
    standing: Standing


@dataclass(frozen=True, slots=True)
class Board:
    """The work of one area. dots: families with a known place, at most some thousand; placeless: those without one."""

    area: str
    rows: tuple[BoardRow, ...]
    whole: Counts
    strength: Strength
    missing: int
    dots: tuple[Dot, ...]
    placeless: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who goes to a family, for its page."""

    assignment_id: UUID
    volunteer_id: UUID
    name: str
    purpose: Purpose
    rhythm_days: int | None
    since: date
    due_on: date | None
    last_on: date | None
    standing: Standing
    active: bool
