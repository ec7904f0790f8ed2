"""The area tree, from the country to the household."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.domain import Action
from samutphok.areas.domain import COUNTRY
from samutphok.insights.domain.area import AreaPage
from samutphok.insights.domain.choice import Combine
from samutphok.insights.queries import area_page
from samutphok.insights.queries.places import prefix_of
from samutphok.targeting.jobs import request_drawing
from samutphok.web.forms import AreaForm, address_of, switches
from samutphok.web.ranking import ORDERS, in_order, map_numbers, profile, rank
from samutphok.web.requests import DeskRequest


@require_safe
def areas(request: DeskRequest) -> HttpResponse:
    """The way in: the widest area that the viewer may see numbers of."""
    mine = request.viewer.prefixes(Action.VIEW_COUNTS)
    widest = min(mine, key=lambda prefix: (len(prefix), prefix), default="")
    address = reverse("area", args=[widest or COUNTRY])
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)


@require_safe
def area(request: DeskRequest, code: str) -> HttpResponse:
    """One area under the switches of the address: its numbers, the areas inside it, and their map."""
    form = AreaForm(request.GET)
    choice, asked = form.choice(), form.read()
    page = area_page(viewer=request.viewer, code=code, choice=choice, measure=asked["measure"], now=request.viewer.now)
    draws = prefix_of(code) in request.viewer.prefixes(Action.DRAW_LIST)
    state = {"page": page, "draws": draws, **_state(asked, page), **_ranking(page, asked["order"])}
    return render(request, "area.html", state)


@require_POST
def area_draw(request: DeskRequest, code: str) -> HttpResponse:
    """Has the area's list drawn anew from the newest registers, in the background."""
    request_drawing(viewer=request.viewer, area_prefix=prefix_of(code), now=request.viewer.now)
    messages.success(request, _("The list is being drawn. Look again in a minute."))
    return redirect("area", code=code)


def _state(asked: dict[str, Any], page: AreaPage) -> dict[str, object]:
    """The switches as drawn, and the address bar that carries them on to other pages."""
    order = asked["order"] or "share"
    return {
        "dimensions": switches(page.choice),
        "combine_all": page.choice.combine is Combine.ALL,
        "address": address_of(asked),
        "families_address": address_of(asked, "dim", "combine"),
        "order": order,
        "orders": [(word, address_of(asked | {"order": name}), name == order) for name, word in ORDERS.items()],
    }


def _ranking(page: AreaPage, order: str) -> dict[str, object]:
    """The bars, the ranking and the map. Outlines come with the desk for provinces; no catalogue has those below."""
    ranking, classes = rank(page)
    rows = profile(page)
    return {
        "profile": rows,
        "profile_most": max((row.count.here.fraction or 0.0 for row in rows), default=0.0),
        "ranking": in_order(ranking, order),
        "most": max((ranked.fraction for ranked in ranking), default=0.0),
        "classes": classes,
        "map_numbers": map_numbers(ranking),
        "shapes": static("built/provinces.geojson") if page.place.code == COUNTRY else "",
    }
