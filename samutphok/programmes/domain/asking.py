"""What is said when a programme is made, and when something is written into its book."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from samutphok.programmes.domain.rules import AreaWanted, PartnerWanted


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme as the desk writes it."""

    type: str
    name: str
    purpose: str
    strategies: tuple[str, ...]
    since: date
    report_every: str
    areas: tuple[AreaWanted, ...]
    partners: tuple[PartnerWanted, ...] = ()
    until: date | None = None
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of the book. evidence: of a result; what it is tied to, and its id or, for a number, what it says."""

    kind: str
    area_id: UUID
    code: str
    said: str
    on: date
    agency: str = ""
    reached: int = 0
    household_id: UUID | None = None
    evidence: str = ""
    evidence_id: UUID | None = None
    evidence_said: Mapping[str, Any] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Entering:
    """What became of families that were to enter: those that entered, those in it already, those out of reach."""

    entered: int
    already: int
    refused: int


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A point of a province's plan. numbers: which of our own numbers show it; answers: the point an activity answers."""

    kind: str
    area_code: str
    title: str
    said: str = ""
    agency: str = ""
    answers: UUID | None = None
    programme_id: UUID | None = None
    dimension: str = ""
    numbers: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    id: UUID = field(default_factory=uuid4)
