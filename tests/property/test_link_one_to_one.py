"""Links are one to one, whatever the pairs; their order changes nothing; a slow reckoning by hand says the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from samutphok.linkage.domain.likelihood import Thresholds
from samutphok.linkage.domain.pairing import Link, Pairs, decide

RULE = Thresholds(accept=0.9, review=0.5, clear_by=3)
Row = tuple[int, int, float, bool]
ROWS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(-40, 80).map(lambda half: half / 2), st.booleans()),
    max_size=20,
    unique_by=lambda row: row[:2],
)


def columns(rows: list[Row]) -> Pairs:
    bits = np.array([row[2] for row in rows], dtype=float)
    return Pairs(
        np.array([row[0] for row in rows], dtype=np.int64),
        np.array([row[1] for row in rows], dtype=np.int64),
        bits,
        1 / (1 + 2.0**-bits),
        np.array([row[3] for row in rows], dtype=bool),
    )


def by_hand(rows: list[Row]) -> dict[tuple[int, int], Link]:
    """The same rule, pair by pair."""
    chance = {row[:2]: 1 / (1 + 2.0 ** -row[2]) for row in rows}
    accepted: list[Row] = []
    while True:
        taken = ({row[0] for row in accepted}, {row[1] for row in accepted})
        free = [row for row in rows if row[0] not in taken[0] and row[1] not in taken[1]]
        fresh = [
            row
            for row in free
            if row[3]
            and chance[row[:2]] >= RULE.accept
            and all(
                row[2] - other[2] >= RULE.clear_by
                for other in free
                if other is not row and (other[0] == row[0] or other[1] == row[1])
            )
        ]
        if not fresh:
            break
        accepted += fresh
    found = {}
    for row in rows:
        ends = (row[0] in taken[0]) + (row[1] in taken[1])
        likely = ends < 2 and chance[row[:2]] >= (RULE.accept if ends else RULE.review)
        found[row[:2]] = Link.ACCEPT if row in accepted else Link.REVIEW if likely else Link.REJECT
    return found


@given(ROWS)
def test_the_fast_rule_is_the_rule(rows: list[Row]) -> None:
    decided = dict(zip((row[:2] for row in rows), map(Link, decide(columns(rows), RULE)), strict=True))
    assert decided == by_hand(rows)


@given(ROWS)
def test_no_row_is_accepted_twice(rows: list[Row]) -> None:
    accepted = [row for row, found in zip(rows, decide(columns(rows), RULE), strict=True) if found == Link.ACCEPT]
    for side in (0, 1):
        ends = [row[side] for row in accepted]
        assert len(ends) == len(set(ends))


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(rows: list[Row], shuffler: object) -> None:
    other = list(rows)
    shuffler.shuffle(other)  # type: ignore[attr-defined]
    one, two = (
        dict(zip((row[:2] for row in told), decide(columns(told), RULE), strict=True)) for told in (rows, other)
    )
    assert one == two
