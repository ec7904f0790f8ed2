"""Counts of what is not received, as they are and as they may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from samutphok.kernel.rounding import rounded

MONEY_STEP = 5000  # baht a month: five times the highest regular amount, so that no sum tells of fewer than five


@dataclass(frozen=True, slots=True)
class CutView:
    """One counting, frozen. state: waiting, working, done or failed; percent: of the work; rules: benefit -> SHA-256."""

    id: UUID
    area_prefix: str
    as_of: date
    data_cut: date | None
    asked_at: datetime
    done_at: datetime | None
    state: str
    percent: int
    rules: Mapping[str, str]
    persons: int
    households: int


@dataclass(frozen=True, slots=True)
class Cells:
    """How many persons or households stand where with one benefit. asked: all of them, the denominator.

    month, year: baht that the unclaimed would be paid; month_open, year_open: what more it would
    be if everybody whose facts or receipt nobody knows were entitled and went without. missing: facts that keep answers
    open, the most frequent first.
    """

    asked: int = 0
    unclaimed: int = 0
    untold: int = 0
    received: int = 0
    wrong: int = 0
    may_apply: int = 0
    unknown: int = 0
    month: int = 0
    year: int = 0
    month_open: int = 0
    year_open: int = 0
    missing: tuple[tuple[str, int], ...] = field(default=())

    @property
    def entitled(self) -> int:
        """Those who are known to be entitled or receive it: what take-up is measured against."""
        return self.unclaimed + self.untold + self.received

    @property
    def take_up(self) -> float | None:
        """The received among those known to be entitled or to receive, where receipt is known; None for nobody."""
        of = self.unclaimed + self.received
        return self.received / of if of else None


@dataclass(frozen=True, slots=True)
class AreaUptake:
    """One area's counts of one benefit."""

    area_code: str
    cells: Cells


def disclosed(cells: Cells) -> Cells:
    """The same for whoever may not see the families: each count rounded by itself, and money in steps (ADR 6)."""
    return Cells(
        asked=rounded(cells.asked),
        unclaimed=rounded(cells.unclaimed),
        untold=rounded(cells.untold),
        received=rounded(cells.received),
        wrong=rounded(cells.wrong),
        may_apply=rounded(cells.may_apply),
        unknown=rounded(cells.unknown),
        month=_stepped(cells.month, MONEY_STEP),
        year=_stepped(cells.year, 12 * MONEY_STEP),
        month_open=_stepped(cells.month_open, MONEY_STEP),
        year_open=_stepped(cells.year_open, 12 * MONEY_STEP),
        missing=tuple((fact, count) for fact, one in cells.missing if (count := rounded(one))),
    )


def _stepped(baht: int, step: int) -> int:
    return (baht + step // 2) // step * step
