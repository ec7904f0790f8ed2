"""What lists in force say of families among whom something scarce is shared out: many at once, facts and no names."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.targeting.domain.selection import Selection
from samutphok.targeting.queries.families import parts_of, selected
from samutphok.targeting.queries.lists import current_lists

_FIELDS = (
    "household_id",
    "area_code",
    "level",
    "dimensions",
    "dependants",
    "target_poor",
    "registered",
    "income_per_person",
    "failed",
)


@dataclass(frozen=True, slots=True)
class FamilyInNeed:
    """A family of a list. level: -1 for none; failed: numbers of the indicators that fail."""

    household: UUID
    area_code: str
    level: int
    dimensions: int
    dependants: int
    target_poor: int
    registered: int
    income: float | None
    failed: frozenset[int]


def families_in_need(
    *, viewer: Viewer, area: str, indicators: Collection[int] = (), households: Collection[UUID] | None = None
) -> tuple[date | None, list[FamilyInNeed]]:
    """The families of an area, and the oldest day of the lists they stand on; within what the viewer may share out.

    indicators: only families that fail one of them; all where it is empty. households: only these, some hundred. Two queries.
    """
    parts = parts_of(viewer, area, Action.SHARE_OUT, Sensitivity.S2, current_lists())
    rows = selected(parts, Selection(area=area)).filter(household__isnull=False, household__retired_at=None)
    if households is not None:
        rows = rows.filter(household__in=list(households))
    ordered = rows.order_by("household_id", "id").values_list(*_FIELDS)
    wanted = frozenset(indicators)
    found = [one for one in _read(ordered.iterator(chunk_size=5_000)) if not wanted or one.failed & wanted]
    return min((part.drawn.data_cut for part in parts), default=None), found


def _read(
    rows: Iterable[tuple[Any, ...]],
) -> Iterator[FamilyInNeed]:
    seen: UUID | None = None
    for household, area, level, dimensions, dependants, target_poor, registered, income, failed in rows:
        if household != seen:
            seen = household
            yield FamilyInNeed(
                household, area, level, dimensions, dependants, target_poor, registered, income, frozenset(failed)
            )
