"""The order of the queue, against every way of answering counted out."""

import random
from datetime import date
from itertools import combinations

import pytest

from samutphok.linkage.domain.gain import (
    Because,
    Stakes,
    chance_from_evidence,
    errors_left,
    exclusive,
    gain,
    weight,
)
from samutphok.linkage.domain.review_policy import review_policy

WEIGHTS = review_policy(date(2026, 11, 23)).stakes
ACCEPT = 0.9
OF_FAMILY = (Because.OPEN_CASE, Because.LISTED, Because.HELPED)


def cheapest_by_counting(chances: list[float], accept: float) -> float:
    """Every truth with its chance, every choice with its cost: the cheapest choice on average."""
    truths = [*range(len(chances)), None]  # which candidate the row is, or nobody
    likely = [*chances, 1 - sum(chances)]

    def cost(choice: int | None, truth: int | None) -> float:
        if choice == truth:
            return 0.0
        return 1.0 if choice is None else accept / (1 - accept)

    return min(sum(p * cost(choice, truth) for truth, p in zip(truths, likely, strict=True)) for choice in truths)


def test_errors_left_are_those_of_the_best_choice_without_asking() -> None:
    chance = random.Random(7)
    for _ in range(300):
        pairs = [chance.random() * 0.98 for _ in range(chance.randint(1, 4))]
        accept = chance.uniform(0.5, 0.99)
        assert errors_left(pairs, accept=accept) == pytest.approx(cheapest_by_counting(list(exclusive(pairs)), accept))


def test_the_gain_is_highest_at_the_threshold_and_falls_on_both_sides() -> None:
    steps = [errors_left([place / 1000], accept=ACCEPT) for place in range(1001)]
    assert steps.index(max(steps)) == 900
    assert steps[:900] == sorted(steps[:900])
    assert steps[900:] == sorted(steps[900:], reverse=True)
    assert (steps[0], steps[1000]) == (0, 0)


def test_answering_in_the_order_of_gain_saves_as_much_as_any_choice_of_questions() -> None:
    chance = random.Random(3)
    for _ in range(30):
        questions = [
            gain(
                [chance.random()],
                Stakes(chance.randint(1, 4), chance.random() < 0.3, chance.random() < 0.3, chance.random() < 0.3),
                accept=ACCEPT,
                weights=WEIGHTS,
            ).value
            for _ in range(9)
        ]
        queue = sorted(questions, reverse=True)
        for answered in range(1, 5):
            assert sum(queue[:answered]) == pytest.approx(max(map(sum, combinations(questions, answered))))


def test_chances_of_candidates_who_exclude_each_other_stay_under_one_and_keep_their_order() -> None:
    shared = exclusive([0.9, 0.6, 0.6])
    assert sum(shared) < 1
    assert shared[0] > shared[1] == shared[2]
    assert exclusive([0.7]) == pytest.approx((0.7,))
    assert exclusive([1.0, 0.4]) == (1.0, 0.0)
    assert errors_left([], accept=ACCEPT) == 0


@pytest.mark.parametrize(
    ("stakes", "people", "because"),
    [
        (Stakes(), 1, ()),
        (Stakes(rows=3), 3, (Because.ROWS,)),
        (Stakes(listed=True), 3, (Because.LISTED,)),
        (Stakes(open_case=True), 4, (Because.OPEN_CASE,)),
        (
            Stakes(2, listed=True, open_case=True, helped=True),
            8,
            (Because.ROWS, Because.OPEN_CASE, Because.LISTED, Because.HELPED),
        ),
    ],
)
def test_what_hangs_on_an_answer(stakes: Stakes, people: float, because: tuple[Because, ...]) -> None:
    found = gain([0.2], stakes, accept=ACCEPT, weights=WEIGHTS)
    assert (found.weight, found.because) == (people, because)
    assert weight(stakes, WEIGHTS) == people
    assert found.value == pytest.approx(0.2 * people)


def test_a_balanced_question_says_so() -> None:
    assert Because.CLOSE in gain([0.88], Stakes(), accept=ACCEPT, weights=WEIGHTS).because
    assert Because.CLOSE not in gain([0.999], Stakes(), accept=ACCEPT, weights=WEIGHTS).because


def test_evidence_moves_a_chance_by_its_odds() -> None:
    assert chance_from_evidence(0, 0.5) == 0.5
    assert chance_from_evidence(3, 0.5) == pytest.approx(8 / 9)
    assert chance_from_evidence(-3, 0.5) == pytest.approx(1 / 9)
    assert chance_from_evidence(1e9, 0.5) == pytest.approx(1)
    assert chance_from_evidence(5, 0) == 0
