"""The first page after login: what needs this viewer, and where their area stands."""

from dataclasses import dataclass
from enum import StrEnum

from samutphok.insights.domain.area import AreaNumbers, AreaRow, MeasureNote, Place, SourceFreshness
from samutphok.kernel.errors import Bilingual


class TaskKind(StrEnum):
    """What may wait for somebody today; the desk gives each kind its page."""

    REVIEWS = "reviews"  # register rows that wait for a decision about a person
    FAILED_IMPORTS = "failed_imports"  # batches that stopped with a problem
    REJECTED_ROWS = "rejected_rows"  # rows that came back, in batches of the last 30 days
    RUNNING_IMPORTS = "running_imports"  # batches in work
    STALE_LIST = "stale_list"  # registers newer than the drawn list
    MISSING_REGISTER = "missing_register"  # registers that never arrived for the area


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits, and how many of it. Only kinds the viewer may act on, only counts above zero."""

    kind: TaskKind
    count: int


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """One of the viewer's areas. numbers and measure are None when no list covers it.

    top: at most five areas inside it, the largest share of target-poor persons first.
    rounded: every count is rounded to a multiple of five, because the viewer may not see the families behind them.
    """

    place: Place
    measure: MeasureNote | None
    numbers: AreaNumbers | None
    top: tuple[AreaRow, ...]
    rounded: bool


@dataclass(frozen=True, slots=True)
class Home:
    """The viewer's day.

    roles: names of the roles in force; areas: one summary for each area of their grants, at most 12.
    """

    name: str
    roles: tuple[Bilingual, ...]
    tasks: tuple[Task, ...]
    areas: tuple[AreaSummary, ...]
    sources: tuple[SourceFreshness, ...]
