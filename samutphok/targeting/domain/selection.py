"""Which families of a drawn list are wanted, and in which order."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class EntryOrder(StrEnum):
    """Orders of a list's families; each ends with the entry's own key, so that pages never overlap."""

    NEED = "need"
    NAME = "name"
    AREA = "area"
    LEVEL = "level"
    INCOME = "income"
    NEAREST = "nearest"  # as the selection names its households


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that hold together.

    area: prefix of the area code, empty for all; mask: dimension bits, 0 for no switch; `every` asks all of them, else any;
    level: 0-3; target_poor: with (True) or without (False) target-poor members; definition: a name in the list's rules;
    households: only these households of the office, as a search found or somebody picked them, a thousand at the most.
    """

    area: str = ""
    mask: int = 0
    every: bool = False
    level: int | None = None
    target_poor: bool | None = None
    definition: str = ""
    households: tuple[UUID, ...] | None = None
    order: EntryOrder = EntryOrder.NEED
