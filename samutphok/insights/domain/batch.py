"""One register file on its page: how far it is, what became of its rows, what it changed, which lists rest on it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samutphok.insights.domain.area import Place
from samutphok.intake.domain.batch import BatchView
from samutphok.intake.domain.comparison import AreaChange, Change
from samutphok.intake.domain.progress import Progress
from samutphok.kernel.errors import Bilingual
from samutphok.linkage.domain.review import Joined


@dataclass(frozen=True, slots=True)
class DrawnFrom:
    """A list that was drawn from the batch; `current`: it is in force."""

    area: Place
    measure: Bilingual
    drawn_on: date
    current: bool


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A batch as its page shows it.

    received_by, undo_by: names of colleagues, '' for a system process. joined: None before attaching, and for batches
    attached before these books were kept; change: None while it is not compared. may_undo: it may be taken back now.
    """

    batch: BatchView
    progress: Progress | None
    received_by: str
    undo_by: str
    joined: Joined | None
    change: Change | None
    areas: tuple[tuple[Place, AreaChange], ...]
    lists: tuple[DrawnFrom, ...]
    before: UUID | None
    may_undo: bool
    may_retry: bool
    may_fetch: bool
