"""Visits that were joined by themselves, as a list shows them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """A visit that another one met without either having seen the other, and nothing that they say differs.

    name: of the family's first member. by, day: who made it and when; others: the same of the visits that it met.
    creates: the family is in the office by this visit alone.
    """

    visit_id: UUID
    household_id: UUID
    area_code: str
    name: str = field(repr=False)
    by: str
    day: date
    received_at: datetime
    others: tuple[tuple[str, date], ...]
    creates: bool = False
