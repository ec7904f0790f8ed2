"""The page of one family: the family logbook, as the office reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samutphok.insights.domain.area import MeasureNote, Place
from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.evidence import Evidence as Evidence
from samutphok.insights.domain.family_visits import FamilyVisits
from samutphok.insights.domain.readings import Clause as Clause
from samutphok.insights.domain.readings import Reading as Reading
from samutphok.insights.domain.readings import Verdict as Verdict
from samutphok.insights.domain.timeline import Drawing, Event, Redrawn, Year, timeline
from samutphok.kernel.dates import AgeRange, PartialDate
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class LevelReading:
    """The family's level: 0-3, None when not of low income or when facts are missing (the reading says which).

    assumed: what no register says and was taken as given until somebody asks at the door. as_of: the day of the ages.
    """

    level: int | None
    reading: Reading
    assumed: tuple[Bilingual, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class Problem:
    """One failed indicator. person_id None: the indicator is the household's, or the failing member is not known.

    number: of the indicator in the survey round; text: what passing would mean ('มีน้ำสะอาด...').
    """

    number: int
    text: Bilingual
    person_id: UUID | None
    who: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class DimensionReading:
    """One dimension of the family: UNKNOWN when no indicator of it was assessed, MET means there is a problem."""

    dimension: Dimension
    label: Bilingual
    verdict: Verdict
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A person who lives in the household now.

    name: title, first and last name as the latest register gives them; pid: masked, empty without a number.
    age: on the day of viewing; None without a birth date. dependant: why the person needs others, empty if not.
    registers: labels of the registers that know the person. under_review: a register row waits for a decision.
    target_poor: None when the person is not on the drawn list.
    """

    person_id: UUID
    name: str
    sex: str | None
    birth: PartialDate | None
    age: AgeRange | None
    pid: str
    dependant: tuple[Bilingual, ...]
    registers: tuple[Bilingual, ...]
    target_poor: bool | None
    under_review: bool


@dataclass(frozen=True, slots=True)
class HelpReceived:
    """Help that a register records. amount: baht, None for help in kind; monthly: an allowance that is running.

    given_on: the day of the payment, or the first day of the allowance or card; until: the card's last day.
    """

    kind: Bilingual
    person_id: UUID
    who: str
    amount: float | None
    monthly: bool
    given_on: PartialDate | None
    until: PartialDate | None
    agency: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class HelpOfYear:
    """Payments of one year, in baht; year None: the register names no day."""

    year: PartialDate | None
    payments: int
    baht: float


@dataclass(frozen=True, slots=True)
class Former:
    """Somebody whom an earlier survey met in the family."""

    name: str
    until: date


@dataclass(frozen=True, slots=True)
class Colleague:
    """A role of the desk that works with this family; agency: only where it changed something."""

    role: Bilingual
    agency: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A document or photograph that stands with the family. sensitive: shown to those cleared for S2, and recorded.

    visit_id: of the visit that brought it.
    """

    id: UUID
    label: Bilingual
    title: str
    taken_on: date | None
    added_at: datetime
    size: int
    picture: bool
    sensitive: bool
    mine: bool
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReviewNotice:
    """A register row that names a number of this family and disagrees about the person; a worker must decide."""

    register: Bilingual
    who: str
    reasons: tuple[Bilingual, ...]
    since: datetime


@dataclass(frozen=True, slots=True)
class RegisterSeen:
    """A register that knows the family: the day it holds for and how many of its rows are the family's (0: none)."""

    register: str
    label: Bilingual
    as_of: date | None
    rows: int


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """One family, as the viewer may see it. Reading it is recorded in the audit before it is returned.

    name: of the first member, as in lists; place: the village, with `path` from the country down to the tambon.
    income_per_person: baht a year as the survey says; income_evidence: the row that says so.
    target_poor: target-poor members on the drawn list; measure: None when the family is on no list.
    dimensions: all five, TPMAP's order. members: the eldest first. help: the newest first. drawings: what the lists said,
    the one in force first. events: everything with a day, in no order. received: registers that were read for the list.
    visits: what was said at the door; without S2 clearance only who came when, and who joined or left.
    may_add: the viewer may keep documents with the family.
    full: the viewer is cleared for poverty and health (S2); otherwise there are names, places and ages only, and income,
    target, dimensions, level, definitions, dependants, help, drawings, events, colleagues and register names that tell of
    health or poverty are empty.
    """

    household_id: UUID
    name: str
    house_code: str
    family_no: str
    place: Place
    path: tuple[Place, ...]
    members: tuple[Member, ...]
    income_per_person: float | None
    income_evidence: Evidence | None
    measure: MeasureNote | None
    target_poor: int
    dimensions: tuple[DimensionReading, ...]
    level: LevelReading | None
    definitions: tuple[Reading, ...]
    help: tuple[HelpReceived, ...]
    registers: tuple[RegisterSeen, ...]
    reviews: tuple[ReviewNotice, ...]
    former: tuple[Former, ...]
    drawings: tuple[Redrawn, ...]
    events: tuple[Event, ...]
    documents: tuple[Paper, ...]
    colleagues: tuple[Colleague, ...]
    received: frozenset[str]
    visits: FamilyVisits
    may_add: bool
    full: bool

    @property
    def dependants(self) -> tuple[Member, ...]:
        """Members who need others' help, each once."""
        return tuple(member for member in self.members if member.dependant)

    @property
    def others(self) -> int:
        """How many members are not known to need others' help."""
        return len(self.members) - len(self.dependants)

    @property
    def problems(self) -> int:
        """How many problems there are in all dimensions."""
        return sum(len(reading.problems) for reading in self.dimensions)

    @property
    def before(self) -> Drawing | None:
        """What the list before the present one said."""
        return self.drawings[0].before if self.drawings else None

    @property
    def years(self) -> tuple[Year, ...]:
        """The timeline."""
        return timeline(self.events)

    @property
    def monthly(self) -> float:
        """Baht a month that the registers say are paid to members now."""
        return sum(one.amount or 0.0 for one in self.help if one.monthly)

    @property
    def help_by_year(self) -> tuple[HelpOfYear, ...]:
        """Payments by year, the newest first; allowances and cards are not payments."""
        by_year: dict[PartialDate | None, list[float]] = {}
        for one in self.help:
            if one.amount is not None and not one.monthly:
                year = PartialDate(one.given_on.year) if one.given_on else None
                by_year.setdefault(year, []).append(one.amount)
        found = (HelpOfYear(year, len(baht), sum(baht)) for year, baht in by_year.items())
        return tuple(sorted(found, key=lambda one: one.year.year if one.year else 0, reverse=True))
