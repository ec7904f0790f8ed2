"""The policy of sharing out that holds on a day."""

from datetime import date
from functools import cache, lru_cache

from samutphok.allocation.domain.rules import ShareRules, read_share_rules
from samutphok.kernel.policies import load_policy, policy_on


@lru_cache(maxsize=64)
def share_rules(day: date) -> ShareRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return rules_named(policy_on("allocation", "shares", day=day).name)


@cache
def rules_named(name: str) -> ShareRules:
    """The rules of that name, also when they hold no more: a sharing keeps those it was begun by."""
    return read_share_rules(load_policy("allocation", name))
