"""Families as they stand, for whoever joins or divides them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samutphok.linkage.domain.things import Thing
from samutphok.registry.domain.roll import RollMember


@dataclass(frozen=True, slots=True)
class FamilyNow:
    """A family with its members of today, the eldest first."""

    id: UUID
    area_code: str
    house_code: str
    members: tuple[RollMember, ...]

    @property
    def name(self) -> str:
        """Its eldest member's."""
        return self.members[0].identity.full_name if self.members else ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A family and the one to join it with, or to move somebody to. seen: to be given back with the decision."""

    family: FamilyNow
    other: FamilyNow | None
    seen: str


@dataclass(frozen=True, slots=True)
class FamilyWord:
    """One word about a family's shape. kind: link, move or split; about: the other family; in_force: not taken back."""

    id: UUID
    kind: str
    by: str
    at: datetime
    reason: str
    about: Thing
    in_force: bool
