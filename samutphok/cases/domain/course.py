"""The course of a case: which act is allowed when, and where the acts recorded of it have brought it.

A case is open from the moment it is opened until it is closed, and open again when it is reopened. Somebody works on it
by name, or else the desk of its area does: an open case is never nobody's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.moves import Act, Folded, Moves, move


class CaseState(StrEnum):
    """Where a case stands. CHANGED: the plan was changed after the family had agreed to it."""

    OPENED = "opened"
    PLANNED = "planned"
    AGREED = "agreed"
    CHANGED = "changed"
    CLOSED = "closed"


class CaseDone(StrEnum):
    """What is done to a case."""

    OPEN = "open"
    ASSIGN = "assign"
    PLAN = "plan"
    AGREE = "agree"
    STEP = "step"
    CONTACT = "contact"
    NOTE = "note"
    CONFER = "confer"
    ASK_CLOSING = "ask_closing"
    SEND_BACK = "send_back"
    CLOSE = "close"
    REOPEN = "reopen"


_OPEN = "opened planned agreed changed"

MOVES = Moves(
    CaseState.OPENED,
    (
        move(CaseDone.OPEN, "opened", None),
        move(CaseDone.PLAN, "opened planned", CaseState.PLANNED),
        move(CaseDone.PLAN, "agreed changed", CaseState.CHANGED),
        move(CaseDone.AGREE, "planned changed", CaseState.AGREED),
        move(CaseDone.ASSIGN, _OPEN, None),
        move(CaseDone.STEP, _OPEN, None),
        move(CaseDone.CONTACT, _OPEN, None),
        move(CaseDone.NOTE, _OPEN, None),
        move(CaseDone.CONFER, _OPEN, None),
        move(CaseDone.ASK_CLOSING, _OPEN, None),
        move(CaseDone.SEND_BACK, _OPEN, None),
        move(CaseDone.CLOSE, _OPEN, CaseState.CLOSED),
        move(CaseDone.REOPEN, "closed", CaseState.OPENED),
    ),
)

DESK = ""  # in a worker's place: the desk of the case's area


class StepState(StrEnum):
    """Where a step of the plan stands. FAILED: tried, and it did not work; DROPPED: no longer wanted."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody asked for the case to be closed, and waits for a second person."""

    by: str
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Course:
    """What the acts of a case come to.

    worker: account id, or DESK. plan_version, agreed_version: 0 for none. steps: state of each step that an act speaks of,
    by its key; contact: day of the last one. closing: asked for and not yet answered.
    """

    state: CaseState
    since: datetime | None
    worker: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    plan_version: int
    agreed_version: int
    agreed_at: datetime | None
    contact: date | None
    closing: Asked | None
    times_opened: int
    steps: Mapping[UUID, StepState] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether the case is being worked on."""
        return self.state is not CaseState.CLOSED


def course(acts: Iterable[Act]) -> Course:
    """Where a case stands after these acts, in whatever order and however often they came. Raises ValueError for none."""
    folded = MOVES.fold(acts)
    if not folded.done:
        raise ValueError("a case begins with an act")
    closed = folded.last(CaseDone.CLOSE) if folded.state == CaseState.CLOSED else None
    assigned, agreed = folded.last(CaseDone.ASSIGN), folded.last(CaseDone.AGREE)
    return Course(
        state=CaseState(folded.state),
        since=folded.since,
        worker=str(assigned.details.get("to", DESK)) if assigned else DESK,
        opened_at=folded.done[0].at,
        closed_at=closed.at if closed else None,
        outcome=str(closed.details.get("outcome", "")) if closed else "",
        plan_version=max((_version(act) for act in folded.done if act.name == CaseDone.PLAN), default=0),
        agreed_version=_version(agreed) if agreed else 0,
        agreed_at=agreed.at if agreed else None,
        contact=max(_days(folded, CaseDone.CONTACT), default=None),
        closing=_asked(folded) if closed is None else None,
        times_opened=1 + sum(act.name == CaseDone.REOPEN for act in folded.done),
        steps=_steps(folded),
    )


def allows(state: CaseState, act: CaseDone) -> bool:
    """Whether the state allows the act."""
    return MOVES.after(state, act) is not None


def _version(act: Act) -> int:
    return int(act.details.get("version", 0))


def _days(folded: Folded, name: CaseDone) -> list[date]:
    return [date.fromisoformat(act.details["on"]) for act in folded.done if act.name == name and act.details.get("on")]


def _steps(folded: Folded) -> dict[UUID, StepState]:
    """The last word on each step."""
    told = (act.details for act in folded.done if act.name == CaseDone.STEP)
    return {UUID(one["step"]): StepState(one["state"]) for one in told}


def _asked(folded: Folded) -> Asked | None:
    """The last request to close, unless the case was sent back, or planned or closed anew, since."""
    last = folded.last(CaseDone.ASK_CLOSING, CaseDone.SEND_BACK, CaseDone.PLAN, CaseDone.REOPEN)
    if last is None or last.name != CaseDone.ASK_CLOSING:
        return None
    return Asked(last.by, last.at, str(last.details.get("outcome", "")))
