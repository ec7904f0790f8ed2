"""Areas that fare alike: the area whose need is met least is met as much as can be, then the next, and so on.

How much of an area's need is met is the value given to its families as a part of the value of all their needs. Whole
places are given one at a time to the area that stands lowest (progressive filling); the bound says how high the lowest
area could stand at best if places and baht could be split and moved freely.
"""

from dataclasses import dataclass

import numpy as np

from samutphok.allocation.domain.problem import Flags, Floats, Integers, Problem
from samutphok.allocation.engine.rounding import Giving, mend_shares

_STEPS = 60  # halvings: far below a millionth of a share
_SHORT, _SPARE = 5_000, 2_000


@dataclass(frozen=True, slots=True)
class Evenly:
    """given: what is to be met. least: of the area that stands lowest, the part of its need that is met; bound: at best."""

    given: Flags
    least: float
    bound: float


def evenly(problem: Problem, sides: Integers) -> Evenly:
    """The proposal that lifts the lowest area, with every rule kept; raises HandBreaksRules."""
    values = problem.needs.value
    giving = Giving(problem, np.zeros(len(values), dtype=bool))
    for need in np.flatnonzero(problem.held) if problem.held is not None else ():
        giving.give(int(need))
    lines = _lines(problem, sides)
    _fill(problem, sides, giving, lines)
    mend_shares(problem, giving, values, [need for line in lines for need in line])
    met = met_parts(giving.given, values, sides)
    return Evenly(giving.given, float(met.min(initial=1.0)), _bound(problem, sides))


def met_parts(given: Flags, values: Floats, sides: Integers) -> Floats:
    """Of each area with any need, the part of it that is met."""
    whole = _sums(values, sides, np.ones(len(values), dtype=bool))
    return (_sums(values, sides, given)[whole > 0] / whole[whole > 0]).astype(np.float64)


def _fill(problem: Problem, sides: Integers, giving: Giving, lines: list[list[int]]) -> None:
    """Gives place by place to the area that stands lowest among those where a need still fits."""
    values = problem.needs.value
    whole = _sums(values, sides, np.ones(len(values), dtype=bool))
    met = _sums(values, sides, giving.given)
    open_ = {side for side in range(len(whole)) if whole[side] > 0}
    while open_:
        side = min(open_, key=lambda one: (met[one] / whole[one], one))
        lines[side] = [need for need in lines[side] if giving.fits(need)] if len(lines[side]) < _SHORT else lines[side]
        need = next((one for one in lines[side] if giving.fits(one) and giving.keeps_ceilings_with(one)), None)
        if need is None:
            open_.discard(side)
            continue
        giving.give(need)
        met[side] += values[need]
        lines[side].remove(need)
        if problem.rules.shares:  # a place given may make room under another area's ceiling
            open_ |= {one for one in range(len(whole)) if whole[one] > 0 and lines[one]}


def _sums(values: Floats, sides: Integers, which: Flags) -> Floats:
    return np.bincount(sides[which], values[which], int(sides.max(initial=-1)) + 1).astype(np.float64)


def _lines(problem: Problem, sides: Integers) -> list[list[int]]:
    """The needs of each area worth meeting, the most valuable first: as many as there are places, and a few."""
    values, most = problem.needs.value, int(problem.supply.capacity.sum()) + _SPARE
    order = np.lexsort((np.arange(len(sides)), -values))
    order = order[values[order] > 0]
    return [order[sides[order] == side][:most].tolist() for side in range(int(sides.max(initial=-1)) + 1)]


def _bound(problem: Problem, sides: Integers) -> float:
    """At best: the highest level that all areas can reach within all places, and within all baht where each is limited."""
    places, baht = float(problem.supply.capacity.sum()), float(problem.supply.budget.sum())
    curves = []
    for side in range(int(sides.max(initial=-1)) + 1):
        here = (sides == side) & (problem.needs.value > 0)
        value, cost = problem.needs.value[here], problem.needs.cost[here]
        if len(value):
            curves.append((float(value.sum()), _curve(value, np.ones(len(value))), _curve(value, cost)))
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        level = (low + high) / 2
        taken = sum(float(np.interp(level * whole, *in_places)) for whole, in_places, _ in curves)
        spent = sum(float(np.interp(level * whole, *in_baht)) for whole, _, in_baht in curves)
        low, high = (level, high) if taken <= places + 1e-9 and spent <= baht + 1e-6 else (low, level)
    return high


def _curve(value: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The least weight (places or baht) that brings so much value, if needs could be split: points of a curve."""
    order = np.argsort(weight / value, kind="stable")
    start = np.zeros(1)
    return np.concatenate([start, np.cumsum(value[order])]), np.concatenate([start, np.cumsum(weight[order])])
