"""A protected matter: what it is about, which acts lead where, how its team and nobody else sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.moves import Moves, move


class Kind(StrEnum):
    """Why a matter is kept apart."""

    VIOLENCE = "violence"  # in the family
    ABUSE = "abuse"  # of a child, an elderly or a disabled person
    TRAFFICKING = "trafficking"
    HIV = "hiv"
    MENTAL_CRISIS = "mental_crisis"
    WITNESS = "witness"
    OTHER = "other"


MOVES = Moves(
    start="opened",
    moves=(
        move("plan_safety", "opened safe_plan followed", "safe_plan"),
        move("refer_police", "opened safe_plan followed", None),
        move("refer_hospital", "opened safe_plan followed", None),
        move("refer_shelter", "opened safe_plan followed", None),
        move("follow_up", "opened safe_plan followed", "followed"),
        move("note", "opened safe_plan followed", None),
        move("name_team", "opened safe_plan followed closed", None),
        move("close", "opened safe_plan followed", "closed"),
        move("reopen", "closed", "opened"),
    ),
)
WORDS_NEEDED = frozenset({"plan_safety", "refer_police", "refer_hospital", "refer_shelter", "note", "close", "reopen"})
LONGEST = 8_000  # characters of a story or a note


@dataclass(frozen=True, slots=True)
class Story:
    """What is sealed of a matter when it is opened. family: how the team calls it; safe_contact: how to reach the person
    without putting them in danger."""

    kind: Kind
    story: str
    people: str = ""
    safe_contact: str = ""
    family: str = ""
    household_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """An act of the team as it reads it. next_on: the day on which somebody looks in again."""

    id: UUID
    name: str
    at: datetime
    by: str
    words: str
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team. agency: by whose grant they were named, '' none."""

    account_id: UUID
    name: str
    agency: str


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter in its team's list."""

    id: UUID
    kind: Kind
    family: str
    state: str
    opened_at: datetime
    next_on: date | None
    news: bool  # something happened that this member has not seen


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One page of the matters of one member."""

    rows: tuple[MatterLine, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter as its team reads it. version: to be given back with an act. others: matters of the same family that were
    opened later, as the team that was there first learns of them. until: of somebody who broke the glass, else None."""

    id: UUID
    area_code: str
    story: Story
    state: str
    opened_at: datetime
    opened_by: str
    said: tuple[Said, ...]
    team: tuple[Member, ...]
    version: int
    open_acts: tuple[str, ...]
    next_on: date | None = None
    others: tuple["OtherMatter", ...] = ()
    until: datetime | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherMatter:
    """Another matter of the same family: when it was opened, and its id where the viewer is in its team."""

    id: UUID | None
    opened_at: datetime
