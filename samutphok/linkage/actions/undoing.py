"""Taking back what a batch said: its rows leave the picture, and what only they had brought is retired."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from samutphok.foundation.audit.actions import record as record_act
from samutphok.intake.actions import mark_undoing, mark_undone
from samutphok.intake.queries import staged_to_undo
from samutphok.linkage.actions.settling import carry_out, enter_gate, rulings
from samutphok.linkage.domain.plan import Cut, Planner
from samutphok.linkage.engine import CHUNK
from samutphok.linkage.models import Review
from samutphok.registry.actions import lookups
from samutphok.registry.domain.changes import KnownRow

_ACTOR = "linkage"


def undo_batch(batch_id: UUID, *, now: datetime) -> int:
    """Take back every row of a batch whose undoing was asked for; returns how many rows this run took back.

    Afterwards people, families, stays and questions are what they would be had the batch never come; what people decided
    about rows of other batches stands. A chunk is one transaction, so a kill at any point loses nothing and a second run
    goes on; a batch that is undone already is left as it is. Raises UnknownBatch, and WrongMove when nobody asked.
    """
    batch = staged_to_undo(batch_id)
    if batch is None:
        return 0
    cut = Cut(batch.id, batch.sha256, batch.register, batch.as_of)
    undone, last = 0, -1
    while (step := _undo_chunk(cut, after=last, now=now)) is not None:
        last, rows = step
        undone += rows
    mark_undone(batch_id, now=now)
    return undone


@transaction.atomic
def _undo_chunk(cut: Cut, *, after: int, now: datetime) -> tuple[int, int] | None:
    """Take back the next rows behind the row number `after`: the last number and how many rows; None when none is left."""
    enter_gate()
    rows = lookups.rows_of_batch(cut.batch_id, after=after, limit=CHUNK)
    if not rows:
        return None
    indexes = {row.pid_index for row in rows if row.pid_index}
    known = lookups.known_rows(indexes)
    # a number is settled once: its later rows of this batch leave with the first
    leaving = [row for row in rows if not row.pid_index] + [row for row in known if row.place[0] == cut.digest]
    beside = [row for row in known if row.place[0] != cut.digest]
    planner = Planner(cut, rulings=rulings(beside), houses={}, new_id=uuid4)
    plan = planner.release(leaving, beside, holders=lookups.holders_of(indexes))
    _withdraw(leaving, now)
    carry_out(plan, cut, beside, now)
    record_act(actor=_ACTOR, act="undo_rows", subject=f"batch:{cut.batch_id}", outcome=f"rows:{len(leaving)}", now=now)
    mark_undoing(cut.batch_id, rows=len(leaving), now=now)
    return rows[-1].place[1], len(leaving)


def _withdraw(leaving: Sequence[KnownRow], now: datetime) -> None:
    """Close the questions about these rows that nobody has answered; answers stay in their history."""
    waiting = Review.objects.filter(record_id__in=[row.id for row in leaving], outcome=Review.Outcome.OPEN)
    waiting.update(outcome=Review.Outcome.WITHDRAWN, version=F("version") + 1, decided_at=now, decided_by=_ACTOR)
