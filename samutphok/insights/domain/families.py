"""Lists of families: the rows of a page and of an export."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samutphok.insights.domain.choice import Dimension, FamilyFilter, Option
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One household of the registry with what the current drawn list says of it.

    household_id: None for a family that is on the list and not (yet) in the office database.
    name: title, first and last name of the first member (eldest adult, or the eldest); never a citizen number.
    village, tambon, amphoe, province: names, empty where the code is unknown; area_code: 8 digits.
    members, dependants: persons; dependants counts each person once.
    income_per_person: baht a year as the survey says; None when unknown.
    dimensions: where any member is poor under the measure.
    target_poor: target-poor members.
    level: 0-3, None without a level; level_missing: the facts without which the level is open.
    definitions: names of the definitions met, among those the viewer may see.
    """

    household_id: UUID | None
    name: str
    house_code: str
    family_no: str
    area_code: str
    village: Bilingual
    tambon: Bilingual
    amphoe: Bilingual
    province: Bilingual
    members: int
    dependants: int
    income_per_person: float | None
    dimensions: tuple[Dimension, ...]
    target_poor: int
    level: int | None
    level_missing: tuple[Bilingual, ...]
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyList:
    """One page of families.

    total: families under the filter inside the viewer's scope; page counts from 1, clamped to the last.
    closest: True when nothing matched the text as written and the rows are the nearest spellings.
    more: the text fits more families than a search brings; more letters would tell them apart.
    area: name of the filtered area, None for the whole scope.
    areas, levels, definitions: what the filters offer to this viewer (areas: one step below the filtered one).
    as_of: the cut of the list; None when no list has been drawn in the scope.
    full: the viewer is cleared for poverty and health (S2); otherwise rows hold names and places only, the other fields
    are empty, and filtering or ordering by them raises Forbidden.
    """

    rows: tuple[FamilyRow, ...]
    total: int
    page: int
    page_size: int
    wanted: FamilyFilter
    closest: bool
    more: bool
    area: Bilingual | None
    areas: tuple[Option, ...]
    levels: tuple[Option, ...]
    definitions: tuple[Option, ...]
    measure: Bilingual | None
    as_of: date | None
    full: bool

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.page_size))
