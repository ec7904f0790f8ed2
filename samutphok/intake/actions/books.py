"""What every act on a batch needs: its locked row, a move that is allowed, and the audit's row."""

from datetime import datetime
from uuid import UUID

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.foundation.audit.actions import record
from samutphok.intake.domain.batch import TAKEN_BACK, Counts, Status, may_move
from samutphok.intake.errors import TakenBack, UnknownBatch, WrongMove
from samutphok.intake.models import Batch


def locked(batch_id: UUID) -> Batch:
    """The batch, nobody else's until the transaction ends; raises UnknownBatch."""
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise UnknownBatch
    return batch


def move(batch: Batch, status: Status) -> None:
    """Give the batch its next status; raises TakenBack for one that is being undone, or was, and WrongMove."""
    if may_move(Status(batch.status), status):
        batch.status = status
        return
    raise TakenBack if batch.status in TAKEN_BACK else WrongMove(batch.status)


def columns(counts: Counts) -> dict[str, object]:
    """The counts as the batch's columns."""
    return {
        "rows_read": counts.read,
        "rows_accepted": counts.accepted,
        "rows_rejected": counts.rejected,
        "rows_warned": counts.warned,
        "rows_empty": counts.empty,
        "warnings": dict(counts.warnings),
        "refusals": dict(counts.refusals),
    }


def recorded(viewer: Viewer, act: str, subject: str, *, outcome: str = "done", now: datetime) -> None:
    """The audit's row of an act that receiving registers allows, with the grant that opened the way."""
    area = viewer.prefixes(Action.RECEIVE_REGISTER)[0]
    grant = decide(viewer, Action.RECEIVE_REGISTER, RecordScope(area)).grant
    given = grant.id if grant else ""
    record(actor=viewer.account_id, act=act, subject=subject, grant=given, outcome=outcome, now=now)
