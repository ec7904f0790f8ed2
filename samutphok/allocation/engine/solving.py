"""The proposal for a problem, by the aim that was chosen: most need met, or areas that fare alike."""

from samutphok.allocation.domain.problem import Problem
from samutphok.allocation.domain.proposal import Proposal, broken_rules
from samutphok.allocation.engine.fairness import evenly
from samutphok.allocation.engine.relaxation import relax
from samutphok.allocation.engine.rounding import whole
from samutphok.allocation.errors import HandBreaksRules, NothingCanBeGiven


def allocate(problem: Problem) -> Proposal:
    """The proposal for a problem: every rule kept, and how far it may be from the best.

    Raises NothingCanBeGiven when an area has a floor and no need that could be met, HandBreaksRules when what people put in
    does not fit.
    """
    for share, inside, of in zip(problem.rules.shares, problem.inside, problem.of, strict=True):
        if share.floor > 0 and of.any() and not (inside & (problem.needs.value > 0)).any():
            raise NothingCanBeGiven(share.area)
    relaxed = relax(problem)
    least = least_bound = None
    if problem.sides is None:
        given = whole(problem, relaxed.parts, relaxed.gains)
    else:
        even = evenly(problem, problem.sides)
        given, least, least_bound = even.given, even.least, even.bound
    if broken := list(broken_rules(problem, given)):
        if problem.held is not None and problem.held.any():
            raise HandBreaksRules
        raise AssertionError(f"a proposal broke its rules: {'; '.join(broken)}")
    value = float(problem.needs.value[given].sum())
    return Proposal(given, value, relaxed.bound, relaxed.prices, least, least_bound)
