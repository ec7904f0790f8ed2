"""Receiving a register file, staging its rows, and keeping the books of what became of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import PurePath
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.intake.domain.batch import (
    STAGED_STATUSES,
    BatchReceived,
    BatchStaged,
    BatchView,
    Counts,
    RejectsFile,
    Status,
    common_area,
    may_move,
    scope_text,
)
from samutphok.intake.domain.cells import rules_on
from samutphok.intake.domain.headers import Layout, recognise_table
from samutphok.intake.domain.preview import Preview, preview_of
from samutphok.intake.domain.register import Register, registers
from samutphok.intake.engine.guard import FileKind
from samutphok.intake.engine.sources import Place, Source, open_source
from samutphok.intake.engine.staging import LINES_A_PART, Job, Result, stage
from samutphok.intake.engine.vault import Kept, Upload, discard_parts, keep, kept_again, received_folder
from samutphok.intake.errors import (
    BadCutDate,
    BadFile,
    MayNotReceive,
    ReceivedOtherwise,
    UnknownBatch,
    UnknownLayout,
    WrongMove,
)
from samutphok.intake.models import Batch
from samutphok.intake.queries import rejects_file, view
from samutphok.kernel.errors import Bilingual, Error

SAMPLED, SHOWN = 500, 20  # rows of a preview: read, shown
KEPT_FOR_PREVIEW = timedelta(days=1)

_TOKENS = "samutphok.intake.preview"
_NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class _Opened:
    """A kept file, understood: which of its tables is which register."""

    kept: Kept
    name: str
    source: Source
    place: Place
    layout: Layout


def preview(
    *,
    viewer: Viewer,
    file: Upload,
    register: str | None = None,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    now: datetime,
) -> Preview:
    """How a file would be received: its register, columns, first rows, and the problems of a sample. Receives nothing.

    The file is kept for a day, so that `receive_previewed` can take it by the preview's token. `mapping` gives canonical
    column -> header. Raises MayNotReceive, BadFile, UnknownLayout, BadCutDate.
    """
    scope = _scope(viewer)
    rules = rules_on(_cut(as_of, now), scope)
    opened = _open(keep(settings.WAREHOUSE, file, name=file.name), file.name, register, mapping)
    first = next(opened.source.chunks(opened.place, SAMPLED), None)
    sample = [(int(number), first.row(place)) for place, number in enumerate(first.numbers)] if first else []
    token = signing.dumps([viewer.account_id, opened.kept.sha256, opened.name], salt=_TOKENS)
    return preview_of(opened.layout, sample, rules, file_name=opened.name, token=token, shown=SHOWN)


def receive_previewed(
    *,
    viewer: Viewer,
    token: str,
    register: str | None = None,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    now: datetime,
) -> BatchView:
    """`receive_batch` for the file of a preview; the token holds for a day and for the viewer who made the preview."""
    try:
        account, sha256, name = signing.loads(token, salt=_TOKENS, max_age=KEPT_FOR_PREVIEW)
    except signing.BadSignature as error:
        raise _expired() from error
    if account != viewer.account_id:
        raise _expired()
    scope = _scope(viewer)
    opened = _open(kept_again(settings.WAREHOUSE, sha256, name=name), name, register, mapping)
    return _receive(viewer, scope, opened, as_of, now)


def receive_batch(
    *,
    viewer: Viewer,
    file: Upload,
    register: str | None = None,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    now: datetime,
) -> BatchView:
    """Takes in a register file; its rows are staged by a job that hears of `BatchReceived`.

    `as_of` is the register's cut date, by default today. The same file again, from somebody with the same areas, gives
    the same batch with status DUPLICATE and changes nothing; a batch that failed starts anew. Raises MayNotReceive,
    BadFile, UnknownLayout, BadCutDate, and ReceivedOtherwise for the same file with another date or other columns.
    """
    scope = _scope(viewer)
    opened = _open(keep(settings.WAREHOUSE, file, name=file.name), file.name, register, mapping)
    return _receive(viewer, scope, opened, as_of, now)


def stage_batch(
    batch_id: UUID, *, clock: Callable[[], datetime] = timezone.now, lines: int = LINES_A_PART
) -> BatchView:
    """Reads a received file into accepted and rejected rows, and publishes `BatchStaged`. A job: idempotent and resumable.

    Killed at any point it goes on after the last finished part when it is run again; two runs at once do the same work
    and count once. A file that cannot be read, or a full disk, fails the batch with its problem; nothing else changes.
    """
    batch = _begin(batch_id, now=clock())
    if batch.status != Status.STAGING:
        discard_parts(settings.WAREHOUSE, batch_id)  # a run that was killed at its very end has left them
        return view(batch)
    try:
        result = _stage(batch, lines)
    except (Error, OSError) as error:
        return _fail(batch_id, error, now=clock())
    staged = _finish(batch_id, result, now=clock())
    discard_parts(settings.WAREHOUSE, batch_id)
    return staged


@transaction.atomic
def mark_progress(batch_id: UUID, *, rows_attached: int, now: datetime) -> None:
    """Notes how many staged rows have been attached so far, in the transaction that attached them."""
    batch = _locked(batch_id)
    _move(batch, Status.ATTACHING)
    if not batch.rows_attached:
        batch.started_at, batch.finished_at = now, None
    batch.rows_attached = rows_attached
    batch.percent = min(99, 100 * rows_attached // max(batch.rows_accepted, 1))
    batch.save()


@transaction.atomic
def mark_attached(batch_id: UUID, *, now: datetime) -> None:
    """Notes that every staged row has been attached; a second time changes nothing."""
    batch = _locked(batch_id)
    if batch.status != Status.ATTACHED:
        _move(batch, Status.ATTACHED)
        batch.percent, batch.finished_at = 100, now
        batch.save()


@transaction.atomic
def fetch_rejects(*, viewer: Viewer, batch_id: UUID, now: datetime) -> RejectsFile:
    """The rejected rows for their sender to correct; the reading is recorded before the file goes out."""
    found = rejects_file(viewer=viewer, batch_id=batch_id)
    _record(viewer, "fetch_rejects", batch_id, now=now)
    return found


def discard_unconfirmed(*, now: datetime) -> int:
    """Removes files that were only previewed, or whose arrival was cut off, a day ago or earlier; returns how many."""
    old = (now - KEPT_FOR_PREVIEW).timestamp()
    files = [path for path in received_folder(settings.WAREHOUSE).iterdir() if path.stat().st_mtime < old]
    known = set(
        Batch.objects.filter(file_sha256__in=[path.stem for path in files]).values_list("file_sha256", flat=True)
    )
    unconfirmed = [path for path in files if path.stem not in known]
    for path in unconfirmed:
        path.unlink(missing_ok=True)
    return len(unconfirmed)


def unfinished() -> tuple[UUID, ...]:
    """Batches whose staging has not ended, perhaps because the worker was killed; a worker that starts takes them up."""
    waiting = Batch.objects.filter(status__in=[Status.RECEIVED, Status.STAGING])
    return tuple(waiting.order_by("received_at").values_list("pk", flat=True))


def _scope(viewer: Viewer) -> tuple[str, ...]:
    prefixes = viewer.prefixes(Action.RECEIVE_REGISTER)
    if not prefixes:
        raise MayNotReceive
    return prefixes


def _cut(as_of: date | None, now: datetime) -> date:
    today = timezone.localdate(now)
    if as_of is not None and as_of > today:
        raise BadCutDate
    return as_of or today


def _open(kept: Kept, name: str, register: str | None, mapping: Mapping[str, str] | None) -> _Opened:
    source = open_source(kept.path, kept.kind)
    table, layout = recognise_table(source.heads(), _candidates(register), mapping=mapping)
    return _Opened(kept, PurePath(name).name[-_NAME_LENGTH:], source, _place(table, layout), layout)


def _place(table: int, layout: Layout) -> Place:
    return Place(table, layout.header_row, len(layout.headers))


def _candidates(register: str | None) -> Mapping[str, Register]:
    if register is None:
        return registers()
    if register not in registers():
        raise UnknownLayout(
            problem=Bilingual(f"ไม่รู้จักทะเบียน {register}", f"There is no register '{register}'."),
            remedy=Bilingual(f"ใช้ {', '.join(registers())}", f"Use one of {', '.join(registers())}."),
        )
    return {register: registers()[register]}


@transaction.atomic
def _receive(viewer: Viewer, scope: tuple[str, ...], opened: _Opened, as_of: date | None, now: datetime) -> BatchView:
    cut = _cut(as_of, now)
    fresh = {
        "file_name": opened.name,
        "file_format": opened.kept.kind.format,
        "file_encoding": opened.kept.kind.encoding,
        "file_table": opened.place.table,
        "status": Status.RECEIVED,
        "mapping": dict(opened.layout.positions),
        "header_row": opened.layout.header_row,
        "as_of": cut,
        "area_prefix": common_area(scope),
        "received_by": viewer.account_id,
        "received_at": now,
        "problem_th": "",
        "problem_en": "",
    }
    batch, created = Batch.objects.select_for_update().get_or_create(
        file_sha256=opened.kept.sha256,
        register=opened.layout.register.name,
        scope=scope_text(scope),
        defaults=fresh,
    )
    if not created and batch.status != Status.FAILED:
        if (as_of is not None and as_of != batch.as_of) or batch.mapping != fresh["mapping"]:
            raise ReceivedOtherwise
        _record(viewer, "receive_register", batch.pk, outcome="duplicate", now=now)
        return replace(view(batch), status=Status.DUPLICATE)
    if not created:
        Batch.objects.filter(pk=batch.pk).update(**fresh)
        batch.refresh_from_db()
    _record(viewer, "receive_register", batch.pk, now=now)
    publish(BatchReceived(batch.pk))
    return view(batch)


@transaction.atomic
def _begin(batch_id: UUID, *, now: datetime) -> Batch:
    batch = _locked(batch_id)
    if batch.status == Status.RECEIVED:
        batch.status, batch.percent, batch.started_at, batch.finished_at = Status.STAGING, 0, now, None
        batch.save()
    return batch


def _stage(batch: Batch, lines: int) -> Result:
    path = received_folder(settings.WAREHOUSE) / f"{batch.file_sha256}.{batch.file_format}"
    source = open_source(path, FileKind(batch.file_format, batch.file_encoding))
    headers = source.heads()[batch.file_table][batch.header_row - 1]
    layout = Layout(registers()[batch.register], batch.header_row, tuple(headers), batch.mapping)
    rules = rules_on(batch.as_of, batch.scope.split(","))
    job = Job(batch.pk, _place(batch.file_table, layout), layout, rules, lines)

    def progress(counts: Counts, done: float) -> None:
        mine = Batch.objects.filter(pk=batch.pk, status=Status.STAGING)
        mine.update(percent=min(99, int(100 * done)), **_columns(counts))

    return stage(settings.WAREHOUSE, source, job, progress)


@transaction.atomic
def _finish(batch_id: UUID, result: Result, *, now: datetime) -> BatchView:
    """Makes the result known, once: subscribers enqueue in this very transaction."""
    batch = _locked(batch_id)
    if not may_move(Status(batch.status), Status.STAGED):
        return view(batch)
    for name, value in _columns(result.counts).items():
        setattr(batch, name, value)
    batch.status, batch.staged_sha256 = Status.STAGED, result.sha256
    batch.area_prefix = batch.area_prefix if result.area is None else result.area
    batch.percent, batch.finished_at = 100, now
    batch.save()
    record(actor="intake", act="stage_register", subject=f"batch:{batch_id}", now=now)
    publish(BatchStaged(batch_id))
    return view(batch)


@transaction.atomic
def _fail(batch_id: UUID, error: Error | OSError, *, now: datetime) -> BatchView:
    batch = _locked(batch_id)
    if batch.status in STAGED_STATUSES:  # another run was faster
        return view(batch)
    problem = _problem(error)
    batch.status, batch.finished_at = Status.FAILED, now
    batch.problem_th, batch.problem_en = problem.th, problem.en
    batch.save()
    record(actor="intake", act="stage_register", subject=f"batch:{batch_id}", outcome="failed", now=now)
    discard_parts(settings.WAREHOUSE, batch_id)
    return view(batch)


def _problem(error: Error | OSError) -> Bilingual:
    if isinstance(error, Error):
        return Bilingual(f"{error.problem.th} {error.remedy.th}", f"{error.problem.en} {error.remedy.en}")
    return Bilingual(
        f"เขียนหรืออ่านคลังข้อมูลไม่ได้ ({error.strerror}) ตรวจพื้นที่ดิสก์แล้วส่งไฟล์อีกครั้ง",
        f"The warehouse cannot be written or read ({error.strerror}). Check the disk's free space and send the file again.",
    )


def _columns(counts: Counts) -> dict[str, object]:
    return {
        "rows_read": counts.read,
        "rows_accepted": counts.accepted,
        "rows_rejected": counts.rejected,
        "rows_warned": counts.warned,
        "rows_empty": counts.empty,
        "warnings": dict(counts.warnings),
        "refusals": dict(counts.refusals),
    }


def _locked(batch_id: UUID) -> Batch:
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise UnknownBatch
    return batch


def _move(batch: Batch, status: Status) -> None:
    if not may_move(Status(batch.status), status):
        raise WrongMove(batch.status)
    batch.status = status


def _record(viewer: Viewer, act: str, batch_id: UUID, *, outcome: str = "done", now: datetime) -> None:
    area = viewer.prefixes(Action.RECEIVE_REGISTER)[0]
    grant = decide(viewer, Action.RECEIVE_REGISTER, RecordScope(area)).grant
    record(
        actor=viewer.account_id,
        act=act,
        subject=f"batch:{batch_id}",
        grant=grant.id if grant else "",
        outcome=outcome,
        now=now,
    )


def _expired() -> BadFile:
    return BadFile(
        problem=Bilingual("ตัวอย่างไฟล์นี้หมดอายุแล้ว", "This preview has expired."),
        remedy=Bilingual("ส่งไฟล์อีกครั้ง", "Send the file again."),
    )
