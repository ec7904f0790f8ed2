"""Register files before they are received: dropped, recognised, corrected, looked at, received or let go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.queries import names_of
from samutphok.intake.actions import (
    correct_draft,
    discard_draft,
    draft_file,
    receive_draft,
    recognise_draft,
    save_layout,
)
from samutphok.intake.domain.batch import IN_WORK, Status
from samutphok.intake.domain.preview import DraftView, Preview
from samutphok.intake.domain.register import Column
from samutphok.intake.queries import batches, draft_preview, drafts
from samutphok.kernel.errors import Error
from samutphok.web.forms import told
from samutphok.web.import_words import SURENESS
from samutphok.web.imports import SEPARATORS, CorrectionForm, UploadForm, cell_of, column_choices, register_choices
from samutphok.web.requests import DeskRequest
from samutphok.web.words import BATCH_STATUS

SHOWN = 50


@require_safe
def imports(request: DeskRequest) -> HttpResponse:
    """The batches that lie in the viewer's areas, the newest first, and the viewer's own files that wait."""
    found = batches(viewer=request.viewer, limit=SHOWN)
    shown = {
        "batches": [(batch, BATCH_STATUS[batch.status]) for batch in found],
        "working": any(one.status in IN_WORK for one in found),
        "waiting": drafts(viewer=request.viewer),
    }
    return render(request, "imports.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: DeskRequest) -> HttpResponse:
    """Send files; each comes back as a draft that nothing has been received of yet.

    A script that shows the progress sends one file at a time and gets a line for its queue.
    """
    if request.method != "POST":
        return render(request, "import_new.html", {"form": UploadForm(), "waiting": drafts(viewer=request.viewer)})
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form, 422)
    kept: list[DraftView] = []
    status = 422
    for file in form.sent():
        asked = {name: form.cleaned_data[name] for name in ("register", "as_of")}
        try:
            kept.append(draft_file(viewer=request.viewer, file=file, now=request.viewer.now, **asked))
        except Error as error:
            form.add_error("file", told(error))
            status = error.status
    if form.errors:
        return _refused(request, form, status)
    if request.headers.get("X-Queue") == "1":
        return render(request, "import_queued.html", {"draft": kept[0]})
    return redirect("import_draft", draft_id=kept[0].id) if len(kept) == 1 else redirect("imports")


@require_http_methods(["GET", "HEAD", "POST"])
def import_draft(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    """One file as it would be received now; sent, with what its sender says of it."""
    if request.method != "POST":
        return _page(request, draft_id)
    said = request.POST.get("do")
    try:
        if said == "again":
            recognise_draft(viewer=request.viewer, draft_id=draft_id, now=request.viewer.now)
        else:
            _correct(request, draft_id)
        if said == "save":
            save_layout(viewer=request.viewer, draft_id=draft_id, now=request.viewer.now)
            messages.success(request, _("Saved. Files with these headers will be read this way from now on."))
    except Error as error:
        return _page(request, draft_id, problem=error)
    return _page(request, draft_id) if request.htmx else redirect("import_draft", draft_id=draft_id)


@require_POST
def import_receive(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    """Receive the file as it was shown; what has been changed since is shown first."""
    try:
        if _correct(request, draft_id):
            messages.info(request, _("The reading has changed. Look at it once more, then receive the file."))
            return redirect("import_draft", draft_id=draft_id)
        batch = receive_draft(viewer=request.viewer, draft_id=draft_id, now=request.viewer.now)
    except Error as error:
        return _page(request, draft_id, problem=error)
    if batch.status is Status.DUPLICATE:
        messages.info(request, _("This file was received before. Nothing has changed."))
    return redirect("import", batch_id=batch.id)


@require_POST
def import_discard(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    """Let the file go."""
    discard_draft(viewer=request.viewer, draft_id=draft_id)
    messages.info(request, _("The file was not received."))
    return redirect("imports")


def _correct(request: DeskRequest, draft_id: UUID) -> bool:
    """Whether what the form says changes how the file is read; it is read so from now on."""
    said, as_of = CorrectionForm(request.POST).correction(request.POST)
    return correct_draft(viewer=request.viewer, draft_id=draft_id, said=said, as_of=as_of, now=request.viewer.now)


def _refused(request: DeskRequest, form: UploadForm, status: int) -> HttpResponse:
    if request.headers.get("X-Queue") == "1":
        return render(request, "import_queued.html", {"errors": form.errors.get("file", ())}, status=status)
    shown = {"form": form, "waiting": drafts(viewer=request.viewer)}
    return render(request, "import_new.html", shown, status=status)


def _page(request: DeskRequest, draft_id: UUID, *, problem: Error | None = None) -> HttpResponse:
    """The draft as it stands, with what could not be followed; htmx takes the part that it asked for from it."""
    seen = draft_preview(viewer=request.viewer, draft_id=draft_id)
    status = problem.status if problem is not None and not request.htmx else 200
    shown = {
        "preview": seen,
        "draft": seen.draft,
        "registers": register_choices(),
        "separators": SEPARATORS,
        "column_choices": column_choices(seen.register) if seen.register else (),
        "columns": [(column, SURENESS[column.mapped.sureness] if column.mapped else None) for column in seen.columns],
        "constants": [(one, seen.draft.choice.constants.get(one.name, "")) for one in _constants(seen)],
        "rows": _rows(seen),
        "saved_by": names_of([seen.draft.saved_by], viewer=request.viewer).get(seen.draft.saved_by, ""),
        "problem": told(problem) if problem else "",
    }
    return render(request, "import_draft.html", shown, status=status)


def _constants(seen: Preview) -> list[Column]:
    """The columns that the file lacks and that one value may fill for every row."""
    if seen.register is None:
        return []
    mapped = {one.name for one in seen.draft.choice.columns.values()}
    return [column for column in seen.register.columns if column.constant and column.name not in mapped]


def _rows(seen: Preview) -> list[tuple[object, list[str]]]:
    if seen.register is None:
        return []
    used = [column.mapped.name for column in seen.columns if column.mapped]
    return [(row, [cell_of(seen.register, name, row.values) for name in used]) for row in seen.rows]
