"""The classes of the map: natural breaks, checked against trying every way to part the values."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samutphok.web.choropleth import class_of, natural_classes

SHARES = st.lists(st.integers(0, 12).map(lambda hundredths: hundredths / 100), min_size=1, max_size=9)


def spread(parts: list[list[float]]) -> float:
    return sum(sum((value - sum(part) / len(part)) ** 2 for value in part) for part in parts)


def smallest_spread(values: list[float], classes: int) -> float:
    """Brute force: every way to cut the ordered values into so many classes, equal values together."""
    ordered = sorted(values)
    cuts = [place for place in range(1, len(ordered)) if ordered[place] != ordered[place - 1]]
    ways = combinations(cuts, classes - 1)
    return min(spread([ordered[a:b] for a, b in zip((0, *way), (*way, len(ordered)), strict=True)]) for way in ways)


@given(SHARES)
def test_no_other_way_to_part_the_values_has_less_spread(values: list[float]) -> None:
    classes = natural_classes(values, most=4)
    parts = [[value for value in values if class_of(value, classes) == found] for found in classes]
    assert spread(parts) == pytest.approx(smallest_spread(values, len(classes)), abs=1e-9)


@given(SHARES)
def test_every_value_is_in_the_class_whose_bounds_hold_it(values: list[float]) -> None:
    classes = natural_classes(values)
    assert sum(found.areas for found in classes) == len(values)
    assert len(classes) == min(5, len(set(values)))
    for value in values:
        found = class_of(value, classes)
        assert found.low <= value <= found.high
    assert all(left.high < right.low for left, right in pairwise(classes))


def test_two_clear_groups_are_parted_between_them() -> None:
    low, high = natural_classes([0.01, 0.012, 0.011, 0.2, 0.21], most=2)
    assert (low.low, low.high, low.areas) == (0.01, 0.012, 3)
    assert (high.low, high.high, high.areas) == (0.2, 0.21, 2)


def test_a_map_without_values_has_no_class() -> None:
    assert natural_classes([]) == ()


@pytest.mark.parametrize("different", range(1, 6))
def test_few_classes_take_tones_as_far_apart_as_many(different: int) -> None:
    tones = [found.tone for found in natural_classes([value / 100 for value in range(different)])]
    assert tones == sorted(set(tones))
    assert tones == [6 - tone for tone in reversed(tones)]
