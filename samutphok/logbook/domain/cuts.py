"""What changed in a household from one cut of a register to the next, as values."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual
from samutphok.registry.domain.views import Source


class ChangeKind(StrEnum):
    """What can change from one cut of a register to the next."""

    MET = "met"  # the first survey of the household, with the people it met
    JOINED = "joined"
    LEFT = "left"
    INCOME = "income"
    BEGAN = "began"  # an indicator that fails now
    ENDED = "ended"  # an indicator that failed and passes now
    REGISTERED = "registered"
    VALIDATED = "validated"
    NOT_VALIDATED = "not_validated"
    CARD = "card"
    ALLOWANCE = "allowance"
    PAYMENT = "payment"
    LISTED = "listed"  # the register knows the person now
    MISSING = "missing"  # the register knew the person at the cut before


@dataclass(frozen=True, slots=True)
class Change:
    """One change. people: of whom, empty for the household; number: of an indicator, label: its or the help's words.

    before, after: baht; day, until: of a card, allowance or payment.
    """

    kind: ChangeKind
    people: tuple[UUID, ...] = ()
    label: Bilingual | None = None
    number: int | None = None
    before: float | None = None
    after: float | None = None
    day: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class RegisterCut:
    """One cut of one register: its first row about the household, how many there are, and what changed with it."""

    register: str
    label: Bilingual
    source: Source
    rows: int
    changes: tuple[Change, ...]
