"""When offices work, with every year of holidays on file."""

from datetime import date
from functools import cache

from samutphok.kernel.policies import load_policy, policy_names, policy_on
from samutphok.partners.domain.office_calendar import Holiday, OfficeCalendar, office_calendar, read_holidays


def calendar(*, on: date, area_code: str = "") -> OfficeCalendar:
    """The office calendar in force on a day, with the holidays of the country and, where given, of the area.

    It counts no year without holidays on file as known: `until` says how far it holds, `sure` whether a day lies within.
    """
    hours = policy_on("calendars", "office-hours", day=on).name
    return _calendar(hours, _years(on), area_code[:2])


@cache
def _calendar(hours: str, names: tuple[str, ...], province: str) -> OfficeCalendar:
    return office_calendar(load_policy("calendars", hours), [_year(name) for name in names], area_code=province)


@cache
def _years(on: date) -> tuple[str, ...]:
    files = (load_policy("calendars", name) for name in policy_names("calendars"))
    return tuple(policy.name for policy in files if "holidays" in policy.raw and policy.holds_on(on))


@cache
def _year(name: str) -> tuple[int, tuple[Holiday, ...]]:
    policy = load_policy("calendars", name)
    return int(policy.get("year")), read_holidays(policy)
