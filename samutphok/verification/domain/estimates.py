"""Error rates of a whole area out of a sample, with an interval that holds for few families and for rates near nothing.

The rate is the weighted share (Hajek), each family by one over its chance of being drawn. The interval is Clopper and
Pearson's for the effective size of the sample (Korn and Graubard 1998, Survey Methodology 24): what weights and strata
make the sample worth, never more than the families asked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from samutphok.kernel.rounding import rounded
from samutphok.verification.domain.rules import Precision

CONFIDENCE = 0.95
_STEP = 0.05  # rates are told in such steps where the families behind them may not be listed


@dataclass(frozen=True, slots=True)
class Observation:
    """One family asked again. stratum: within one sample; chance: of having been drawn; wrong: the answers differ."""

    stratum: str
    chance: float
    wrong: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its interval (95 percent). asked: families; worth: effective size; wrong: families that differ.

    precise: may be told as a number; else only that too few were asked.
    """

    share: float
    low: float
    high: float
    asked: int
    wrong: int
    worth: float
    precise: bool


def rate(observed: Iterable[Observation], *, precision: Precision) -> Rate | None:
    """The rate of an area; None where nobody was asked."""
    found = list(observed)
    if not found:
        return None
    weights = [1.0 / one.chance for one in found]
    total = sum(weights)
    share = sum(weight for weight, one in zip(weights, found, strict=True) if one.wrong) / total
    worth = effective(found, weights, share)
    low, high = interval(share, worth)
    precise = worth >= precision.least and high - low <= precision.widest
    return Rate(share, low, high, len(found), sum(one.wrong for one in found), worth, precise)


def effective(found: Sequence[Observation], weights: Sequence[float], share: float) -> float:
    """The size of a simple sample that would tell as much: by the linearised variance within strata (with replacement),
    reduced for the strata's degrees of freedom; by Kish's weights where no variance shows."""
    size, total = len(found), sum(weights)
    kish = total * total / sum(weight * weight for weight in weights)
    variance, strata = _variance(found, weights, share, total)
    if not 0.0 < share < 1.0 or variance <= 0.0:
        return min(kish, float(size))
    worth = share * (1.0 - share) / variance
    return max(1.0, min(worth * _for_strata(size, strata), float(size)))


def interval(share: float, worth: float) -> tuple[float, float]:
    """Clopper and Pearson's limits for a share of so many, which need not be whole."""
    from scipy.special import betaincinv

    hits, tail = share * worth, (1.0 - CONFIDENCE) / 2
    low = float(betaincinv(hits, worth - hits + 1, tail)) if hits > 0 else 0.0
    high = float(betaincinv(hits + 1, worth - hits, 1.0 - tail)) if hits < worth else 1.0
    return low, high


def disclosed(found: Rate) -> Rate:
    """The same for whoever may not list the families: counts rounded, rates in steps, the interval never narrower (ADR 6)."""
    share = round(found.share / _STEP) * _STEP
    low, high = floor(found.low / _STEP + 1e-9) * _STEP, ceil(found.high / _STEP - 1e-9) * _STEP
    return Rate(share, low, high, rounded(found.asked), rounded(found.wrong), float(round(found.worth)), found.precise)


def _variance(found: Sequence[Observation], weights: Sequence[float], share: float, total: float) -> tuple[float, int]:
    """The variance of the share, and how many strata it rests on. Strata of one are put together."""
    parts: dict[str, list[float]] = defaultdict(list)
    for one, weight in zip(found, weights, strict=True):
        parts[one.stratum].append(weight * (one.wrong - share) / total)
    alone = [held[0] for held in parts.values() if len(held) == 1]
    groups = [held for held in parts.values() if len(held) > 1] + ([alone] if alone else [])
    variance = 0.0
    for held in groups:
        if len(held) > 1:
            middle = sum(held) / len(held)
            variance += len(held) / (len(held) - 1) * sum((one - middle) ** 2 for one in held)
        else:
            variance += held[0] ** 2
    return variance, len(groups)


def _for_strata(size: int, strata: int) -> float:
    from scipy.special import stdtrit

    free = size - strata
    if free < 1 or size < 2:
        return 1.0
    tail = 1.0 - (1.0 - CONFIDENCE) / 2
    return float((stdtrit(size - 1, tail) / stdtrit(free, tail)) ** 2)
