"""How a map's legend comes about, as a table: shares of areas in per cent -> the classes, each with its areas."""

import pytest

from samutphok.web.choropleth import class_of, fit_of, natural_classes

TABLE = [
    # shares of the areas            classes  the legend: from, to, areas
    ([], 5, []),
    ([7], 5, [(7, 7, 1)]),
    ([4, 4, 4], 5, [(4, 4, 3)]),
    ([0, 0, 20, 21], 2, [(0, 0, 2), (20, 21, 2)]),
    ([1, 2, 10, 11, 30, 31], 3, [(1, 2, 2), (10, 11, 2), (30, 31, 2)]),
    ([3, 3, 3, 9], 2, [(3, 3, 3), (9, 9, 1)]),
    ([1, 2, 3, 4, 100], 2, [(1, 4, 4), (100, 100, 1)]),
    ([5, 1, 5, 1, 9], 5, [(1, 1, 2), (5, 5, 2), (9, 9, 1)]),
]


@pytest.mark.parametrize(("shares", "most", "legend"), TABLE)
def test_the_legend_of_these_shares(shares: list[float], most: int, legend: list[tuple[float, float, int]]) -> None:
    assert [(found.low, found.high, found.areas) for found in natural_classes(shares, most=most)] == legend


def test_an_area_without_anybody_poor_has_a_class_and_one_without_data_has_none() -> None:
    classes = natural_classes([0.0, 0.1, 0.2])
    assert class_of(0.0, classes).tone == 1


@pytest.mark.parametrize(
    ("shares", "most", "fit"),
    [([1, 2, 10, 11], 2, 0.988), ([1, 2, 10, 11], 4, 1.0), ([1, 2, 3, 4], 1, 0.0), ([6, 6], 5, 1.0)],
)
def test_the_fit_says_how_much_of_the_spread_the_classes_hold(shares: list[float], most: int, fit: float) -> None:
    assert fit_of(shares, natural_classes(shares, most=most)) == pytest.approx(fit, abs=0.001)
