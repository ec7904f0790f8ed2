"""What rounded sums tell of an index: H, A and M0 of a few people are never shown."""

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from samutphok.insights.domain.disclosure import BASE, disclose_index
from samutphok.insights.domain.index import PovertyIndex

SCORES = st.lists(st.integers(4, 20).map(lambda twentieths: twentieths / 20), max_size=40)


def index_of(scores: list[float], well: int) -> PovertyIndex:
    """An index of so many poor persons with these scores, all of it in one dimension, beside persons who are not poor."""
    return PovertyIndex(len(scores) + well, len(scores), sum(scores), (sum(scores), 0.0, 0.0, 0.0, 0.0))


@given(SCORES, st.integers(0, 200))
def test_every_sum_behind_a_shown_index_is_a_multiple_of_five(scores: list[float], well: int) -> None:
    persons, poor, whole, parts = astuple(disclose_index(index_of(scores, well)))
    assert all(number % BASE == 0 for number in (persons, poor, whole, *parts))


@given(SCORES, st.integers(0, 200))
def test_a_shown_index_stays_between_none_and_all(scores: list[float], well: int) -> None:
    shown = disclose_index(index_of(scores, well))
    assert all(part is None or 0 <= part <= 1 for part in (shown.headcount, shown.intensity, shown.mpi))


@given(st.lists(st.integers(4, 20).map(lambda twentieths: twentieths / 20), min_size=1, max_size=2), st.integers(0, 50))
def test_of_one_or_two_poor_people_nothing_is_shown(scores: list[float], well: int) -> None:
    shown = disclose_index(index_of(scores, well))
    assert (shown.poor, shown.scores, shown.intensity, shown.contributions) == (0, 0.0, None, None)


@given(SCORES, st.integers(0, 200))
def test_h_times_a_is_m0_exact_and_rounded(scores: list[float], well: int) -> None:
    for index in (index_of(scores, well), disclose_index(index_of(scores, well))):
        if index.headcount is not None and index.intensity is not None and index.mpi is not None:
            assert abs(index.headcount * index.intensity - index.mpi) < 1e-12
