"""A proposal: what it gives, whether it keeps every rule, and why each need was met or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from samutphok.allocation.domain.problem import Flags, Floats, Problem

TOLERANCE = 1e-6  # of a baht and of a place: floating point, not generosity


class Why(StrEnum):
    """Why a need was met or not; the first that applies."""

    GIVEN = "given"
    NO_SCORE = "no_score"  # a score of zero: giving it would help nobody
    HAS_ENOUGH = "has_enough"  # the family got as many places as it may
    PLACES_GONE = "places_gone"  # every place went to a need that weighs as much or more
    BUDGET_GONE = "budget_gone"  # what is left of the budget does not cover its cost
    AREA_CEILING = "area_ceiling"  # its area has its largest share
    AREA_FLOOR = "area_floor"  # giving it would leave another area below its share


@dataclass(frozen=True, slots=True)
class Proposal:
    """Which needs are to be met. objective: their values added; bound: no way of giving is worth more.

    prices: what one more place in each programme would add. gap: (bound - objective) / bound.
    least, least_bound: where areas are to fare alike, the part of its need met in the area that stands lowest, and at best.
    """

    given: Flags
    objective: float
    bound: float
    prices: Floats
    least: float | None = None
    least_bound: float | None = None

    @property
    def gap(self) -> float:
        """How far the proposal may be from the best, as a part of the bound; 0 where nothing could be given."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.objective) / self.bound)


def used(problem: Problem, given: Flags) -> tuple[Floats, Floats, Floats]:
    """Places of each household, places of each programme, baht of each programme."""
    needs = problem.needs
    weights = given.astype(np.float64)
    return (
        np.bincount(needs.household, weights, len(needs.households)).astype(np.float64),
        np.bincount(needs.programme, weights, len(needs.programmes)).astype(np.float64),
        np.bincount(needs.programme, weights * needs.cost, len(needs.programmes)).astype(np.float64),
    )


def broken_rules(problem: Problem, given: Flags) -> Iterator[str]:
    """Every rule that a proposal breaks, in words for a log; nothing when it keeps them all."""
    households, places, baht = used(problem, given)
    rules, supply = problem.rules, problem.supply
    if (households > rules.most_per_household).any():
        yield f"{int((households > rules.most_per_household).sum())} households get too many places"
    for number, name in enumerate(problem.needs.programmes):
        if places[number] > supply.capacity[number]:
            yield f"{name}: more places than there are"
        if baht[number] > supply.budget[number] + TOLERANCE:
            yield f"{name}: more baht than there are"
    for share, inside, of in zip(rules.shares, problem.inside, problem.of, strict=True):
        here, all_given = int((given & inside).sum()), int((given & of).sum())
        if here < share.floor * all_given - TOLERANCE:
            yield f"{share.area} {share.programme}: below its floor"
        if here > share.ceiling * all_given + TOLERANCE:
            yield f"{share.area} {share.programme}: above its ceiling"


def why(problem: Problem, given: Flags) -> list[Why]:
    """For each need, why it was met or not."""
    households, places, baht = used(problem, given)
    needs, supply, rules = problem.needs, problem.supply, problem.rules
    said = np.full(len(given), Why.AREA_FLOOR.value, dtype=object)
    for share, inside, of in zip(rules.shares, problem.inside, problem.of, strict=True):
        here, all_given = int((given & inside).sum()), int((given & of).sum())
        if here + 1 > share.ceiling * (all_given + 1) + TOLERANCE:
            said[inside] = Why.AREA_CEILING.value
    said[(baht[needs.programme] + needs.cost) > supply.budget[needs.programme] + TOLERANCE] = Why.BUDGET_GONE.value
    said[places[needs.programme] >= supply.capacity[needs.programme]] = Why.PLACES_GONE.value
    said[households[needs.household] >= rules.most_per_household] = Why.HAS_ENOUGH.value
    said[needs.value <= 0] = Why.NO_SCORE.value
    said[given] = Why.GIVEN.value
    return [Why(word) for word in said]
