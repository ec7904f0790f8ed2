"""Who of the surveyed people is registered for state welfare, and whose registration was validated."""

import numpy as np
from numpy.typing import NDArray

from samutphok.synthetic.ages import ADULT, Flags
from samutphok.synthetic.cells import Cells
from samutphok.synthetic.counts import Integers
from samutphok.synthetic.households import Households, place_in_group

_LAST = 0.999


def register(cells: Cells, households: Households, age: Integers, random: np.random.Generator) -> tuple[Flags, Flags]:
    """(persons) Registered, and validated: exactly as many of each cell as its numbers say.

    Adults come before children, and households register together rather than apart.
    """
    of_person = households.of_person
    cell = households.cell[of_person]
    together = random.random(len(households.size))[of_person] + random.random(len(age))
    minor = (age < ADULT).astype(float)
    registered = _first_of_cell(cell, (minor + together / 2) / 2, cells.table[:, :, 2].ravel())
    validated = _first_of_cell(cell, (~registered + random.random(len(age))) / 2, cells.table[:, :, 3].ravel())
    return registered, validated


def _first_of_cell(cell: Integers, priority: NDArray[np.float64], quota: Integers) -> Flags:
    """Whether a person is among the `quota` of the cell with the lowest priority (0 to 1)."""
    order = np.argsort(cell + priority * _LAST)
    chosen = np.zeros(len(cell), dtype=bool)
    chosen[order] = place_in_group(cell[order]) < quota[cell[order]]
    return chosen
