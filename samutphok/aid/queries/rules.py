"""Kinds of help and their limits, as they hold on a day."""

from datetime import date
from functools import cache

from samutphok.aid.domain.checks import Limit
from samutphok.aid.domain.kinds import AidRules, HelpKind, read_rules
from samutphok.kernel.policies import load_policy, policy_on


def rules_on(day: date) -> AidRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return _named(policy_name(day))


@cache
def policy_name(day: date) -> str:
    """The name of the policy in force on a day."""
    return policy_on("aid", "help", day=day).name


def limit_on(kind: HelpKind, day: date) -> Limit:
    """Ceiling and times of a kind by its benefit's rule; no limit for a day before the rule."""
    if not kind.benefit:
        return Limit()
    policy = load_policy("benefits", kind.benefit)
    if not policy.holds_on(day):
        return Limit()
    ceiling = int(policy.value_on("numbers", kind.ceiling, "values", day=day)) * 100 if kind.ceiling else None
    times = int(policy.value_on("numbers", kind.times, "values", day=day)) if kind.times else None
    return Limit(ceiling, times, policy.source)


@cache
def _named(name: str) -> AidRules:
    return read_rules(load_policy("aid", name))
