"""Reading batches: for the imports page within a viewer's scope, and for the rooms above that work on staged rows."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from samutphok.access.domain import Action, Viewer, covers
from samutphok.access.queries import within
from samutphok.intake.domain.batch import (
    STAGED_STATUSES,
    TAKEN_BACK,
    BatchView,
    Counts,
    RejectsFile,
    StagedBatch,
    Status,
)
from samutphok.intake.engine.vault import rejects_path, remarks_path, staged_path
from samutphok.intake.errors import TakenBack, UnknownBatch, WrongMove
from samutphok.intake.models import Batch
from samutphok.kernel.errors import Bilingual

_SHOWN = 500


def batches(*, viewer: Viewer, limit: int = _SHOWN) -> tuple[BatchView, ...]:
    """The batches whose rows all lie where the viewer may receive registers, newest first."""
    visible = [
        batch for batch in near_batches(viewer).order_by("-received_at", "pk")[: 2 * limit] if may_see(viewer, batch)
    ]
    return tuple(view(batch) for batch in visible[:limit])


def batch(*, viewer: Viewer, batch_id: UUID) -> BatchView:
    """One batch; UnknownBatch when it is absent or outside the viewer's scope."""
    return view(visible_batch(viewer, batch_id))


def rejects_file(*, viewer: Viewer, batch_id: UUID) -> RejectsFile:
    """The rejected rows of a batch. They may name people of any place, so they go back to their sender alone.

    Raises UnknownBatch for everybody else, and when the batch has rejected nothing. Whoever hands the file out takes it
    from `actions.fetch_rejects`, which records the reading.
    """
    found = visible_batch(viewer, batch_id)
    path = rejects_path(settings.WAREHOUSE, found.pk)
    if found.received_by != viewer.account_id or not found.rows_rejected or not path.is_file():
        raise UnknownBatch
    return RejectsFile(path, f"{found.register}-{found.as_of.isoformat()}-rejected.csv", found.rows_rejected)


def remarks_file(*, viewer: Viewer, batch_id: UUID) -> RejectsFile:
    """What was noted about the accepted rows of a batch: row numbers, headers and remarks, no cell of any row.

    Raises UnknownBatch when the batch is out of the viewer's scope or nothing was noted.
    """
    found = visible_batch(viewer, batch_id)
    path = remarks_path(settings.WAREHOUSE, found.pk)
    if not found.rows_warned or not path.is_file():
        raise UnknownBatch
    return RejectsFile(path, f"{found.register}-{found.as_of.isoformat()}-remarks.csv", found.rows_warned)


def staged(batch_id: UUID) -> StagedBatch:
    """The staged rows of a batch, of one that was taken back too; WrongMove when it is not staged yet."""
    found = _stored(batch_id)
    if not found.staged_sha256:
        raise WrongMove(found.status)
    return _staged(found)


def staged_to_attach(batch_id: UUID) -> StagedBatch:
    """The staged rows of a batch, to be attached; raises WrongMove, and TakenBack for one that is being undone, or was."""
    found = _stored(batch_id)
    if found.status in TAKEN_BACK:
        raise TakenBack
    if found.status not in STAGED_STATUSES:
        raise WrongMove(found.status)
    return _staged(found)


def staged_to_undo(batch_id: UUID) -> StagedBatch | None:
    """The batch whose undoing was asked for; None when it is undone already, WrongMove when nobody asked."""
    found = _stored(batch_id)
    if found.status == Status.UNDONE:
        return None
    if found.status != Status.UNDOING:
        raise WrongMove(found.status)
    return _staged(found)


def undone_among(batch_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these batches are being taken back, or were."""
    found = Batch.objects.filter(pk__in=list(batch_ids), status__in=TAKEN_BACK)
    return frozenset(found.values_list("pk", flat=True))


def latest_staged(register: str, *, area_prefix: str) -> StagedBatch | None:
    """The newest staged batch of a register for an area: one that holds it whole, else the newest that lies inside it.

    `StagedBatch.area_prefix` tells which; rows of places beside the area are for the caller to leave out.
    """
    return newest_staged([(register, area_prefix)])[register, area_prefix]


def newest_staged(wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StagedBatch | None]:
    """`latest_staged` of several registers and areas, in one query: the newest batch of each register and extent."""
    asked = list(dict.fromkeys(wanted))
    found = _newest_of_each_extent(asked)
    return {(register, area): _newest(found, register, area) for register, area in asked}


def staged_near(
    wanted: Iterable[tuple[str, str]], *, until: date | None = None
) -> dict[tuple[str, str], tuple[StagedBatch, ...]]:
    """All batches from which a register can be joined for each area: the newest of each extent, newest first; one query.

    A province that sends a file an amphoe has one for each, and files of several provinces all count. A batch whose
    `area_prefix` is above the area holds rows of places beside it, and an older one may speak of the same places as a
    newer: both are for the caller to leave out. until: as the registers stood on that day, to read an earlier round
    again; None for the newest.
    """
    asked = list(dict.fromkeys(wanted))
    found = _newest_of_each_extent(asked, until)
    return {
        (register, area): tuple(_staged(one) for one in _near_area(found, register, area)) for register, area in asked
    }


def _newest_of_each_extent(asked: Iterable[tuple[str, str]], until: date | None = None) -> list[Batch]:
    """Newest first. Files of several provinces share an extent, the country, without speaking of the same places."""
    ready = Batch.objects.filter(status__in=STAGED_STATUSES, rows_accepted__gt=0)
    ready = ready.filter(reduce(or_, (_of(register, area) for register, area in asked), Q(pk__in=[])))
    if until is not None:
        ready = ready.filter(as_of__lte=until)
    newest = [F("as_of").desc(), F("received_at").desc(), F("pk").asc()]
    place = Window(RowNumber(), partition_by=[F("register"), F("area_prefix")], order_by=newest)
    return list(ready.annotate(place=place).filter(Q(place=1) | Q(area_prefix="")).order_by(*newest))


def _of(register: str, area: str) -> Q:
    return Q(register=register) & (Q(area_prefix__in=_above(area)) | Q(area_prefix__startswith=area))


def _above(area: str) -> list[str]:
    return [area[:digits] for digits in range(0, len(area) + 1, 2)]


def _near_area(found: Iterable[Batch], register: str, area: str) -> list[Batch]:
    above = _above(area)
    near = (one for one in found if one.register == register)
    return [one for one in near if one.area_prefix in above or one.area_prefix.startswith(area)]


def _newest(found: Iterable[Batch], register: str, area: str) -> StagedBatch | None:
    """Of the newest batches, newest first: the first that holds the area whole, else the first that lies inside it."""
    near = [one for one in found if one.register == register]
    whole = (one for one in near if one.area_prefix in _above(area))
    inside = (one for one in near if one.area_prefix.startswith(area))
    chosen = next(whole, None) or next(inside, None)
    return None if chosen is None else _staged(chosen)


def _stored(batch_id: UUID) -> Batch:
    found = Batch.objects.filter(pk=batch_id).first()
    if found is None:
        raise UnknownBatch
    return found


def visible_batch(viewer: Viewer, batch_id: UUID) -> Batch:
    """The stored batch, if the viewer may see it; UnknownBatch otherwise."""
    found = near_batches(viewer).filter(pk=batch_id).first()
    if found is None or not may_see(viewer, found):
        raise UnknownBatch
    return found


def view(found: Batch) -> BatchView:
    """The frozen view of a stored batch."""
    return BatchView(
        id=found.pk,
        register=found.register,
        file_name=found.file_name,
        file_sha256=found.file_sha256,
        staged_sha256=found.staged_sha256,
        status=Status(found.status),
        counts=Counts(
            read=found.rows_read,
            accepted=found.rows_accepted,
            rejected=found.rows_rejected,
            warned=found.rows_warned,
            empty=found.rows_empty,
            warnings=found.warnings,
            refusals=found.refusals,
        ),
        rows_attached=found.rows_attached,
        percent=found.percent,
        as_of=found.as_of,
        area_prefix=found.area_prefix,
        received_by=found.received_by,
        received_at=found.received_at,
        started_at=found.started_at,
        finished_at=found.finished_at,
        problem=Bilingual(found.problem_th, found.problem_en) if found.problem_en else None,
        moved_at=found.moved_at,
        rows_undone=found.rows_undone,
        undo_by=found.undo_by,
        undo_at=found.undo_at,
        undo_reason=found.undo_reason,
    )


def near_batches(viewer: Viewer) -> QuerySet[Batch]:
    """Batches of the viewer's areas, and their own: a team of several provinces has batches that no single one holds."""
    if not viewer.prefixes(Action.RECEIVE_REGISTER):
        return Batch.objects.none()
    inside = within(viewer, Action.RECEIVE_REGISTER, field="area_prefix")
    return Batch.objects.filter(inside | Q(received_by=viewer.account_id))


def may_see(viewer: Viewer, found: Batch) -> bool:
    """Whether all areas of the batch lie in the viewer's: its rows' smallest common one, or all that its sender had."""
    held = viewer.prefixes(Action.RECEIVE_REGISTER)
    if any(covers(prefix, found.area_prefix) for prefix in held):
        return True
    return all(any(covers(prefix, area) for prefix in held) for area in found.scope.split(","))


def _staged(found: Batch) -> StagedBatch:
    return StagedBatch(
        id=found.pk,
        register=found.register,
        path=staged_path(settings.WAREHOUSE, found.staged_sha256),
        rows=found.rows_accepted,
        as_of=found.as_of,
        received_at=found.received_at,
        sha256=found.staged_sha256,
        area_prefix=found.area_prefix,
        rows_read=found.rows_read,
        is_attached=found.status == Status.ATTACHED,
    )


def all_staged() -> tuple[UUID, ...]:
    """Every batch whose rows are staged and stand, the oldest receipt first; for work over all of them."""
    return _in_status(*STAGED_STATUSES)


def waiting_for_linkage() -> tuple[UUID, ...]:
    """Batches that are staged and not wholly attached, the oldest first; for a worker that starts."""
    return _in_status(Status.STAGED, Status.ATTACHING)


def waiting_for_undoing() -> tuple[UUID, ...]:
    """Batches whose undoing was asked for and has not ended, the oldest first; for a worker that starts."""
    return _in_status(Status.UNDOING)


def waiting_for_staging() -> tuple[UUID, ...]:
    """Batches whose staging has not ended, perhaps because the worker was killed; for a worker that starts."""
    return _in_status(Status.RECEIVED, Status.STAGING)


def _in_status(*statuses: Status) -> tuple[UUID, ...]:
    waiting = Batch.objects.filter(status__in=statuses)
    return tuple(waiting.order_by("received_at").values_list("pk", flat=True))
