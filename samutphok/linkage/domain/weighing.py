"""What agreement is worth: levels of a pair, weighed by a model and by how frequent the shared values are today.

The levels of a pair never change while its two sides do not; their weight does, since every register changes how rare a name
is. So levels are kept, and weights are worked out again by arithmetic alone.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from samutphok.linkage.domain.likelihood import LEVELS, LinkModel

SILENT = "-"
PARTS = tuple(LEVELS)
# The parts whose first level carries the frequency of the shared value, and the column that holds it.
FREQUENT = {"first_name": "first", "last_name": "last", "birth": "birth", "area": "tambon"}
LEAST_BITS = 10.0  # a pair worth less by levels alone is not kept: what is rare in a country adds less than it lacks
_NAMING = frozenset("01")  # the first name is spelt, or sounds, the same


@dataclass(frozen=True, slots=True)
class Counts:
    """How often values occur. described: things that are compared; known: of them, those with the part, by column; of: how
    many have a value, by column and value."""

    described: int
    known: Mapping[str, int]
    of: Mapping[tuple[str, str], int]

    def share(self, column: str, value: str) -> float:
        """The share of those whose part is known that have this value; a value never counted counts once."""
        return max(self.of.get((column, value), 1), 1) / max(self.known.get(column, 1), 1)


def named_levels(levels: str) -> dict[str, str]:
    """The levels in words, by part; '' where one side is silent."""
    return {
        part: "" if digit == SILENT else LEVELS[part][int(digit)] for part, digit in zip(PARTS, levels, strict=True)
    }


def names_somebody(levels: str) -> bool:
    """Whether the first names are spelt or sound the same. A slip apart may be the twin: that is looked at by somebody."""
    return levels[0] in _NAMING


def bits(levels: str, shared: Mapping[str, str], model: LinkModel, counts: Counts) -> float:
    """The evidence for one person, in bits, the prior included. shared: the values of one side, by column of FREQUENT."""
    total = prior_bits(model, counts.described)
    for part, digit in zip(PARTS, levels, strict=True):
        if digit == SILENT:
            continue
        level = model.levels[part][int(digit)]
        column = FREQUENT.get(part)
        if digit == "0" and column:
            total += math.log2(level.m / counts.share(column, shared.get(column, "")))
        else:
            total += level.bits
    return total


def prior_bits(model: LinkModel, described: int) -> float:
    """The odds that two things are one before anything is compared: each has `expected` others among all."""
    chance = min(0.5, model.expected / described) if described else 0.5
    return math.log2(chance / (1 - chance))


def chance(weight: float) -> float:
    """The probability that so many bits stand for."""
    return 1 / (1 + 2.0 ** -min(weight, 1000.0)) if weight > -1000 else 0.0
