"""The office calendar with the years of holidays on file: it says until when it holds, and takes no year for granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.kernel.working_time import WorkingCalendar

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which offices are closed. instead_of: the holiday on a weekend for which it is given; confirmed: its
    source is on file; areas: prefixes in which alone it is one, none for the country."""

    day: date
    label: Bilingual
    instead_of: date | None
    confirmed: bool
    areas: tuple[str, ...]
    source: Bilingual


@dataclass(frozen=True, slots=True)
class OfficeCalendar(WorkingCalendar):
    """A working calendar that knows of which years it holds all holidays.

    years: CE years with holidays on file. In any other year only weekends are known to be free, and whoever promises a
    day there has to say so (`sure`). listed: every holiday with its source.
    """

    years: frozenset[int]
    listed: tuple[Holiday, ...]

    @property
    def until(self) -> date | None:
        """The last day up to which, without a gap from the first year on file, holidays are known; None without any."""
        year = min(self.years, default=None)
        if year is None:
            return None
        while year + 1 in self.years:
            year += 1
        return date(year, 12, 31)

    def sure(self, day: date) -> bool:
        """Whether the holidays of that day's year are on file."""
        return day.year in self.years

    def doubtful(self, first: date, last: date) -> tuple[int, ...]:
        """The CE years between two days whose holidays are not on file."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


def read_holidays(policy: PolicyFile) -> tuple[Holiday, ...]:
    """The holidays of one year's file; raises PolicyError, which names file, line and remedy."""
    year = int(policy.get("year"))
    found = tuple(_holiday(policy, place) for place in range(len(policy.get("holidays"))))
    for place, holiday in enumerate(found):
        if holiday.day.year != year:
            raise policy.error(
                ("holidays", place),
                Bilingual("วันหยุดอยู่นอกปีของแฟ้ม", "the holiday lies outside the file's year."),
                Bilingual(f"ใช้วันในปี ค.ศ. {year}", f"Use a day of {year}."),
            )
    return found


def office_calendar(
    hours: PolicyFile, years: Sequence[tuple[int, Sequence[Holiday]]], *, area_code: str = ""
) -> OfficeCalendar:
    """The calendar of the office hours and of every year on file, with the holidays of the country and of the area."""
    listed = tuple(
        sorted(
            (
                holiday
                for _, found in years
                for holiday in found
                if not holiday.areas or any(area_code.startswith(prefix) for prefix in holiday.areas)
            ),
            key=lambda holiday: holiday.day,
        )
    )
    parts = tuple((_time(hours, place, "from"), _time(hours, place, "to")) for place in range(len(hours.get("hours"))))
    return OfficeCalendar(
        hours=parts,
        weekdays=frozenset(_DAYS.index(day) for day in hours.get("weekdays")),
        holidays={holiday.day: holiday.label for holiday in listed},
        zone=ZoneInfo(str(hours.get("zone"))),
        years=frozenset(year for year, _ in years),
        listed=listed,
    )


def _holiday(policy: PolicyFile, place: int) -> Holiday:
    entry = policy.get("holidays", place)
    day = policy.get("holidays", place, "day")
    fixed = bool(entry.get("fixed", False))
    source = policy.get("fixed_source") if fixed else entry.get("source")
    return Holiday(
        day=day,
        label=Bilingual(str(policy.get("holidays", place, "th")), str(policy.get("holidays", place, "en"))),
        instead_of=entry.get("instead_of"),
        confirmed=fixed or bool(entry.get("confirmed", policy.raw.get("confirmed", False))),
        areas=tuple(str(code) for code in entry.get("areas", ())),
        source=Bilingual(str(source["th"]), str(source["en"])) if source else policy.source,
    )


def _time(policy: PolicyFile, place: int, end: str) -> time:
    return time.fromisoformat(str(policy.get("hours", place, end)))
