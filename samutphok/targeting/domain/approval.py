"""How a committee's definition comes into force: written, proposed, approved by a second person, dated, superseded.

What state allows is a table; who may act is decided apart from it, by grants and by the rule of two persons.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.targeting.domain.drafts import Draft


class State(StrEnum):
    """Where a definition stands; what is approved never changes again."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISCARDED = "discarded"


class Move(StrEnum):
    """What people do with it."""

    BEGIN = "begin"
    EDIT = "edit"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    DISCARD = "discard"


MOVES: Mapping[tuple[State, Move], State] = {
    (State.DRAFT, Move.EDIT): State.DRAFT,
    (State.DRAFT, Move.PROPOSE): State.PROPOSED,
    (State.DRAFT, Move.DISCARD): State.DISCARDED,
    (State.PROPOSED, Move.WITHDRAW): State.DRAFT,
    (State.PROPOSED, Move.SEND_BACK): State.DRAFT,
    (State.PROPOSED, Move.APPROVE): State.APPROVED,
}
WRITING = (Move.BEGIN, Move.EDIT, Move.PROPOSE)  # whoever did one of these is an author


class Standing(StrEnum):
    """How a definition stands on a day, as people ask: is this the one that counts?"""

    DRAFT = "draft"
    PROPOSED = "proposed"
    COMING = "coming"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Step:
    """One act on a definition: who, when, and what they noted."""

    move: Move
    by: str
    by_name: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class LocalDefinitionView:
    """A definition of the office database. sha256: of the frozen policy file, '' while it is a draft."""

    id: UUID
    name: str
    family: str
    area: str
    state: State
    version: int
    draft: Draft
    sha256: str
    valid_from: date | None
    valid_to: date | None
    copied_from: str
    changed_at: datetime
    steps: tuple[Step, ...] = ()

    @property
    def label(self) -> Bilingual:
        """What people call it."""
        return self.draft.label

    def authors(self) -> frozenset[str]:
        """Accounts that wrote at it or proposed it: none of them may approve it."""
        return frozenset(step.by for step in self.steps if step.move in WRITING)


@dataclass(frozen=True, slots=True)
class Version:
    """One dated version of a definition, a policy file's or an approved one. office: from the office database."""

    name: str
    family: str
    area: str
    valid_from: date
    valid_to: date | None
    office: bool
    approved_at: datetime | None = None


def moved(state: State, move: Move) -> State | None:
    """The state after the move; None where the table does not have it."""
    return MOVES.get((state, move))


def in_force_on(day: date, versions: Collection[Version]) -> tuple[Version, ...]:
    """The versions that count on a day, one for each family and area, by name.

    Of several that hold the one that began last counts; the office's beats a file of the same day, the later approval
    the earlier.
    """
    newest: dict[tuple[str, str], Version] = {}
    for version in sorted(versions, key=_age):
        if version.valid_from <= day:
            newest[version.family, version.area] = version
    ended = {key for key, one in newest.items() if one.valid_to is not None and one.valid_to < day}
    return tuple(sorted((one for key, one in newest.items() if key not in ended), key=lambda one: one.name))


def standing(found: LocalDefinitionView, *, day: date, in_force: Collection[str]) -> Standing:
    """How the definition stands on a day, given the names of those that count then."""
    if found.state is not State.APPROVED:
        return Standing(found.state.value)
    if found.valid_from is not None and found.valid_from > day:
        return Standing.COMING
    return Standing.IN_FORCE if found.name in in_force else Standing.SUPERSEDED


def _age(version: Version) -> tuple[date, bool, str]:
    return version.valid_from, version.office, version.approved_at.isoformat() if version.approved_at else ""
