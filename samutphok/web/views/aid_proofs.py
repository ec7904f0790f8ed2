"""Evidence added to an entry of help, and the certificate that a giver is honoured with."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.aid.actions import attach_evidence
from samutphok.aid.queries import certificate, entry
from samutphok.areas.queries import names
from samutphok.kernel.errors import Conflict, InvalidInput
from samutphok.web.aid_proofs import ProofForm
from samutphok.web.documents.certificate import certificate_pdf
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest
from samutphok.web.views.aid import entry_page


@require_POST
def aid_prove(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """Adds a photograph, a paper, a signature on the screen or a number to an entry."""
    found = entry(request.viewer, entry_id)
    form = ProofForm(request.POST, request.FILES)
    proofs = form.proofs() if form.is_valid() else ()
    if form.is_valid() and not proofs:
        form.add_error(None, _("Choose a picture, let them sign, or say what evidence there is."))
    if not form.is_valid():
        return render(request, "aid_entry.html", entry_page(request.viewer, found, proof=form), status=422)
    try:
        for one in proofs:
            attach_evidence(viewer=request.viewer, entry_id=entry_id, evidence=one, now=request.viewer.now)
    except (InvalidInput, Conflict) as error:
        form.add_error(None, told(error))
        return render(request, "aid_entry.html", entry_page(request.viewer, found, proof=form), status=error.status)
    messages.success(request, _("The evidence is kept with the entry."))
    return redirect("aid_entry", entry_id=entry_id)


@require_safe
def aid_certificate(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """The certificate of honour of a giver, to be signed and framed."""
    found = certificate(request.viewer, entry_id)
    code = found.area_code
    pdf = certificate_pdf(found, names({code[:2], code[:4], code}), language=get_language() or "th")
    headers = {"Content-Disposition": 'inline; filename="samutphok-certificate.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
