"""From the cells of each tambon to households with a size, a village and a house."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samutphok.synthetic.cells import CELLS, Cells
from samutphok.synthetic.counts import Counts, Integers
from samutphok.synthetic.streams import Purpose, stream

_HOUSEHOLDS_PER_VILLAGE = 170
MOST_VILLAGES = 30
_SECOND_FAMILY = 0.03  # share of households that live in the house of the household before them


@dataclass(frozen=True, slots=True)
class Households:
    """H households of one province in the order of the survey: tambon by tambon, village by village, house by house.

    `tambon`: row in the counts; `failed`: set of failed dimensions (bit i: dimension i); `size`: persons; `first`: place
    of the first member among the province's people; `village`: 1 and up; `house`: serial within the amphoe; `family`:
    number of the family in the house, 1 and up.
    """

    tambon: Integers
    failed: Integers
    size: Integers
    first: Integers
    village: Integers
    house: Integers
    family: Integers

    @property
    def cell(self) -> Integers:
        """A number for the tambon and the set of failed dimensions together."""
        return self.tambon * CELLS + self.failed

    @property
    def of_person(self) -> Integers:
        """(persons) The household of each person."""
        return np.repeat(np.arange(len(self.size)), self.size)


def settle(counts: Counts, cells: Cells, *, seed: int) -> Households:
    """The households of one province, exactly as many and as large as its cells say."""
    random = stream(seed, Purpose.HOUSEHOLDS, int(counts.tambons[0][:2]))
    in_cell = cells.table[:, :, 0].ravel()
    cell = np.repeat(np.arange(len(in_cell)), in_cell)
    size = 1 + _further_members(cells, in_cell, random)
    villages = np.clip(counts.totals[:, 0] // _HOUSEHOLDS_PER_VILLAGE, 1, MOST_VILLAGES)
    tambon = cell // CELLS
    village = 1 + (random.random(len(cell)) * villages[tambon]).astype(np.int64)
    order = np.lexsort((random.random(len(cell)), village, tambon))
    tambon, village, size = tambon[order], village[order], size[order]
    house, family = _houses(counts, tambon, village, random)
    return Households(
        tambon=tambon,
        failed=(cell % CELLS)[order],
        size=size,
        first=np.cumsum(size) - size,
        village=village,
        house=house,
        family=family,
    )


def place_in_group(group: Integers) -> Integers:
    """0, 1, 2... within each run of equal values."""
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    return np.arange(len(group)) - np.repeat(starts, np.diff(np.append(starts, len(group))))


def _further_members(cells: Cells, in_cell: Integers, random: np.random.Generator) -> Integers:
    """Each person beyond one a household goes to a household of the cell by chance: sizes are 1 + about Poisson."""
    further = cells.table[:, :, 1].ravel() - in_cell
    cell = np.repeat(np.arange(len(further)), further)
    starts = np.cumsum(in_cell) - in_cell
    household = starts[cell] + (random.random(len(cell)) * in_cell[cell]).astype(np.int64)
    return np.bincount(household, minlength=int(in_cell.sum()))


def _houses(
    counts: Counts, tambon: Integers, village: Integers, random: np.random.Generator
) -> tuple[Integers, NDArray[np.int64]]:
    """Serial of the house within its amphoe, and number of the family within the house."""
    same_village = np.zeros(len(tambon), dtype=bool)
    same_village[1:] = (tambon[1:] == tambon[:-1]) & (village[1:] == village[:-1])
    own_house = ~(same_village & (random.random(len(tambon)) < _SECOND_FAMILY))
    amphoe = np.array([int(code[:4]) for code in counts.tambons])[tambon]
    house = np.cumsum(own_house) - 1
    first_house = np.concatenate([[True], amphoe[1:] != amphoe[:-1]])
    before = np.repeat(house[first_house], np.diff(np.append(np.flatnonzero(first_house), len(amphoe))))
    return house - before, 1 + place_in_group(house)
