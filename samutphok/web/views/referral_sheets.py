"""Spreadsheets of referrals out, and their answers read back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.referrals.actions import read_answers
from samutphok.referrals.errors import BadSheet
from samutphok.referrals.queries import sheet_for_agency, sheet_of_agency
from samutphok.web.referral_forms import MOST_BYTES, QueueForm, SheetForm
from samutphok.web.referral_sheet import MEDIA, sheet_xlsx
from samutphok.web.requests import DeskRequest


@require_safe
def referrals_sheet(request: DeskRequest) -> HttpResponse:
    """The open referrals of the viewer's own agency as a spreadsheet to be filled in."""
    return _file(sheet_xlsx(sheet_of_agency(request.viewer)), "referrals")


@require_safe
def referrals_sent_sheet(request: DeskRequest) -> HttpResponse:
    """The same for an agency without accounts, to be sent to it."""
    agency = QueueForm(request.GET).read()["agency"]
    return _file(sheet_xlsx(sheet_for_agency(request.viewer, agency)), f"referrals-{agency}")


@require_POST
def referrals_sheet_read(request: DeskRequest) -> HttpResponse:
    """Reads a spreadsheet back; rows that could not be taken are named with why."""
    return _read(request, "referrals")


@require_POST
def referrals_sent_sheet_read(request: DeskRequest) -> HttpResponse:
    """The same for a spreadsheet that an agency sent to the office."""
    return _read(request, "referrals_sent")


def _read(request: DeskRequest, back: str) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES)
    sent = form.cleaned_data["sheet"] if form.is_valid() else None
    if sent is None or sent.size > MOST_BYTES:
        raise BadSheet
    read = read_answers(viewer=request.viewer, content=sent.read(), name=sent.name, now=request.viewer.now)
    if not read.faults:
        told = ngettext("%(count)s row was taken.", "%(count)s rows were taken.", len(read.answers))
        messages.success(request, told % {"count": len(read.answers)})
        return redirect(back)
    language = get_language() or "th"
    shown = {
        "taken": len(read.answers),
        "blank": read.blank,
        "faults": [(one.line, one.why.in_language(language)) for one in read.faults],
        "back": back,
        "title": _("Spreadsheet read"),
    }
    return render(request, "referral_sheet_read.html", shown)


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=MEDIA, headers={"Content-Disposition": f'attachment; filename="samutphok-{name}.xlsx"'}
    )
