"""Whole numbers of households and persons behind a tambon's counts: exact where any exist, next to them where none do."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.synthetic.cells import CELLS, LARGEST_MEAN_SIZE, MEMBERSHIP, solve, sums
from samutphok.synthetic.rates import estimated, provinces
from tests.tambon_counts import counts_of


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray:
    """(32, 4) Households, persons, registered, validated of a tambon by set of failed dimensions."""
    failed = draw(st.lists(st.integers(1, CELLS - 1), max_size=6, unique=True))
    table = np.zeros((CELLS, 4), dtype=np.int64)
    for cell in [0, *failed]:
        households = draw(st.integers(1, 40))
        persons = households + draw(st.integers(0, households * (LARGEST_MEAN_SIZE - 1)))
        registered = draw(st.integers(0, persons))
        table[cell] = households, persons, registered, draw(st.integers(0, registered))
    return table


def by_hand(table: np.ndarray) -> np.ndarray:
    """(4, 6) The published counts of a table of cells, added up one by one."""
    counts = np.zeros((4, 6), dtype=np.int64)
    for cell in range(1, CELLS):
        for dimension in [d for d in range(5) if cell >> d & 1] + [5]:
            counts[:, dimension] += table[cell]
    return counts


def chain_holds(table: np.ndarray) -> bool:
    households, persons, registered, validated = table.T
    return bool(
        (table >= 0).all() and (households <= persons).all() and (registered <= persons).all()
        and (validated <= registered).all() and ((households > 0) | (persons == 0)).all()
    )  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(tables())
def test_counts_that_some_country_could_have_come_back_exactly(table):
    counts = counts_of({"830101": (table.sum(axis=0), by_hand(table).T)})
    found = solve(counts)
    assert not found.repaired[0]
    assert (by_hand(found.table[0]) == by_hand(table)).all()
    assert (found.table[0].sum(axis=0) == table.sum(axis=0)).all()
    assert chain_holds(found.table[0])


@settings(max_examples=40, deadline=None)
@given(tables())
def test_sums_by_dimension_are_those_added_up_by_hand(table):
    assert (sums(table[None])[0] == by_hand(table)).all()


@settings(max_examples=8, deadline=None)
@given(tables(), st.integers(1, 3))
def test_more_validated_than_registered_is_repaired_at_the_register_and_said(table, excess):
    wrong = by_hand(table)
    dimension = int(wrong[1, :5].argmax())
    wrong[3, dimension] = wrong[2, dimension] + excess
    wrong[3, 5] = max(wrong[3, 5], wrong[3, dimension])
    if wrong[3, dimension] > wrong[1, dimension]:  # more validated than poor: no reading of the register mends that
        return
    found = solve(counts_of({"830101": (table.sum(axis=0), wrong.T)}))
    assert found.repaired[0]
    assert (by_hand(found.table[0])[:2] == wrong[:2]).all()
    chained = found.table[0, 1:]
    assert (chained[:, 3] <= chained[:, 2]).all()
    assert (chained[:, 2] <= chained[:, 1]).all()


def test_each_set_of_dimensions_belongs_to_its_dimensions_and_to_the_union():
    for cell in range(1, CELLS):
        assert [bool(bit) for bit in MEMBERSHIP[:, cell - 1]] == [bool(cell >> d & 1) for d in range(5)] + [True]


def test_rounded_rates_make_a_possible_country():
    for province in provinces()[::8]:
        counts, cells = estimated(province, seed=5)
        assert all(chain_holds(table) for table in cells.table)
        assert (sums(cells.table) == counts.poverty).all()
        assert (cells.table.sum(axis=1) == counts.totals).all()
