"""When two rows are joined, when a person looks at them, and when they are two people.

Evidence in bits, each row of a source to at most one of the other; `named`: first names alike, or one citizen number.
"""

import numpy as np
import pytest

from samutphok.linkage.domain.likelihood import Thresholds
from samutphok.linkage.domain.pairing import Link, Pairs, decide

RULE = Thresholds(accept=0.9, review=0.5, clear_by=3)

# what it is about, pairs (left, right, bits, named), what becomes of each
STORIES = [
    ("alike in everything", [(0, 0, 20, True)], "A"),
    ("a twin is alike in all but the name", [(0, 0, 20, False)], "?"),
    ("likely, not sure", [(0, 0, 2, True)], "?"),
    ("hardly", [(0, 0, -2, True)], "-"),
    ("one stands out", [(0, 0, 20, True), (0, 1, 2, True)], "A-"),
    ("two stand equal", [(0, 0, 20, True), (0, 1, 20, True)], "??"),
    ("two nearly equal", [(0, 0, 20, True), (0, 1, 18, True)], "??"),
    ("both twins are there", [(0, 0, 25, True), (0, 1, 15, True), (1, 0, 15, True), (1, 1, 25, True)], "A--A"),
    ("who is taken leaves the field", [(0, 0, 25, True), (1, 0, 15, True), (1, 1, 14, True)], "A-A"),
    ("listed twice over there", [(0, 0, 25, True), (0, 1, 20, True)], "A?"),
]
SIGNS = {"A": Link.ACCEPT, "?": Link.REVIEW, "-": Link.REJECT}


def pairs(rows: list[tuple[int, int, float, bool]]) -> Pairs:
    left, right, bits, named = (list(column) for column in zip(*rows, strict=True))
    weights = np.array(bits, dtype=float)
    return Pairs(np.array(left), np.array(right), weights, 1 / (1 + 2.0**-weights), np.array(named))


@pytest.mark.parametrize(("rows", "expected"), [pytest.param(rows, signs, id=name) for name, rows, signs in STORIES])
def test_a_pair_is_joined_reviewed_or_refused(rows: list[tuple[int, int, float, bool]], expected: str) -> None:
    assert list(decide(pairs(rows), RULE)) == [SIGNS[sign] for sign in expected]


def test_no_pairs_no_links() -> None:
    nothing = Pairs(*(np.zeros(0, dtype=kind) for kind in (int, int, float, float, bool)))
    assert len(decide(nothing, RULE)) == 0
