"""The numbers and words of referrals that hold on a day, and the calendar that their clocks run by."""

from datetime import date, datetime
from functools import cache, lru_cache

from django.utils import timezone

from samutphok.kernel.policies import load_policy, policy_on
from samutphok.kernel.working_time import WorkingCalendar
from samutphok.partners.queries import calendar
from samutphok.referrals.domain.letters import LetterRules, read_letter_rules
from samutphok.referrals.domain.rules import Rules, Sharing, read_rules, read_sharing


def rules_on(day: date) -> Rules:
    """Terms, steps and reasons in force; raises PolicyError, which names file, line and remedy."""
    return _rules(_name_on("referrals", day))


def sharing_on(day: date) -> Sharing:
    """What may be shared, for what, and for how long."""
    return _sharing(_name_on("referrals-sharing", day))


def letters_on(day: date) -> LetterRules:
    """How letters are numbered."""
    return _letters(_name_on("referrals-letters", day))


def office_hours(at: datetime, area_code: str) -> WorkingCalendar:
    """The calendar of offices in an area, as it stands on the day of a moment."""
    return _calendar(timezone.localdate(at), area_code[:2])


@lru_cache(maxsize=256)
def _calendar(day: date, province: str) -> WorkingCalendar:
    """By day and province: a list of five hundred families asks for the same one five hundred times."""
    return calendar(on=day, area_code=province)


@lru_cache(maxsize=256)
def _name_on(family: str, day: date) -> str:
    return policy_on("clocks", family, day=day).name


@cache
def _rules(name: str) -> Rules:
    return read_rules(load_policy("clocks", name))


@cache
def _sharing(name: str) -> Sharing:
    return read_sharing(load_policy("clocks", name))


@cache
def _letters(name: str) -> LetterRules:
    return read_letter_rules(load_policy("clocks", name))
