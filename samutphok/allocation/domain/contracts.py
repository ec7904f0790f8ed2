"""What this room asks of the rooms above it without knowing them; `config.shares` fills it in.

A source names families that wait for something. An outlet turns an approved place into what it means (a referral, an
application for aid, a request for a place, a seat) by the upper room's own action, and says later what came of it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.allocation.domain.rules import Origin, Thing, Way


class Fate(StrEnum):
    """What came of a place."""

    OPEN = "open"
    GIVEN = "given"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Wanting:
    """A family that waits. ref: the upper room's key of its asking, kept for the outlet; since: the day it asked."""

    household_id: UUID
    area_code: str
    since: date
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ToMake:
    """A place to be made: for whom, of what; baht a place; of: the intake, where the thing is a seat of one; id: of the place,
    so that making it twice makes it once."""

    id: UUID
    household_id: UUID
    thing: Thing
    baht: int
    of: str
    ref: str


Asked: TypeAlias = Callable[[Viewer, Thing, str, str, datetime], Iterable[Wanting]]  # thing, of, area
Make: TypeAlias = Callable[[Viewer, ToMake, datetime], str]  # the key of what was made; raises kernel errors
Look: TypeAlias = Callable[[Viewer, Collection[str], datetime], Mapping[str, Fate]]


@dataclass(frozen=True, slots=True)
class Outlet:
    """How a place is made, and how one learns what came of it."""

    make: Make
    look: Look


_SOURCES: dict[Origin, Asked] = {}
_OUTLETS: dict[Way, Outlet] = {}


def fill_source(origin: Origin, asked: Asked) -> None:
    """Says who knows the families of an origin; again takes the place of the first."""
    _SOURCES[origin] = asked


def fill_outlet(way: Way, outlet: Outlet) -> None:
    """Says who makes places of a way; again takes the place of the first."""
    _OUTLETS[way] = outlet


def source_of(origin: Origin) -> Asked:
    """Who knows the families of an origin; raises KeyError where nobody filled it in."""
    return _SOURCES[origin]


def outlet_of(way: Way) -> Outlet:
    """Who makes places of a way; raises KeyError where nobody filled it in."""
    return _OUTLETS[way]
