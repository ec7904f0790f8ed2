"""What this room tells others."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProposalAsked:
    """A proposal waits to be worked out."""

    proposal_id: UUID


@dataclass(frozen=True, slots=True)
class SharesApproved:
    """People approved places: what they become is to be made."""

    sharing_id: UUID
