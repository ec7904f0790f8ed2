"""Places that were approved: what became of them, and who is next in line."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.allocation.actions import act_on_place, look_again, name_next
from samutphok.allocation.domain.table import PlaceDeed
from samutphok.allocation.queries import share_places as read_places
from samutphok.allocation.queries import sharing_page
from samutphok.areas.queries import names
from samutphok.kernel.errors import Conflict, Forbidden, InvalidInput, Stale
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest
from samutphok.web.share_forms import DeedForm, PlacesForm
from samutphok.web.share_words import PLACES

ROUTES = {"referral": "referral", "cash": "aid_application", "home": "stay", "seat": "livelihood_path"}


@require_safe
def share_places(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """The approved places of a sharing, by what became of them."""
    return _page(request, sharing_id)


@require_POST
def share_look(request: DeskRequest, sharing_id: UUID) -> HttpResponse:
    """Asks what came of the places."""
    changed = look_again(viewer=request.viewer, sharing_id=sharing_id, now=request.viewer.now)
    messages.success(request, _("%(changed)s places have changed.") % {"changed": changed})
    return redirect("share_places", sharing_id)


@require_POST
def share_place(request: DeskRequest, sharing_id: UUID, place_id: UUID) -> HttpResponse:
    """One person's word on a place."""
    form = DeedForm(request.POST)
    deed = form.data.get("deed", "")
    if not form.is_valid() or deed not in {*PlaceDeed, "name_next"}:
        return _page(request, sharing_id, problem=_("Open the page again and choose what can be done."), status=422)
    act_id, version = form.cleaned_data["act_id"], form.cleaned_data["version"]
    viewer = request.viewer
    try:
        if deed == "name_next":
            name_next(viewer=viewer, place_id=place_id, act_id=act_id, version=version, now=viewer.now)
        else:
            act_on_place(
                viewer=viewer,
                place_id=place_id,
                deed=PlaceDeed(deed),
                act_id=act_id,
                version=version,
                now=viewer.now,
            )
    except (InvalidInput, Conflict, Forbidden, Stale) as error:
        return _page(request, sharing_id, problem=told(error), status=error.status)
    messages.success(request, _("Written down."))
    return redirect("share_places", sharing_id)


def _page(request: DeskRequest, sharing_id: UUID, *, problem: str = "", status: int = 200) -> HttpResponse:
    form = PlacesForm(request.GET)
    data = form.read()
    page = sharing_page(viewer=request.viewer, sharing_id=sharing_id, whole=False)
    found = read_places(
        viewer=request.viewer,
        sharing_id=sharing_id,
        state=data["state"],
        page=data["page"] or 1,
        now=request.viewer.now,
        known=page,
    )
    shown = {
        "page": page,
        "list": found,
        "state": data["state"],
        "states": [(one, sign, found.counts.get(one.value, 0)) for one, sign in PLACES.items()],
        "all": sum(found.counts.values()),
        "passed": sum(found.counts.values()) - found.counts.get("approved", 0),
        "routes": ROUTES,
        "act_ids": {one.id: uuid4() for one in found.rows},
        "places": names({one.area_code[:n] for one in found.rows for n in (2, 4, 6, 8)}),
        "address": address_of(data, "state"),
        "problem": problem,
    }
    return render(request, "share_places.html", shown, status=status)
