"""What is said when a place is asked for, and when something is done with a stay."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4


@dataclass(frozen=True, slots=True)
class NewGuest:
    """Somebody who needs a place. Without any name or number they get in too: `called` says how they are told apart.

    home_id None: the home of the area with most places free. household_id, person_id: who they are in the registry.
    kind, urgency, because: codes of the rules. Neither words nor reason may tell of a protected matter: such a guest is
    asked for without household and person, and with the reason 'other'.
    """

    kind: str
    because: str
    urgency: str = "normal"
    home_id: UUID | None = None
    household_id: UUID | None = None
    person_id: UUID | None = None
    called: str = field(default="", repr=False)
    people: int = 1
    emergency: bool = False
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Doing:
    """An act upon a stay: its name in the table, what it says, on which day it happened (None: today).

    id: from the form, so that a double click is one act; version: of the stay as the viewer read it, None: not asked.
    """

    name: str
    said: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    id: UUID = field(default_factory=uuid4)
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of a care plan: the need it meets, what is to be reached, the next step, who does it, by when."""

    need: str
    goal: str
    step: str = ""
    by: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class NewSession:
    """A training session as it is recorded. outsiders: how many came who are no guests, by kind of the network."""

    title: str
    topic: str
    held_on: date
    hours: float
    guests: tuple[UUID, ...] = ()
    outsiders: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewActivity:
    """A prevention activity as it is recorded."""

    kind: str
    title: str
    area_code: str
    held_on: date
    reached: int
    joined: tuple[UUID, ...] = ()
