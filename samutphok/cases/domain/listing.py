"""Lists of cases: which are asked for, in which standing, and how many each worker has."""

from dataclasses import dataclass, field
from enum import StrEnum

from samutphok.cases.domain.case import CaseSummary


class Whose(StrEnum):
    """Whose cases a list shows. NOBODY: of the desk, or of somebody who can no longer work on them."""

    MINE = "mine"
    AREA = "area"
    NOBODY = "nobody"


class CaseStanding(StrEnum):
    """What stands out in an open case; CLOSED shows closed ones."""

    OVERDUE = "overdue"
    DUE = "due"
    SILENT = "silent"
    UNPLANNED = "unplanned"
    UNAGREED = "unagreed"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are asked for. standing None: every open one; worker: account id; text: part of a case's number."""

    whose: Whose = Whose.MINE
    standing: CaseStanding | None = None
    area: str = ""
    worker: str = ""
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list with everything that stands out in it; gone: its worker can no longer work on it."""

    case: CaseSummary
    standings: tuple[CaseStanding, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases."""

    rows: tuple[CaseRow, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class Load:
    """How many open cases somebody has, and what stands out in them. gone: can no longer work on them; '' the desk."""

    worker_id: str
    worker: str = field(repr=False)
    cases: int
    overdue: int
    silent: int
    unplanned: int
    closings: int
    gone: bool = False

    @property
    def nobody(self) -> bool:
        """Whether these cases wait for somebody to take them."""
        return self.gone or not self.worker_id
