"""What visits say of a family's members, as the registry is told it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from samutphok.registry.domain.identity import Identity


@dataclass(frozen=True, slots=True)
class MetAtDoor:
    """Somebody whom a visit met in the family and no survey did. identity: None for a person whom the registry knows."""

    person: UUID
    since: date
    visit: UUID
    identity: Identity | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class GoneByDoor:
    """Somebody who no longer belongs to the family by what a visit says: moved out, or died."""

    person: UUID
    on: date
    visit: UUID
    died: bool


@dataclass(frozen=True, slots=True)
class SaidOfMembers:
    """All that the visits to one family say of its members now; what they said before and do not any more is retired."""

    household: UUID
    area_code: str
    met: tuple[MetAtDoor, ...] = ()
    gone: tuple[GoneByDoor, ...] = ()
