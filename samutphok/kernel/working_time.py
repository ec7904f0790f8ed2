"""Office hours of the Thai calendar: when a promise given in working hours falls due."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from samutphok.kernel.errors import Bilingual

_FURTHEST = timedelta(days=3660)  # no promise of an office reaches further


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When offices work. hours: parts of a working day, in order; weekdays: 0 Monday to 6; holidays: by day, with their name.

    zone: in which the hours are told. Moments given and returned carry a time zone.
    """

    hours: tuple[tuple[time, time], ...]
    weekdays: frozenset[int]
    holidays: Mapping[date, Bilingual]
    zone: tzinfo

    def works_on(self, day: date) -> bool:
        """Whether offices are open on that day."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def after(self, start: datetime, hours: timedelta) -> datetime:
        """The moment at which so much working time has passed since `start`; nothing to wait for: `start` itself.

        Raises ValueError when the calendar holds no such moment within ten years.
        """
        left = hours
        if left <= timedelta(0):
            return start
        for opens, closes in self._open_from(start):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        raise ValueError("no working time left in the calendar")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two moments; zero when `end` is not later."""
        passed = timedelta(0)
        for opens, closes in self._open_from(start):
            if opens >= end:
                break
            passed += min(closes, end) - opens
        return passed

    def _open_from(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening times after `start`, the first one cut by it."""
        local = start.astimezone(self.zone)
        day = local.date()
        while day - local.date() <= _FURTHEST:
            if self.works_on(day):
                for opens, closes in self.hours:
                    end = datetime.combine(day, closes, self.zone)
                    if end > local:
                        yield max(datetime.combine(day, opens, self.zone), local), end
            day += timedelta(days=1)
