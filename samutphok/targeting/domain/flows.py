"""Which families came to stand higher or lower since the list before: 'from fragile to strong', in counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

NO_LEVEL, ELSEWHERE = -1, -2  # as stored: on the list without a level, and on the other list alone


class Step(StrEnum):
    """What a family's level did between two lists. A level is a need: 3 is the most fragile, none is out of low income."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"  # on this list alone
    GONE = "gone"  # on the list before alone


@dataclass(frozen=True, slots=True)
class Flow:
    """Families that stood at `was` on the list before and stand at `now` on this one; -1 no level, -2 not on that list."""

    was: int
    now: int
    households: int

    @property
    def step(self) -> Step:
        """What these families' level did."""
        if self.was == ELSEWHERE:
            return Step.NEW
        if self.now == ELSEWHERE:
            return Step.GONE
        if self.was == self.now:
            return Step.SAME
        return Step.BETTER if self.now < self.was else Step.WORSE


@dataclass(frozen=True, slots=True)
class AreaFlows:
    """The flows of one area between two lists, by level before and level now; every family of either counts once."""

    area_code: str
    flows: tuple[Flow, ...]

    def households(self, step: Step) -> int:
        """How many families took this step."""
        return sum(flow.households for flow in self.flows if flow.step is step)

    def stood(self, level: int) -> int:
        """How many families stood at the level on the list before."""
        return sum(flow.households for flow in self.flows if flow.was == level)

    def stand(self, level: int) -> int:
        """How many families stand at the level now."""
        return sum(flow.households for flow in self.flows if flow.now == level)


def added_flows(area_code: str, parts: Iterable[Flow]) -> AreaFlows:
    """The flows of an area out of those of its parts."""
    sums: dict[tuple[int, int], int] = {}
    for flow in parts:
        sums[flow.was, flow.now] = sums.get((flow.was, flow.now), 0) + flow.households
    return AreaFlows(area_code, tuple(Flow(was, now, sums[was, now]) for was, now in sorted(sums)))
