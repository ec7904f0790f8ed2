"""What this room tells others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """An area waits to be checked."""

    run_id: UUID
