"""Documents and photographs of a family: kept, looked at, and taken out of sight."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action
from samutphok.kernel.errors import Conflict, InvalidInput
from samutphok.logbook.actions import add_document, withdraw_document
from samutphok.logbook.domain.document import Content, Media
from samutphok.logbook.queries import document_content
from samutphok.registry.queries import household_area
from samutphok.web.forms import told
from samutphok.web.papers import DocumentForm, WithdrawForm
from samutphok.web.requests import DeskRequest

# Names of the server's choosing; what somebody called a file never comes back in a header.
_NAMES = {Media.JPEG: "samutphok-picture.jpg", Media.PDF: "samutphok-document.pdf"}


@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Add a photograph or a PDF to a family."""
    household_area(viewer=request.viewer, household_id=household_id, action=Action.ADD_DOCUMENT)
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    shown = {"form": form, "household_id": household_id}
    if request.method != "POST":
        return render(request, "household_document.html", shown)
    if not form.is_valid():
        return render(request, "household_document.html", shown, status=422)
    try:
        add_document(
            viewer=request.viewer,
            household_id=household_id,
            document=form.document(),
            content=form.cleaned_data["file"].read(),
            now=request.viewer.now,
        )
    except (InvalidInput, Conflict) as error:
        form.add_error("file", told(error))
        return render(request, "household_document.html", shown, status=error.status)
    messages.success(request, _("The document is kept with the family."))
    return redirect("household", household_id=household_id)


@require_safe
def document(request: DeskRequest, household_id: UUID, document_id: UUID) -> HttpResponse:
    """A document: a photograph to look at, anything else to take away."""
    return _sent(document_content(viewer=request.viewer, household_id=household_id, document_id=document_id))


@require_safe
def document_small(request: DeskRequest, household_id: UUID, document_id: UUID) -> HttpResponse:
    """The small picture of a photograph."""
    found = document_content(viewer=request.viewer, household_id=household_id, document_id=document_id, small=True)
    return _sent(found)


@require_POST
def document_withdraw(request: DeskRequest, household_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a document out of sight, with a reason."""
    withdraw_document(
        viewer=request.viewer,
        household_id=household_id,
        document_id=document_id,
        because=WithdrawForm(request.POST).read()["because"],
        now=request.viewer.now,
    )
    messages.success(request, _("The document is out of sight now. The reason is kept."))
    return redirect("household", household_id=household_id)


def _sent(found: Content) -> HttpResponse:
    way = "inline" if found.media is Media.JPEG else "attachment"
    headers = {
        "Content-Disposition": f'{way}; filename="{_NAMES[found.media]}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(found.content, content_type=found.media.value, headers=headers)
