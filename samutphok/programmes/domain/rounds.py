"""Rounds of reports: which periods a programme has, who owes a report, and what is late."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FISCAL_START = 10  # rounds are parts of the fiscal year, which begins in October


class Owing(StrEnum):
    """Where a report stands."""

    DONE = "done"
    RUNNING = "running"  # the period is not over
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Period:
    """A round: first and last day, and the day on which the report is due."""

    start: date
    end: date
    due: date


@dataclass(frozen=True, slots=True)
class Owed:
    """A report of one area's agency for one period. agency '': the area's own office."""

    area_id: UUID
    agency: str
    period: Period
    standing: Owing


def period_of(day: date, every: str, *, due_days: int) -> Period:
    """The round in which a day lies."""
    months = MONTHS[every]
    behind = (day.month - FISCAL_START) % 12 % months
    start = _first(day.year, day.month - behind)
    end = _first(start.year, start.month + months) - timedelta(days=1)
    return Period(start, end, end + timedelta(days=due_days))


def periods(since: date, today: date, every: str, *, due_days: int) -> tuple[Period, ...]:
    """The rounds from the one in which the programme began to the one that runs, the newest first."""
    found = [period_of(today, every, due_days=due_days)]
    while found[-1].start > since:
        found.append(period_of(found[-1].start - timedelta(days=1), every, due_days=due_days))
    return tuple(found)


def owed(
    sides: Iterable[tuple[UUID, str]],
    rounds: Iterable[Period],
    given: Collection[tuple[UUID, str, date]],
    *,
    today: date,
) -> tuple[Owed, ...]:
    """What each side (area, agency) owes for each round. given: area, agency and the first day of the period reported."""
    rounds = tuple(rounds)
    return tuple(
        Owed(area, agency, one, _standing((area, agency, one.start) in given, one, today))
        for area, agency in sides
        for one in rounds
    )


def _standing(done: bool, one: Period, today: date) -> Owing:
    if done:
        return Owing.DONE
    if today <= one.end:
        return Owing.RUNNING
    return Owing.DUE if today <= one.due else Owing.LATE


def _first(year: int, month: int) -> date:
    """The first day of a month; months beyond the year are of the next one, below it of the one before."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
