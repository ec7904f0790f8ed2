"""What a batch says that the batch before it did not, and what it says no more."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Unit(StrEnum):
    """What is compared: the families of a survey, the persons of other registers (by citizen number)."""

    HOUSEHOLD = "household"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class AreaChange:
    """One area's rows, and its units that are new, changed or gone. `code` has the digits of its level."""

    code: str
    rows: int
    fresh: int
    changed: int
    vanished: int


@dataclass(frozen=True, slots=True)
class Change:
    """A batch beside the one before it, in the area of which both speak. `unkeyed`: rows that nothing tells from another.

    before: None for the first batch of its register and area; then everything is new. undone_before: the other batch has
    been taken back since.
    """

    unit: Unit
    before: UUID | None
    before_as_of: date | None
    area_prefix: str
    fresh: int
    changed: int
    vanished: int
    same: int
    unkeyed: int
    areas: tuple[AreaChange, ...]
    undone_before: bool = False
