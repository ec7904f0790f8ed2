"""What may come of looking into somebody who received what the rules do not give them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FindingOutcome(StrEnum):
    """How a finding is closed. None of them stops a payment: that is the paying office's own decision, in its own way."""

    RIGHT = "right"  # the family is entitled after all
    REGISTER = "register"  # a register is wrong, its office was told
    PASSED_ON = "passed_on"  # the paying office was told and decides


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; why: ids of the clauses that are not met."""

    id: UUID
    household_id: UUID
    name: str
    area_code: str
    benefit: str
    why: tuple[str, ...]
    found_at: datetime
    state: str
    outcome: str
    closed_by: str
    closed_at: datetime | None
