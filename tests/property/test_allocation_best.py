"""Proposals against trying every way of giving: no rule is ever broken, and the bound is a bound."""

from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samutphok.allocation.domain.problem import Needs, Problem, Share, SharingRules, Supply, problem_of
from samutphok.allocation.domain.proposal import Why, broken_rules, why
from samutphok.allocation.errors import NothingCanBeGiven
from samutphok.allocation.files import allocate

AREAS = ("8301", "830101", "8302")
CALM = settings(max_examples=120, suppress_health_check=list(HealthCheck))


@st.composite
def problems(draw: Any, *, equal: bool = False) -> Problem:
    """Up to nine needs of four families in two programmes. equal: one cost, no budget, no shares, one place a family."""
    pairs = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1)), min_size=1, max_size=9, unique=True))
    homes = draw(st.lists(st.sampled_from([1, 2]), min_size=4, max_size=4))
    amount = st.integers(0, 9).map(float)
    shares: list[Share] = []
    if not equal:
        for area in draw(st.lists(st.sampled_from(AREAS), max_size=2, unique=True)):
            floor, ceiling = sorted(draw(st.tuples(*[st.sampled_from([0.0, 0.2, 0.5, 0.75, 1.0])] * 2)))
            shares.append(Share(area, floor, ceiling, draw(st.sampled_from(["", "a"]))))
    needs = Needs(
        households=tuple("wxyz"),
        programmes=("a", "b"),
        areas=("830101", "830201", "830102"),
        household=np.array([home for home, _ in pairs]),
        programme=np.array([programme for _, programme in pairs]),
        area=np.array([homes[home] for home, _ in pairs]),
        value=np.array([draw(amount) for _ in pairs]),
        cost=np.array([1.0 if equal else draw(amount) for _ in pairs]),
    )
    budgets = [np.inf if equal else draw(st.sampled_from([0.0, 5.0, 12.0, np.inf])) for _ in range(2)]
    supply = Supply(np.array([draw(st.integers(0, 3)) for _ in range(2)]), np.array(budgets))
    return problem_of(needs, supply, SharingRules(1 if equal else draw(st.integers(1, 2)), tuple(shares), {}))


def best(problem: Problem) -> float:
    """The greatest value of all ways of giving that break no rule."""
    count, found = len(problem.needs.value), 0.0
    for size in range(count + 1):
        for chosen in combinations(range(count), size):
            flags = np.zeros(count, dtype=bool)
            flags[list(chosen)] = True
            if not list(broken_rules(problem, flags)):
                found = max(found, float(problem.needs.value[flags].sum()))
    return found


@CALM
@given(problem=problems())
def test_a_proposal_breaks_no_rule_and_lies_below_its_bound(problem: Problem) -> None:
    try:
        proposal = allocate(problem)
    except NothingCanBeGiven:
        return
    assert list(broken_rules(problem, proposal.given)) == []
    assert proposal.objective <= best(problem) + 1e-6 <= proposal.bound + 2e-6 + 1e-4 * proposal.bound


@CALM
@given(problem=problems(equal=True))
def test_where_places_are_alike_the_proposal_is_the_best_there_is(problem: Problem) -> None:
    assert allocate(problem).objective == best(problem)


@CALM
@given(problem=problems())
def test_every_need_is_told_why(problem: Problem) -> None:
    try:
        proposal = allocate(problem)
    except NothingCanBeGiven:
        return
    for said, met in zip(why(problem, proposal.given), proposal.given, strict=True):
        assert (said is Why.GIVEN) == met


@CALM
@given(problem=problems(), order=st.randoms(use_true_random=False))
def test_nothing_that_fits_is_left_over(problem: Problem, order: Any) -> None:
    """No single need can be added to a proposal without breaking a rule."""
    try:
        proposal = allocate(problem)
    except NothingCanBeGiven:
        return
    for need in np.flatnonzero(~proposal.given & (problem.needs.value > 0)):
        more = proposal.given.copy()
        more[need] = True
        assert list(broken_rules(problem, more))
