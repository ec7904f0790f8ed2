"""A joint visit: who comes, which part of the family's situation each fills, and when it is one finished visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class JointState(StrEnum):
    """A joint visit is planned, then held when every part is filled or its caller closes it, or it is cancelled."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Part(StrEnum):
    """The parts of the logbook form, shared out among those who come."""

    MEMBERS = "members"
    INCOME = "income"
    HOUSING = "housing"
    HEALTH = "health"
    EDUCATION = "education"
    ACCESS = "access"
    NEEDS = "needs"


@dataclass(frozen=True, slots=True)
class PartWanted:
    """A part and who fills it: an agency by its code, or a volunteer by id; one of the two."""

    part: Part
    agency: str = ""
    volunteer_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PartView:
    """A part as a viewer may see it. note: None when it is not theirs to read; mine: theirs to fill."""

    id: UUID
    part: Part
    agency: str
    volunteer: str
    note: str | None
    filled_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class JointView:
    """One joint visit with its parts."""

    id: UUID
    household_id: UUID
    area_code: str
    family: str
    planned_on: date
    state: JointState
    parts: tuple[PartView, ...]

    @property
    def filled(self) -> int:
        """How many parts are filled."""
        return sum(part.filled_at is not None for part in self.parts)


def state_after(filled: Sequence[bool], *, closed: bool) -> JointState:
    """What the visit is after a part was filled or it was closed: one visit, finished when nothing is missing."""
    return JointState.HELD if closed or (filled and all(filled)) else JointState.PLANNED
