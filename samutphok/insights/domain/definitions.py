"""Pages of local definitions: the list of them, one of them, its reach, and two compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samutphok.insights.domain.area import Place
from samutphok.insights.domain.choice import Option
from samutphok.insights.domain.families import FamilyRow
from samutphok.kernel.errors import Bilingual
from samutphok.targeting.domain.approval import LocalDefinitionView, Standing
from samutphok.targeting.domain.gaps import Gap
from samutphok.targeting.domain.knowledge import Knowledge
from samutphok.targeting.domain.reach import Change, Reached


@dataclass(frozen=True, slots=True)
class FactRead:
    """A fact that a clause reads, and how far registers know it before a visit."""

    name: str
    label: Bilingual
    knowledge: Knowledge


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """One clause: the committee's text beside what is counted, in words and as a rule, with what it still lacks."""

    id: str
    number: int
    text: Bilingual
    reading: Bilingual
    words: Bilingual
    rule: str
    facts: tuple[FactRead, ...]
    gaps: tuple[Gap, ...]
    sealed: bool


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """A definition in the list. id: None for a policy file that comes with the product."""

    id: UUID | None
    name: str
    label: Bilingual
    place: Place
    standing: Standing
    valid_from: date | None
    valid_to: date | None
    source: Bilingual
    changed_at: datetime | None = None
    mine_to_decide: bool = False


@dataclass(frozen=True, slots=True)
class DefinitionsPage:
    """The definitions that concern the viewer. areas: where they may begin one; bases: what it may start from."""

    waiting: tuple[DefinitionLine, ...]
    drafts: tuple[DefinitionLine, ...]
    in_force: tuple[DefinitionLine, ...]
    earlier: tuple[DefinitionLine, ...]
    areas: tuple[Option, ...]
    bases: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class DefinitionPage:
    """One definition of the office. others: what it may be compared with, the one it would follow first."""

    found: LocalDefinitionView
    place: Place
    standing: Standing
    source: Bilingual
    clauses: tuple[ClauseShown, ...]
    gaps: tuple[Gap, ...]
    others: tuple[Option, ...]
    may_write: bool
    may_decide: bool
    own: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """A definition that comes with the product."""

    line: DefinitionLine
    clauses: tuple[ClauseShown, ...]
    every: bool
    of_persons: bool
    reading: Bilingual


@dataclass(frozen=True, slots=True)
class AreaReached:
    """An area's row under a count; of an amphoe, or of a tambon inside it."""

    place: Place
    families: int
    persons: int
    reached: Reached


@dataclass(frozen=True, slots=True)
class ReachShown:
    """A count as this viewer may see it: exact for whoever may list the families, else each number rounded."""

    total: AreaReached
    areas: tuple[AreaReached, ...]
    clauses: Mapping[str, Reached]
    as_of: date
    data_cut: date
    counted_at: datetime
    exact: bool


@dataclass(frozen=True, slots=True)
class ReachPage:
    """A count on its way: the newest one, whether it is of what stands there now, and what is left out of it."""

    definition: DefinitionPage
    reach: ReachShown | None
    current: bool
    waiting: bool
    left_out: int


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """Families that entered or left by one clause. place: the clause's place, which opens its list."""

    place: int
    text: Bilingual
    families: int


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One change with its families, and by the clauses that decided it (these overlap). hold: those that hold, or fail."""

    change: Change
    families: int
    persons: int
    open_now: int
    clauses: tuple[ClauseChange, ...]
    hold: bool
    of_after: bool


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two definitions over the same families. changes: None while the facts are gathered; lists: whether they open."""

    id: UUID
    definition: UUID
    place: Place
    before: Bilingual
    after: Bilingual
    asked_at: datetime
    as_of: date
    data_cut: date
    changes: tuple[ChangeShown, ...] | None
    exact: bool


@dataclass(frozen=True, slots=True)
class ChangedFamilies:
    """One page of the families behind a number of a comparison."""

    comparison: ComparisonPage
    change: ChangeShown
    clause: ClauseChange | None
    rows: tuple[FamilyRow, ...]
    total: int
    page: int
    page_size: int
