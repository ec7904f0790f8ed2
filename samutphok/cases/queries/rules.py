"""The rules of casework that hold on a day."""

from datetime import date
from functools import cache

from samutphok.cases.domain.rules import CaseRules, read_rules
from samutphok.kernel.policies import load_policy, policy_on


def rules_on(day: date) -> CaseRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return _named(_name_on(day))


@cache
def _name_on(day: date) -> str:
    return policy_on("casework", "casework", day=day).name


@cache
def _named(name: str) -> CaseRules:
    return read_rules(load_policy("casework", name))
