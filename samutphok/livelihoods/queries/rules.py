"""The catalogue that holds on a day."""

from datetime import date
from functools import cache

from samutphok.kernel.policies import load_policy, policy_on
from samutphok.livelihoods.domain.catalogue import Catalogue, read_catalogue


def catalogue_on(day: date) -> Catalogue:
    """Occupations and courses in force; raises PolicyError, which names file, line and remedy."""
    return _named(policy_on("occupations", "occupations", day=day).name)


@cache
def _named(name: str) -> Catalogue:
    return read_catalogue(load_policy("occupations", name))
