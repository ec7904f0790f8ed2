"""Standard errors against two other ways of getting them: the textbook formula of simple samples, and plain Python."""

from collections import defaultdict
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from samutphok.targeting.domain.alkire_foster import AlkireFosterMeasure, WeightedIndicator, alkire_foster
from samutphok.targeting.domain.estimates import design, estimates

ROWS = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=40)


def measure(k: float = 0.5, weights: tuple[float, ...] = (0.5, 0.3, 0.2)) -> AlkireFosterMeasure:
    indicators = tuple(WeightedIndicator(f"i{n}", "d", weight, n, f"i{n}", None) for n, weight in enumerate(weights))
    return AlkireFosterMeasure("m", k, "person", indicators, None, None, None)


@given(rows=ROWS)
def test_a_simple_sample_has_the_textbook_error_of_a_proportion(rows):
    deprived = np.array(rows)
    found = {one.statistic: one for one in estimates(deprived, measure(), survey=design(len(rows)))}
    for place in range(3):
        share = deprived[:, place].mean()
        assert found[f"hd:i{place}"].estimate == pytest.approx(share)
        assert found[f"hd:i{place}"].se == pytest.approx(sqrt(share * (1 - share) / (len(rows) - 1)), abs=1e-12)


@st.composite
def samples(draw: st.DrawFn):
    count = draw(st.integers(2, 30))
    column = lambda cells: draw(st.lists(cells, min_size=count, max_size=count))  # noqa: E731
    return (
        column(st.tuples(st.booleans(), st.booleans(), st.booleans())),
        column(st.integers(1, 9)),
        column(st.sampled_from("pqrs")),
        column(st.sampled_from("uvw")),
        column(st.sampled_from(["x", "y", None])),
    )


@given(sample=samples())
def test_the_whole_design_counts_for_every_group(sample):
    rows, weights, psus, strata, groups = sample
    survey = design(len(rows), weight=np.array(weights, dtype=float), psu=psus, strata=strata)
    found = {
        (one.group, one.statistic): one for one in estimates(np.array(rows), measure(), survey=survey, groups=groups)
    }
    scores = [
        sum(w for w, bad in zip((Fraction(1, 2), Fraction(3, 10), Fraction(1, 5)), row, strict=True) if bad)
        for row in rows
    ]
    poor = [score >= Fraction(1, 2) for score in scores]
    columns = {
        "H": (poor, [1] * len(rows)),
        "A": ([score * is_poor for score, is_poor in zip(scores, poor, strict=True)], poor),
        "M0": ([score * is_poor for score, is_poor in zip(scores, poor, strict=True)], [1] * len(rows)),
        "hdk:i1": ([row[1] and is_poor for row, is_poor in zip(rows, poor, strict=True)], [1] * len(rows)),
        "contribution:i0": (
            [Fraction(1, 2) * (row[0] and is_poor) for row, is_poor in zip(rows, poor, strict=True)],
            [score * is_poor for score, is_poor in zip(scores, poor, strict=True)],
        ),
    }
    for group in {"x", "y"} & set(groups):
        for statistic, (above, below) in columns.items():
            inside = [one == group for one in groups]
            expected = by_hand(above, below, inside, weights, psus, strata)
            one = found[group, statistic]
            if expected is None:
                assert np.isnan(one.estimate)
            else:
                assert (one.estimate, one.se) == pytest.approx(expected, abs=1e-9)


def by_hand(above, below, inside, weights, psus, strata):
    """The stratified cluster formula in exact fractions, over every PSU of the sample."""
    bottom = sum(Fraction(w) * b for w, b, here in zip(weights, below, inside, strict=True) if here)
    if not bottom:
        return None
    ratio = sum(Fraction(w) * a for w, a, here in zip(weights, above, inside, strict=True) if here) / bottom
    totals = defaultdict(Fraction)
    for w, a, b, here, psu, stratum in zip(weights, above, below, inside, psus, strata, strict=True):
        totals[stratum, psu] += Fraction(w) * (a - ratio * b) / bottom if here else 0
    grand = sum(totals.values()) / len(totals)
    variance = Fraction(0)
    for stratum in set(strata):
        own = [total for (where, _), total in totals.items() if where == stratum]
        centre, scale = (grand, 1) if len(own) == 1 else (sum(own) / len(own), Fraction(len(own), len(own) - 1))
        variance += scale * sum((total - centre) ** 2 for total in own)
    return float(ratio), sqrt(variance)


@given(rows=ROWS)
def test_intervals_hold_the_estimate_and_stay_between_0_and_1(rows):
    for one in estimates(np.array(rows), measure(), survey=design(len(rows))):
        if not np.isnan(one.estimate):
            assert 0 <= one.low <= one.estimate + 1e-12 <= one.high + 2e-12 <= 1 + 3e-12
            assert (one.se == 0) == (one.low == one.high) or one.se < 1e-9


@given(rows=ROWS)
def test_contributions_add_to_the_whole(rows):
    found = list(estimates(np.array(rows), measure(), survey=design(len(rows))))
    parts = [one.estimate for one in found if one.statistic.startswith("contribution:")]
    assume(not np.isnan(parts[0]))
    assert sum(parts) == pytest.approx(1)


@given(rows=ROWS)
def test_estimates_of_a_whole_population_are_its_measure(rows):
    whole = alkire_foster(np.array(rows), measure())
    found = {one.statistic: one.estimate for one in estimates(np.array(rows), measure(), survey=design(len(rows)))}
    assert found["H"] == pytest.approx(whole.headcount)
    assert found["M0"] == pytest.approx(whole.mpi)
    assert found["M0"] == pytest.approx(found["H"] * found["A"]) if whole.intensity else np.isnan(found["A"])


def test_a_score_that_only_misses_the_cut_off_by_rounding_reaches_it():
    thirds = measure(k=1 / 3 + 1 / 3, weights=(1 / 3, 1 / 3, 1 / 3))
    deprived = np.array([[False, True, True], [True, False, False]])
    assert alkire_foster(deprived, thirds).headcount == 0.5
