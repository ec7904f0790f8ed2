"""Views and worklists that people keep: made, renamed, shared with the office, deleted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samutphok.areas.queries import names
from samutphok.insights.actions import choose_columns, forget, keep_view, rename, share, take_off_worklist
from samutphok.insights.domain.saved import Keeping, KeptList
from samutphok.insights.queries import chosen_columns, kept_list, kept_lists
from samutphok.web.family_forms import KeepForm, KeptForm, state_of
from samutphok.web.forms import address_of
from samutphok.web.requests import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: DeskRequest) -> HttpResponse:
    """All that the viewer keeps and what the office shares; posted, the list at hand is kept as a view."""
    if request.method == "POST":
        return _keep(request)
    found = kept_lists(viewer=request.viewer)
    known, language = names({one.office for one in found if one.office}), get_language() or "th"
    offices = {code: area.title(language) for code, area in known.items()}
    shown = [(one, offices.get(one.office or "", "")) for one in found]
    views = [pair for pair in shown if pair[0].kind is Keeping.VIEW]
    worklists = [pair for pair in shown if pair[0].kind is Keeping.WORKLIST]
    return render(request, "kept.html", {"views": views, "worklists": worklists})


def _keep(request: DeskRequest) -> HttpResponse:
    form = KeepForm(request.POST)
    wanted, data = form.wanted(), form.read()
    viewer = request.viewer
    columns = chosen_columns(viewer=viewer)
    made = keep_view(viewer=viewer, name=data["name"], wanted=wanted, columns=columns, now=viewer.now)
    if data["share"]:
        share(viewer=viewer, list_id=made.id, with_office=True, now=viewer.now)
    messages.success(request, _("The view is kept. A searched name is never kept with it."))
    return redirect(address_to(made))


@require_http_methods(["GET", "HEAD", "POST"])
def kept_open(request: DeskRequest, list_id: UUID) -> HttpResponse:
    """Leads to the list with the filter of a view or worklist, as far as the viewer may see it; posted, with its columns."""
    found = kept_list(viewer=request.viewer, list_id=list_id)
    if request.method == "POST" and found.kind is Keeping.VIEW:
        choose_columns(viewer=request.viewer, columns=found.columns)
    return redirect(address_to(found))


@require_POST
def kept_change(request: DeskRequest, list_id: UUID) -> HttpResponse:
    """Renames, shares, empties or deletes one of the viewer's own."""
    asked, viewer = KeptForm(request.POST).read(), request.viewer
    match asked["act"]:
        case "rename":
            rename(viewer=viewer, list_id=list_id, name=asked["name"])
        case "share" | "unshare":
            share(viewer=viewer, list_id=list_id, with_office=asked["act"] == "share", now=viewer.now)
        case "empty":
            take_off_worklist(viewer=viewer, list_id=list_id, households=None)
        case "delete":
            forget(viewer=viewer, list_id=list_id)
    return redirect("kept")


def address_to(found: KeptList) -> str:
    """The address of the list of families with the filter of a kept list."""
    return f"{reverse('households')}?{address_of(state_of(found.wanted))}".rstrip("?")
