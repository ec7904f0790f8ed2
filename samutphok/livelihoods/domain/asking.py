"""What the actions take."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4


@dataclass(frozen=True, slots=True)
class NewIntake:
    """A course held once, for the people of an area. apply_by: the last day to take a seat; hours None: not told yet."""

    course: str
    serves: str
    place: str
    starts_on: date
    seats: int
    apply_by: date | None = None
    hours: int | None = None
    offers: tuple[str, ...] = ()
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Doing:
    """An act upon a way into work. id: from the form, so that a double click is one act; version: what was read."""

    name: str
    said: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    id: UUID = field(default_factory=uuid4)
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the list of occupations; '' for all. course: only those with a seat free."""

    field: str = ""
    at_home: bool = False
    learn: str = ""
    seat: bool = False
