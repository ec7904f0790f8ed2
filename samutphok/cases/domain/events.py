"""What a case tells the rooms above it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A family's case was opened."""

    case_id: UUID
    household_id: UUID


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """A closed case is worked on again."""

    case_id: UUID
    household_id: UUID


@dataclass(frozen=True, slots=True)
class CaseClosed:
    """A case was closed; outcome: a code of the casework policy."""

    case_id: UUID
    household_id: UUID
    outcome: str


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step of a plan was done."""

    case_id: UUID
    household_id: UUID
    step_id: UUID
