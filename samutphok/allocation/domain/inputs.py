"""The frozen needs of a sharing, their points, and the problem they make with settings and what people put in.

Grain: a row a need, that is one family and one offer; arrays of one length. Rows of equal points stand in the order of a
lot drawn from the sharing's id and the family's, so that a tie is broken by chance and yet the same each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from samutphok.allocation.domain.problem import (
    Flags,
    Floats,
    Integers,
    Needs,
    Problem,
    SharingRules,
    Supply,
    problem_of,
)
from samutphok.allocation.domain.rules import Group, Points
from samutphok.allocation.domain.sharing import Aim, Settings

LOT = 1e-3  # of a point: the most that a lot adds to a value
Column: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Needs as they were read. household, ref: texts; offer: place among the offers; lot: 0 to 1; facts by name
    (`rules.FACTS`), NaN for what is not known."""

    household: tuple[str, ...]
    area: tuple[str, ...]
    offer: Integers
    ref: tuple[str, ...]
    lot: Floats
    facts: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.household)


def scores(facts: Mapping[str, Column], points: Points) -> Floats:
    """The points of each need: of the family's level, failing dimensions, dependants, and months of waiting."""
    levels = np.zeros(len(facts["level"]))
    for level, worth in points.level.items():
        levels[facts["level"] == level] = worth
    dependants = np.minimum(np.nan_to_num(facts["dependants"]), points.most_dependants)
    months = np.minimum(np.nan_to_num(facts["months"]), points.most_months)
    dimensions = np.minimum(np.nan_to_num(facts["dimensions"]), 5)
    return np.asarray(
        levels + points.dimension * dimensions + points.dependant * dependants + points.month_waiting * months
    )


def parts_of(facts: Mapping[str, float], points: Points) -> tuple[tuple[str, float, float], ...]:
    """Of one family: what it has points for, how much of it there is, and the points; only what counts."""
    level, dimensions = facts.get("level", -1.0), min(facts.get("dimensions") or 0.0, 5.0)
    dependants = min(facts.get("dependants") or 0.0, float(points.most_dependants))
    months = min(facts.get("months") or 0.0, float(points.most_months))
    found = (
        ("level", level, points.level.get(int(level), 0.0)),
        ("dimensions", dimensions, points.dimension * dimensions),
        ("dependants", dependants, points.dependant * dependants),
        ("months", months, points.month_waiting * months),
    )
    return tuple(one for one in found if one[2] > 0)


def member(facts: Mapping[str, Column], group: Group) -> Flags:
    """Which needs are of a group; what is not known is not."""
    values = facts[group.fact]
    inside = ~np.isnan(values)
    if group.at_least is not None:
        inside &= np.nan_to_num(values, nan=-np.inf) >= group.at_least
    if group.at_most is not None:
        inside &= np.nan_to_num(values, nan=np.inf) <= group.at_most
    return np.asarray(inside)


def weights_of(inputs: Inputs, groups: Mapping[str, Group], weights: Mapping[str, float]) -> Floats:
    """What each need's points are multiplied with: the greatest weight of the groups it is of, 1 where it is of none."""
    found = np.zeros(len(inputs))
    for code, group in groups.items():
        if code in weights:
            found = np.where(member(inputs.facts, group), np.maximum(found, weights[code]), found)
    return np.where(found == 0, 1.0, found)


@dataclass(frozen=True, slots=True)
class Posed:
    """The problem with the exact values (points times weight) beside it. out: needs that a person took out; by_money: the
    offers of which money ends before places do.
    """

    problem: Problem
    value: Floats
    out: Flags
    by_money: frozenset[int]


def posed(
    inputs: Inputs,
    settings: Settings,
    *,
    points: Points,
    groups: Mapping[str, Group],
    digits: int,
    put_in: frozenset[tuple[str, int]] = frozenset(),
    taken_out: frozenset[tuple[str, int]] = frozenset(),
) -> Posed:
    """The problem that frozen needs make. put_in, taken_out: (household, offer); digits: of the areas compared."""
    value = scores(inputs.facts, points) * weights_of(inputs, groups, settings.weights)
    keys = list(zip(inputs.household, inputs.offer.tolist(), strict=True))
    out = np.array([key in taken_out for key in keys], dtype=bool) if taken_out else np.zeros(len(keys), dtype=bool)
    held = np.array([key in put_in for key in keys], dtype=bool) if put_in else None
    households, household = _coded(inputs.household)
    areas, area = _coded(inputs.area)
    needs = Needs(
        households=households,
        programmes=tuple(str(place) for place in range(len(settings.offers))),
        areas=areas,
        household=household,
        programme=inputs.offer,
        area=area,
        value=np.where(out, 0.0, np.where(value > 0, value + LOT * (1 - inputs.lot), 0.0)),
        cost=np.array([one.cost for one in settings.offers], dtype=np.float64)[inputs.offer],
    )
    affordable = [
        one.budget // one.cost if one.budget is not None and one.cost else one.places for one in settings.offers
    ]
    supply = Supply(  # all places of an offer cost the same: what money cannot pay for is no place
        np.array([min(one.places, can) for one, can in zip(settings.offers, affordable, strict=True)], dtype=np.int64),
        np.array([np.inf if one.budget is None else float(one.budget) for one in settings.offers]),
    )
    rules = SharingRules(settings.most, settings.shares, {})
    sides = _coded([code[:digits] for code in inputs.area])[1] if settings.aim is Aim.EVEN else None
    short = frozenset(place for place, can in enumerate(affordable) if can < settings.offers[place].places)
    return Posed(problem_of(needs, supply, rules, held=held, sides=sides), value, out, short)


def chosen(inputs: Inputs, which: Sequence[int]) -> Inputs:
    """Some of the needs."""
    place = np.asarray(which, dtype=np.int64)
    return replace(
        inputs,
        household=tuple(inputs.household[one] for one in which),
        area=tuple(inputs.area[one] for one in which),
        ref=tuple(inputs.ref[one] for one in which),
        offer=inputs.offer[place],
        lot=inputs.lot[place],
        facts={name: values[place] for name, values in inputs.facts.items()},
    )


def _coded(values: Sequence[str]) -> tuple[tuple[str, ...], Integers]:
    if not values:
        return (), np.zeros(0, dtype=np.int64)
    names, places = np.unique(np.asarray(values), return_inverse=True)
    return tuple(names.tolist()), places.astype(np.int64)
