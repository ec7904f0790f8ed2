"""Who just missed a place, by how much, and what would have had to differ; and how areas fare, in numbers."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from samutphok.allocation.domain.inputs import Inputs, Posed
from samutphok.allocation.domain.problem import Flags
from samutphok.allocation.domain.proposal import TOLERANCE, Why, used, why


class Near(StrEnum):
    """What would have had to differ for a family that did not get a place."""

    NOTHING = ""  # it got one
    POINTS = "points"  # so many points more
    LOT = "lot"  # as many points as the last one who got it: the lot decided
    AREA = "area"  # its area may not have more: so many points more, beside those of its own area
    OTHERS = "others"  # a place is kept for areas that must have their share
    HAS = "has"  # it gets something else of this sharing
    TAKEN_OUT = "taken_out"
    NO_NEED = "no_need"


@dataclass(frozen=True, slots=True)
class Told:
    """Of one need: whether it is met, the first reason why not, what it lacked in points, and its place in the line of
    its offer, 1 being the next; 0 for who got it or never can."""

    need: int
    why: Why
    near: Near
    short: float
    line: int


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area: families that need something, the points of all their needs, what is given of it."""

    area: str
    offer: int
    needs: int
    given: int
    need: float
    met: float
    baht: float


def told(inputs: Inputs, pose: Posed, given: Flags, *, most: int, digits: int) -> list[Told]:
    """Every need that is met, and of those that are not the next in line: `most` an offer, and as many in each area."""
    said = reasons(pose, given)
    last = _Last(pose, given)
    found = [Told(int(need), Why.GIVEN, Near.NOTHING, 0.0, 0) for need in np.flatnonzero(given)]
    for offer in range(len(pose.problem.needs.programmes)):
        line = _line(pose, given, offer)
        areas: dict[str, int] = {}
        for place, need in enumerate(line, start=1):
            area = inputs.area[need][:digits]
            areas[area] = areas.get(area, 0) + 1
            if place <= most or areas[area] <= max(most // 10, 3):
                near, short = _near(pose, need, said[need], last)
                found.append(Told(need, said[need], near, short, place))
    found += [
        Told(int(need), Why.NO_SCORE, Near.TAKEN_OUT, 0.0, 0) for need in np.flatnonzero(pose.out) if not given[need]
    ]
    return found


def reasons(pose: Posed, given: Flags) -> list[Why]:
    """For each need, why it was met or not; where money ended before places did, it says so."""
    found = why(pose.problem, given)
    offers = pose.problem.needs.programme
    return [
        Why.BUDGET_GONE if one is Why.PLACES_GONE and int(offers[need]) in pose.by_money else one
        for need, one in enumerate(found)
    ]


def by_area(inputs: Inputs, pose: Posed, given: Flags, *, digits: int) -> list[AreaPart]:
    """How each area fares with each offer."""
    needs = pose.problem.needs
    names, side = np.unique(np.array([code[:digits] for code in inputs.area] or [""]), return_inverse=True)
    if not len(inputs):
        return []
    found = []
    for place, name in enumerate(names.tolist()):
        for offer in range(len(needs.programmes)):
            here = (side == place) & (needs.programme == offer) & (pose.value > 0)
            if here.any():
                got = here & given
                found.append(
                    AreaPart(
                        name,
                        offer,
                        int(here.sum()),
                        int(got.sum()),
                        float(pose.value[here].sum()),
                        float(pose.value[got].sum()),
                        float(needs.cost[got].sum()),
                    )
                )
    return found


def _line(pose: Posed, given: Flags, offer: int) -> list[int]:
    needs = pose.problem.needs
    waiting = np.flatnonzero(~given & (needs.programme == offer) & (needs.value > 0))
    order = waiting[np.lexsort((waiting, -needs.value[waiting]))]
    return [int(need) for need in order]


class _Last:
    """The families that got a place, by offer, the least value first, and what was left of everything."""

    def __init__(self, pose: Posed, given: Flags) -> None:
        needs, supply = pose.problem.needs, pose.problem.supply
        self.left_baht = supply.budget - used(pose.problem, given)[2]
        problem = pose.problem
        self.shares = [
            (share, inside, int((given & inside).sum()), int((given & of).sum()))
            for share, inside, of in zip(problem.rules.shares, problem.inside, problem.of, strict=True)
        ]
        self.line = {}
        for offer in range(len(needs.programmes)):
            got = np.flatnonzero(given & (needs.programme == offer))
            self.line[offer] = got[np.argsort(pose.value[got], kind="stable")]


def _near(pose: Posed, need: int, reason: Why, last: _Last) -> tuple[Near, float]:
    if reason is Why.NO_SCORE:
        return Near.NO_NEED, 0.0
    if reason is Why.HAS_ENOUGH:
        return Near.HAS, 0.0
    beaten = _would_replace(pose, need, last)
    if beaten is None:
        return Near.OTHERS, 0.0
    short = float(pose.value[beaten] - pose.value[need])
    if short <= TOLERANCE:
        return Near.LOT, 0.0
    return (Near.AREA if reason is Why.AREA_CEILING else Near.POINTS), short


def _would_replace(pose: Posed, need: int, last: _Last) -> int | None:
    """The family of fewest points whose place this one could have, with every rule kept; None where there is none."""
    problem = pose.problem
    needs, offer = problem.needs, int(problem.needs.programme[need])
    line = last.line[offer]
    if not len(line):
        return None
    fits = needs.cost[need] <= last.left_baht[offer] + needs.cost[line] + TOLERANCE
    if problem.held is not None:
        fits &= ~problem.held[line]
    for share, inside, here, all_given in last.shares:
        after = here + int(inside[need]) - inside[line].astype(int)
        fits &= (after >= share.floor * all_given - TOLERANCE) & (after <= share.ceiling * all_given + TOLERANCE)
    found = line[fits]
    return int(found[0]) if len(found) else None
