"""The reader's own files: how far they are, fetched, deleted."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from samutphok.insights.actions import delete_export, fetch_export
from samutphok.insights.domain.exports import IN_WORK, FileFormat
from samutphok.insights.queries import exports
from samutphok.web.requests import DeskRequest
from samutphok.web.words import FILE_STATUS, FILE_WORDS

TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.PDF: "application/pdf",
}


@require_safe
def files(request: DeskRequest) -> HttpResponse:
    """The viewer's files, the newest first; the page asks again while one is in work."""
    found = exports(viewer=request.viewer, now=request.viewer.now)
    shown = [(one, FILE_STATUS[one.status], FILE_WORDS[one.order.format]) for one in found]
    return render(request, "files.html", {"files": shown, "working": any(one.status in IN_WORK for one in found)})


@require_safe
def file(request: DeskRequest, export_id: UUID) -> FileResponse:
    """One finished file, for its owner alone."""
    found = fetch_export(viewer=request.viewer, export_id=export_id, now=request.viewer.now)
    name = f"samutphok-{timezone.localtime(found.requested_at):%Y%m%d-%H%M}.{found.format}"
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=name, content_type=TYPES[found.format])


@require_POST
def file_delete(request: DeskRequest, export_id: UUID) -> HttpResponse:
    """Deletes one of the viewer's files before its day has passed."""
    delete_export(viewer=request.viewer, export_id=export_id, now=request.viewer.now)
    return redirect("files")
