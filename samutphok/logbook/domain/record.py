"""The family logbook as it is read: one household, its members, problems by dimension, and help already received."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.dates import AgeRange, PartialDate
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.cuts import RegisterCut
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.views import IdentitySeen, NumberView, Source


class Answer(StrEnum):
    """What the survey found: passed, failed, or nothing (not asked, not applicable, never surveyed)."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator of one member, as the member's newest survey row has it."""

    person_id: UUID
    answer: Answer
    source: Source


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """One indicator for the household. answer: failed when it fails for any member, else passed when it passes for any.

    number: of the indicator in the survey round; text: what passing means; of_household: asked of the family as one.
    """

    number: int
    column: str
    text: Bilingual
    of_household: bool
    answer: Answer
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class DimensionFacts:
    """One dimension: failed when any of its indicators is, unknown when none was assessed."""

    name: str
    label: Bilingual
    answer: Answer
    indicators: tuple[IndicatorFacts, ...]


class HelpKind(StrEnum):
    """The shapes that help takes in the registers."""

    ALLOWANCE = "allowance"  # paid every month
    PAYMENT = "payment"  # paid once
    CARD = "card"  # a right that opens others: welfare card, disability card


@dataclass(frozen=True, slots=True)
class Help:
    """Help that a register records for a member.

    amount: baht, a month for an allowance; None where the register names none. since: the payment's day, the
    allowance's or card's first. until: the card's last day.
    """

    person_id: UUID
    kind: HelpKind
    label: Bilingual
    amount: float | None
    since: PartialDate | None
    until: PartialDate | None
    giver: str
    source: Source


@dataclass(frozen=True, slots=True)
class Income:
    """Baht a person and year, as the newest survey row of the household says."""

    baht: float
    source: Source


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member on the day of the record.

    age: None without a birth date. numbers: masked. until: the day of the survey that no longer met them here.
    registers: the rows that speak of the person, the newest of each register. under_review: registers with a row in
    doubt about this person; what it says is not shown. welfare: registered and validated as far as the registers say,
    None when none knows the person.
    """

    person_id: UUID
    identity: Identity = field(repr=False)
    age: AgeRange | None
    numbers: tuple[NumberView, ...]
    since: date
    until: date | None
    history: tuple[IdentitySeen, ...]
    registers: tuple[Source, ...]
    under_review: tuple[str, ...]
    welfare_registered: bool | None
    welfare_validated: bool | None
    disability: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterSeen:
    """A register that knows members of the household: the newest of its cuts and how many rows it holds about them."""

    register: str
    label: Bilingual
    as_of: date
    rows: int


@dataclass(frozen=True, slots=True)
class HouseholdRecord:
    """Everything the registers say of one household on a day, as far as the viewer is cleared.

    members: of that day, the eldest first; former: those of earlier surveys. cuts: of the registers, the newest first.
    full: the viewer is cleared for poverty and health (S2); otherwise dimensions, income, help, registers, cuts and what
    they say of members are empty.
    """

    household_id: UUID
    area_code: str
    house_code: str
    family_no: str
    as_of: date
    members: tuple[MemberRecord, ...]
    former: tuple[MemberRecord, ...]
    income: Income | None
    dimensions: tuple[DimensionFacts, ...]
    help: tuple[Help, ...]
    registers: tuple[RegisterSeen, ...]
    cuts: tuple[RegisterCut, ...]
    full: bool
