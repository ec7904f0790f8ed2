"""Homes and stays as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samutphok.homes.domain.asking import Goal
from samutphok.homes.domain.occupancy import KindOnDay
from samutphok.homes.domain.stays import StayState
from samutphok.homes.domain.waiting import Turn
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class HomeView:
    """A home. manages: the viewer works in it, and sees more than its free places."""

    id: UUID
    name: Bilingual
    area_code: str
    serves: str
    phone: str
    opened_on: date
    manages: bool
    kinds: tuple[KindOnDay, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        """Places that may be given today."""
        return sum(one.open for one in self.kinds)

    @property
    def taken(self) -> int:
        """Places that guests have today."""
        return sum(one.taken for one in self.kinds)

    @property
    def free(self) -> int:
        """Open places that nobody has."""
        return sum(one.free for one in self.kinds)


@dataclass(frozen=True, slots=True)
class FreePlaces:
    """Open places of one kind that nobody has, in one home."""

    home_id: UUID
    home: Bilingual
    kind: str
    free: int
    open: int


@dataclass(frozen=True, slots=True)
class StayLine:
    """A stay in a list. called: what the guest is called, for the home's own staff alone."""

    id: UUID
    number: str
    called: str = field(repr=False)
    identity_known: bool
    kind: str
    people: int
    urgency: str
    state: StayState
    emergency: bool
    asked_at: datetime
    place: str
    place_id: UUID | None
    admitted_on: date | None
    left_on: date | None
    due_on: date | None
    due_for: str
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class ActView:
    """An act of the history, with who did it."""

    name: str
    at: datetime
    by: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review of a plan."""

    held_on: date
    progress: str
    note: str = field(repr=False)
    next_on: date | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """A version of the care plan with what came of it."""

    version: int
    goals: tuple[Goal, ...] = field(repr=False)
    agreed: bool
    review_on: date
    written_at: datetime
    reviews: tuple[ReviewView, ...]


@dataclass(frozen=True, slots=True)
class StayView:
    """One stay with everything the home knows of it. open_acts: what the table allows now."""

    line: StayLine
    home_id: UUID
    home: Bilingual
    area_code: str
    household_id: UUID | None
    because: str
    went_to: str
    version: int
    open_acts: tuple[str, ...]
    history: tuple[ActView, ...]
    plans: tuple[PlanView, ...]
    free: tuple[tuple[UUID, str, str], ...]  # id, label and kind of the places that are free now
    nights: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """A home's page: who asks and waits in their order, who stays."""

    home: HomeView
    waiting: tuple[StayLine, ...]
    guests: tuple[StayLine, ...]
    due: int


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with who holds it today and its closure, if any."""

    id: UUID
    kind: str
    label: str
    holds: int
    stay_id: UUID | None
    closure_id: UUID | None
    closed_since: date | None
    closed_until: date | None
    closed_because: str


@dataclass(frozen=True, slots=True)
class SessionView:
    """A training session with who came."""

    title: str
    topic: str
    held_on: date
    hours: float
    guests: int
    outsiders: Mapping[str, int]

    @property
    def came(self) -> int:
        """Everybody who came."""
        return self.guests + sum(self.outsiders.values())


@dataclass(frozen=True, slots=True)
class KnowledgeView:
    """Something worth knowing that the home shares."""

    id: UUID
    topic: str
    title: str
    text: str
    source: str
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody of the network."""

    id: UUID
    kind: str
    name: str
    does: str
    since: date
    activities: int


@dataclass(frozen=True, slots=True)
class ActivityView:
    """A prevention activity."""

    kind: str
    title: str
    area_code: str
    held_on: date
    reached: int
    joined: int


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What a home does for its neighbourhood, the newest first."""

    sessions: tuple[SessionView, ...]
    knowledge: tuple[KnowledgeView, ...]
    members: tuple[MemberView, ...]
    activities: tuple[ActivityView, ...]
