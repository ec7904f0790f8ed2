"""The area tree, from the country to the household."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.domain import Action, Viewer
from samutphok.areas.domain import COUNTRY
from samutphok.insights.domain.area import AreaPage
from samutphok.insights.domain.choice import Basis, Combine
from samutphok.insights.queries import area_page
from samutphok.insights.queries.areas import outlines_file
from samutphok.insights.queries.places import prefix_of
from samutphok.targeting.jobs import request_drawing
from samutphok.web.area_comparison import comparison_of
from samutphok.web.area_maps import area_map, small_maps
from samutphok.web.area_profile import area_profile
from samutphok.web.forms import AreaForm, address_of, switches
from samutphok.web.outlines import Outlines, read_outlines
from samutphok.web.ranking import ORDERS, in_order, rank
from samutphok.web.requests import DeskRequest
from samutphok.web.themes import theme_of, themes_of

_WEEK = 7 * 24 * 3600
_PROVINCES = Path(str(finders.find("built/provinces.geojson") or ""))


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
    basis = Basis(measure=asked["measure"], cut=asked["year"], compare=asked["compare"] == "tpmap")
    page = area_page(viewer=request.viewer, code=code, choice=choice, basis=basis, now=request.viewer.now)
    draws = prefix_of(code) in request.viewer.prefixes(Action.DRAW_LIST)
    outlines = _outlines(request.viewer, code) if page.rows else None
    state = {"page": page, "draws": draws, **_state(asked, page), **_pictures(page, asked, outlines)}
    return render(request, "area.html", state)


@require_safe
@gzip_page
def area_outlines(request: DeskRequest, code: str) -> HttpResponse:
    """The outlines of the areas inside an area, for `<use>`. Shapes of places are public: the reader's browser keeps them."""
    found = _outlines(request.viewer, code)
    if found is None:
        raise Http404
    answer = HttpResponse(found.svg, content_type="image/svg+xml")
    answer["Cache-Control"] = f"private, max-age={_WEEK}, immutable"  # the address carries the outlines' version
    return answer


@require_POST
def area_draw(request: DeskRequest, code: str) -> HttpResponse:
    """Has the area's list drawn anew from the newest registers, in the background."""
    request_drawing(viewer=request.viewer, area_prefix=prefix_of(code), now=request.viewer.now)
    messages.success(request, _("The list is being drawn. Look again in a minute."))
    return redirect("area", code=code)


def _outlines(viewer: Viewer, code: str) -> Outlines | None:
    """The outlines inside an area: provinces come with the desk, what is smaller from the operator's own file."""
    own = outlines_file(viewer=viewer, code=code)
    file = _PROVINCES if code == COUNTRY else own
    return read_outlines(file, prefix_of(code)) if file else None


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
        "chart": asked["chart"],
        "charts": [
            (word, address_of(asked | {"chart": name}), name == asked["chart"])
            for name, word in (("", _("Bars")), ("radar", _("Radar")))
        ],
        "year_missing": asked["year"] if asked["year"] and asked["year"] != (page.cut and page.cut.value) else "",
    }


def _pictures(page: AreaPage, asked: dict[str, Any], outlines: Outlines | None) -> dict[str, object]:
    """The ranking, its map, the small maps, the profile and the comparison."""
    ranking = rank(page, theme_of(page, asked["theme"]))
    return {
        "themes": themes_of(page).values(),
        "ranking": ranking,
        "ranked": in_order(ranking.rows, asked["order"]),
        "map": area_map(ranking, outlines) if page.rows else None,
        "small": small_maps(page),
        "profile": area_profile(page),
        "comparison": comparison_of(page),
    }
