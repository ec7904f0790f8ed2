"""What this room tells others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ScenarioAsked:
    """A scenario waits to be tried."""

    trial_id: UUID
