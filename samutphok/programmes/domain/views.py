"""Programmes as pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.programmes.domain.progress import Flows, Happiness, HelpGiven
from samutphok.programmes.domain.rounds import Owed


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area of a programme. manages, reports: what the viewer may do there."""

    id: UUID
    code: str
    label: Bilingual
    agency: str
    manages: bool
    reports: bool


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A partner and its role."""

    agency: str
    label: Bilingual
    role: str


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """A programme as far as it reaches the viewer: `areas` are those of the viewer, `all_areas` says how many there are.

    since: of the programme itself; begun_on: the day it was begun here, from which reports are owed.
    """

    id: UUID
    shipped: str
    type: str
    name: Bilingual
    purpose: Bilingual
    strategies: tuple[str, ...]
    source: Bilingual
    since: date
    begun_on: date
    until: date | None
    report_every: str
    not_named: int
    areas: tuple[AreaView, ...]
    all_areas: int
    partners: tuple[PartnerView, ...]

    @property
    def manages(self) -> bool:
        """Whether the viewer leads it in an area of theirs."""
        return any(one.manages for one in self.areas)

    @property
    def reports(self) -> bool:
        """Whether the viewer may report for somebody."""
        return any(one.reports for one in self.areas)


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """A programme in the list, with how many families it has and what is late."""

    programme: ProgrammeView
    families: int
    better: int
    late: int


@dataclass(frozen=True, slots=True)
class ProgrammeList:
    """The programmes of the viewer. families: all families in any of them, each counted once; exact: not rounded."""

    rows: tuple[ProgrammeLine, ...]
    families: int
    exact: bool
    waiting: tuple[Any, ...] = ()  # shipped programmes that nobody has begun


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """One area of a programme: flows from entry to now, and what its book holds."""

    area: AreaView
    flows: Flows
    obstacles: int
    activities: int
    results: int
    late: int
    help: HelpGiven


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the book."""

    id: UUID
    kind: str
    code: str
    said: str
    on: date
    area_id: UUID
    agency: str
    settled_on: date | None
    settled_how: str
    reached: int
    evidence: str
    evidence_said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of a round, its newest version."""

    area_id: UUID
    agency: str
    start: date
    end: date
    version: int
    said: str
    next_step: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """A programme's page: everything for those in charge. exact: counts are not rounded; read_on: newest reading.

    help: since entry, as far as the viewer may list the families; happiness: of those asked at entry and since.
    """

    programme: ProgrammeView
    flows: Flows
    areas: tuple[AreaProgress, ...]
    lines: tuple[LineView, ...]
    reports: tuple[ReportView, ...]
    owed: tuple[Owed, ...]
    exact: bool
    read_on: date | None
    today: date
    help: HelpGiven
    happiness: Happiness

    def of(self, kind: str) -> tuple[LineView, ...]:
        """The lines of one kind, the newest first."""
        return tuple(one for one in self.lines if one.kind == kind)


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A target family in a list."""

    id: UUID
    household_id: UUID
    name: str = field(repr=False)
    area_code: str
    area: Bilingual
    way: str
    entered_on: date
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A page of target families."""

    rows: tuple[FamilyLine, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class PartOf:
    """A programme that a household is in."""

    programme_id: UUID
    name: Bilingual
    type: str
    area: Bilingual
    agency: str
    entered_on: date
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class PointView:
    """A need, factor, threat or recovery activity of a province."""

    id: UUID
    kind: str
    title: str
    said: str
    agency: str
    starts_on: date | None
    ends_on: date | None
    programme: Bilingual | None
    dimension: str
    families: int | None
    evidence: tuple[Mapping[str, Any], ...]
    at: datetime
    closed_on: date | None
    closed_how: str
    answered_by: tuple["PointView", ...] = ()
