"""How good links are against the truth: precision, recall and F1, each with the interval in which it may lie."""

import math
from dataclasses import dataclass

_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its 95 % interval; value None (nothing to count): the interval is everything."""

    value: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Links counted against the truth: found and right, found and wrong, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Rate:
        """Of the links that were made, those that are right."""
        return wilson(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Rate:
        """Of the true links, those that were made."""
        return wilson(self.right, self.right + self.missed)

    @property
    def f1(self) -> Rate:
        """The harmonic mean of both. Its interval is that of F* = right / (right + wrong + missed), of which F1 is a rising
        function, 2 F* / (1 + F*) (Hand, Christen and Kirielle 2021)."""
        star = wilson(self.right, self.right + self.wrong + self.missed)
        return Rate(None if star.value is None else _from_star(star.value), _from_star(star.low), _from_star(star.high))


def wilson(hits: int, of: int) -> Rate:
    """A share with Wilson's score interval (1927), which holds for small numbers and for shares of 0 and 1."""
    if of == 0:
        return Rate(None, 0.0, 1.0)
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return Rate(share, max(0.0, middle - reach), min(1.0, middle + reach))


def _from_star(star: float) -> float:
    return 2 * star / (1 + star)
