"""The templates and paces that hold on a day."""

from datetime import date
from functools import cache

from samutphok.kernel.policies import load_policy, policy_on
from samutphok.messaging.domain.templates import MessageRules, read_rules


def rules_on(day: date) -> MessageRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return rules_named(_name_on(day))


@cache
def _name_on(day: date) -> str:
    return policy_on("messages", "messages", day=day).name


@cache
def rules_named(name: str) -> MessageRules:
    """The rules of a policy file that comes with the product; raises PolicyError."""
    return read_rules(load_policy("messages", name))
