"""The rule files behind a list, in words."""

from functools import cache

from samutphok.kernel.policies import load_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.rulesets import Definition, Levels, read_definition, read_levels
from samutphok.targeting.domain.union import UnionMeasure, read_union_measure


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
    """The definition of that name."""
    return read_definition(load_policy("definitions", name), load_vocabulary())
