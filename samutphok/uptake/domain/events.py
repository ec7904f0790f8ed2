"""What this room tells others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class UptakeAsked:
    """A counting waits to be made."""

    cut_id: UUID
