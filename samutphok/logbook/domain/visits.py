"""Visits as other parts of the programme read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.access.domain import Sensitivity
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.catalogue import Catalogue
from samutphok.logbook.domain.merge import FactKey

OUTCOMES = frozenset({"visited", "unreachable", "refused", "moved_away", "wrong_family"})


@dataclass(frozen=True, slots=True)
class VisitAccepted:
    """Published in the transaction that takes a visit into the logbook."""

    visit_id: UUID
    household_id: UUID


@dataclass(frozen=True, slots=True)
class HeldVisitReady:
    """Published when the household that a submission waited for is there: a job may take it now."""

    submission_id: UUID


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last visit to a household. outcome: as the form says (visited, unreachable, refused, ...); by: the account."""

    day: date
    outcome: str
    by: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one visit says of a fact about which two differ. by: the account; day: of the visit."""

    visit_id: UUID
    by: str
    day: date
    received_at: datetime
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContestedFact:
    """A fact and the values between which a case worker chooses. who: the member's name, '' for the household's own."""

    key: FactKey
    label: Bilingual
    who: str = field(repr=False)
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """An open conflict in a list. name: of the family's first member; facts: how many; by: the accounts that differ."""

    id: UUID
    household_id: UUID
    area_code: str
    name: str = field(repr=False)
    facts: int
    by: tuple[str, ...]
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A family about which two visits differ. edition: to be given back when deciding, so that nobody decides blindly.

    name: of the family's first member.
    """

    id: UUID
    household_id: UUID
    area_code: str
    name: str = field(repr=False)
    edition: int
    opened_at: datetime
    closed_at: datetime | None
    facts: tuple[ContestedFact, ...]


class ContradictionKind(StrEnum):
    """In what a visit and a register contradict each other."""

    IDENTITY = "identity"  # name, sex or birth of a member
    NUMBER = "number"  # the citizen number is known as somebody else's
    MEMBERSHIP = "membership"  # gone or dead by the visit, and a later register still has them
    SITUATION = "situation"  # an indicator, an income or a disability, asked within a year of each other


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """A finding for those who verify. said: by the visit; register_value: by the register; person_id None: the household."""

    id: UUID
    household_id: UUID
    area_code: str
    person_id: UUID | None
    kind: ContradictionKind
    fact: str
    label: Bilingual
    said: str = field(repr=False)
    visit_id: UUID
    register: str
    register_as_of: date
    register_value: str = field(repr=False)
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContradictionPage:
    """One page of findings. total: all under the filter; facts: name, words and how many, in the area without the filter."""

    rows: tuple[ContradictionView, ...]
    total: int
    page: int
    page_size: int
    facts: tuple[tuple[str, Bilingual, int], ...]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class VisitView:
    """A visit as a viewer may see it: facts above the viewer's clearance are left out, and `full` says so.

    speaker: what the account was called then. replaced: a later correction stands in its place.
    met: merged, soft, hard or decision; others: the visits that it met.
    """

    id: UUID
    by: str
    speaker: str
    form_id: str
    form_version: str
    day: date
    received_at: datetime
    version: int
    outcome: str
    answers: Mapping[FactKey, str] = field(repr=False)
    new_people: frozenset[str]
    replaced: bool
    met: str
    others: tuple[UUID, ...]
    full: bool

    def of_household(self, name: str) -> str:
        """What it says of the household; '' when nothing."""
        return self.answers.get(FactKey("", name), "")


def shown_to(answers: Mapping[FactKey, str], catalogue: Catalogue, clearance: Sensitivity | None) -> dict[FactKey, str]:
    """The answers that somebody with this clearance may see; a fact that the catalogue no longer knows counts as S2."""
    if clearance is None:
        return {}
    return {key: value for key, value in answers.items() if sensitivity_of(key.fact, catalogue) <= clearance}


def sensitivity_of(fact: str, catalogue: Catalogue) -> Sensitivity:
    """How sensitive a fact is, by the catalogue."""
    return catalogue[fact].sensitivity if fact in catalogue else Sensitivity.S2
