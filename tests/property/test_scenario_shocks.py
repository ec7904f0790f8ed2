"""A shock of nothing changes nothing; a larger shock never leaves fewer poor; the totals are those of plain arithmetic."""

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.scenarios.domain.scenario import Line, Settings, blended, checked
from samutphok.scenarios.engine.shock import count_poor, shocked

LINES = (Line("bmn", 38_000, False, Bilingual("", "")), Line("programme", 100_000, True, Bilingual("", "")))
homes = st.lists(
    st.tuples(
        st.sampled_from(["83010101", "83010201", "83030301"]),
        st.one_of(st.none(), st.sampled_from([0.0, 37_999.0, 38_000.0, 47_500.0, 100_000.0, 125_000.0, 200_000.0])),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=12,
)
shares = st.sampled_from([0.0, 5.0, 20.0, 35.0, 50.0, 100.0])


def poor_after(
    drawn: list[tuple[str, float | None, int]], drop: float, areas: tuple[str, ...]
) -> dict[tuple[str, str], tuple[int, int]]:
    """(area, line) -> (poor, open), as the engine counts them."""
    rows = [
        {"household_id": str(n), "area_code": area, "income_per_person": income, "bmn_poor": None}
        for n, (area, income, members) in enumerate(drawn)
        for _ in range(members)
    ]
    types = [
        ("household_id", pa.string()),
        ("area_code", pa.string()),
        ("income_per_person", pa.float64()),
        ("bmn_poor", pa.bool_()),
    ]
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "b.parquet", Path(folder) / "a.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(types)), before)
        shocked(before, after, drop=drop, areas=areas, scratch=Path(folder))
        counted = list(count_poor(after, LINES, prefix="83", scratch=Path(folder)))
    return {(one.area, one.what): (one.yes, one.open) for one in counted}


@settings(max_examples=12, deadline=None)
@given(drawn=homes, drop=shares, areas=st.sampled_from([(), ("8301",), ("8303",)]))
def test_the_poor_after_a_shock_are_those_of_plain_arithmetic(
    drawn: list[tuple[str, float | None, int]], drop: float, areas: tuple[str, ...]
) -> None:
    found = poor_after(drawn, drop, areas)
    for (area, line), (poor, open_) in found.items():
        inside = [(code, income) for code, income, _ in drawn if code.startswith(area)]
        incomes = [
            income * ((100 - drop) / 100) if not areas or code.startswith(areas) else income
            for code, income in inside
            if income is not None
        ]
        expected = sum(one < 38_000 if line == "bmn" else one <= 100_000 for one in incomes)
        assert (poor, open_) == (expected, len(inside) - len(incomes))


@settings(max_examples=6, deadline=None)
@given(drawn=homes, one=shares, other=shares)
def test_a_larger_shock_never_leaves_fewer_poor_and_none_changes_nothing(
    drawn: list[tuple[str, float | None, int]], one: float, other: float
) -> None:
    less, more = sorted((one, other))
    low, high, none = (poor_after(drawn, drop, ()) for drop in (less, more, 0.0))
    plain = {
        key: sum(
            i is not None and (i < 38_000 if key[1] == "bmn" else i <= 100_000)
            for c, i, _ in drawn
            if c.startswith(key[0])
        )
        for key in none
    }
    assert {key: poor for key, (poor, _) in none.items()} == plain
    assert all(low[key][0] <= high[key][0] for key in low)


@given(unmet=st.integers(0, 1000), more=st.integers(0, 1000), one=shares, other=shares)
def test_a_share_of_families_lies_between_none_and_all(unmet: int, more: int, one: float, other: float) -> None:
    less, most = sorted((one, other))
    assert blended(unmet, unmet + more, 0) == unmet
    assert blended(unmet, unmet + more, 100) == unmet + more
    assert unmet <= blended(unmet, unmet + more, less) <= blended(unmet, unmet + more, most) <= unmet + more


@pytest.mark.parametrize("drop", [(-1.0, 0.0, 0.0), (0.0, 0.0, 101.0), (30.0, 20.0, 40.0)])
def test_a_shock_that_cannot_be_is_refused(drop: tuple[float, float, float]) -> None:
    with pytest.raises(InvalidInput):
        checked(Settings(drop=drop, exposed=(0.0, 50.0, 100.0)))
