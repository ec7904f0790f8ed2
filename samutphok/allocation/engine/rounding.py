"""From split places to whole ones, keeping every rule: what is whole stays, what is split is given anew by gain."""

from collections.abc import Iterator

import numpy as np

from samutphok.allocation.domain.problem import Flags, Floats, Problem
from samutphok.allocation.domain.proposal import TOLERANCE, used
from samutphok.allocation.errors import HandBreaksRules

_WHOLE = 1 - 1e-6
_CANDIDATES = 20_000  # needs that are tried again: those with the greatest gains


class Giving:
    """What has been given so far, with everything that limits what may still be given."""

    def __init__(self, problem: Problem, given: Flags) -> None:
        self._problem, self.given = problem, given
        self._households, self._places, self._baht = used(problem, given)
        self._inside = [int((given & flags).sum()) for flags in problem.inside]
        self._of = [int((given & flags).sum()) for flags in problem.of]

    def fits(self, need: int) -> bool:
        """Whether the need can be met within places, budget and what a family may get."""
        needs, supply = self._problem.needs, self._problem.supply
        programme = needs.programme[need]
        return bool(
            not self.given[need]
            and self._households[needs.household[need]] < self._problem.rules.most_per_household
            and self._places[programme] < supply.capacity[programme]
            and self._baht[programme] + needs.cost[need] <= supply.budget[programme] + TOLERANCE
        )

    def give(self, need: int, change: int = 1) -> None:
        """Give one place, or take it back with a change of -1."""
        needs = self._problem.needs
        self.given[need] = change > 0
        self._households[needs.household[need]] += change
        self._places[needs.programme[need]] += change
        self._baht[needs.programme[need]] += change * needs.cost[need]
        for number in range(len(self._of)):
            self._inside[number] += change * int(self._problem.inside[number][need])
            self._of[number] += change * int(self._problem.of[number][need])

    def faults(self) -> Iterator[tuple[int, bool]]:
        """The shares that are not kept: their number, and whether the area has too little (else too much)."""
        for number, share in enumerate(self._problem.rules.shares):
            if self._inside[number] < share.floor * self._of[number] - TOLERANCE:
                yield number, True
            elif self._inside[number] > share.ceiling * self._of[number] + TOLERANCE:
                yield number, False

    def keeps_shares_with(self, need: int) -> bool:
        """Whether every share is kept once this need is met."""
        self.give(need)
        kept = next(self.faults(), None) is None
        self.give(need, -1)
        return kept

    def keeps_ceilings_with(self, need: int) -> bool:
        """Whether no area has too much once this need is met; what has too little may still be given to later."""
        self.give(need)
        kept = all(too_little for _, too_little in self.faults())
        self.give(need, -1)
        return kept


def whole(problem: Problem, parts: Floats, gains: Floats) -> Flags:
    """The needs to meet: those that the relaxation meets whole, shares mended, then what still fits, by gain."""
    giving = Giving(problem, parts >= _WHOLE)
    for need in np.flatnonzero(problem.held) if problem.held is not None else ():
        if not giving.given[need]:
            giving.give(int(need))
    order = _by_gain(problem, gains)
    mend_shares(problem, giving, gains, order)
    while sum(_give_if(giving, need) for need in order):
        pass  # a place given may make room under another area's share
    return giving.given


def _by_gain(problem: Problem, gains: Floats) -> list[int]:
    """Needs worth meeting, the greatest gain first, then the greatest value, then by place in the file."""
    worth = np.flatnonzero(problem.needs.value > 0)
    order = worth[np.lexsort((worth, -problem.needs.value[worth], -gains[worth]))]
    return [int(need) for need in order[: int(problem.supply.capacity.sum()) + _CANDIDATES]]


def _give_if(giving: Giving, need: int) -> bool:
    if not giving.fits(need) or not giving.keeps_shares_with(need):
        return False
    giving.give(need)
    return True


def mend_shares(problem: Problem, giving: Giving, gains: Floats, order: list[int]) -> None:
    """Give in areas that have too little, else take from where there is too much, the smallest gain first.

    Each step either gives one place more or takes one back for good, so it ends.
    """
    taken_back: set[int] = set()
    while (fault := next(giving.faults(), None)) is not None:
        number, too_little = fault
        inside, of = problem.inside[number], problem.of[number]
        wanted = inside if too_little else of & ~inside
        found = next((need for need in order if wanted[need] and need not in taken_back and giving.fits(need)), None)
        if found is not None:
            giving.give(found)
            continue
        given = np.flatnonzero(giving.given & of & (~inside if too_little else inside))
        if problem.held is not None:
            given = given[~problem.held[given]]
        if not len(given):
            raise HandBreaksRules
        least = int(given[np.argmin(gains[given])])
        giving.give(least, -1)
        taken_back.add(least)
