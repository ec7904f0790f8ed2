"""An application for cash aid: its table of moves, and what pages read of it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.moves import Act, Moves, move


class State(StrEnum):
    """Where an application stands."""

    APPLIED = "applied"
    INVESTIGATED = "investigated"
    APPROVED = "approved"  # its money is set aside in the budget line
    SENT = "sent"  # in a transfer file
    PAID = "paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"  # the money came back


class Step(StrEnum):
    """What somebody does with an application."""

    INVESTIGATE = "investigate"
    ASK_AGAIN = "ask_again"
    APPROVE = "approve"
    REFUSE = "refuse"
    SEND = "send"
    NOT_TAKEN = "not_taken"  # the bank did not take it
    PAY = "pay"
    RETURN = "return"
    WITHDRAW = "withdraw"


APPLICATION = Moves(
    start=State.APPLIED,
    moves=(
        move(Step.INVESTIGATE, "applied investigated", State.INVESTIGATED),
        move(Step.ASK_AGAIN, "investigated", State.APPLIED),
        move(Step.APPROVE, "investigated", State.APPROVED),
        move(Step.REFUSE, "applied investigated", State.REFUSED),
        move(Step.SEND, "approved", State.SENT),
        move(Step.NOT_TAKEN, "sent", State.APPROVED),
        move(Step.PAY, "approved sent", State.PAID),
        move(Step.RETURN, "paid", State.RETURNED),
        move(Step.WITHDRAW, "applied investigated approved", State.WITHDRAWN),
    ),
)

HOLDING = frozenset({State.APPROVED, State.SENT})  # money is set aside and no entry stands yet


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What is asked for a family. account: digits of a bank account, kept sealed; bank and holder as the passbook has them."""

    household_id: UUID
    kind: str
    baht: Decimal
    because: str = field(repr=False)
    act_id: UUID
    person_id: UUID | None = None
    bank: str = ""
    account: str = field(default="", repr=False)
    holder: str = field(default="", repr=False)
    request_id: UUID | None = None
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the social investigation found."""

    found: str = field(repr=False)
    visited_on: str
    income: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application in a list."""

    id: UUID
    number: str
    household_id: UUID
    family: str
    area_code: str
    kind: str
    baht: Decimal
    state: State
    due_at: datetime | None
    asked_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """One application with what was said of it. account: masked; may: acts that this viewer can do now."""

    line: ApplicationLine
    because: str = field(repr=False)
    report: str = field(repr=False)
    bank: str
    account: str
    holder: str = field(repr=False)
    asked_by: str
    person_id: UUID | None
    budget_line_id: UUID | None
    budget_label: str
    entry_id: UUID | None
    receipt: str
    acts: tuple[Act, ...]
    may: tuple[str, ...]
    version: int


def mask_account(digits: str) -> str:
    """The last four digits of a bank account; the others as dots."""
    return "•" * max(0, len(digits) - 4) + digits[-4:]
