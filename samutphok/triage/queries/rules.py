"""The rules of triage that hold on a day."""

from datetime import date
from functools import cache, lru_cache

from samutphok.kernel.policies import load_policy, policy_on
from samutphok.triage.domain.rules import TriageRules, read_triage


def triage_rules(*, day: date) -> TriageRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return _named(_name_on(day))


@lru_cache(maxsize=64)
def _name_on(day: date) -> str:
    return policy_on("triage", "triage", day=day).name


@cache
def _named(name: str) -> TriageRules:
    return read_triage(load_policy("triage", name))
