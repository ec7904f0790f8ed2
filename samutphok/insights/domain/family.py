"""The page of one family: the family logbook, as the office reads it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.insights.domain.area import MeasureNote, Place
from samutphok.insights.domain.choice import Dimension
from samutphok.kernel.dates import AgeRange, PartialDate
from samutphok.kernel.errors import Bilingual


class Verdict(StrEnum):
    """What three-valued logic says of a clause."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a rule, as the policy's text has it, and its outcome for this family.

    text: the clause; found: what was read, e.g. 'สมาชิก 2 คนอายุ 60 ปีขึ้นไป', empty when nothing is known;
    missing: labels of the facts that would decide it.
    """

    text: Bilingual
    verdict: Verdict
    found: Bilingual
    missing: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule set (the levels, a local definition) applied to this family.

    label: its name; outcome: in words ('ระดับ 2', 'เข้านิยาม'); verdict: UNKNOWN when missing facts leave it open.
    clauses: in the rule's order, among those the viewer may see; source: the rule's legal or official source.
    """

    name: str
    label: Bilingual
    outcome: Bilingual
    verdict: Verdict
    clauses: tuple[Clause, ...]
    source: Bilingual
    valid_from: date


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
class Evidence:
    """Which register says so: its name, the day it holds for, and the source row (1-based) of the batch."""

    register: str
    label: Bilingual
    as_of: date
    batch_id: UUID
    row_number: int


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

    given_on: the day of the payment, or the first day of the allowance.
    """

    kind: Bilingual
    who: str
    amount: float | None
    monthly: bool
    given_on: PartialDate | None
    agency: str
    evidence: Evidence


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
    dimensions: all five, TPMAP's order. members: the eldest first. help: the newest first.
    full: the viewer is cleared for poverty and health (S2); otherwise there are names, places and ages only, and income,
    target, dimensions, level, definitions, dependants, help and register names that tell of health or poverty are empty.
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
    full: bool

    @property
    def dependants(self) -> tuple[Member, ...]:
        """Members who need others' help, each once."""
        return tuple(member for member in self.members if member.dependant)
