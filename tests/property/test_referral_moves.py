"""No sequence of acts leaves a referral without a clock or an owner; order and repetition change nothing; clocks go forward."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from samutphok.kernel.moves import Act
from samutphok.kernel.working_time import WorkingCalendar
from samutphok.referrals.domain.clock import Terms, clock_of, taken_steps
from samutphok.referrals.domain.table import ENDS, MOVES, STEPS, ClockKind, Deed, Side, State, turn

BANGKOK = ZoneInfo("Asia/Bangkok")
START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
CALENDAR = WorkingCalendar(
    hours=((time(8, 30), time(12)), (time(13), time(16, 30))),
    weekdays=frozenset(range(5)),
    holidays={},
    zone=BANGKOK,
)
SHARES = dict(zip(STEPS, (0.5, 1.0, 2.0, 3.0), strict=True))
TERMS = Terms(
    {kind: timedelta(hours=7 * (1 + place)) for place, kind in enumerate(ClockKind)}, dict.fromkeys(Side, SHARES)
)
USERS = [deed for deed in Deed if deed not in STEPS]

made = st.lists(st.tuples(st.sampled_from(USERS), st.integers(0, 200), st.integers(0, 60)), min_size=0, max_size=14)


def acts_of(drawn) -> list[Act]:
    """A referral that was sent, and then whatever anybody did, hours later; an appointment has its day."""
    acts = [Act(UUID(int=1), Deed.REFER, START, "worker", {})]
    for number, (deed, hours, ahead) in enumerate(drawn, start=2):
        at = START + timedelta(hours=hours, minutes=number)
        details = {"on": (at + timedelta(hours=ahead)).isoformat()} if deed is Deed.APPOINT else {}
        acts.append(Act(UUID(int=number), deed, at, "somebody", details))
    return acts


@given(made)
def test_an_open_referral_always_has_an_owner_and_a_clock_and_an_ended_one_has_none(drawn):
    folded = MOVES.fold(acts_of(drawn))
    state, clock = State(folded.state), clock_of(folded, TERMS, CALENDAR)
    assert (turn(state) is None) == (state in ENDS) == (clock is None)
    if clock is not None:
        assert (clock.side, clock.kind) == (turn(state).side, turn(state).clock)
        assert clock.due_at >= clock.running_since


@given(made, st.randoms(use_true_random=False))
def test_acts_in_any_order_and_more_than_once_come_to_the_same(drawn, chance):
    acts = acts_of(drawn)
    shuffled = [*acts, *chance.sample(acts, chance.randint(0, len(acts)))]
    chance.shuffle(shuffled)
    one, other = MOVES.fold(acts), MOVES.fold(shuffled)
    assert one == other
    assert clock_of(one, TERMS, CALENDAR) == clock_of(other, TERMS, CALENDAR)


@given(made, st.lists(st.integers(0, 400), min_size=2, max_size=6))
def test_a_clock_never_runs_backwards(drawn, hours):
    clock = clock_of(MOVES.fold(acts_of(drawn)), TERMS, CALENDAR)
    if clock is None:
        return
    moments = [START + timedelta(hours=one) for one in sorted(hours)]
    spent = [clock.spent(CALENDAR, moment) for moment in moments]
    assert spent == sorted(spent)
    assert [step.at for step in clock.steps] == sorted(step.at for step in clock.steps)


@given(st.integers(0, 20), st.integers(0, 40), st.integers(0, 20))
def test_time_with_the_sender_does_not_count_for_the_agency(before, asked, after):
    def at(hours: int) -> datetime:
        return CALENDAR.after(START, timedelta(hours=hours))

    acts = [
        Act(UUID(int=1), Deed.REFER, START, "worker", {}),
        Act(UUID(int=2), Deed.ASK, at(before) + timedelta(microseconds=1), "agency", {}),
        Act(UUID(int=3), Deed.ANSWER, at(before + asked) + timedelta(microseconds=2), "worker", {}),
    ]
    clock = clock_of(MOVES.fold(acts), TERMS, CALENDAR)
    assert clock.key == UUID(int=1)  # the same clock, not a new one
    spent = clock.spent(CALENDAR, at(before + asked + after) + timedelta(microseconds=3))
    assert abs(spent - timedelta(hours=before + after)) < timedelta(seconds=1)


@given(made, st.lists(st.integers(1, 900), min_size=1, max_size=12))
def test_each_step_of_a_clock_is_taken_exactly_once_however_often_somebody_looks(drawn, looks):
    acts = acts_of(drawn)
    last = max(act.at for act in acts)
    for hours in sorted(looks):
        now = last + timedelta(hours=hours)
        for _worker in range(2):
            folded = MOVES.fold(acts)
            clock = clock_of(folded, TERMS, CALENDAR)
            due = [step for step in clock.steps_left(taken_steps(folded)) if step.at <= now] if clock else []
            acts += [Act(step.id, step.deed, now, "clock", {}) for step in due]
    folded = MOVES.fold(acts)
    clock = clock_of(folded, TERMS, CALENDAR)
    taken = [act.id for act in folded.done if act.name in STEPS]
    assert len(taken) == len(set(taken))
    if clock is not None:
        assert set(taken) == {step.id for step in clock.steps if step.at <= last + timedelta(hours=max(looks))}
