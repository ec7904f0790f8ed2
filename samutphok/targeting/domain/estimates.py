"""Estimates from a survey with their standard errors: Taylor linearisation under weights, strata and clusters.

Every statistic here is a ratio of two weighted totals. Its linearised value for a row is w (y - R x) / X; the variance is
that of the PSU totals within their strata. A group (domain) is estimated under the whole design: rows outside it count
as zeros, so PSUs without a member of the group still count. Source: Sarndal, Swensson and Wretman, Model Assisted
Survey Sampling (1992), chapters 4 and 5; Korn and Graubard (1998) for logit intervals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, inf, log, nan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from samutphok.targeting.domain.alkire_foster import AlkireFosterMeasure, Column, Matrix, scores

CONFIDENCE = 0.95

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Design:
    """weight: each row's; psu: each row's PSU, coded from 0; stratum: each PSU's stratum, coded from 0."""

    weight: Column
    psu: Codes
    stratum: Codes

    @property
    def degrees(self) -> int:
        """Degrees of freedom: PSUs minus strata."""
        return len(self.stratum) - len(np.unique(self.stratum))


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its standard error and 95 % interval; NaN where there is nothing to estimate (no poor unit)."""

    group: str
    statistic: str
    estimate: float
    se: float
    low: float
    high: float


def design(
    rows: int, *, weight: Column | None = None, psu: Sequence[str] | None = None, strata: Sequence[str] | None = None
) -> Design:
    """The design out of its columns; without them every row weighs 1, is a PSU of its own, in one stratum.

    PSUs are numbered within their stratum: the same number in two strata is two PSUs.
    """
    weights = np.ones(rows) if weight is None else np.asarray(weight, dtype=float)
    row_stratum = np.zeros(rows, dtype=np.int64) if strata is None else _coded(strata)
    row_psu = np.arange(rows) if psu is None else _coded(psu)
    pairs = np.column_stack([row_stratum, row_psu])
    unique, codes = np.unique(pairs, axis=0, return_inverse=True)
    return Design(weights, codes.reshape(-1), unique[:, 0])


def estimates(
    deprived: Matrix, measure: AlkireFosterMeasure, *, survey: Design, groups: Sequence[str | None] | None = None
) -> Iterator[Estimate]:
    """All statistics of an Alkire-Foster measure for each group, or for all rows as the group 'all'.

    A row whose group is None is in no group, and in the design all the same.

    H, A, M0; hd:IND and hdk:IND, the shares deprived in an indicator, and poor and deprived in it; contribution:IND, the
    indicator's share of M0. All lie between 0 and 1.
    """
    score, poor = scores(deprived, measure)
    labels = ["all"] * len(score) if groups is None else groups
    members = np.array([label or "" for label in labels])
    for group in sorted({label for label in labels if label is not None}):
        rows = np.flatnonzero(members == group)
        ratios = _ratios(deprived[rows], score[rows], poor[rows], measure)
        for statistic, above, below in ratios:
            yield _estimate((group, statistic), above, below, rows, survey)


def _ratios(
    deprived: Matrix, score: Column, poor: Matrix, measure: AlkireFosterMeasure
) -> Iterator[tuple[str, Column, Column]]:
    """Each statistic's name, and the columns whose weighted totals are its numerator and its denominator."""
    everyone: Column = np.ones(len(score))
    censored: Column = score * poor
    yield "H", poor.astype(float), everyone
    yield "A", censored, poor.astype(float)
    yield "M0", censored, everyone
    for place, indicator in enumerate(measure.indicators):
        yield f"hd:{indicator.name}", deprived[:, place].astype(float), everyone
    for place, indicator in enumerate(measure.indicators):
        yield f"hdk:{indicator.name}", (deprived[:, place] & poor).astype(float), everyone
    for place, indicator in enumerate(measure.indicators):
        yield f"contribution:{indicator.name}", indicator.weight * (deprived[:, place] & poor).astype(float), censored


def _estimate(name: tuple[str, str], above: Column, below: Column, rows: Codes, survey: Design) -> Estimate:
    weight = survey.weight[rows]
    total = float(weight @ below)
    if total == 0:
        return Estimate(*name, nan, nan, nan, nan)
    ratio = float(weight @ above) / total
    if _is_bound(ratio):
        bound = float(round(ratio))
        return Estimate(*name, bound, 0.0, bound, bound)
    linearised = weight * (above - ratio * below) / total
    totals: Column = np.bincount(survey.psu[rows], linearised, len(survey.stratum)).astype(float)
    error = sqrt(_variance(totals, survey.stratum))
    return Estimate(*name, ratio, error, *_logit_interval(ratio, error, survey.degrees))


def _variance(totals: Column, stratum: Codes) -> float:
    """Variance of the sum of PSU totals drawn with replacement within strata; a lone PSU is centred on the grand mean."""
    clusters = np.bincount(stratum)
    lone = clusters == 1
    means = np.bincount(stratum, weights=totals) / clusters
    centre = np.where(lone, totals.mean(), means)
    scale = np.where(lone, 1.0, clusters / np.maximum(clusters - 1, 1))
    return float((scale[stratum] * (totals - centre[stratum]) ** 2).sum())


def _logit_interval(ratio: float, error: float, degrees: int) -> tuple[float, float]:
    """The interval symmetric on the logit scale, so that it stays between 0 and 1; NaN without degrees of freedom."""
    if degrees < 1:
        return nan, nan
    reach = float(stdtrit(degrees, (1 + CONFIDENCE) / 2)) * error / (ratio * (1 - ratio))
    middle = log(ratio / (1 - ratio))
    return _expit(middle - reach), _expit(middle + reach)


def _expit(value: float) -> float:
    if value == -inf or value < -700:
        return 0.0
    return 1 / (1 + exp(-value))


def _is_bound(ratio: float) -> bool:
    """Whether an estimate is 0 or 1 but for the last digits of its sums."""
    return ratio < 1e-12 or ratio > 1 - 1e-12


def _coded(labels: Sequence[str]) -> Codes:
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)
