"""A case conference: who meets, which families are put to whom, what is decided of each, and the minutes."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.cases.domain.plan import Step
from samutphok.kernel.moves import Moves, move


class ConferenceState(StrEnum):
    """Where a conference stands. Signed minutes are never changed."""

    CALLED = "called"
    HELD = "held"
    SIGNED = "signed"
    CANCELLED = "cancelled"


class ConferenceDone(StrEnum):
    """What is done to a conference."""

    CALL = "call"
    PUT = "put"  # a family on the agenda
    TAKE_OFF = "take_off"
    ATTEND = "attend"
    DECIDE = "decide"
    SIGN = "sign"
    CANCEL = "cancel"


CONFERENCE_MOVES = Moves(
    ConferenceState.CALLED,
    (
        move(ConferenceDone.CALL, "called", None),
        move(ConferenceDone.PUT, "called held", None),
        move(ConferenceDone.TAKE_OFF, "called", None),
        move(ConferenceDone.ATTEND, "called held", ConferenceState.HELD),
        move(ConferenceDone.DECIDE, "held", None),
        move(ConferenceDone.SIGN, "held", ConferenceState.SIGNED),
        move(ConferenceDone.CANCEL, "called", ConferenceState.CANCELLED),
    ),
)


@dataclass(frozen=True, slots=True)
class NewConference:
    """A meeting to be called. forum: code of the casework policy; chair, secretaries: names with titles, as people write
    them; agencies: codes of those invited."""

    forum: str
    area_code: str
    on: date
    place: str
    chair: str
    secretaries: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PutBefore:
    """A family put to a conference: its case, what is asked, the fields named, and the agencies that see them."""

    case_id: UUID
    question: str = field(repr=False)
    fields: tuple[str, ...]
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided of a family. steps: new ones for its plan, which then asks to be agreed again."""

    said: str = field(repr=False)
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class GuestSeen:
    """An agency that is invited. came: None until attendance is recorded; who: its people, by name and position."""

    agency: str
    came: bool | None
    who: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FamilyPut:
    """A family on the agenda as one viewer sees it. told: the named fields alone, as they were when it was put.

    case_id: None for whoever does not work on cases there.
    """

    id: UUID
    order: int
    family: str = field(repr=False)
    area_code: str
    case_id: UUID | None
    number: str
    question: str = field(repr=False)
    told: dict[str, Any] = field(repr=False)
    agencies: tuple[str, ...]
    decision: str = field(default="", repr=False)
    steps: tuple[Step, ...] = ()
    writes: bool = False

    @property
    def decided(self) -> bool:
        """Whether something was decided."""
        return bool(self.decision)


@dataclass(frozen=True, slots=True)
class ConferenceView:
    """One conference. number: of the meeting in its year; families: as far as the viewer may see them; all: how many."""

    id: UUID
    forum: str
    number: str
    area_code: str
    on: date
    place: str
    chair: str
    secretaries: str
    state: ConferenceState
    guests: tuple[GuestSeen, ...]
    families: tuple[FamilyPut, ...]
    every: int
    signed_by: str
    signed_on: date | None
    leads: bool

    @property
    def undecided(self) -> int:
        """Families of which nothing is decided yet."""
        return sum(not one.decided for one in self.families)


@dataclass(frozen=True, slots=True)
class ConferenceRow:
    """A conference in a list."""

    id: UUID
    forum: str
    number: str
    area_code: str
    on: date
    state: ConferenceState
    families: int


@dataclass(frozen=True, slots=True)
class ConferencePage:
    """One page of conferences, the next ones first."""

    rows: tuple[ConferenceRow, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1
