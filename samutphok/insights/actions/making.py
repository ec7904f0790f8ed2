"""Making files in the background: begun, written, finished, or failed with words."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Viewer, covers
from samutphok.insights.actions.exports import count_families, require_export
from samutphok.insights.actions.shelf import alone
from samutphok.insights.domain.exports import (
    KEPT_FOR,
    RUNS_AT_MOST,
    ExportOrder,
    ExportStatus,
    ExportView,
    FileFormat,
    may_move,
)
from samutphok.insights.errors import MayNotExport
from samutphok.insights.models import Export
from samutphok.insights.queries.exports import ASKS, path_of, sensitivity_of, view
from samutphok.insights.queries.places import prefix_of
from samutphok.kernel.errors import Bilingual, Error

Write = Callable[[Viewer, ExportOrder, Path, Callable[[int], None]], None]


def carry_out(*, export_id: UUID, viewer: Viewer, write: Write, now: datetime) -> ExportView | None:
    """Makes the file of one export, with what its owner may see by now; None when there is nothing left to do.

    `write(viewer, order, path, progress)` fills the file at `path` and says how many families it holds so far. A run that
    was killed is begun again; a known error and a full disk end as failed, with what to do. One run at a time.
    """
    with alone(export_id) as scratch:
        row = _begun(export_id)
        if row is None:
            return None
        if row.runs > RUNS_AT_MOST:
            return _failed(row, _given_up(), now=now)
        try:
            _begin(row, viewer)
            unfinished = scratch / path_of(row).name
            write(viewer, view(row).order, unfinished, lambda done: _progress(export_id, done))
            return _finish(row, unfinished, now=now)
        except Error as error:
            return _failed(row, _told(error), now=now)
        except OSError:
            return _failed(row, _no_room(), now=now)


def unfinished() -> list[UUID]:
    """Files that wait or whose worker may have been killed."""
    return list(
        Export.objects.filter(status__in=(ExportStatus.WAITING, ExportStatus.RUNNING))
        .order_by("requested_at")
        .values_list("pk", flat=True)
    )


def owner_of(export_id: UUID) -> str:
    """The account for which a file is made; '' when it was deleted meanwhile. For the job that acts in its name."""
    return Export.objects.filter(pk=export_id).values_list("owner", flat=True).first() or ""


def _begun(export_id: UUID) -> Export | None:
    with transaction.atomic():
        row = Export.objects.select_for_update().filter(pk=export_id).first()
        if row is None or not may_move(ExportStatus(row.status), ExportStatus.RUNNING):
            return None
        row.status, row.done, row.runs = ExportStatus.RUNNING, 0, row.runs + 1
        row.save(update_fields=["status", "done", "runs"])
        return row


def _begin(row: Export, viewer: Viewer) -> None:
    """Writes down of which areas the file is made: these its owner must still reach to fetch it."""
    kind, wanted = FileFormat(row.format), view(row).order.wanted
    require_export(viewer, kind)
    prefix = prefix_of(wanted.area_code)
    held = viewer.prefixes(ASKS[kind], sensitivity_of(kind))
    row.areas = [prefix if covers(own, prefix) else own for own in held if covers(own, prefix) or covers(prefix, own)]
    if not row.areas:
        raise MayNotExport
    row.total = (
        len(wanted.only) if kind is FileFormat.PDF and wanted.only else count_families(viewer=viewer, wanted=wanted)
    )
    row.save(update_fields=["areas", "total"])


def _progress(export_id: UUID, done: int) -> None:
    Export.objects.filter(pk=export_id).update(done=done)


@transaction.atomic
def _finish(row: Export, written: Path, *, now: datetime) -> ExportView | None:
    standing_row = Export.objects.select_for_update().filter(pk=row.pk).first()
    if standing_row is None:  # deleted by its owner meanwhile
        return None
    standing_row.status, standing_row.size = ExportStatus.DONE, written.stat().st_size
    standing_row.total = standing_row.done
    standing_row.finished_at, standing_row.expires_at = now, now + KEPT_FOR
    standing_row.save()
    written.replace(path_of(row))
    return view(standing_row)


def _failed(row: Export, problem: Bilingual, *, now: datetime) -> ExportView:
    row.status, row.finished_at, row.expires_at = ExportStatus.FAILED, now, now + KEPT_FOR
    row.problem_th, row.problem_en = problem.th, problem.en
    Export.objects.filter(pk=row.pk).update(
        status=row.status,
        finished_at=now,
        expires_at=row.expires_at,
        problem_th=problem.th,
        problem_en=problem.en,
    )
    return view(row)


def _told(error: Error) -> Bilingual:
    return Bilingual(f"{error.problem.th} {error.remedy.th}", f"{error.problem.en} {error.remedy.en}")


def _no_room() -> Bilingual:
    return Bilingual(
        "เขียนไฟล์ไม่สำเร็จ เนื้อที่ของเครื่องแม่ข่ายอาจเต็ม แจ้งผู้ดูแลระบบ แล้วขอไฟล์ใหม่",
        "The file could not be written; the server's disk may be full. Tell the administrator, then ask for the file again.",
    )


def _given_up() -> Bilingual:
    return Bilingual(
        f"การทำไฟล์หยุดกลางคัน {RUNS_AT_MOST} ครั้ง ขอไฟล์ใหม่ หรือกรองให้แคบลง ถ้ายังไม่สำเร็จให้แจ้งผู้ดูแลระบบ",
        f"Making the file was interrupted {RUNS_AT_MOST} times. Ask again, or filter further; if it still fails, "
        "tell the administrator.",
    )
