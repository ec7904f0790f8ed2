"""The first page after login: what needs this viewer, and where their area stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samutphok.access.domain import Role
from samutphok.insights.domain.area import AreaNumbers, AreaRow, MeasureNote, Place, SourceFreshness
from samutphok.kernel.errors import Bilingual


class TaskKind(StrEnum):
    """What may wait for somebody today, the most urgent first; the desk gives each kind its page."""

    FAILED_IMPORTS = "failed_imports"  # batches that stopped with a problem
    REVIEWS = "reviews"  # register rows that wait for a decision about a person
    DEFINITIONS = "definitions"  # definitions that wait for a second person's approval
    NOTICES = "notices"  # notices not yet acknowledged
    OVERDUE_VISITS = "overdue_visits"  # families whose visit is past its day
    WAITING_FORMS = "waiting_forms"  # forms from the field that somebody must look at
    CONFLICTS = "conflicts"  # families of whom two visits say different things
    JOINT_PARTS = "joint_parts"  # joint visits that wait for a part of the viewer's own
    FILES = "files"  # files made in the background that are ready
    UNDONE_LIST = "undone_list"  # lists that rest on a file which was taken back
    STALE_LIST = "stale_list"  # registers newer than the drawn list
    REJECTED_ROWS = "rejected_rows"  # rows that came back, in batches of the last 30 days
    MISSING_REGISTER = "missing_register"  # registers that never arrived for the area
    STALE_REGISTER = "stale_register"  # registers older than the rule of attention allows
    RUNNING_IMPORTS = "running_imports"  # batches in work


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits, and how many of it. Only kinds the viewer may act on, only counts above zero."""

    kind: TaskKind
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """A count on the list in force beside the same on the list of the cut before."""

    before: int
    now: int
    cut_before: date
    cut: date

    @property
    def difference(self) -> int:
        """How many more there are now; negative for fewer."""
        return self.now - self.before

    @property
    def fraction(self) -> float | None:
        """The difference as a share of what there was; None where there was nothing."""
        return self.difference / self.before if self.before else None


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """One of the viewer's areas. numbers and measure are None when no list covers it.

    change: target-poor persons since the cut before; None without an earlier list of the same extent.
    top: at most five areas inside it, the largest share of target-poor persons first.
    rounded: every count is rounded to a multiple of five, because the viewer may not see the families behind them.
    """

    place: Place
    measure: MeasureNote | None
    numbers: AreaNumbers | None
    change: Change | None
    top: tuple[AreaRow, ...]
    rounded: bool


@dataclass(frozen=True, slots=True)
class LevelLine:
    """Families at one level now and on the cut before. level: 3-0, None for no level."""

    level: int | None
    now: int
    before: int


@dataclass(frozen=True, slots=True)
class FlowCell:
    """Families that stood at one level and stand at another; better, same and worse tell which way they went."""

    households: int
    step: str


@dataclass(frozen=True, slots=True)
class Movement:
    """What became of the families between two cuts. cells: a row a level before (3-0, none), a column a level now."""

    cut_before: date
    cut: date
    better: int
    same: int
    worse: int
    new: int
    gone: int
    levels: tuple[LevelLine, ...]
    cells: tuple[tuple[FlowCell, ...], ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One tambon on the governor's page. worse: families whose level rose since the cut before; None without one."""

    place: Place
    numbers: AreaNumbers
    change: Change | None
    red: bool
    better: int | None
    worse: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """An area tambon by tambon, the largest share first, with the rule by which a tambon is red."""

    rows: tuple[BoardRow, ...]
    rule: Bilingual
    rule_source: Bilingual
    movement: Movement | None

    @property
    def red(self) -> int:
        """How many tambons are red."""
        return sum(row.red for row in self.rows)


@dataclass(frozen=True, slots=True)
class SourceState:
    """A register's freshness with whether it is to be asked for anew."""

    source: SourceFreshness
    stale: bool


@dataclass(frozen=True, slots=True)
class Home:
    """The viewer's day.

    roles: names of the roles in force; leading: the first of them, whose page this is; areas: one summary for each area
    of their grants, at most 12; board: for whoever leads a province.
    """

    name: str
    leading: Role | None
    roles: tuple[Bilingual, ...]
    tasks: tuple[Task, ...]
    areas: tuple[AreaSummary, ...]
    board: Board | None
    sources: tuple[SourceState, ...]

    def waiting(self, kind: TaskKind) -> int:
        """How many of a kind wait; 0 for none."""
        return next((task.count for task in self.tasks if task.kind is kind), 0)
