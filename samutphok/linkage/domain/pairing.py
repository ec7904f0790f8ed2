"""From likely pairs to links: each row of a source to at most one of the other, what is not clear to a person."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samutphok.linkage.domain.likelihood import Thresholds

Flags = NDArray[np.bool_]


class Link(IntEnum):
    """What becomes of a pair."""

    REJECT = 0
    REVIEW = 1
    ACCEPT = 2

    @property
    def word(self) -> str:
        """As files write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs as columns. left, right: numbers of rows in their files; bits: evidence; probability: of one person.

    corroborated: something names the person: the first names are alike, or the valid citizen numbers are the same.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    bits: NDArray[np.float64]
    probability: NDArray[np.float64]
    corroborated: Flags


def decide(pairs: Pairs, thresholds: Thresholds) -> NDArray[np.int8]:
    """A `Link` for each pair; the order of the pairs does not matter.

    A pair is accepted when it is likely enough, is corroborated, and leads every other pair of both its rows by
    `clear_by` bits; a row once accepted leaves the field, which may make others clear. Twins and brothers agree in all
    but the first name, so no likelihood without corroboration is enough. What remains is reviewed when likely: with both
    rows still free, or with one taken and the pair as likely as an accepted one (somebody listed twice). The rest is rejected.
    """
    found = np.zeros(len(pairs.left), dtype=np.int8)
    left_taken, right_taken = _none_of(pairs.left), _none_of(pairs.right)
    while True:
        free = ~left_taken[pairs.left] & ~right_taken[pairs.right]
        fresh = free & _clear(pairs, free, thresholds) & pairs.corroborated & (pairs.probability >= thresholds.accept)
        if not fresh.any():
            break
        found[fresh] = Link.ACCEPT
        left_taken[pairs.left[fresh]] = True
        right_taken[pairs.right[fresh]] = True
    taken = left_taken[pairs.left].astype(np.int8) + right_taken[pairs.right]
    likely = pairs.probability >= np.where(taken == 0, thresholds.review, thresholds.accept)
    found[(found == Link.REJECT) & likely & (taken < 2)] = Link.REVIEW
    return found


def _none_of(rows: NDArray[np.int64]) -> Flags:
    return np.zeros(int(rows.max(initial=-1)) + 1, dtype=bool)


def _clear(pairs: Pairs, free: Flags, thresholds: Thresholds) -> Flags:
    """Pairs that lead every other free pair of their rows. With a lead of 0 two equal ones would both: ties are not clear."""
    lead = max(thresholds.clear_by, 1e-9)
    return _leads(pairs.left, pairs.bits, free, lead) & _leads(pairs.right, pairs.bits, free, lead)


def _leads(rows: NDArray[np.int64], bits: NDArray[np.float64], free: Flags, lead: float) -> Flags:
    """Whether a pair's evidence is that much above the next best free pair of the same row."""
    size = int(rows.max(initial=-1)) + 1
    best, second = np.full(size, -np.inf), np.full(size, -np.inf)
    order = np.lexsort((-bits[free], rows[free]))
    sorted_rows, sorted_bits = rows[free][order], bits[free][order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = sorted_rows[1:] != sorted_rows[:-1]
    best[sorted_rows[first]] = sorted_bits[first]
    next_best = np.flatnonzero(first) + 1
    inside = next_best < len(order)
    next_best = next_best[inside & ~first[np.minimum(next_best, len(order) - 1)]] if len(order) else next_best
    second[sorted_rows[next_best]] = sorted_bits[next_best]
    leading: Any = (bits >= best[rows]) & (bits - np.where(np.isfinite(second[rows]), second[rows], -1e9) >= lead)
    return leading
