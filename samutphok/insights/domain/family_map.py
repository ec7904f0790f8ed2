"""Where a family lives, as far as anybody has written it down: its village, among the tambons of its amphoe."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from samutphok.insights.domain.area import Place


@dataclass(frozen=True, slots=True)
class FamilyMap:
    """A family's place and its neighbours.

    path: the place and what it lies in, the village first, the province last; tambons: all of the amphoe, by code, the
    family's own among them; shapes: the operator's polygons of tambons as GeoJSON of the whole province, None when
    none were loaded.
    """

    household_id: UUID
    path: tuple[Place, ...]
    amphoe: Place
    tambon: Place
    tambons: tuple[Place, ...]
    shapes: Path | None
