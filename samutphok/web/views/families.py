"""Lists of families, one family, and what is taken away of them: exports and the printed logbook."""

from urllib.parse import parse_qsl
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import push_url

from samutphok.access.domain import Action, Sensitivity
from samutphok.insights.actions import export_families
from samutphok.insights.domain.choice import Combine, FamilyOrder
from samutphok.insights.domain.families import FamilyList
from samutphok.insights.domain.family import FamilyPage
from samutphok.insights.queries import family_list, family_page
from samutphok.kernel.thai import sort_key
from samutphok.web.documents.logbook import logbook_pdf
from samutphok.web.exports import csv_lines, workbook
from samutphok.web.forms import ExportForm, FamilyForm, address_of, switches
from samutphok.web.requests import DeskRequest
from samutphok.web.words import FAMILY_ORDERS, FULL_ONLY_ORDERS

PAGE_SIZE = 25
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def households(request: DeskRequest) -> HttpResponse:
    """One page of the families under the filters, within the viewer's scope.

    Filters stand in the address; a searched name or number never does: it comes by POST, and leaves no trace in logs.
    """
    form = FamilyForm(request.POST or request.GET)
    wanted, page = form.wanted(), form.read()["page"] or 1
    where = request.path if wanted.text else f"{request.path}?{address_of(form.state())}".rstrip("?")
    if request.method == "POST" and not wanted.text and not request.htmx:
        return redirect(where)
    found = family_list(viewer=request.viewer, wanted=wanted, page=page, page_size=PAGE_SIZE)
    shown = render(request, "households.html", {"list": found, "form": form, **_offered(request, form, found)})
    return push_url(shown, where) if request.htmx else shown


def _offered(request: DeskRequest, form: FamilyForm, found: FamilyList) -> dict[str, object]:
    """What the filters offer, and which of it is chosen."""
    wanted, language, state = found.wanted, get_language() or "th", form.state()
    return {
        "areas": sorted(found.areas, key=lambda option: sort_key(option.label.in_language(language))),
        "address": address_of(state),
        "carried": parse_qsl(address_of(state)) if wanted.text else [],
        "dimensions": switches(wanted.choice),
        "combine_all": wanted.choice.combine is Combine.ALL,
        "poor": state["poor"],
        "level": "" if wanted.level is None else str(wanted.level),
        "orders": [
            (order, FAMILY_ORDERS[order]) for order in FamilyOrder if found.full or order not in FULL_ONLY_ORDERS
        ],
        "filters_on": sum(state[name] not in (None, "", []) for name in ("area", "level", "poor", "definition", "dim")),
        "may_export": bool(request.viewer.reaching(Action.EXPORT_HOUSEHOLDS, Sensitivity.S2)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def household_export(request: DeskRequest) -> HttpResponseBase:
    """The same families as the page with the same filters, as a file: never wider than the page."""
    form = ExportForm(request.POST or request.GET)
    rows = export_families(viewer=request.viewer, wanted=form.wanted(), now=request.viewer.now)
    name, language = f"samutphok-families-{request.viewer.now:%Y%m%d}", get_language() or "th"
    if form.read()["format"] == "csv":
        lines = csv_lines(rows, language=language)
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
    book = workbook(rows, language=language)
    return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=WORKBOOK)


@require_safe
def household(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """The family logbook of one household."""
    page = family_page(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    return render(request, "household.html", {"page": page, "place_line": place_line(page)})


@require_safe
def household_logbook(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """The same page as a PDF to print."""
    page = family_page(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    pdf = logbook_pdf(page, language=get_language() or "th", now=request.viewer.now)
    headers = {"Content-Disposition": 'inline; filename="logbook.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def place_line(page: FamilyPage) -> str:
    """The place from the village up to the province, in the reader's language."""
    language = get_language() or "th"
    return " · ".join(place.name.in_language(language) for place in (page.place, *reversed(page.path[1:])))
