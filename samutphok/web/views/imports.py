"""Registers on their way in: recognised, previewed, received, followed, and the rows that came back."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.intake.actions import fetch_rejects, preview, receive_previewed
from samutphok.intake.domain.batch import BatchView, Status
from samutphok.intake.domain.findings import finding_text
from samutphok.intake.domain.preview import Preview
from samutphok.intake.queries import batch as read_batch
from samutphok.intake.queries import batches
from samutphok.kernel.errors import Bilingual, Error
from samutphok.web.forms import told
from samutphok.web.imports import ReceiveForm, UploadForm, cell_of
from samutphok.web.requests import DeskRequest
from samutphok.web.words import BATCH_STATUS

SHOWN = 100
IN_WORK = frozenset({Status.RECEIVED, Status.STAGING, Status.ATTACHING})


@require_safe
def imports(request: DeskRequest) -> HttpResponse:
    """The batches that lie in the viewer's areas, the newest first."""
    found = batches(viewer=request.viewer, limit=SHOWN)
    shown = [(batch, BATCH_STATUS[batch.status]) for batch in found]
    return render(request, "imports.html", {"batches": shown, "working": any(one.status in IN_WORK for one in found)})


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: DeskRequest) -> HttpResponse:
    """Choose a file; sent, it comes back as a preview that nothing has been received of yet."""
    if request.method != "POST":
        return render(request, "import_new.html", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "import_new.html", {"form": form}, status=422)
    asked = form.cleaned_data
    try:
        seen = preview(
            viewer=request.viewer,
            file=asked["file"],
            register=asked["register"],
            as_of=asked["as_of"],
            now=request.viewer.now,
        )
    except Error as error:
        form.add_error("file", told(error))
        return render(request, "import_new.html", {"form": form}, status=error.status)
    confirm = ReceiveForm(initial={"token": seen.token, "register": seen.register, "as_of": asked["as_of"]})
    return render(request, "import_preview.html", {"form": confirm, "as_of": asked["as_of"], **_shown(seen)})


@require_POST
def import_receive(request: DeskRequest) -> HttpResponse:
    """Receive the previewed file; the same file twice leads to the batch that it already is."""
    asked = ReceiveForm(request.POST).read()
    batch = receive_previewed(
        viewer=request.viewer,
        token=asked["token"],
        register=asked["register"],
        as_of=asked["as_of"],
        now=request.viewer.now,
    )
    if batch.status is Status.DUPLICATE:
        messages.info(request, _("This file was received before. Nothing has changed."))
    return redirect("import", batch_id=batch.id)


@require_safe
def import_batch(request: DeskRequest, batch_id: UUID) -> HttpResponse:
    """One batch: how far it is, what was read, accepted and rejected, and why."""
    batch = read_batch(viewer=request.viewer, batch_id=batch_id)
    shown = {
        "batch": batch,
        "status": BATCH_STATUS[batch.status],
        "working": batch.status in IN_WORK,
        "warnings": _counted(batch.counts.warnings),
        "refusals": _counted(batch.counts.refusals),
        "may_fetch": _may_fetch(request, batch),
    }
    return render(request, "import.html", shown)


@require_safe
def import_rejects(request: DeskRequest, batch_id: UUID) -> FileResponse:
    """The rejected rows with their reasons, for the sender to correct."""
    found = fetch_rejects(viewer=request.viewer, batch_id=batch_id, now=request.viewer.now)
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name, content_type="text/csv")


def _shown(seen: Preview) -> dict[str, object]:
    """The preview with its cells in the order of the file's used columns, and its findings, most frequent first."""
    used = [column.name for column in seen.columns if column.name]
    rows = [(row, [cell_of(seen.register, name, row.values) for name in used]) for row in seen.rows]
    findings = sorted(((finding.text, count) for finding, count in seen.found.items()), key=lambda pair: -pair[1])
    return {"preview": seen, "rows": rows, "findings": findings}


def _counted(counts: Mapping[str, int]) -> list[tuple[Bilingual, int]]:
    return sorted(((finding_text(kind), count) for kind, count in counts.items()), key=lambda pair: -pair[1])


def _may_fetch(request: DeskRequest, batch: BatchView) -> bool:
    """Rejected rows may name people of any place, so they go back to their sender alone."""
    return bool(batch.counts.rejected) and batch.received_by == request.viewer.account_id
