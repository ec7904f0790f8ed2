"""Reading a received file into accepted and rejected rows."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.intake.actions.books import columns, locked
from samutphok.intake.domain.batch import STAGED_STATUSES, TAKEN_BACK, BatchStaged, BatchView, Counts, Status, may_move
from samutphok.intake.domain.cells import rules_on
from samutphok.intake.domain.headers import Layout
from samutphok.intake.domain.register import registers
from samutphok.intake.domain.trouble import trouble_of
from samutphok.intake.engine.guard import FileKind
from samutphok.intake.engine.sources import Place, open_source
from samutphok.intake.engine.staging import LINES_A_PART, Job, Result, stage
from samutphok.intake.engine.vault import discard_parts, received_folder
from samutphok.intake.models import Batch
from samutphok.intake.queries.batches import view
from samutphok.kernel.errors import Error

Clock = Callable[[], datetime]


def stage_batch(batch_id: UUID, *, clock: Clock = timezone.now, lines: int = LINES_A_PART) -> BatchView:
    """Reads a received file into accepted and rejected rows, and publishes `BatchStaged`. A job: idempotent and resumable.

    Killed at any point it goes on after the last finished part when it is run again; two runs at once do the same work
    and count once. A file that cannot be read, or a full disk, fails the batch with its problem; nothing else changes.
    """
    batch = _begin(batch_id, now=clock())
    if batch.status != Status.STAGING:
        discard_parts(settings.WAREHOUSE, batch_id)  # a run that was killed at its very end has left them
        return view(batch)
    try:
        result = _stage(batch, lines, clock)
    except (Error, OSError) as error:
        return _fail(batch_id, error, now=clock())
    staged = _finish(batch_id, result, now=clock())
    discard_parts(settings.WAREHOUSE, batch_id)
    return staged


@transaction.atomic
def _begin(batch_id: UUID, *, now: datetime) -> Batch:
    batch = locked(batch_id)
    if batch.status == Status.RECEIVED:
        batch.status, batch.percent, batch.started_at, batch.finished_at = Status.STAGING, 0, now, None
        batch.moved_at = now
        batch.save()
    return batch


def _stage(batch: Batch, lines: int, clock: Clock) -> Result:
    path = received_folder(settings.WAREHOUSE) / f"{batch.file_sha256}.{batch.file_format}"
    source = open_source(path, FileKind(batch.file_format, batch.file_encoding), delimiter=batch.delimiter)
    headers = source.heads()[batch.file_table][batch.header_row - 1]
    layout = Layout(registers()[batch.register], batch.header_row, tuple(headers), batch.mapping, batch.constants)
    rules = rules_on(batch.as_of, batch.scope.split(","))
    job = Job(batch.pk, Place(batch.file_table, batch.header_row, len(headers)), layout, rules, lines)

    def progress(counts: Counts, done: float) -> None:
        mine = Batch.objects.filter(pk=batch.pk, status=Status.STAGING)
        mine.update(percent=min(99, int(100 * done)), moved_at=clock(), **columns(counts))

    return stage(settings.WAREHOUSE, source, job, progress)


@transaction.atomic
def _finish(batch_id: UUID, result: Result, *, now: datetime) -> BatchView:
    """Makes the result known, once: subscribers enqueue in this very transaction."""
    batch = locked(batch_id)
    if not may_move(Status(batch.status), Status.STAGED) or batch.status in STAGED_STATUSES:
        return view(batch)
    for name, value in columns(result.counts).items():
        setattr(batch, name, value)
    batch.status, batch.staged_sha256 = Status.STAGED, result.sha256
    batch.area_prefix = batch.area_prefix if result.area is None else result.area
    batch.percent, batch.finished_at, batch.moved_at = 100, now, now
    batch.save()
    record(actor="intake", act="stage_register", subject=f"batch:{batch_id}", now=now)
    publish(BatchStaged(batch_id))
    return view(batch)


@transaction.atomic
def _fail(batch_id: UUID, error: Error | OSError, *, now: datetime) -> BatchView:
    batch = locked(batch_id)
    if batch.status in (*STAGED_STATUSES, *TAKEN_BACK):  # another run was faster
        return view(batch)
    problem = trouble_of(error)
    batch.status, batch.finished_at, batch.moved_at = Status.FAILED, now, now
    batch.problem_th, batch.problem_en = problem.th, problem.en
    batch.save()
    record(actor="intake", act="stage_register", subject=f"batch:{batch_id}", outcome="failed", now=now)
    discard_parts(settings.WAREHOUSE, batch_id)
    return view(batch)
