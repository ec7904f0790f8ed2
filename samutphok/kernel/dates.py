"""Dates as Thai offices write and read them.

The Buddhist Era (BE) is the Common Era (CE) + 543. Until BE 2483 the year began on 1 April, so January to March of
such a year lie in CE - 542; those of 2483 itself, which by law never were, are read so too. Inside the product every
date is CE; BE exists only where text is read and shown. Often only the year or the month is known: a date keeps the
precision that it was given with.

Source: Calendar Act BE 2483, by which 1 January 1941 opened BE 2484.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum

from samutphok.kernel.date_text import MONTHS_EN, MONTHS_TH, WrittenDate, unreadable_date, written_date
from samutphok.kernel.date_text import Era as Era

_BE = 543
_FIRST_JANUARY_YEAR = 2484  # BE: the first year that began in January
_CE_YEARS, _BE_YEARS = range(1800, 2201), range(2343, 2744)


class Precision(Enum):
    """How much of a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A CE date of which the month or the day may be unknown; raises InvalidInput when no such day exists."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise unreadable_date()
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError as error:
            raise unreadable_date() from error

    @classmethod
    def from_iso(cls, text: str) -> "PartialDate":
        """The date of '2020', '2020-05' or '2020-05-01'; raises InvalidInput for anything else."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths != [4, 2, 2][: len(parts)] or not all(part.isascii() and part.isdigit() for part in parts):
            raise unreadable_date()
        return cls(*map(int, parts))

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """A whole date."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """Which part is the last one known."""
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    def iso(self) -> str:
        """'2020', '2020-05' or '2020-05-01': sorts as text, and shows the precision."""
        parts = (f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    def earliest(self) -> date:
        """The first day that it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day that it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The ages, in completed years, that a date of birth allows; equal when the birth date is whole."""

    low: int
    high: int


def read_date(text: str | None, *, era: Era = Era.AUTO) -> PartialDate | None:
    """Read a date as offices write it, or None when the text holds none.

    Reads dd/mm/yyyy, yyyy-mm-dd, yyyymmdd, a month by its Thai or English name or abbreviation, a year alone; Thai
    digits; 00 for unknown parts; 'พ.ศ.' and 'ค.ศ.'. Without a word on the era, years 2343-2743 are BE and 1800-2200
    CE. Raises InvalidInput when there is no such day, for years of two digits (their century cannot be told), and when
    the text names another era than `era`. The error never repeats the text: a date of birth is personal.
    """
    written = written_date(text or "")
    return None if written is None else _in_common_era(written, era)


def age_on(birth: PartialDate, on: date) -> AgeRange:
    """The age in completed years on a day; raises InvalidInput for a birth after that day.

    Somebody born on 29 February completes a year on 1 March when the year has no such day.
    """
    if birth.earliest() > on:
        raise unreadable_date()
    return AgeRange(low=max(0, _completed_years(birth.latest(), on)), high=_completed_years(birth.earliest(), on))


def buddhist_year(value: date | PartialDate) -> int:
    """The BE year in which a day lies, by the calendar of that time; a year alone is the one that began in it."""
    began_in_april = value.year + _BE < _FIRST_JANUARY_YEAR
    return value.year + _BE - (1 if began_in_april and value.month in (1, 2, 3) else 0)


def format_date(value: date | PartialDate, language: str) -> str:
    """'23 พฤศจิกายน 2569' in Thai (BE), '23 November 2026' in English (CE); parts that are unknown are left out."""
    if value.day is None:
        return format_month_year(value, language)
    return f"{value.day} {format_month_year(value, language)}"


def format_month_year(value: date | PartialDate, language: str) -> str:
    """'พฤศจิกายน 2569' or 'November 2026'; with no month known 'พ.ศ. 2569' or '2026'."""
    english = language.startswith("en")
    year = value.year if english else buddhist_year(value)
    if value.month is None:
        return f"{year}" if english else f"พ.ศ. {year}"
    return f"{(MONTHS_EN if english else MONTHS_TH)[value.month - 1]} {year}"


def fiscal_year(day: date) -> int:
    """The Thai fiscal year (BE): 1 October 2026 opens fiscal year 2570."""
    return day.year + _BE + (1 if day.month >= 10 else 0)


def _in_common_era(written: WrittenDate, era: Era) -> PartialDate:
    named = written.era if era is Era.AUTO else era
    if written.era not in (Era.AUTO, named):
        raise unreadable_date()
    year, month = written.year, written.month
    if named is not Era.CE and year in _BE_YEARS:
        before_new_year = year < _FIRST_JANUARY_YEAR and month in (1, 2, 3)
        return PartialDate(year - _BE + (1 if before_new_year else 0), month, written.day)
    if named is not Era.BE and year in _CE_YEARS:
        return PartialDate(year, month, written.day)
    raise unreadable_date()


def _completed_years(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
