"""Asking that a batch be taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.events import publish
from samutphok.intake.actions.books import locked, move, recorded
from samutphok.intake.domain.batch import TAKEN_BACK, BatchView, Status, UndoAsked
from samutphok.intake.errors import NotConfirmed
from samutphok.intake.queries.batches import view, visible_batch
from samutphok.kernel.thai import arabic_digits

REASON_FROM, REASON_TO = 5, 500  # letters


@transaction.atomic
def request_undo(*, viewer: Viewer, batch_id: UUID, reason: str, confirmation: str, now: datetime) -> BatchView:
    """Asks that everything a batch said be taken back; a job that hears of `UndoAsked` does it.

    Whoever received the batch may ask, and whoever may receive registers for its whole area: the province's office.
    confirmation: the number of accepted rows, typed. The file stays in the warehouse, the batch in the books. Asking twice
    changes nothing. Raises UnknownBatch, NotConfirmed, and WrongMove for a batch that is not staged.
    """
    batch = locked(visible_batch(viewer, batch_id).pk)
    if batch.status in TAKEN_BACK:
        return view(batch)
    typed = arabic_digits(confirmation).replace(",", "").strip()
    said = " ".join(reason.split())
    if typed != str(batch.rows_accepted) or not REASON_FROM <= len(said) <= REASON_TO:
        raise NotConfirmed(batch.rows_accepted)
    move(batch, Status.UNDOING)
    batch.undo_by, batch.undo_at, batch.undo_reason = viewer.account_id, now, said
    batch.percent, batch.started_at, batch.moved_at = 0, now, now
    batch.problem_th = batch.problem_en = ""
    batch.save()
    recorded(viewer, "ask_undo_register", f"batch:{batch.pk}", now=now)
    publish(UndoAsked(batch.pk))
    return view(batch)
