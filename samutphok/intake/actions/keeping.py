"""The books of a batch in work: how far it is, what stopped it, that it goes on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.intake.actions.books import locked, move, recorded
from samutphok.intake.domain.batch import (
    BatchAttached,
    BatchReceived,
    BatchStaged,
    BatchUndone,
    BatchView,
    Status,
    UndoAsked,
)
from samutphok.intake.errors import WrongMove
from samutphok.intake.models import Batch
from samutphok.intake.queries.batches import view, visible_batch
from samutphok.kernel.errors import Bilingual


@transaction.atomic
def mark_progress(batch_id: UUID, *, rows_attached: int, now: datetime) -> None:
    """Notes how many staged rows have been attached so far, in the transaction that attached them; raises TakenBack."""
    batch = locked(batch_id)
    move(batch, Status.ATTACHING)
    if not batch.rows_attached:
        batch.started_at, batch.finished_at = now, None
    batch.rows_attached = rows_attached
    batch.percent = min(99, 100 * rows_attached // max(batch.rows_accepted, 1))
    _still_moving(batch, now)


@transaction.atomic
def mark_attached(batch_id: UUID, *, now: datetime) -> None:
    """Notes that every staged row has been attached, and publishes `BatchAttached`; a second time changes nothing.

    Raises TakenBack.
    """
    batch = locked(batch_id)
    if batch.status != Status.ATTACHED:
        move(batch, Status.ATTACHED)
        batch.percent, batch.finished_at = 100, now
        _still_moving(batch, now)
        publish(BatchAttached(batch_id))


@transaction.atomic
def mark_undoing(batch_id: UUID, *, rows: int, now: datetime) -> None:
    """Notes that so many more rows have been taken back, in the transaction that took them."""
    batch = locked(batch_id)
    move(batch, Status.UNDOING)
    batch.rows_undone += rows
    batch.percent = min(99, 100 * batch.rows_undone // max(batch.rows_attached, 1))
    _still_moving(batch, now)


@transaction.atomic
def mark_undone(batch_id: UUID, *, now: datetime) -> None:
    """Notes that every row has been taken back, and publishes `BatchUndone`; a second time changes nothing.

    A twin, another receipt of the very rows, had kept none of its own: now they are attached from it.
    """
    batch = locked(batch_id)
    if batch.status == Status.UNDONE:
        return
    move(batch, Status.UNDONE)
    batch.percent, batch.finished_at = 100, now
    _still_moving(batch, now)
    record(actor="intake", act="undo_register", subject=f"batch:{batch_id}", now=now)
    twins = Batch.objects.filter(register=batch.register, as_of=batch.as_of, staged_sha256=batch.staged_sha256)
    for twin in twins.filter(status=Status.ATTACHED, rows_attached__lt=F("rows_accepted")).select_for_update():
        move(twin, Status.STAGED)
        twin.save()
        publish(BatchStaged(twin.pk))
    publish(BatchUndone(batch_id))


@transaction.atomic
def mark_trouble(batch_id: UUID, *, problem: Bilingual) -> None:
    """Notes what stopped the work on a batch, for whoever will say that it goes on."""
    Batch.objects.filter(pk=batch_id).update(problem_th=problem.th, problem_en=problem.en)


@transaction.atomic
def retry_batch(*, viewer: Viewer, batch_id: UUID, now: datetime) -> BatchView:
    """Lets the work on a batch go on where it stopped. Raises UnknownBatch, and WrongMove when nothing is left to do.

    Harmless when it has not stopped: every step of the work may run twice.
    """
    batch = locked(visible_batch(viewer, batch_id).pk)
    if batch.status == Status.FAILED:
        move(batch, Status.RECEIVED)
    events = {
        Status.RECEIVED: BatchReceived,
        Status.STAGING: BatchReceived,
        Status.STAGED: BatchStaged,
        Status.ATTACHING: BatchStaged,
        Status.UNDOING: UndoAsked,
    }
    if Status(batch.status) not in events:
        raise WrongMove(batch.status)
    _still_moving(batch, now)
    recorded(viewer, "retry_register", f"batch:{batch.pk}", now=now)
    publish(events[Status(batch.status)](batch.pk))
    return view(batch)


def _still_moving(batch: Batch, now: datetime) -> None:
    batch.moved_at, batch.problem_th, batch.problem_en = now, "", ""
    batch.save()
