"""The words of programmes that hold on a day, and the programmes that come with the product."""

from datetime import date
from functools import cache

from samutphok.areas.queries import provinces
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import load_policy, policy_names, policy_on
from samutphok.programmes.domain.rules import AreaWanted, ProgrammeRules, ShippedProgramme, read_rules, read_shipped

BANGKOK = "10"


def rules_on(day: date) -> ProgrammeRules:
    """The rules in force; raises PolicyError, which names file, line and remedy."""
    return _rules(policy_on("programmes", "programme-rules", day=day).name)


@cache
def shipped() -> tuple[ShippedProgramme, ...]:
    """The programmes of the official reports, by name."""
    files = (load_policy("programmes", name) for name in policy_names("programmes"))
    return tuple(read_shipped(one) for one in files if one.raw.get("family") == "programme")


def areas_of(programme: ShippedProgramme) -> tuple[AreaWanted, ...]:
    """Its areas; for 'every province' those that there are now, without Bangkok."""
    if not programme.every_province:
        return programme.areas
    return tuple(
        AreaWanted(one.code, Bilingual(one.name_th, one.name_en or one.name_th))
        for one in provinces()
        if one.code != BANGKOK
    )


@cache
def _rules(name: str) -> ProgrammeRules:
    return read_rules(load_policy("programmes", name))
