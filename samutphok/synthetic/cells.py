"""How many households, persons, registrants and validated registrants fail which set of dimensions.

TPMAP spreads indicators over the household, so poverty is a property of households: the persons poor in a dimension are
the members of the households that fail it. A tambon is therefore 32 cells, one for each set of failed dimensions, with
households h, persons p, registered r and validated v in each, and its published counts are sums over cells. Whole
numbers are found in two steps: the smoothest real-valued table (iterative proportional fitting), then the whole numbers
next to it (mixed-integer programme, HiGHS).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from samutphok.synthetic.counts import DIMENSION_SETS, DIMENSIONS, MEASURES, Counts, Integers

CELLS = 1 << len(DIMENSIONS)
LARGEST_MEAN_SIZE = 15  # the largest mean size of a poor household that TPMAP's tambons show
_SWEEPS = 300
_WIDTHS = (0, 1, 3, None)  # how far from the smooth table the whole numbers are sought
_ANY = len(DIMENSIONS)
_EACH_FURTHER_DIMENSION = 0.3  # prior: a household failing n dimensions is 0.3 times as frequent as one failing n - 1

# Rows: DIMENSION_SETS; columns: the cells 1..31. One where the cell counts for the set.
MEMBERSHIP = np.array(
    [[cell >> dimension & 1 for cell in range(1, CELLS)] for dimension in range(len(DIMENSIONS))] + [[1] * (CELLS - 1)]
)
# What a count off by one costs where the published numbers contradict each other: the register yields first.
_COST = np.array([1000.0, 1000.0, 1.0, 100.0])

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """`table` (T, 32, 4): households, persons, registered, validated by set of failed dimensions (bit i: dimension i).

    `repaired` (T): true where no table holds all the published counts, so that the nearest one was taken.
    """

    table: Integers
    repaired: NDArray[np.bool_]

    def rows(self, chosen: NDArray[np.bool_]) -> "Cells":
        """The tambons where `chosen` (T) is true."""
        return Cells(table=self.table[chosen], repaired=self.repaired[chosen])


def solve(counts: Counts) -> Cells:
    """The 32 cells of each tambon of `counts`; sums over cells give its counts back, save where `repaired`."""
    table = np.zeros((len(counts.tambons), CELLS, len(MEASURES)), dtype=np.int64)
    repaired = np.zeros(len(counts.tambons), dtype=bool)
    for row, smooth in enumerate(_smooth(counts.poverty)):
        published = counts.poverty[row]
        if published[0, _ANY]:
            table[row, 1:], repaired[row] = _whole(published, smooth)
        table[row, 0] = counts.totals[row] - table[row].sum(axis=0)
    return Cells(table=table, repaired=repaired)


def sums(table: Integers) -> Integers:
    """(T, 4, 6) MEASURES by DIMENSION_SETS that a table of cells (T, 32, 4) holds."""
    return np.einsum("tck,dc->tkd", table[:, 1:], MEMBERSHIP)


def usual(tambons: int) -> Table:
    """(T, 31) How frequent the sets of failed dimensions are when nothing is known: fewer dimensions, more households."""
    return np.tile(_EACH_FURTHER_DIMENSION ** (MEMBERSHIP[:_ANY].sum(axis=0) - 1.0), (tambons, 1))


def fitted(cells: Table, wanted: Table) -> Table:
    """The cells (T, 31) scaled until their sums by DIMENSION_SETS are `wanted` (T, 6): iterative proportional fitting."""
    scaled = cells.copy()
    for _ in range(_SWEEPS):
        for dimension_set in range(len(DIMENSION_SETS)):
            members = MEMBERSHIP[dimension_set].astype(bool)
            held = scaled[:, members].sum(axis=1)
            factor = np.divide(wanted[:, dimension_set], held, out=np.zeros_like(held), where=held > 0)
            scaled[:, members] *= factor[:, None]
    return scaled


def _smooth(poverty: Integers) -> Table:
    """(T, 4, 31) real-valued cells; each measure starts from the one before it, which keeps their ratios even."""
    cells = usual(len(poverty))
    smooth = []
    for measure in range(len(MEASURES)):
        cells = fitted(np.maximum(cells, 1e-6), poverty[:, measure].astype(float))
        smooth.append(cells)
    return np.stack(smooth, axis=1)


def _whole(published: Integers, smooth: Table) -> tuple[Integers, bool]:
    """(31, 4) whole numbers of one tambon, and whether the published counts had to be repaired."""
    possible = _possible_cells(published)
    near = smooth[:, possible].ravel()
    table = np.zeros((CELLS - 1, len(MEASURES)), dtype=np.int64)
    for width in _WIDTHS:
        bounds = (
            Bounds(0, np.inf) if width is None else Bounds(np.maximum(0, np.floor(near) - width), np.ceil(near) + width)
        )
        found = _programme(published, possible, bounds)
        if found is not None:
            table[possible] = found
            return table, False
    table[possible] = _nearest(published, possible)
    return table, True


def _possible_cells(published: Integers) -> Integers:
    """Indices (into cells 1..31) of the sets made of dimensions that somebody fails."""
    nobody = published[0, :_ANY] == 0
    return np.flatnonzero(~MEMBERSHIP[:_ANY][nobody].any(axis=0))


def _programme(published: Integers, possible: Integers, bounds: Bounds) -> Integers | None:
    equalities, chain, size = _rows(possible)
    rights = published.ravel()
    found = milp(
        np.zeros(len(MEASURES) * len(possible)),
        constraints=[
            LinearConstraint(equalities, rights, rights),
            LinearConstraint(np.vstack([chain, size]), 0, np.inf),
        ],
        integrality=1,
        bounds=bounds,
    )
    return None if found.x is None else np.rint(found.x).astype(np.int64).reshape(len(MEASURES), -1).T


def _nearest(published: Integers, possible: Integers) -> Integers:
    """The table with the least weighted sum of differences from counts that no table can hold."""
    equalities, chain, size = _rows(possible)
    rights, variables = published.ravel(), len(MEASURES) * len(possible)
    slack = np.eye(len(rights))
    cost = np.repeat(_COST, len(DIMENSION_SETS))
    inequalities = np.vstack([chain, size])
    found = milp(
        np.concatenate([np.zeros(variables), cost, cost]),
        constraints=[
            LinearConstraint(np.hstack([equalities, slack, -slack]), rights, rights),
            LinearConstraint(np.hstack([inequalities, np.zeros((len(inequalities), 2 * len(rights)))]), 0, np.inf),
        ],
        integrality=1,
        bounds=Bounds(0, np.inf),
    )
    return np.rint(found.x[:variables]).astype(np.int64).reshape(len(MEASURES), -1).T


def _rows(possible: Integers) -> tuple[Table, Table, Table]:
    """Left sides: the published sums; h <= p, r <= p, v <= r; p <= largest mean size x h. Variables: measure by cell."""
    one = np.eye(len(possible))
    none = np.zeros_like(one)
    equalities = np.kron(np.eye(len(MEASURES)), MEMBERSHIP[:, possible])
    chain = np.block([[-one, one, none, none], [none, one, -one, none], [none, none, one, -one]])
    return equalities, chain, np.hstack([LARGEST_MEAN_SIZE * one, -one, none, none])
