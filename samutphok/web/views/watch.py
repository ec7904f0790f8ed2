"""Households likely to get worse, and families that are to be met again."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.areas.queries import names
from samutphok.watch.actions import ask_visit, end_watching, watch_again
from samutphok.watch.domain.rhythms import Contact
from samutphok.watch.domain.watching import AGAIN, ASK_VISIT
from samutphok.watch.queries import due_list, watch_list
from samutphok.web.forms import address_of
from samutphok.web.requests import DeskRequest
from samutphok.web.triage_forms import DueForm, WatchActForm, WatchForm
from samutphok.web.watch_words import ENDS, STANDINGS


@require_safe
def watch(request: DeskRequest) -> HttpResponse:
    """The watch list of the viewer's area: who, why, on whose word, until when somebody looks in."""
    form = WatchForm(request.GET)
    wanted = form.wanted()
    found = watch_list(viewer=request.viewer, wanted=wanted, now=request.viewer.now)
    state = {name: value for name, value in form.read().items() if name != "page"}
    shown = {
        "list": found,
        "wanted": wanted,
        "rows": [(row, uuid4()) for row in found.rows],
        "places": names({row.area_code[:n] for row in found.rows for n in (2, 4, 6, 8)} | ({wanted.area} - {""})),
        "ends": list(ENDS.items()),
        "address": address_of(state),
    }
    return render(request, "watch.html", shown)


@require_POST
def watch_act(request: DeskRequest, watched_id: UUID) -> HttpResponse:
    """Asks for a visit, ends the watching, or takes it up again."""
    data = WatchActForm(request.POST).read()
    given = {
        "viewer": request.viewer,
        "watched_id": watched_id,
        "version": data["version"],
        "act_id": data["act_id"],
        "now": request.viewer.now,
    }
    if data["act"] == ASK_VISIT:
        ask_visit(**given)
        messages.success(
            request, _("A volunteer has been asked to look in. The visit stands in fieldwork with its day.")
        )
    elif data["act"] == AGAIN:
        watch_again(**given)
        messages.success(request, _("The family is watched again."))
    else:
        end_watching(**given, end=data["end"])
        messages.success(request, _("The family is no longer watched. The reason is kept."))
    return redirect(reverse("watch"))


@require_safe
def watch_due(request: DeskRequest) -> HttpResponse:
    """The families that are to be met, the longest due first; beside each how happy it said it is."""
    form = DueForm(request.GET)
    wanted = form.wanted()
    found = due_list(viewer=request.viewer, wanted=wanted, now=request.viewer.now)
    state = {name: value for name, value in form.read().items() if name != "page"}
    tabs = [
        (one, STANDINGS[one], count, address_of(state | {"standing": one.value}))
        for one, count in found.counts
        if one is not Contact.DONE or count
    ]
    shown = {
        "list": found,
        "wanted": wanted,
        "tabs": tabs,
        "everything": address_of(state | {"standing": ""}),
        "places": names({row.area_code[:n] for row in found.rows for n in (2, 4, 6, 8)} | ({wanted.area} - {""})),
        "address": address_of(state),
    }
    return render(request, "watch_due.html", shown)
