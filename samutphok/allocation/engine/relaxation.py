"""The best way of giving when places could be split: a linear programme, solved over the needs that matter.

Few of a million needs can be met, so the programme starts from the most valuable ones and takes in whatever the prices of
places, budgets and shares then show to be worth more than they cost (column generation), until nothing is. Its value
is a bound for every way of giving; where costs are equal and areas have no shares its solution is whole by itself, as
that of a flow.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from samutphok.allocation.domain.problem import Flags, Floats, Integers, Problem
from samutphok.allocation.errors import HandBreaksRules

_NO_WAY = 2  # what HiGHS says where no way of giving keeps every rule
_CLOSE = 1e-5  # of the value: what all needs left out may still add, before the search for better ones ends
_AT_ONCE = 100_000
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Relaxed:
    """parts: of each need, between 0 and 1. bound: the value of the best split. gains: what each need is worth beyond the
    prices of what it takes. prices: of a place in each programme.
    """

    parts: Floats
    bound: float
    gains: Floats
    prices: Floats


@dataclass(frozen=True, slots=True)
class _Prices:
    household: Floats
    capacity: Floats
    budget: Floats
    floors: Floats
    ceilings: Floats


def relax(problem: Problem) -> Relaxed:
    """Solve the relaxation, to within one part in 100,000 of its optimum."""
    needs = problem.needs
    worth = needs.value > 0
    if problem.held is not None:
        worth = worth | problem.held
    if not worth.any():
        return Relaxed(np.zeros(len(worth)), 0.0, np.zeros(len(worth)), np.zeros(len(needs.programmes)))
    taken = _first_taken(problem) & worth
    if problem.held is not None:
        taken = taken | problem.held
    for _ in range(_ROUNDS):
        parts, value, prices = _solve(problem, np.flatnonzero(taken))
        gains = _gains(problem, prices)
        beyond = gains - prices.household[needs.household]
        missed = np.where(worth & ~taken, np.maximum(beyond, 0.0), 0.0)
        if missed.sum() <= _CLOSE * value:
            break
        taken[_top(missed, np.flatnonzero(missed), _AT_ONCE)] = True
    else:
        parts, value, prices = _solve(problem, np.flatnonzero(worth))
        gains, missed = _gains(problem, prices), np.zeros(1)
    # Paying each need that was left out what it would gain makes the prices right for all, so this is a bound.
    return Relaxed(parts, value + float(missed.sum()), gains, prices.capacity)


def _first_taken(problem: Problem) -> Flags:
    """The most valuable needs of each programme, and of each share's area, as many as there are places and a few."""
    needs, capacity = problem.needs, problem.supply.capacity
    taken = np.zeros(len(needs.value), dtype=bool)
    for number in range(len(needs.programmes)):
        of = needs.programme == number
        for those in (of, *(of & inside for inside in problem.inside)):
            taken[_top(needs.value, np.flatnonzero(those), int(capacity[number]) + 20)] = True
    return taken


def _top(values: Floats, among: Integers, count: int) -> Integers:
    if len(among) <= count:
        return among
    return among[np.argpartition(-values[among], count)[:count]]


def _solve(problem: Problem, columns: Integers) -> tuple[Floats, float, _Prices]:
    """The linear programme over some needs: shares of them, its value, and the price of everything that is scarce."""
    needs, supply, rules = problem.needs, problem.supply, problem.rules
    budgeted = np.flatnonzero(np.isfinite(supply.budget))
    asking, row, asked = np.unique(needs.household[columns], return_inverse=True, return_counts=True)
    crowded = np.flatnonzero(asked > rules.most_per_household)  # the others cannot get too many
    count, place = len(columns), np.arange(len(columns))
    of_programme = csr_matrix((np.ones(count), (needs.programme[columns], place)), (len(needs.programmes), count))
    costs = csr_matrix((needs.cost[columns], (needs.programme[columns], place)), (len(needs.programmes), count))
    inside = np.array([flags[columns] for flags in problem.inside], dtype=float).reshape(len(rules.shares), count)
    of = np.array([flags[columns] for flags in problem.of], dtype=float).reshape(len(rules.shares), count)
    floors, ceilings = (
        np.array([[getattr(share, end)] for share in rules.shares]).reshape(-1, 1) for end in ("floor", "ceiling")
    )
    blocks = [
        (
            csr_matrix((np.ones(count), (row, place)), (len(asking), count))[crowded],
            np.full(len(crowded), float(rules.most_per_household)),
        ),
        (of_programme, supply.capacity.astype(float)),
        (costs[budgeted], supply.budget[budgeted]),
        (csr_matrix(floors * of - inside), np.zeros(len(rules.shares))),
        (csr_matrix(inside - ceilings * of), np.zeros(len(rules.shares))),
    ]
    solved = linprog(
        -needs.value[columns],
        A_ub=vstack([block for block, _ in blocks], format="csr"),
        b_ub=np.concatenate([limits for _, limits in blocks]),
        bounds=(0, 1) if problem.held is None else [(float(one), 1.0) for one in problem.held[columns]],
        method="highs-ds",
    )
    if solved.status == _NO_WAY and problem.held is not None:
        raise HandBreaksRules
    if solved.status != 0:
        raise RuntimeError(f"the linear programme was not solved: {solved.message}")
    ends = np.cumsum([len(limits) for _, limits in blocks])[:-1]
    household, capacity, budget, low, high = np.split(-solved.ineqlin.marginals, ends)
    parts = np.zeros(len(needs.value))
    parts[columns] = solved.x
    return (
        parts,
        -float(solved.fun),
        _Prices(
            _spread(len(needs.households), asking[crowded], household),
            capacity,
            _spread(len(needs.programmes), budgeted, budget),
            low,
            high,
        ),
    )


def _gains(problem: Problem, prices: _Prices) -> Floats:
    """What each need is worth beyond the prices of a place, of its baht and of its area's share."""
    needs, rules = problem.needs, problem.rules
    gains = needs.value - prices.capacity[needs.programme] - prices.budget[needs.programme] * needs.cost
    for number, share in enumerate(rules.shares):
        inside, of = problem.inside[number].astype(float), problem.of[number].astype(float)
        gains -= prices.floors[number] * (share.floor * of - inside)
        gains -= prices.ceilings[number] * (inside - share.ceiling * of)
    return gains


def _spread(length: int, places: Integers, values: Floats) -> Floats:
    spread = np.zeros(length)
    spread[places] = values
    return spread
