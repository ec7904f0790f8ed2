"""The page of one register file, from receipt to reconciliation."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import names_of
from samutphok.areas.domain import COUNTRY
from samutphok.areas.queries import names
from samutphok.insights.domain.batch import BatchPage, DrawnFrom
from samutphok.insights.queries.places import place_named
from samutphok.intake.domain.batch import MOVES, BatchView, Status
from samutphok.intake.domain.progress import progress
from samutphok.intake.queries import batch as read_batch
from samutphok.intake.queries import change_of
from samutphok.linkage.queries import joined
from samutphok.targeting.queries import lists_drawn_from, measure_named


def batch_page(*, viewer: Viewer, batch_id: UUID, now: datetime) -> BatchPage:
    """One batch as the viewer may see it. Raises intake.errors.UnknownBatch when it is absent or out of scope."""
    batch = read_batch(viewer=viewer, batch_id=batch_id)
    change = change_of(viewer=viewer, batch_id=batch_id)
    lists = _lists(viewer, batch)
    codes = {area.code for area in change.areas} if change else set()
    known = names(codes) if codes else {}
    accounts = names_of([batch.received_by, batch.undo_by], viewer=viewer)
    going = progress(batch, now=now)
    return BatchPage(
        batch=batch,
        progress=going,
        received_by=accounts.get(batch.received_by, ""),
        undo_by=accounts.get(batch.undo_by, ""),
        joined=joined(viewer=viewer, batch_id=batch_id),
        change=change,
        areas=tuple((place_named(viewer, area.code, known), area) for area in change.areas) if change else (),
        lists=lists,
        before=change.before if change else None,
        may_undo=Status.UNDOING in MOVES[batch.status] and batch.status is not Status.UNDOING,
        may_retry=batch.status is Status.FAILED or (going is not None and going.stalled),
        # rejected rows may name people of any place, so they go back to their sender alone
        may_fetch=bool(batch.counts.rejected) and batch.received_by == viewer.account_id,
    )


def _lists(viewer: Viewer, batch: BatchView) -> tuple[DrawnFrom, ...]:
    drawn = lists_drawn_from(batch.id)
    known = names({one.area_prefix or COUNTRY for one in drawn}) if drawn else {}
    return tuple(
        DrawnFrom(
            area=place_named(viewer, one.area_prefix or COUNTRY, known),
            measure=measure_named(one.measure).label,
            drawn_on=timezone.localdate(one.drawn_at),
            current=one.current,
        )
        for one in drawn
    )
