"""The rules behind a list, in words: policy files, and the definitions that committees approved at the desk."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from samutphok.access.domain import covers
from samutphok.kernel.policies import PolicyFile, load_policy, policy_names, read_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.approval import State, Version, in_force_on
from samutphok.targeting.domain.rulesets import Definition, Levels, read_definition, read_levels
from samutphok.targeting.domain.union import UnionMeasure, read_union_measure
from samutphok.targeting.errors import RuleChanged
from samutphok.targeting.models import LocalDefinition

DEFINITIONS = "definitions"


@cache
def measure_named(name: str) -> UnionMeasure:
    """The measure of that name: its label, dimensions and indicators in words."""
    return read_union_measure(load_policy("measures", name))


@cache
def levels_named(name: str) -> Levels:
    """The table of levels of that name."""
    return read_levels(load_policy("levels", name), load_vocabulary())


@cache
def definition_named(name: str) -> Definition:
    """The definition of that name, a policy file's or an approved one: neither changes once it has been in use."""
    return read_definition(rule_file(DEFINITIONS, name), load_vocabulary())


def rule_file(kind: str, name: str) -> PolicyFile:
    """The file of a rule as it was applied: a policy file, or an approved definition of the office database.

    Raises InvalidInput when there is none, RuleChanged when an approved one is no longer what was approved.
    """
    if kind == DEFINITIONS and name not in policy_names(DEFINITIONS):
        found = LocalDefinition.objects.filter(name=name, state=State.APPROVED).first()
        if found is not None:
            return _as_approved(found)
    return load_policy(kind, name)


def definitions_on(day: date, *, area_prefix: str) -> list[PolicyFile]:
    """The definitions in force on a day that hold for the whole area, in the order of their names."""
    everything = [one for one in versions() if covers(_prefix(one.area), area_prefix)]
    return [rule_file(DEFINITIONS, one.name) for one in in_force_on(day, everything)]


def versions() -> Sequence[Version]:
    """Every version of every definition: the policy files and what committees approved. One query."""
    approved = LocalDefinition.objects.filter(state=State.APPROVED)
    rows = approved.values_list("name", "family", "area_code", "valid_from", "valid_to", "changed_at")
    return (
        *_versions_of_files(),
        *(
            Version(name, family, area, begins, ends, True, at)
            for name, family, area, begins, ends, at in rows
            if begins
        ),
    )


@cache
def _versions_of_files() -> tuple[Version, ...]:
    files = [load_policy(DEFINITIONS, name) for name in policy_names(DEFINITIONS)]
    return tuple(
        Version(
            name=file.name,
            family=str(file.raw.get("family", file.name)),
            area=str(file.get("area")),
            valid_from=file.valid_from,
            valid_to=file.valid_to,
            office=False,
        )
        for file in files
    )


def _prefix(area: str) -> str:
    return "" if area == "TH" else area


def _as_approved(found: LocalDefinition) -> PolicyFile:
    file = read_policy(found.written.encode(), shown=f"{found.name}.yaml")
    if file.sha256 != found.sha256:
        raise RuleChanged(found.name)
    return file
