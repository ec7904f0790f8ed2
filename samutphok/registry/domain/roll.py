"""Families as somebody at the door needs them: who lives where, and nothing of how they fare."""

from dataclasses import dataclass, field
from uuid import UUID

from samutphok.registry.domain.identity import Identity


@dataclass(frozen=True, slots=True)
class RollMember:
    """Somebody of a family today."""

    person_id: UUID
    identity: Identity = field(repr=False)


@dataclass(frozen=True, slots=True)
class RollFamily:
    """A family with its members of today, the eldest first; whoever has no known birth comes last."""

    id: UUID
    area_code: str
    house_code: str
    family_no: str
    members: tuple[RollMember, ...]


@dataclass(frozen=True, slots=True)
class FamilyRoll:
    """The families asked for. left_out: how many more there are in the areas, beyond what was asked for at most."""

    families: tuple[RollFamily, ...]
    left_out: int = 0
