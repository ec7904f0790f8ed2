"""Visits become one logbook: order, repetition, delay and loss change nothing, and no answer is ever dropped."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from samutphok.logbook.domain.merge import (
    FactKey,
    HardConflict,
    Logbook,
    Merged,
    SoftConflict,
    Visit,
    facts_of,
    merge,
    ready,
)

HOME = UUID(int=1)
SPACE = UUID(int=7)
FACTS = [FactKey("", "bmn8"), FactKey("", "bmn9"), FactKey("child", "in_school"), FactKey("child", "first_name")]
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Act:
    """What a phone does: who, whether it fetches the lists first, whether it corrects its own last visit, what is said."""

    who: str
    syncs: bool
    corrects: bool
    answers: dict[FactKey, str]


acts = st.builds(
    Act,
    who=st.sampled_from(["ก", "ข", "ค"]),
    syncs=st.booleans(),
    corrects=st.booleans(),
    answers=st.dictionaries(st.sampled_from(FACTS), st.sampled_from(["0", "1"]), min_size=1),
)
histories = st.lists(acts, min_size=1, max_size=8)


def told(history: Sequence[Act]) -> list[Visit]:
    """The visits of some days in which each reaches the server at once: what each phone knew is what it fetched last."""
    visits: list[Visit] = []
    knew: dict[str, int] = {}
    last: dict[str, Visit] = {}
    steps: dict[str, int] = {}
    for number, act in enumerate(history):
        if act.syncs or act.who not in knew:
            knew[act.who], steps[act.who] = 1 + len(visits), 0
        before = last.get(act.who) if act.corrects else None
        visit = Visit(
            id=uuid5(SPACE, f"visit {number}"),
            household=HOME,
            by=act.who,
            received=BEGAN + timedelta(hours=number),
            version=2 + number,
            base=knew[act.who],
            branch=f"{act.who}{knew[act.who]}",
            step=steps[act.who],
            replaces=before.id if before else None,
            answers=act.answers,
            creates=number == 0,
        )
        steps[act.who] += 1
        visits.append(visit)
        last[act.who] = visit
    return visits


def deliver(arrivals: Sequence[Visit]) -> Logbook:
    """Takes the visits as they arrive; those that cannot be taken yet wait, as the office keeps them."""
    book, waiting = Logbook(), []
    for visit in arrivals:
        waiting.append(visit)
        there = frozenset({HOME}) if book.visits else frozenset()
        for one in ready(waiting, households=there, visits=book.visits):
            book = merge(book, one).logbook
            waiting.remove(one)
    assert not waiting
    return book


@given(history=histories, chance=st.randoms(use_true_random=False))
def test_any_order_any_repetition_and_any_delay_give_the_same_logbook(
    history: list[Act], chance: random.Random
) -> None:
    visits = told(history)
    arrivals = [*visits, *chance.choices(visits, k=len(visits))]  # sent again because the answer was lost
    chance.shuffle(arrivals)
    assert deliver(arrivals) == deliver(visits)
    assert facts_of(deliver(arrivals)) == facts_of(deliver(visits))


@given(history=histories)
def test_no_answer_is_dropped(history: list[Act]) -> None:
    visits = told(history)
    book = deliver(visits)
    kept = {(one.id, key, value) for one in book.taken for key, value in one.answers.items()}
    assert kept == {(one.id, key, value) for one in visits for key, value in one.answers.items()}
    states = facts_of(book)
    for visit in book.in_force:
        for key, value in visit.answers.items():
            assert value in {one.value for one in states[key].history}
            assert states[key].standing


@given(history=histories)
def test_what_stands_is_never_something_that_its_own_author_has_said_otherwise_since(history: list[Act]) -> None:
    visits = told([replace(act, corrects=False) for act in history])
    for key, state in facts_of(deliver(visits)).items():
        for one in state.standing:
            later = [v for v in visits if v.by == one.visit.by and v.order > one.visit.order and key in v.answers]
            assert not later


@given(history=histories, chance=st.randoms(use_true_random=False))
def test_phone_clocks_and_the_order_of_sending_do_not_decide(history: list[Act], chance: random.Random) -> None:
    """One after the other, each having fetched what was there: the server's last word stands, whoever is asked first."""
    visits = told([replace(act, syncs=True, corrects=False) for act in history])
    arrivals = list(visits)
    chance.shuffle(arrivals)
    for key, state in facts_of(deliver(arrivals)).items():
        newest = max((one for one in visits if key in one.answers), key=lambda one: one.received)
        assert state.value == newest.answers[key]


@given(history=histories)
def test_two_people_conflict_exactly_where_neither_saw_the_other_and_they_differ(history: list[Act]) -> None:
    visits = told([replace(act, corrects=False) for act in history])
    first, *rest = visits
    book = merge(Logbook(), first).logbook
    for visit in rest:
        strangers = [one for one in book.taken if one.by != visit.by and one.version > (visit.base or 0)]
        outcome = merge(book, visit)
        if not strangers:
            assert isinstance(outcome, Merged)
        elif isinstance(outcome, HardConflict):
            assert all(
                any(one.answers.get(key, visit.answers[key]) != visit.answers[key] for one in book.taken)
                for key in outcome.facts
            )
        else:
            assert isinstance(outcome, SoftConflict)
            assert {one.id for one in strangers} == set(outcome.others)
        book = outcome.logbook


@given(history=histories)
def test_a_decision_ends_the_conflict_and_a_later_visit_that_saw_it_may_say_otherwise(history: list[Act]) -> None:
    book = deliver(told(history))
    for key, state in facts_of(book).items():
        if not state.contested:
            continue
        chosen = state.standing[0].value
        decision = Visit(
            id=uuid5(SPACE, f"decision {key}"),
            household=HOME,
            by="case worker",
            received=BEGAN + timedelta(days=9),
            version=book.version + 1,
            base=0,
            answers={key: chosen},
            over=frozenset(one.visit.id for one in state.standing),
        )
        decided = merge(book, decision)
        assert facts_of(decided.logbook)[key].value == chosen
        seen = replace(decision, id=uuid5(SPACE, "after"), by="ง", over=frozenset(), base=decision.version)
        after = replace(seen, version=decision.version + 1, answers={key: "2"})
        assert facts_of(merge(decided.logbook, after).logbook)[key].value == "2"


def test_a_correction_takes_the_place_of_what_it_corrects_and_an_answer_it_leaves_out_no_longer_stands() -> None:
    water, house = FactKey("", "bmn9"), FactKey("", "bmn8")
    first, second, third = told(
        [
            Act("ก", True, False, {water: "0", house: "0"}),
            Act("ข", True, False, {house: "1"}),
            Act("ก", False, True, {house: "0"}),
        ]
    )
    book = deliver([third, second, first])
    states = facts_of(book)
    assert water not in states
    assert book.taken[0].answers[water] == "0"
    assert states[house].value == "1"  # whoever came after the corrected visit had seen it
