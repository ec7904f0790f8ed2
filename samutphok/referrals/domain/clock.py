"""The clock of a referral: how much working time its turn has used, when it is due, and which step comes next.

A clock begins with the act that brought the turn, and has that act's name as its key. While a question is with the
sender, the agency's clock stands still and goes on afterwards; all other turns begin a clock of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from samutphok.kernel.moves import Act, Folded
from samutphok.kernel.working_time import WorkingCalendar
from samutphok.referrals.domain.table import MOVES, STEPS, ClockKind, Deed, Side, State, turn

_STEPS_OF = UUID("5bb3c1f4-93a1-4d7b-8a52-6a3f0c1f4d10")  # names the acts of clocks, so that none happens twice


@dataclass(frozen=True, slots=True)
class Terms:
    """Working time by kind of clock for one referral, and the steps of each side with their share of it (1.0: when due).

    meeting_on: the kind of clock that begins at the appointment, not at the act.
    """

    hours: Mapping[ClockKind, timedelta]
    steps: Mapping[Side, Mapping[Deed, float]]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a clock: which, and when it falls due. id: of its act, the same whenever it is reckoned."""

    id: UUID
    deed: Deed
    at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock. used: working time before `running_since`; due_at: when the term is over; steps: all of them."""

    kind: ClockKind
    side: Side
    key: UUID
    running_since: datetime
    used: timedelta
    due_at: datetime
    steps: tuple[Step, ...]

    def spent(self, calendar: WorkingCalendar, now: datetime) -> timedelta:
        """Working time that its turn has used."""
        return self.used + calendar.between(self.running_since, now)

    def steps_left(self, taken: frozenset[UUID]) -> tuple[Step, ...]:
        """Steps that were not taken yet, in order."""
        return tuple(step for step in self.steps if step.id not in taken)


@dataclass(slots=True)
class _Run:
    key: UUID
    since: datetime
    used: timedelta


def clock_of(folded: Folded, terms: Terms, calendar: WorkingCalendar) -> Clock | None:
    """The clock that runs now; None when the referral has ended."""
    state, run = State.NEW, None
    paused: dict[ClockKind, _Run] = {}
    for act in folded.done:
        following = State(MOVES.after(state, act.name) or state)
        before, after = turn(state), turn(following)
        if following == state and act.name != Deed.APPOINT:
            continue
        if run and before:
            _pause(paused, before.clock, run, act, calendar)
        run = None
        if after:
            resumed = paused.pop(after.clock, None) if act.name == Deed.ANSWER else None
            run = _Run(act.id, _start(act, after.clock), timedelta(0)) if resumed is None else resumed
            run.since = _start(act, after.clock)
        state = following
    current = turn(state)
    return _clock(current.clock, current.side, run, terms, calendar) if current and run else None


def taken_steps(folded: Folded) -> frozenset[UUID]:
    """The ids of the steps that were taken."""
    return frozenset(act.id for act in (*folded.done, *folded.idle) if act.name in STEPS)


def _pause(paused: dict[ClockKind, _Run], kind: ClockKind, run: _Run, act: Act, calendar: WorkingCalendar) -> None:
    """Keeps a clock whose owner asked something; every other act ends its clock."""
    if act.name == Deed.ASK:
        run.used += calendar.between(run.since, act.at)
        paused[kind] = run


def _start(act: Act, kind: ClockKind) -> datetime:
    """When a clock starts to run: at the act, or at the appointment that the act made."""
    on = act.details.get("on")
    if kind is ClockKind.MEETING and isinstance(on, str):
        return max(act.at, datetime.fromisoformat(on))
    return act.at


def _clock(kind: ClockKind, side: Side, run: _Run, terms: Terms, calendar: WorkingCalendar) -> Clock:
    term = terms.hours[kind]

    def after(share: float) -> datetime:
        return calendar.after(run.since, max(term * share - run.used, timedelta(0)))

    steps = tuple(
        Step(uuid5(_STEPS_OF, f"{run.key}:{kind}:{deed}"), deed, after(share))
        for deed, share in sorted(terms.steps[side].items(), key=lambda pair: (pair[1], STEPS.index(pair[0])))
    )
    return Clock(kind, side, run.key, run.since, run.used, after(1.0), steps)
