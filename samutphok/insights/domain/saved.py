"""What people keep of lists: views (a filter with its order and columns) and worklists (families picked by hand)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice, FamilyFilter, FamilyOrder

NAME_LENGTH = 80
KEPT_AT_MOST = 40  # views and worklists that one person keeps
PICKED_AT_MOST = 1_000  # families on one worklist


class Column(StrEnum):
    """A column of the list of families, beside the name, in the order in which they stand."""

    PLACE = "place"
    HOUSE = "house"
    MEMBERS = "members"
    DEPENDANTS = "dependants"
    INCOME = "income"
    LEVEL = "level"
    TARGET_POOR = "target_poor"
    DIMENSIONS = "dimensions"
    DEFINITIONS = "definitions"
    MISSING = "missing"


OPEN_COLUMNS = frozenset({Column.PLACE, Column.HOUSE, Column.MEMBERS})  # for whoever sees names and places only
USUAL_COLUMNS = tuple(one for one in Column if one not in (Column.HOUSE, Column.DEFINITIONS, Column.MISSING))


class Keeping(StrEnum):
    """Two kinds of kept lists."""

    VIEW = "view"
    WORKLIST = "worklist"


@dataclass(frozen=True, slots=True)
class KeptList:
    """A view or a worklist as its owner, or somebody of the same office, reads it.

    wanted: the filter of a view; a worklist's filter is the worklist itself. office: the area whose people may open it too,
    None while it is private ('' is the country). mine: the viewer made it and may change it. families: on a worklist.
    """

    id: UUID
    kind: Keeping
    name: str
    wanted: FamilyFilter
    columns: tuple[Column, ...]
    office: str | None
    mine: bool
    made_by: str
    families: int = 0


def columns_of(names: Any) -> tuple[Column, ...]:
    """The columns among these names, each once, in their usual order; the usual ones when none is known."""
    chosen = {str(name) for name in names} if isinstance(names, list | tuple) else set()
    return tuple(one for one in Column if one in chosen) or USUAL_COLUMNS


def kept_filter(wanted: FamilyFilter) -> dict[str, Any]:
    """The filter as it is kept. A searched name or number is left out: it would say of whom somebody thought."""
    return {
        "area": wanted.area_code,
        "dim": sorted(wanted.choice.dimensions),
        "combine": wanted.choice.combine.value,
        "level": wanted.level,
        "target_poor": wanted.target_poor,
        "definition": wanted.definition,
        "picked": str(wanted.picked) if wanted.picked else None,
        "only": None if wanted.only is None else [str(one) for one in wanted.only],
        "order": wanted.order.value,
    }


def read_filter(kept: Mapping[str, Any]) -> FamilyFilter:
    """The filter that `kept_filter` wrote."""
    only = kept.get("only")
    return FamilyFilter(
        area_code=kept.get("area", ""),
        choice=DimensionChoice(frozenset(map(Dimension, kept.get("dim", ()))), Combine(kept.get("combine", "any"))),
        level=kept.get("level"),
        target_poor=kept.get("target_poor"),
        definition=kept.get("definition", ""),
        picked=UUID(kept["picked"]) if kept.get("picked") else None,
        only=None if only is None else tuple(map(UUID, only)),
        order=FamilyOrder(kept.get("order", FamilyOrder.NEED)),
    )


def asks_for_poverty(wanted: FamilyFilter) -> bool:
    """Whether the filter or its order tells of poverty or health, which not everybody may see."""
    chosen = bool(wanted.choice.dimensions or wanted.definition)
    return (
        chosen
        or (wanted.level, wanted.target_poor) != (None, None)
        or wanted.order in (FamilyOrder.LEVEL, FamilyOrder.INCOME)
    )
