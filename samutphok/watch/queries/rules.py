"""The rhythms that hold on a day."""

from datetime import date
from functools import cache, lru_cache

from samutphok.kernel.policies import load_policy, policy_on
from samutphok.watch.domain.rhythms import Rhythms, read_rhythms


def rhythms_on(day: date) -> Rhythms:
    """The rhythms in force; raises PolicyError, which names file, line and remedy."""
    return _named(_name_on(day))


@lru_cache(maxsize=64)
def _name_on(day: date) -> str:
    return policy_on("rhythms", "rhythms", day=day).name


@cache
def _named(name: str) -> Rhythms:
    return read_rhythms(load_policy("rhythms", name))
