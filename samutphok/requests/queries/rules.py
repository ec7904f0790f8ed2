"""The rules of requests that hold on a day."""

from datetime import date
from functools import cache

from samutphok.kernel.policies import load_policy, policy_on
from samutphok.requests.domain.rules import RequestRules, read_rules


def rules_on(day: date) -> RequestRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return _named(_name_on(day))


@cache
def _name_on(day: date) -> str:
    return policy_on("clocks", "requests", day=day).name


@cache
def _named(name: str) -> RequestRules:
    return read_rules(load_policy("clocks", name))
