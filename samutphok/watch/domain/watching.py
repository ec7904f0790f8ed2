"""A household on the watch list: how it came there, what is asked for, and how it ends."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.moves import Moves, move
from samutphok.watch.domain.rhythms import Contact, WatchReason

ASK_VISIT, SEE, END, AGAIN = "ask_visit", "see", "end", "watch_again"


class WatchState(StrEnum):
    """Where a household stands on the watch list."""

    WATCHED = "watched"
    VISIT_ASKED = "visit_asked"
    SEEN = "seen"  # somebody met the family after the sign; what follows is to be decided
    ENDED = "ended"


class WatchEnd(StrEnum):
    """How it ends."""

    STRONGER = "stronger"
    NO_NEED = "no_need"
    CASE = "case"
    MOVED = "moved"


MOVES = Moves(
    start=WatchState.WATCHED,
    moves=(
        move(ASK_VISIT, "watched seen", WatchState.VISIT_ASKED),
        move(SEE, "watched visit_asked seen", WatchState.SEEN),
        move(END, "watched visit_asked seen", WatchState.ENDED),
        move(AGAIN, "ended", WatchState.WATCHED),
    ),
)


@dataclass(frozen=True, slots=True)
class WatchWanted:
    """The filter of the watch list. area: a prefix, '' for all of the viewer's; ended: those that have ended instead."""

    area: str = ""
    reason: WatchReason | None = None
    ended: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A household on the watch list. day, said, by: of the sign; satisfaction, security: as told last, None if never."""

    id: UUID
    version: int
    household_id: UUID
    name: str = field(repr=False)
    area_code: str
    level: int | None
    reason: WatchReason
    label: Bilingual
    day: date
    said: str
    by: str
    due_on: date
    state: WatchState
    end: str
    satisfaction: float | None
    security: float | None
    felt_on: date | None

    @property
    def may(self) -> tuple[str, ...]:
        """The acts that its state allows."""
        return MOVES.open_to(self.state)


@dataclass(frozen=True, slots=True)
class WatchPage:
    """One page of the watch list, the soonest due first. reasons: how many stand for each."""

    rows: tuple[WatchRow, ...]
    total: int
    page: int
    pages: int
    reasons: tuple[tuple[WatchReason, Bilingual, int], ...]


@dataclass(frozen=True, slots=True)
class DueWanted:
    """The filter of the list of contacts. mine: only families of the viewer's own cases."""

    area: str = ""
    standing: Contact | None = None
    mine: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class DueRow:
    """A family that is to be met. worker: a name, '' for the desk; case_id None after its case was closed."""

    household_id: UUID
    name: str = field(repr=False)
    area_code: str
    level: int | None
    case_id: UUID | None
    worker: str
    due_on: date | None
    last_met: date | None
    last_try: date | None
    tries: int
    standing: Contact
    satisfaction: float | None
    security: float | None
    felt_on: date | None
    closed: bool
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class DuePage:
    """One page of contacts, the longest due first. counts: of each standing, in the area."""

    rows: tuple[DueRow, ...]
    total: int
    page: int
    pages: int
    counts: tuple[tuple[Contact, int], ...]
    source: Bilingual


@dataclass(frozen=True, slots=True)
class LevelStep:
    """A family's level on a day. by: 'list' or 'visit'; level None: none, or open."""

    day: date
    level: int | None
    open: bool
    by: str
    visit_id: UUID | None = None
