"""Published figures that come month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

UNEMPLOYED = "unemployed"  # persons without work in a province


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One line of a file of monthly figures. month: its first day."""

    area_code: str
    month: date
    value: int
    source: str


@dataclass(frozen=True, slots=True)
class Monthly:
    """A series without gaps, the oldest first. first: the first day of its first month; source: of its newest figure."""

    first: date
    values: tuple[int, ...]
    source: str = ""


def next_month(month: date, steps: int = 1) -> date:
    """The first day of the month so many months later."""
    at = month.year * 12 + month.month - 1 + steps
    return date(at // 12, at % 12 + 1, 1)


def newest_run(figures: Iterable[tuple[date, int]]) -> Monthly | None:
    """The longest stretch without a gap that ends in the newest month; figures by month. None without any."""
    rows = sorted(figures)
    if not rows:
        return None
    start = len(rows) - 1
    while start and next_month(rows[start - 1][0]) == rows[start][0]:
        start -= 1
    return Monthly(rows[start][0], tuple(value for _, value in rows[start:]))
