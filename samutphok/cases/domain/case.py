"""Cases as other rooms see them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samutphok.cases.domain.course import Asked, CaseState, StepState
from samutphok.cases.domain.plan import Plan, Step
from samutphok.referrals.domain.referral import ReferralLine


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """The case of a family in short. worker: a name, '' for the desk of the area; worker_id likewise.

    next_due: of the open steps. outcome: code, '' while open.
    """

    id: UUID
    number: str
    household_id: UUID
    area_code: str
    family: str = field(repr=False)
    state: CaseState
    worker_id: str
    worker: str
    opened_on: date
    open_steps: int
    next_due: date | None
    contact_on: date | None
    outcome: str = ""
    closed_on: date | None = None
    closing_asked: bool = False

    @property
    def open(self) -> bool:
        """Whether it is being worked on."""
        return self.state is not CaseState.CLOSED


@dataclass(frozen=True, slots=True)
class ActSeen:
    """An act of a case. by: a name; details: codes and days; said: the words, by what they are for."""

    id: UUID
    name: str
    at: datetime
    by: str
    details: dict[str, Any]
    said: dict[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class StepSeen:
    """A step of the plan in force with where it stands. said: the last word on it; referral: that carries it now, or last."""

    step: Step
    state: StepState
    overdue: bool
    said: str = field(default="", repr=False)
    on: date | None = None
    referral: ReferralLine | None = None

    @property
    def key_text(self) -> str:
        """The step's key as forms send it."""
        return str(self.step.key)


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as its worker sees it. version: what forms carry; acts: newest first.

    names: of accounts, by id. agreement: the act by which the family agreed last.
    """

    summary: CaseSummary
    version: int
    because: str = field(repr=False)
    problems: tuple[str, ...]
    request_id: UUID | None
    level_then: int | None
    plan: Plan
    plan_version: int
    agreed_version: int
    agreed_at: datetime | None
    agreement: ActSeen | None
    steps: tuple[StepSeen, ...]
    closing: Asked | None
    closing_by: str
    acts: tuple[ActSeen, ...]
    times_opened: int
    writes: bool  # whether the viewer may change it
    supervises: bool

    @property
    def id(self) -> UUID:
        """Of the case."""
        return self.summary.id

    @property
    def state(self) -> CaseState:
        """Where it stands."""
        return self.summary.state

    @property
    def open_steps(self) -> tuple[StepSeen, ...]:
        """The steps that are still to be done."""
        return tuple(one for one in self.steps if one.state is StepState.OPEN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody in cases: counted for the first page.

    overdue: own open cases with a step that is late; desk: open cases in the area that nobody works on by name or whose
    worker has gone; closings: that wait for a second person; unplanned, unagreed: own open cases whose first plan is late,
    or whose plan the family has not agreed to.
    """

    mine: int = 0
    overdue: int = 0
    desk: int = 0
    closings: int = 0
    unplanned: int = 0
    unagreed: int = 0
