"""A hand-out: a morning on which many families of a list receive the same thing, each with a signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

MOST_GUESTS = 2_000
MOST_STROKES = 20_000  # characters of a drawn signature


class Mark(StrEnum):
    """How a receiver confirms."""

    SIGNATURE = "signature"
    THUMB = "thumb"
    PAPER = "paper"  # signed on the printed sheet


class Tapped(StrEnum):
    """What came of a tap."""

    RECEIVED = "received"
    RECEIVED_BEFORE = "received_before"  # another phone was quicker
    SAME_ACT = "same_act"  # sent again


@dataclass(frozen=True, slots=True)
class NewHandout:
    """What is handed out, to each invited family alike. budget_line_id: out of which money it is paid, for money."""

    title: str
    area_code: str
    kind: str
    held_on: date
    quantity: Decimal
    source: str
    act_id: UUID
    value_baht: Decimal | None = None
    giver: str = ""
    place: str = ""
    programme: str = ""
    budget_line_id: UUID | None = None
    households: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A tap: which guest received, how it was confirmed, who came for the family, and a photograph of it."""

    act_id: UUID
    guest_id: UUID
    mark: Mark
    drawn: str = field(default="", repr=False)
    proxy: str = field(default="", repr=False)
    at: datetime | None = None
    photograph: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class GuestView:
    """An invited family. place: in the printed sheet, from 1."""

    id: UUID
    household_id: UUID
    place: int
    name: str
    area_code: str
    received_at: datetime | None
    entry_id: UUID | None
    mark: str
    proxy: bool


@dataclass(frozen=True, slots=True)
class HandoutView:
    """A hand-out with its numbers."""

    id: UUID
    title: str
    area_code: str
    place: str
    kind: str
    held_on: date
    baht: Decimal
    quantity: Decimal
    source: str
    giver: str
    open: bool
    invited: int
    received: int
    taken: Mapping[str, int] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        """Who has not come yet."""
        return self.invited - self.received

    @property
    def total(self) -> Decimal:
        """Baht handed out."""
        return self.baht * self.received
