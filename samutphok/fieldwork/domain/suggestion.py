"""Who could go to which family: the nearest volunteer with room, the work shared evenly, each choice with its reason.

Best means, in this order: as many families as there is room for, those of greater need first; then the least way; then
the most even load (the sum of squares of the families each then has). Exact, not greedy: the problem is an assignment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import cos, hypot, radians
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Point = tuple[float, float]  # latitude, longitude
_KILOMETRES_A_DEGREE = 111.2
# Tenths of a kilometre between villages from _BESIDE on; what is not known by distance is told by classes around them.
_STANDS_BY, _OWN, _BESIDE, _BESIDE_AT_MOST, _SAME_TAMBON, _FARTHER = 0, 5, 10, 990, 1_000, 4_000


class Nearness(StrEnum):
    """How a volunteer's villages lie to the family's."""

    STANDS_BY = "stands_by"  # goes to this family already
    OWN_VILLAGE = "own_village"
    BESIDE = "beside"  # another village, at a known distance
    SAME_TAMBON = "same_tambon"  # another village, how far is not known
    FARTHER = "farther"


@dataclass(frozen=True, slots=True)
class FamilyToVisit:
    """A family that needs somebody. level: 3-0, None for none; stands_by: who goes there already."""

    household_id: UUID
    village: str
    level: int | None = None
    stands_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who can go, and how many families they have today."""

    id: UUID
    villages: tuple[str, ...]
    families: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody for a family, and why: how near, and the how-manieth family it would be. helper: None where nobody has room.

    kilometres: between the villages' middles, where both are known.
    """

    household_id: UUID
    helper: UUID | None
    nearness: Nearness | None = None
    kilometres: float | None = None
    families_then: int = 0


@dataclass(frozen=True, slots=True)
class _Way:
    nearness: Nearness
    cost: int
    kilometres: float | None = None


def suggest(
    families: Sequence[FamilyToVisit],
    helpers: Sequence[Helper],
    *,
    most: int,
    middles: Mapping[str, Point] | None = None,
) -> tuple[Suggestion, ...]:
    """One suggestion a family, in the order given; nobody gets more than `most` families, those they have counted in.

    middles: where villages lie, as far as known. Equal choices fall the same way each time. A few hundred families and
    helpers at once: it takes families x free places steps of memory.
    """
    ways = [[_way(family, helper, middles or {}) for helper in helpers] for family in families]
    places = [(n, load) for n, helper in enumerate(helpers) for load in range(helper.families, most)]
    chosen = _cheapest(families, ways, places, most)
    counts = {helper.id: helper.families for helper in helpers}
    found: list[Suggestion] = []
    for family, reached, place in zip(families, ways, chosen, strict=True):
        if place is None:
            found.append(Suggestion(family.household_id, None))
            continue
        helper, way = helpers[place], reached[place]
        counts[helper.id] += 1
        found.append(Suggestion(family.household_id, helper.id, way.nearness, way.kilometres, counts[helper.id]))
    return tuple(found)


def middles_of(known: Iterable[tuple[str, Point]]) -> dict[str, Point]:
    """Where villages lie: the middle of the known places in each."""
    places: dict[str, list[Point]] = {}
    for village, point in known:
        places.setdefault(village, []).append(point)
    return {
        village: (sum(point[0] for point in points) / len(points), sum(point[1] for point in points) / len(points))
        for village, points in places.items()
    }


def way_cost(family: FamilyToVisit, helper: Helper, middles: Mapping[str, Point]) -> int:
    """How far somebody is from a family, as `suggest` weighs it: least for their own family and village."""
    return _way(family, helper, middles).cost


def _way(family: FamilyToVisit, helper: Helper, middles: Mapping[str, Point]) -> _Way:
    if family.stands_by == helper.id:
        return _Way(Nearness.STANDS_BY, _STANDS_BY)
    reached = (_between(family.village, village, middles) for village in helper.villages)
    return min(reached, key=lambda way: way.cost, default=_Way(Nearness.FARTHER, _FARTHER))


def _between(here: str, there: str, middles: Mapping[str, Point]) -> _Way:
    if here == there:
        return _Way(Nearness.OWN_VILLAGE, _OWN)
    if here in middles and there in middles:
        kilometres = _kilometres(middles[here], middles[there])
        cost = min(_BESIDE_AT_MOST, _BESIDE + round(kilometres * 10))
        return _Way(Nearness.BESIDE, cost, kilometres)
    if here[:6] == there[:6]:
        return _Way(Nearness.SAME_TAMBON, _SAME_TAMBON)
    return _Way(Nearness.FARTHER, _FARTHER)


def _kilometres(one: Point, other: Point) -> float:
    """As the crow flies; flat, which a tambon is."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians((one[0] + other[0]) / 2))
    return hypot(north, east) * _KILOMETRES_A_DEGREE


def _cheapest(
    families: Sequence[FamilyToVisit], ways: Sequence[Sequence[_Way]], places: Sequence[tuple[int, int]], most: int
) -> list[int | None]:
    """For each family the number of the helper, None without one.

    A helper with a load of n has places n, n+1, ...: the next costs 2n+1 more squares, so the evenest load is cheapest.
    Staying without anybody costs more than every way together, the more the greater the need.
    """
    if not families:
        return []
    one_step = len(families) * 2 * most + 1  # outweighs every gain in evenness
    alone = len(families) * (_FARTHER + 1) * one_step
    costs: NDArray[np.float64] = np.empty((len(families), len(places) + len(families)))
    for row, (family, reached) in enumerate(zip(families, ways, strict=True)):
        costs[row, : len(places)] = [reached[helper].cost * one_step + 2 * load + 1 for helper, load in places]
        costs[row, len(places) :] = alone * (2 + (-1 if family.level is None else family.level))
    rows, columns = linear_sum_assignment(costs)
    found: list[int | None] = [None] * len(families)
    for row, column in zip(rows, columns, strict=True):
        found[row] = places[column][0] if column < len(places) else None
    return found
