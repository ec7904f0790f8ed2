"""Files made of families in the background: what was asked for, how far it is, and how long it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from samutphok.insights.domain.choice import FamilyFilter
from samutphok.kernel.errors import Bilingual

KEPT_FOR = timedelta(hours=24)
FILES_AT_MOST = 10  # of one person at a time
RUNS_AT_MOST = 3  # a file whose worker was killed is begun again
BOOKLETS_AT_MOST = 50


class FileFormat(StrEnum):
    """Tables of families, or their printed booklets."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


class ExportStatus(StrEnum):
    """The state of a file."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


IN_WORK = frozenset({ExportStatus.WAITING, ExportStatus.RUNNING})
MOVES: Mapping[ExportStatus, frozenset[ExportStatus]] = {
    ExportStatus.WAITING: frozenset({ExportStatus.RUNNING, ExportStatus.FAILED}),
    ExportStatus.RUNNING: frozenset({ExportStatus.RUNNING, ExportStatus.DONE, ExportStatus.FAILED}),
    ExportStatus.DONE: frozenset(),
    ExportStatus.FAILED: frozenset(),
}


def may_move(now: ExportStatus, then: ExportStatus) -> bool:
    """Whether a file in one state may come into the other; a running one begins again when its worker was killed."""
    return then in MOVES[now]


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is wanted: which families, in which kind of file, in which language ('th' or 'en')."""

    wanted: FamilyFilter
    format: FileFormat
    language: str


@dataclass(frozen=True, slots=True)
class ExportView:
    """A file as its owner sees it.

    total: families to be written, None until they were counted; done: written so far; size: bytes; problem: why it
    failed and what to do; expires_at: when the file is deleted, None while it is not finished.
    """

    id: UUID
    order: ExportOrder
    status: ExportStatus
    total: int | None
    done: int
    size: int
    problem: Bilingual | None
    requested_at: datetime
    expires_at: datetime | None

    @property
    def percent(self) -> int:
        """How far it is; 100 only when it is finished."""
        if self.status is ExportStatus.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
