"""Office days of 2569 and 2570: holidays, the days given instead of them, and what no file says yet."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from samutphok.kernel.policies import read_policy
from samutphok.partners.domain.office_calendar import office_calendar, read_holidays
from samutphok.partners.queries import calendar

TODAY, BANGKOK = date(2026, 11, 23), ZoneInfo("Asia/Bangkok")
CLOSED = [
    "2026-01-02",
    "2026-04-14",
    "2026-06-01",
    "2026-12-07",
    "2027-02-22",
    "2027-07-20",
    "2027-10-25",
    "2027-12-06",
]
OPEN = ["2026-11-23", "2026-05-01", "2026-12-08", "2027-02-23"]  # Labour Day is no holiday of offices


@pytest.mark.parametrize("day", CLOSED)
def test_offices_are_closed(day: str) -> None:
    assert not calendar(on=TODAY).works_on(date.fromisoformat(day))


@pytest.mark.parametrize("day", OPEN)
def test_offices_are_open(day: str) -> None:
    assert calendar(on=TODAY).works_on(date.fromisoformat(day))


def test_a_holiday_on_a_weekend_gives_the_next_working_day() -> None:
    listed = calendar(on=TODAY).listed
    given = {one.instead_of: one.day for one in listed if one.instead_of}
    days = {one.day for one in listed}
    for one in listed:
        if one.day.weekday() > 4:
            assert one.day in given, f"{one.day} {one.label.en} has no day instead"
            between = [one.day + timedelta(days=step) for step in range(1, (given[one.day] - one.day).days)]
            assert all(day.weekday() > 4 or day in days for day in between)
        if one.instead_of:
            assert one.instead_of in days


def test_every_holiday_has_its_source_or_waits_to_be_confirmed() -> None:
    for one in calendar(on=TODAY).listed:
        assert one.source.th
        assert one.confirmed or "รอยืนยัน" in one.source.th


def test_a_year_without_holidays_on_file_is_told_and_never_taken_as_known() -> None:
    found = calendar(on=TODAY)
    assert found.until == date(2027, 12, 31)
    assert found.sure(date(2027, 12, 31))
    assert not found.sure(date(2028, 1, 3))
    assert found.doubtful(date(2027, 12, 1), date(2029, 2, 1)) == (2028, 2029)
    assert found.doubtful(TODAY, TODAY) == ()


def test_three_working_days_before_a_long_weekend_end_after_it() -> None:
    asked = datetime(2026, 12, 3, 15, 0, tzinfo=BANGKOK)  # Thursday; Saturday 5 is a holiday, Monday 7 instead of it
    day = timedelta(hours=7)
    assert calendar(on=TODAY).after(asked, 3 * day).date() == date(2026, 12, 9)


def test_a_gap_between_years_ends_what_is_known() -> None:
    hours = read_policy(
        b"zone: Asia/Bangkok\nweekdays: [monday]\nhours:\n  - {from: '08:30', to: '12:00'}\n", shown="hours.yaml"
    )
    assert office_calendar(hours, [(2026, ()), (2028, ())]).until == date(2026, 12, 31)
    assert office_calendar(hours, []).until is None


def test_a_regional_holiday_is_one_in_its_area_alone_and_a_day_of_another_year_is_refused() -> None:
    hours = read_policy(
        b"zone: Asia/Bangkok\nweekdays: [monday, friday]\nhours:\n  - {from: '08:30', to: '12:00'}\n",
        shown="hours.yaml",
    )
    text = "year: 2026\nsource: s\nholidays:\n  - {day: 2026-03-20, areas: ['94'], th: ฮารีรายอ, en: Hari Raya}\n"
    found = read_holidays(read_policy(text.encode(), shown="holidays.yaml"))
    assert office_calendar(hours, [(2026, found)], area_code="83").works_on(date(2026, 3, 20))
    assert not office_calendar(hours, [(2026, found)], area_code="94").works_on(date(2026, 3, 20))
    with pytest.raises(Exception, match="outside the file's year"):
        read_holidays(read_policy(text.replace("2026-03-20", "2027-03-20").encode(), shown="holidays.yaml"))
