"""The words and numbers of homes that hold on a day."""

from datetime import date
from functools import cache

from samutphok.homes.domain.rules import HomeRules, read_rules
from samutphok.kernel.policies import load_policy, policy_on


def rules_on(day: date) -> HomeRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return _named(policy_on("homes", "ban-klang", day=day).name)


@cache
def _named(name: str) -> HomeRules:
    return read_rules(load_policy("homes", name))
