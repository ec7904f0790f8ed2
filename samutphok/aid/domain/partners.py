"""Funds and firms as papers name them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Certificate:
    """Thanks given to a fund or a firm: an entry of the ledger that is worth nothing in money. note: for what."""

    entry_id: UUID
    name: str
    area_code: str
    given_on: date
    note: str
