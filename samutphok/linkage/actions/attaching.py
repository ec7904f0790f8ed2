"""Joining the rows of a register to people and families."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from samutphok.areas.actions import note_areas
from samutphok.foundation.audit.actions import record as record_act
from samutphok.intake.actions import mark_attached, mark_progress
from samutphok.intake.errors import TakenBack
from samutphok.intake.queries import staged_to_attach
from samutphok.linkage.actions.settling import carry_out, enter_gate, rulings
from samutphok.linkage.domain.plan import ATTACHED, IN_REVIEW, UNLINKED, Arrival, Cut, Planner
from samutphok.linkage.engine import chunks
from samutphok.linkage.models import Joining
from samutphok.registry.actions import lookups
from samutphok.registry.domain.changes import Changes

_ACTOR = "linkage"


def attach_batch(batch_id: UUID, *, now: datetime) -> int:
    """Join every staged row of a batch to people and families; returns how many rows this run attached.

    A chunk is one transaction with its audit row and the batch's progress, so a kill at any point loses nothing and a
    second run continues after the last chunk; attaching twice changes nothing. The very rows of the same cut that came
    before under another receipt are not kept twice. A batch that somebody takes back meanwhile is left to that.
    """
    try:
        batch = staged_to_attach(batch_id)
        attached = _attach(Cut(batch.id, batch.sha256, batch.register, batch.as_of), batch.path, now)
        mark_attached(batch_id, now=now)
    except TakenBack:
        return 0
    return attached


def _attach(cut: Cut, path: Path, now: datetime) -> int:
    done = lookups.count_kept(cut.batch_id)
    attached = 0
    for arrivals in chunks(path, cut):
        fresh = _attach_chunk(cut, arrivals, done=done, now=now)
        attached += fresh
        # rows that were kept already are those of a run before this one, or beside it
        done = done + fresh if fresh == len(arrivals) else lookups.count_kept(cut.batch_id)
    return attached


@transaction.atomic
def _attach_chunk(cut: Cut, arrivals: Sequence[Arrival], *, done: int, now: datetime) -> int:
    enter_gate()
    if not done and lookups.twin_kept(cut.batch_id, cut.register, cut.as_of, cut.sha256):
        return 0
    kept = lookups.rows_kept(cut.batch_id, (arrival.row_number for arrival in arrivals))
    fresh = [arrival for arrival in arrivals if arrival.row_number not in kept]
    if not fresh:
        return 0
    note_areas({arrival.area_code for arrival in fresh if arrival.area_code}, seen_on=cut.as_of)
    known = lookups.known_rows({arrival.pid_index for arrival in fresh if arrival.pid_index})
    planner = Planner(
        cut,
        rulings=rulings(known),
        houses=lookups.households_of({arrival.house for arrival in fresh if arrival.house}),
        new_id=uuid4,
    )
    plan = planner.plan(fresh, known)
    carry_out(plan, cut, known, now)
    _count(cut.batch_id, plan.changes)
    record_act(actor=_ACTOR, act="attach_rows", subject=f"batch:{cut.batch_id}", outcome=f"rows:{len(fresh)}", now=now)
    mark_progress(cut.batch_id, rows_attached=done + len(fresh), now=now)
    return len(fresh)


def _count(batch_id: UUID, changes: Changes) -> None:
    """Add what this chunk did to the books of the batch."""
    states = [row.state for row in changes.rows]
    new = {person.id for person in changes.people}
    Joining.objects.get_or_create(batch_id=batch_id)
    Joining.objects.filter(batch_id=batch_id).update(
        people_new=F("people_new") + len(new),
        people_changed=F("people_changed") + len(changes.portraits),
        households_new=F("households_new") + len(changes.households),
        rows_matched=F("rows_matched") + sum(row.state == ATTACHED and row.person not in new for row in changes.rows),
        rows_in_review=F("rows_in_review") + states.count(IN_REVIEW),
        rows_unlinked=F("rows_unlinked") + states.count(UNLINKED),
    )
