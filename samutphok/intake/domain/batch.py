"""A received register file on its way: received, staged, attached."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from samutphok.kernel.errors import Bilingual


class Status(StrEnum):
    """Where a batch stands. DUPLICATE is only ever an answer: the same file came again and nothing was changed."""

    RECEIVED = "received"
    STAGING = "staging"
    STAGED = "staged"
    ATTACHING = "attaching"
    ATTACHED = "attached"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"
    DUPLICATE = "duplicate"


# Which status may follow which. A failed batch starts again; the file of an undone one makes a new batch.
MOVES: Mapping[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset({Status.STAGING, Status.FAILED}),
    Status.STAGING: frozenset({Status.STAGING, Status.STAGED, Status.FAILED}),
    Status.STAGED: frozenset({Status.ATTACHING, Status.ATTACHED, Status.UNDOING}),
    Status.ATTACHING: frozenset({Status.ATTACHING, Status.ATTACHED, Status.UNDOING}),
    # again STAGED: the rows of a twin that were not kept twice come in when the twin is undone
    Status.ATTACHED: frozenset({Status.UNDOING, Status.STAGED}),
    Status.UNDOING: frozenset({Status.UNDOING, Status.UNDONE}),
    Status.UNDONE: frozenset(),
    Status.FAILED: frozenset({Status.RECEIVED}),
}

STAGED_STATUSES = (Status.STAGED, Status.ATTACHING, Status.ATTACHED)
IN_WORK = (Status.RECEIVED, Status.STAGING, Status.STAGED, Status.ATTACHING, Status.UNDOING)
TAKEN_BACK = (Status.UNDOING, Status.UNDONE)


@dataclass(frozen=True, slots=True)
class BatchReceived:
    """A file was taken in and waits to be staged."""

    batch_id: UUID


@dataclass(frozen=True, slots=True)
class BatchStaged:
    """A batch's accepted rows lie ready as Parquet."""

    batch_id: UUID


@dataclass(frozen=True, slots=True)
class BatchAttached:
    """Every staged row of a batch has been joined to people, or waits for a decision."""

    batch_id: UUID


@dataclass(frozen=True, slots=True)
class UndoAsked:
    """A batch is to be taken back."""

    batch_id: UUID


@dataclass(frozen=True, slots=True)
class BatchUndone:
    """Nothing of a batch stands any more but its file and its place in the books."""

    batch_id: UUID


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a source. Always accepted + rejected = read; empty lines are counted beside, not read.

    `warned` rows are among the accepted. `warnings` counts findings by kind, `refusals` the reasons for rejection.
    """

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    warned: int = 0
    empty: int = 0
    warnings: Mapping[str, int] = field(default_factory=dict)
    refusals: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.read + other.read,
            self.accepted + other.accepted,
            self.rejected + other.rejected,
            self.warned + other.warned,
            self.empty + other.empty,
            _added(self.warnings, other.warnings),
            _added(self.refusals, other.refusals),
        )


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as pages and commands show it; `percent` is of the work of its present status."""

    id: UUID
    register: str
    file_name: str
    file_sha256: str
    staged_sha256: str
    status: Status
    counts: Counts
    rows_attached: int
    percent: int
    as_of: date
    area_prefix: str
    received_by: str
    received_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    problem: Bilingual | None
    moved_at: datetime | None = None
    rows_undone: int = 0
    undo_by: str = ""
    undo_at: datetime | None = None
    undo_reason: str = ""


@dataclass(frozen=True, slots=True)
class StagedBatch:
    """The immutable Parquet of a batch's accepted rows."""

    id: UUID
    register: str
    path: Path
    rows: int
    as_of: date
    received_at: datetime
    sha256: str
    area_prefix: str
    rows_read: int = 0  # accepted and rejected
    is_attached: bool = False  # its rows have been joined to people


@dataclass(frozen=True, slots=True)
class RejectsFile:
    """The rows of a batch that go back to their sender, or the remarks on those that were taken: CSV, UTF-8 with BOM,
    inert in a spreadsheet."""

    path: Path
    name: str
    rows: int


def may_move(now: Status, then: Status) -> bool:
    """Whether a batch in one status may take the other."""
    return then in MOVES[now]


def common_area(codes: Iterable[str]) -> str:
    """The smallest area that holds all the codes, as a prefix of whole levels; '' when only the country does."""
    known = set(codes)
    first, last = min(known), max(known)  # what these two share as text, all between them share
    shared = next((place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[: shared // 2 * 2]


def scope_text(prefixes: Sequence[str]) -> str:
    """The areas under which a file was received, in one canonical text."""
    return ",".join(sorted(prefixes))


def _added(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, int]:
    return {kind: left.get(kind, 0) + right.get(kind, 0) for kind in sorted({*left, *right})}
