"""How far two people agree who answered the same questions, and which questions are asked twice."""

import random
from datetime import date
from statistics import stdev

import pytest

from samutphok.kernel.policies import PolicyError, read_policy
from samutphok.linkage.domain.decision import Ruling
from samutphok.linkage.domain.review_policy import read_review_policy, review_policy
from samutphok.linkage.domain.second_look import Table, agreement, asked_again, final_word, kappa, tabled

SAME, DIFFERENT = Ruling.SAME, Ruling.DIFFERENT
POLICY = review_policy(date(2026, 11, 23)).second_look


@pytest.mark.parametrize(
    ("table", "share", "beyond_chance"),
    [
        (Table(20, 5, 10, 15), 0.7, 0.4),
        (Table(45, 15, 25, 15), 0.6, 0.1304),
        (Table(25, 35, 5, 35), 0.6, 0.2593),  # as often agreed, and less of it by chance
        (Table(10, 0, 0, 10), 1.0, 1.0),
        (Table(0, 10, 10, 0), 0.0, -1.0),
    ],
)
def test_agreement_and_kappa(table: Table, share: float, beyond_chance: float) -> None:
    assert agreement(table).value == pytest.approx(share)
    assert kappa(table).value == pytest.approx(beyond_chance, abs=1e-4)


def test_kappa_does_not_exist_where_one_word_was_always_given() -> None:
    for table in (Table(), Table(both=12), Table(neither=12)):
        assert (kappa(table).value, kappa(table).low, kappa(table).high) == (None, -1, 1)


@pytest.mark.parametrize("cells", [(20, 5, 10, 15), (90, 20, 5, 60)])
def test_the_interval_is_as_wide_as_repeated_samples_scatter(cells: tuple[int, int, int, int]) -> None:
    chance, of = random.Random(1), sum(cells)
    samples = (chance.choices(range(4), cells, k=of) for _ in range(3000))
    found = [kappa(Table(*(drawn.count(cell) for cell in range(4)))).value or 0 for drawn in samples]
    given = kappa(Table(*cells))
    assert (given.high - given.low) / 2 / 1.96 == pytest.approx(stdev(found), rel=0.06)


def test_words_are_counted_by_who_said_what() -> None:
    words = [(SAME, SAME), (SAME, DIFFERENT), (DIFFERENT, SAME), (DIFFERENT, SAME), (DIFFERENT, DIFFERENT)]
    assert tabled(words) == Table(1, 1, 2, 1)
    assert (tabled(words).pairs, tabled(words).agreed) == (5, 2)


def test_what_confuses_is_asked_twice_more_often() -> None:
    cases = [(None, 0.049), (None, 0.05), (0.6, 0.19), (0.6, 0.2), (0.95, 0.19), (0.29, 0.06), (0.3, 0.06), (0.9, 0.06)]
    asked = [asked_again(probability=probability, draw=draw, policy=POLICY) for probability, draw in cases]
    assert asked == [True, False, True, False, False, False, True, True]


def test_a_third_word_settles_what_two_people_see_differently() -> None:
    assert final_word(SAME, SAME, None) is SAME
    assert final_word(SAME, DIFFERENT, None) is None
    assert final_word(SAME, DIFFERENT, DIFFERENT) is DIFFERENT
    assert final_word(SAME, DIFFERENT, SAME) is SAME


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("share: 0.05 ", "share: 1.5 "),
        ("little: 0.5", "little: 3"),
        ("listed: 2 ", "listed: -1 "),
        ("least: 10 ", "fewest: 10 "),
    ],
)
def test_numbers_that_cannot_be_are_named_with_their_line(before: str, after: str) -> None:
    from importlib.resources import files

    text = files("samutphok").joinpath("policy/linkage/review-2569.yaml").read_text("utf-8")
    assert before in text
    with pytest.raises(PolicyError):
        read_review_policy(read_policy(text.replace(before, after).encode(), shown="review.yaml"))
