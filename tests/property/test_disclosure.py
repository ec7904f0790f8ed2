"""No small group can be read out of rounded counts."""

from hypothesis import given
from hypothesis import strategies as st

from samutphok.insights.domain.disclosure import BASE, rounded

COUNTS = st.integers(0, 10_000)


@given(COUNTS)
def test_a_shown_count_is_a_multiple_of_five_and_at_most_two_away(count: int) -> None:
    assert rounded(count) % BASE == 0
    assert abs(rounded(count) - count) <= 2


@given(st.integers(0, 1000), st.integers(1, 2))
def test_whether_one_or_two_people_are_in_a_cell_never_decides_the_difference_of_two_tables(
    rest: int, few: int
) -> None:
    """For every difference shown, there are counts with and without a small group that show it just the same."""
    shown = rounded(rest + few) - rounded(rest)
    without = [rounded(other) - rounded(other) for other in range(rest, rest + BASE)]
    within_reach = {rounded(other + small) - rounded(other) for other in range(BASE) for small in range(5)}
    assert shown in {0, BASE}
    assert 0 in without
    assert within_reach == {0, BASE}


@given(st.lists(COUNTS, min_size=2, max_size=40))
def test_a_hidden_count_does_not_follow_from_total_and_siblings(counts: list[int]) -> None:
    shown_rest = sum(rounded(count) for count in counts[1:])
    implied = rounded(sum(counts)) - shown_rest
    assert implied % BASE == 0
