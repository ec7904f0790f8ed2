"""Register files once they are received: followed, reconciled, gone on with, taken back."""

from collections.abc import Mapping
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.insights.domain.batch import BatchPage
from samutphok.insights.queries import batch_page
from samutphok.intake.actions import fetch_rejects, fetch_remarks, request_undo, retry_batch
from samutphok.intake.domain.batch import RejectsFile
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.remedies import REMEDIES
from samutphok.intake.errors import NotConfirmed
from samutphok.kernel.errors import Bilingual
from samutphok.web.forms import told
from samutphok.web.import_words import phases_of
from samutphok.web.imports import UndoForm
from samutphok.web.requests import DeskRequest
from samutphok.web.words import BATCH_STATUS


@require_safe
def import_batch(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """One batch: how far it is, what was read, accepted and rejected, and why, what it changed."""
    page = batch_page(viewer=request.viewer, batch_id=batch_id, now=request.viewer.now)
    return render(request, "import.html", _shown(page))


@require_safe
def import_rejects(request: DeskRequest, batch_id: UUID) -> FileResponse:
    """The rejected rows with their reasons, for the sender to correct."""
    return _file(fetch_rejects(viewer=request.viewer, batch_id=batch_id, now=request.viewer.now))


@require_safe
def import_remarks(request: DeskRequest, batch_id: UUID) -> FileResponse:
    """What was noted about accepted rows, by row number."""
    return _file(fetch_remarks(viewer=request.viewer, batch_id=batch_id, now=request.viewer.now))


@require_POST
def import_retry(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """The work on the batch goes on."""
    retry_batch(viewer=request.viewer, batch_id=batch_id, now=request.viewer.now)
    return redirect("import", batch_id=batch_id)


@require_http_methods(["GET", "HEAD", "POST"])
def import_undo(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """What taking the batch back would do; sent with a reason and the number of rows, it begins."""
    page = batch_page(viewer=request.viewer, batch_id=batch_id, now=request.viewer.now)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_undo(viewer=request.viewer, batch_id=batch_id, now=request.viewer.now, **form.cleaned_data)
            return redirect("import", batch_id=batch_id)
        except NotConfirmed as error:
            form.add_error("confirmation", told(error))
    if not page.may_undo:
        return redirect("import", batch_id=batch_id)
    return render(request, "import_undo.html", {"page": page, "form": form}, status=422 if form.errors else 200)


def _shown(page: BatchPage) -> dict[str, object]:
    batch = page.batch
    return {
        "page": page,
        "batch": batch,
        "status": BATCH_STATUS[batch.status],
        "phases": phases_of(batch),
        "working": page.progress is not None,
        "warnings": _counted(batch.counts.warnings),
        "refusals": _counted(batch.counts.refusals),
    }


def _counted(counts: Mapping[str, int]) -> list[tuple[Bilingual, Bilingual, int]]:
    """Findings with their remedies and how many rows, the most frequent first."""
    found = ((Finding[kind.upper()], count) for kind, count in counts.items())
    return sorted(((one.text, REMEDIES[one], count) for one, count in found), key=lambda said: -said[2])


def _file(found: RejectsFile) -> FileResponse:
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name, content_type="text/csv")
