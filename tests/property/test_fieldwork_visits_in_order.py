"""Visits tell the same story in any order, however often they arrive."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samutphok.fieldwork.domain.progress import Purpose, Standing, Task, VisitMade, progress, standing

START = date(2026, 11, 1)
VISITS = st.builds(
    VisitMade,
    day=st.integers(-5, 60).map(lambda days: START + timedelta(days=days)),
    outcome=st.sampled_from(["visited", "unreachable", "refused", "moved_away", "wrong_family", "a word of tomorrow"]),
    by=st.sampled_from(["own", "other"]),
)
TASKS = st.builds(
    Task,
    purpose=st.sampled_from(Purpose),
    since=st.just(START),
    first_due=st.integers(0, 40).map(lambda days: START + timedelta(days=days)),
    rhythm_days=st.none() | st.integers(1, 60),
    account_id=st.just("own"),
)


@given(TASKS, st.lists(VISITS, max_size=8), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(task: Task, visits: list[VisitMade], chance: random.Random) -> None:
    again = [*visits, *chance.sample(visits, len(visits) // 2)]
    chance.shuffle(again)
    assert progress(task, again) == progress(task, visits)


@given(TASKS, st.lists(VISITS, max_size=8))
def test_what_was_before_the_task_does_not_count(task: Task, visits: list[VisitMade]) -> None:
    assert progress(task, visits) == progress(task, [one for one in visits if one.day >= task.since])


@given(TASKS, st.lists(VISITS, max_size=8), st.integers(-10, 90))
def test_whoever_was_never_met_is_not_told_as_visited(task: Task, visits: list[VisitMade], days: int) -> None:
    found = progress(task, visits)
    stands = standing(found, today=START + timedelta(days=days), due_soon=7, unreachable_after=3)
    assert (stands is not Standing.VISITED) or found.met > 0


@given(TASKS, st.lists(VISITS, max_size=8))
def test_only_a_meeting_a_refusal_or_a_move_moves_the_day(task: Task, visits: list[VisitMade]) -> None:
    found = progress(task, [one for one in visits if one.outcome in ("unreachable", "wrong_family")])
    assert found.due_on == task.first_due
