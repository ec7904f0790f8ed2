"""Promises in working hours: nights, lunch, weekends and holidays do not count."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.working_time import WorkingCalendar

BANGKOK = ZoneInfo("Asia/Bangkok")
OFFICE = WorkingCalendar(
    hours=((time(8, 30), time(12)), (time(13), time(16, 30))),
    weekdays=frozenset(range(5)),
    holidays={date(2026, 12, 10): Bilingual("วันรัฐธรรมนูญ", "Constitution Day")},
    zone=BANGKOK,
)

# from, working hours, falls due
PROMISES = [
    ("2026-11-23 09:00", 0, "2026-11-23 09:00"),
    ("2026-11-23 09:00", 2, "2026-11-23 11:00"),
    ("2026-11-23 11:00", 2, "2026-11-23 14:00"),  # over lunch
    ("2026-11-23 12:30", 1, "2026-11-23 14:00"),  # asked at lunch
    ("2026-11-23 16:00", 1, "2026-11-24 09:00"),  # over night
    ("2026-11-23 22:00", 7, "2026-11-24 16:30"),  # asked at night, a whole day
    ("2026-11-27 16:00", 1, "2026-11-30 09:00"),  # over the weekend
    ("2026-12-09 16:00", 1, "2026-12-11 09:00"),  # over a holiday
]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(("start", "hours", "due"), PROMISES)
def test_a_promise_in_working_hours_falls_due(start: str, hours: int, due: str) -> None:
    assert OFFICE.after(moment(start), timedelta(hours=hours)) == moment(due)
    assert OFFICE.between(moment(start), moment(due)) == timedelta(hours=hours)


def test_no_working_time_passes_backwards() -> None:
    assert OFFICE.between(moment("2026-11-24 10:00"), moment("2026-11-23 10:00")) == timedelta(0)


def test_a_calendar_without_working_days_promises_nothing() -> None:
    never = WorkingCalendar(OFFICE.hours, frozenset(), {}, BANGKOK)
    with pytest.raises(ValueError, match="no working time"):
        never.after(moment("2026-11-23 09:00"), timedelta(hours=1))
