"""A forecast is told where it beats last year's month on months it did not know, and nowhere else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.scenarios.domain import forecast
from samutphok.scenarios.domain.forecast import AHEAD, LEAST, SEASON, Verdict, foretell, holt_winters

MONTHS = 60
AT = np.arange(MONTHS)
WAVE = 10 * np.sin(2 * np.pi * AT / SEASON)


def chance(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def last_year_s_month_is_best(seed: int) -> np.ndarray:
    """Each month is the same month of the year before, and chance: nothing can beat it but luck."""
    rows = list(100 + 20 * chance(seed).normal(size=SEASON))
    steps = chance(seed + 1000).normal(0, 8, MONTHS)
    for at in range(SEASON, MONTHS):
        rows.append(rows[at - SEASON] + steps[at])
    return np.maximum(rows, 0)


def test_a_growing_series_is_told_and_the_truth_lies_in_its_range() -> None:
    told = [(chance(seed).poisson(100 + WAVE + 3 * AT), chance(seed)) for seed in range(20)]
    inside = []
    for series, _ in told:
        said = foretell(series[:-AHEAD])
        assert said.verdict is Verdict.SHOWN
        assert said.ours < said.naive
        inside += [one.low <= true <= one.high for one, true in zip(said.months, series[-AHEAD:], strict=True)]
    assert 0.6 <= np.mean(inside) <= 0.97  # eight in ten


def test_where_last_year_s_month_is_the_best_answer_nothing_is_told() -> None:
    told = [foretell(last_year_s_month_is_best(seed)).verdict for seed in range(60)]
    assert told.count(Verdict.SHOWN) <= 6  # by luck, one in ten at most
    assert foretell(np.tile(last_year_s_month_is_best(1)[:SEASON], 5)).verdict is Verdict.NOT_BETTER


def test_a_win_by_less_than_a_tenth_is_no_win(monkeypatch: pytest.MonkeyPatch) -> None:
    naive = np.full((12, AHEAD), 10.0)
    for ours, verdict in ((9.1, Verdict.NOT_BETTER), (9.0, Verdict.SHOWN)):
        monkeypatch.setattr(forecast, "_tried", lambda _, error=ours: (np.full((12, AHEAD), error), naive))
        assert foretell(np.full(MONTHS, 50.0)).verdict is verdict
    often = np.full((12, AHEAD), 11.0)
    often[:3] = -1.0  # far closer in three months, further off in nine
    monkeypatch.setattr(forecast, "_tried", lambda _: (often, naive))
    assert foretell(np.full(MONTHS, 50.0)).verdict is Verdict.NOT_BETTER


def test_no_month_is_foretold_from_itself_or_a_later_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(forecast, "holt_winters", lambda values: seen.append(len(values)) or np.zeros(AHEAD))
    foretell(np.arange(MONTHS, dtype=float))
    assert max(seen) <= MONTHS
    assert sorted(seen)[-1] == MONTHS - 1 or seen[-1] == MONTHS
    assert min(seen) == MONTHS - 12 - AHEAD + 1


@pytest.mark.parametrize(("months", "verdict"), [(0, "short"), (LEAST - 1, "short"), (LEAST, "not_better")])
def test_too_few_months_are_said_to_be_too_few(months: int, verdict: str) -> None:
    said = foretell(np.tile([5.0, 9.0, 7.0], 20)[:months])
    assert (said.verdict, said.history, said.months) == (verdict, months, ())


def test_a_straight_line_goes_on_and_fades() -> None:
    line = holt_winters(np.arange(48, dtype=float) * 10)
    assert np.allclose(line, [480, 490, 500], atol=25)
    assert np.all(np.diff(line) > 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 50_000), min_size=LEAST, max_size=80))
def test_whatever_was_counted_nothing_foretold_is_below_zero_or_no_number(series: list[int]) -> None:
    for one in foretell(series).months:
        assert 0 <= one.low <= one.value <= one.high < float("inf")
