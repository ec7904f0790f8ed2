"""The next months of a monthly series, told only where it has done better than the same month of the year before.

The forecast is an additive Holt-Winters one with a damped trend. It is tried on months that are held back: each is foretold
from the months before it alone, one to three months ahead, and so is the seasonal-naive answer, the same month a year ago.
What follows Hyndman and Athanasopoulos, Forecasting: Principles and Practice, chapters 5 and 8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np
from numpy.typing import NDArray

SEASON = 12  # months
HELD = 12  # months held back
AHEAD = 3  # months foretold
LEAST = 2 * SEASON + HELD + AHEAD  # months of history that a trial takes
BETTER = 0.9  # our mean error is at most this share of the other's: less may be chance
OFTEN = 0.5  # and it is the smaller one in this share of the held-back months
EIGHT_IN_TEN = 1.2816  # standard deviations to each side

Floats = NDArray[np.float64]


class Verdict(StrEnum):
    """What may be told."""

    SHOWN = "shown"
    SHORT = "short"  # too few months to try it on
    NOT_BETTER = "not_better"  # no better than the same month of the year before


@dataclass(frozen=True, slots=True)
class Foretold:
    """One month ahead; eight in ten such months lie between low and high. Never below zero."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The verdict with its evidence. ours, naive: mean absolute errors on the held-back months; months: none unless shown."""

    verdict: Verdict
    history: int
    ours: float = 0.0
    naive: float = 0.0
    months: tuple[Foretold, ...] = ()


def foretell(series: Sequence[float]) -> Forecast:
    """The next AHEAD months of a monthly series without gaps, oldest first, if the trial on its last HELD months is won."""
    values = np.asarray(series, dtype=np.float64)
    if len(values) < LEAST:
        return Forecast(Verdict.SHORT, len(values))
    ours, naive = _tried(values)
    mean_ours, mean_naive = float(np.abs(ours).mean()), float(np.abs(naive).mean())
    each = np.abs(ours).mean(axis=1) < np.abs(naive).mean(axis=1)
    won = mean_ours <= BETTER * mean_naive and each.mean() >= OFTEN
    if not won:
        return Forecast(Verdict.NOT_BETTER, len(values), mean_ours, mean_naive)
    wide = np.maximum.accumulate(np.sqrt((ours**2).mean(axis=0))) * EIGHT_IN_TEN  # further ahead is never surer
    ahead = holt_winters(values)
    months = tuple(
        Foretold(max(value, 0.0), max(value - width, 0.0), max(value + width, 0.0))
        for value, width in zip(ahead.tolist(), wide.tolist(), strict=True)
    )
    return Forecast(Verdict.SHOWN, len(values), mean_ours, mean_naive, months)


def _tried(values: Floats) -> tuple[Floats, Floats]:
    """Errors of both answers, a row a held-back month, a column a number of months ahead."""
    held = range(len(values) - HELD, len(values))
    told = {origin: holt_winters(values[:origin]) for origin in range(held.start - AHEAD + 1, held.stop)}
    ours = [[told[month - step][step] - values[month] for step in range(AHEAD)] for month in held]
    naive = [[values[month - SEASON] - values[month]] * AHEAD for month in held]
    return np.array(ours), np.array(naive)


# The smoothing of level, trend and season, and how a trend fades: all are tried at once, the best fit so far is taken.
_WEIGHTS = np.array(list(product((0.05, 0.15, 0.3, 0.6, 0.9), (0.0, 0.05, 0.2), (0.0, 0.1, 0.3), (0.8, 0.95))))


def holt_winters(values: Floats) -> Floats:
    """AHEAD months after the series, of at least two seasons, by the weights whose one-month errors were smallest."""
    alpha, beta, gamma, phi = _WEIGHTS.T
    first, second = values[:SEASON], values[SEASON : 2 * SEASON]
    slope = (second.mean() - first.mean()) / SEASON
    from_middle = np.arange(SEASON) - (SEASON - 1) / 2  # a trend within the year is no season
    around = ((first - first.mean()) + (second - second.mean())) / 2 - slope * from_middle
    level = np.full(len(_WEIGHTS), first.mean() - slope * (SEASON + 1) / 2)  # of the month before the first
    trend = np.full(len(_WEIGHTS), slope)
    season = np.repeat(around[None, :], len(_WEIGHTS), axis=0)
    squares = np.zeros(len(_WEIGHTS))
    for place, value in enumerate(values):
        month = place % SEASON
        expected = level + phi * trend
        error = value - expected - season[:, month]
        squares += error**2
        before, level = level, expected + alpha * error
        trend = phi * trend + beta * (level - before - phi * trend)
        season[:, month] += gamma * (1 - alpha) * error
    best = int(squares.argmin())
    fading = np.cumsum(phi[best] ** np.arange(1, AHEAD + 1))
    months = [(len(values) + step) % SEASON for step in range(AHEAD)]
    told: Floats = level[best] + fading * trend[best] + season[best, months]
    return told
