"""The worklist 'what can be solved first': its filter, its lines, and the order in which they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.triage.domain.rules import TriageRules, weight
from samutphok.triage.domain.sorting import Kind, Sorted

_FAMILY = {Kind.DANGER: 0, Kind.SOLVABLE_NOW: 1, Kind.CONFERENCE: 1, Kind.ONE_AGENCY: 1, Kind.NOTHING: 2}
_KIND = {Kind.SOLVABLE_NOW: 0, Kind.ONE_AGENCY: 1, Kind.CONFERENCE: 2}
_LONGEST = 999  # working days: what nobody knows counts as long


class Tab(StrEnum):
    """The lists of the page; each leaves out what a case or a referral already deals with, but for the last."""

    NOW = "now"
    DANGER = "danger"
    AGENCY = "agency"
    TABLE = "table"
    AT_WORK = "at_work"


@dataclass(frozen=True, slots=True)
class WorkWanted:
    """The filter of the worklist. area: a prefix, '' for all of the viewer's; problem and agency: codes, '' for all."""

    tab: Tab = Tab.NOW
    area: str = ""
    problem: str = ""
    agency: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A problem of a family that waits. name: of the family's first member; level: None for none."""

    household_id: UUID
    name: str = field(repr=False)
    area_code: str
    problem: str
    label: Bilingual
    kind: Kind
    family_kind: Kind
    agency: str
    agency_label: Bilingual
    service: str
    service_label: Bilingual
    expected_days: int | None
    sure: bool
    persons: int
    level: int | None
    since: date
    reasons: tuple[Bilingual, ...]
    at_work: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A value to filter by with its words and how many lines it holds under the other filters."""

    value: str
    label: Bilingual
    count: int


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One page of the worklist. tabs: how many lines each holds in the area; refreshed_at: of the oldest line shown."""

    rows: tuple[WorkRow, ...]
    total: int
    page: int
    pages: int
    tabs: Mapping[Tab, int]
    problems: tuple[Facet, ...]
    agencies: tuple[Facet, ...]
    areas: tuple[tuple[str, int], ...]
    refreshed_at: datetime | None

    @property
    def families(self) -> int:
        """How many families stand on this page."""
        return len({row.household_id for row in self.rows})


def place_of(one: Sorted, family: Kind, level: int | None, rules: TriageRules) -> int:
    """The order of 'solve first': families in danger, then what can be solved now.

    Of that, what changes a life before what eases a day, certain before uncertain, the quickest and then the most fragile
    first.
    """
    days = one.offer.expected_days if one.offer and one.offer.expected_days is not None else _LONGEST
    digits: Sequence[tuple[int, int]] = (
        (_FAMILY[family], 10),
        (_KIND[one.kind], 10),
        (weight(one.code, rules), 10),
        (0 if one.sure else 1, 10),
        (min(days, _LONGEST), 1000),
        (3 - (level if level is not None else -1), 10),
    )
    place = 0
    for value, base in digits:
        place = place * base + value
    return place
