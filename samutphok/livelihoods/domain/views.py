"""What pages read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from samutphok.livelihoods.domain.catalogue import Catalogue, Course, Occupation
from samutphok.livelihoods.domain.matching import Match, Situation
from samutphok.livelihoods.domain.outcomes import Prior, Tally
from samutphok.livelihoods.domain.paths import PathState


@dataclass(frozen=True, slots=True)
class DemandView:
    """How much an occupation is wanted, as somebody wrote it down."""

    level: str
    as_of: date
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """What became of people, as it is told: `share` is the estimate; seen None: too few to be told of here."""

    share: float
    seen: Tally | None
    few: bool = False


@dataclass(frozen=True, slots=True)
class IntakeView:
    """A course held once. open: a seat can be taken today; mine: the viewer may change it."""

    id: UUID
    course: Course | None
    code: str
    agency: str
    serves: str
    place: str
    hours: int | None
    starts_on: date
    apply_by: date
    seats: int
    taken: int
    offers: tuple[str, ...]
    closed: bool
    open: bool
    mine: bool = False

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return self.seats - self.taken


@dataclass(frozen=True, slots=True)
class OccupationLine:
    """An occupation in the list, with what the area offers it."""

    occupation: Occupation
    demand: DemandView | None
    seats_free: int
    told: Told


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of occupations for an area."""

    catalogue: Catalogue
    area: str
    lines: tuple[OccupationLine, ...]
    prior: Prior
    people: int


@dataclass(frozen=True, slots=True)
class MonthTally:
    """What was found so many months after: of `asked` reached, `in_work`; not_reached; better: earn in a higher band."""

    month: int
    asked: int
    in_work: int
    not_reached: int
    better: int


@dataclass(frozen=True, slots=True)
class OccupationPage:
    """One occupation of an area. months: only for whoever does case work, or where there are enough."""

    catalogue: Catalogue
    area: str
    line: OccupationLine
    intakes: tuple[IntakeView, ...]
    courses: tuple[Course, ...]
    prior: Prior
    people: int
    months: tuple[MonthTally, ...]
    may_note: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody of the family for whom work may be looked for. age None: not known."""

    person_id: UUID
    name: str = field(repr=False)
    age: int | None
    path: "PathLine | None" = None


@dataclass(frozen=True, slots=True)
class PathLine:
    """A way into work in a list."""

    id: UUID
    household_id: UUID
    person_id: UUID
    name: str = field(repr=False)
    area_code: str
    occupation: str
    state: PathState
    due_month: int | None
    due_on: date | None
    late: bool
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A match with what the area offers the occupation."""

    match: Match
    demand: DemandView | None
    intakes: tuple[IntakeView, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What somebody said, and every occupation in its order for them; matches () before anything was said."""

    catalogue: Catalogue
    household_id: UUID
    area_code: str
    member: MemberLine
    situation: Situation
    told_at: datetime | None
    matches: tuple[MatchLine, ...]
    prior: Prior
    people: int


@dataclass(frozen=True, slots=True)
class ActView:
    """An act of a way, in its history."""

    name: str
    at: datetime
    by: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PathPage:
    """One way into work: what can be done now, seats to take, results, history."""

    catalogue: Catalogue
    line: PathLine
    income_before: str
    intake: IntakeView | None
    intakes: tuple[IntakeView, ...]
    since: date | None
    version: int
    open_acts: tuple[str, ...]
    results: tuple["ResultView", ...]
    history: tuple[ActView, ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """What was found some months after; in_work None: not reached."""

    month: int
    in_work: bool | None
    income: str
    found_on: date


@dataclass(frozen=True, slots=True)
class PathList:
    """A page of ways, and how many there are."""

    rows: tuple[PathLine, ...]
    page: int
    pages: int
    total: int
    late: int
