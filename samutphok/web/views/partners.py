"""Who helps with what here: services of an area, a service's leaflet, agencies and their contacts, agreements, holidays."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import names_of
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import children, names
from samutphok.partners.actions import keep_office, keep_service, set_capacity
from samutphok.partners.domain import OrganizationKind
from samutphok.partners.domain.hsds import organizations_json, services_json
from samutphok.partners.errors import BadEntry, EntryChanged
from samutphok.partners.queries import (
    agency_page,
    agreements,
    browse,
    calendar,
    directory,
    organizations,
    problem_names,
    service_page,
    standard_sets,
)
from samutphok.web.forms import address_of, told
from samutphok.web.partner_forms import BrowseForm, OfficeForm, PlaceForm, PlacesForm, ServiceForm, VersionForm
from samutphok.web.requests import DeskRequest

PAGE_SIZE = 24
Form = TypeVar("Form", bound=VersionForm | None)


@dataclass(frozen=True, slots=True)
class Here:
    """The area that a page speaks of ('' the country), whether the viewer keeps its directory, and the areas around it."""

    area: str
    keeps: bool
    above: tuple[str, ...]
    below: tuple[AreaView, ...]
    places: dict[str, AreaView]


def here(viewer: Viewer, asked: str, *, below: bool = False, also: Iterable[str] = ()) -> Here:
    """The area asked for, else the first that the viewer works in; `below`: with the areas that lie in it."""
    own = viewer.prefixes(Action.VIEW_COUNTS)
    area = "" if asked == "TH" else asked or (own[0] if own else "")
    inside = children(area or "TH") if below else ()
    above = tuple(area[:length] for length in (2, 4, 6) if length < len(area) and area.isdigit())
    known = {one.code: one for one in inside} | names({area or "TH", "TH", *above, *also} - {""})
    return Here(area, viewer.may(Action.MANAGE_PARTNERS, RecordScope(area)), above, tuple(inside), known)


@require_safe
def partners(request: DeskRequest) -> HttpResponse:
    """The services of an area under the filters, with room before full ones."""
    form = BrowseForm(request.GET)
    wanted, place = form.wanted(), here(request.viewer, form.read()["area"], below=True)
    today = timezone.localdate(request.viewer.now)
    found = browse(area_code=place.area, wanted=wanted, on=today, page_size=PAGE_SIZE)
    shown = {
        "list": found,
        "wanted": wanted,
        "here": place,
        "form": form,
        "problems": problem_names(on=today),
        "agencies": [one for one in organizations(on=today, area_code=place.area) if not one.parent],
        "address": address_of({name: value for name, value in form.read().items() if name != "page"}),
        "today": today,
    }
    return render(request, "partners.html", shown)


@require_safe
def partner_agencies(request: DeskRequest) -> HttpResponse:
    """The organisations that work in an area, by what they are to the programme."""
    place = here(request.viewer, PlaceForm(request.GET).read()["area"], below=True)
    listed = organizations(on=timezone.localdate(request.viewer.now), area_code=place.area)
    order = list(OrganizationKind)
    groups = groupby(sorted(listed, key=lambda one: order.index(one.kind)), key=lambda one: one.kind)
    return render(
        request, "partner_agencies.html", {"here": place, "groups": [(kind, tuple(found)) for kind, found in groups]}
    )


@require_safe
def partner_service(request: DeskRequest, code: str) -> HttpResponse:
    """A service as a leaflet; those who keep the directory change it and count its places below."""
    return _service(request, code, PlaceForm(request.GET).read()["area"])


@require_POST
def partner_service_keep(request: DeskRequest, code: str) -> HttpResponse:
    """Keeps how the service is in the area; a stale or unreadable form comes back with what stands now."""
    form = ServiceForm(request.POST)
    if not form.is_valid():
        return _service(request, code, PlaceForm(request.POST).read()["area"], form=form)
    area, version = form.cleaned_data["area"], form.cleaned_data["version"]
    try:
        keep_service(
            viewer=request.viewer,
            service=code,
            area_code=area,
            words=form.words(),
            version=version,
            now=request.viewer.now,
        )
    except (BadEntry, EntryChanged) as error:
        form.add_error(None, told(error))
        return _service(request, code, area, form=form, status=error.status)
    messages.success(request, _("The service was changed for this area."))
    return redirect(f"{reverse('partner_service', args=[code])}?area={area or 'TH'}")


@require_POST
def partner_places(request: DeskRequest, code: str) -> HttpResponse:
    """Counts the free places of a service in the area."""
    form = PlacesForm(request.POST)
    if not form.is_valid():
        return _service(request, code, PlaceForm(request.POST).read()["area"], places=form, status=422)
    area, free = form.cleaned_data["area"], form.cleaned_data["free"]
    set_capacity(viewer=request.viewer, service=code, area_code=area, free=free, now=request.viewer.now)
    messages.success(request, _("The free places were counted."))
    return redirect(f"{reverse('partner_service', args=[code])}?area={area or 'TH'}")


@require_safe
def partner_agency(request: DeskRequest, code: str) -> HttpResponse:
    """An agency in an area: its office, whom to call, what it offers, what it undertook."""
    return _agency(request, code, PlaceForm(request.GET).read()["area"])


@require_POST
def partner_agency_keep(request: DeskRequest, code: str) -> HttpResponse:
    """Keeps the contact of the agency's office in the area; a stale form comes back with what stands now."""
    form = OfficeForm(request.POST)
    if not form.is_valid():
        return _agency(request, code, PlaceForm(request.POST).read()["area"], form=form)
    area, version = form.cleaned_data["area"], form.cleaned_data["version"]
    try:
        keep_office(
            viewer=request.viewer,
            agency=code,
            area_code=area,
            words=form.words(),
            version=version,
            now=request.viewer.now,
        )
    except (BadEntry, EntryChanged) as error:
        form.add_error(None, told(error))
        return _agency(request, code, area, form=form, status=error.status)
    messages.success(request, _("The contact was kept."))
    return redirect(f"{reverse('partner_agency', args=[code])}?area={area or 'TH'}")


@require_safe
def partner_agreements(request: DeskRequest) -> HttpResponse:
    """Agreements with their parties and duties, and the standards of local pilots; those of the area first."""
    place = here(request.viewer, PlaceForm(request.GET).read()["area"], also=("10", "11"))
    today = timezone.localdate(request.viewer.now)
    found = [(one, one.applies_in(place.area)) for one in agreements(on=today)]
    sets = [(one, one.applies_in(place.area)) for one in standard_sets(on=today)]
    return render(request, "partner_agreements.html", {"here": place, "agreements": found, "sets": sets})


@require_safe
def partner_calendar(request: DeskRequest) -> HttpResponse:
    """Office hours, the holidays on file with their sources, and until when they are known."""
    place = here(request.viewer, PlaceForm(request.GET).read()["area"])
    today = timezone.localdate(request.viewer.now)
    found = calendar(on=today, area_code=place.area)
    years = [(year, tuple(days)) for year, days in groupby(found.listed, key=lambda one: one.day.year)]
    following = next((one for one in found.listed if one.day >= today), None)
    shown = {"here": place, "calendar": found, "years": years, "today": today, "following": following}
    return render(request, "partner_calendar.html", shown)


@require_GET
def partner_export(request: DeskRequest) -> HttpResponse:
    """The directory of an area in the shape of Open Referral's HSDS, as one JSON file."""
    area = PlaceForm(request.GET).read()["area"]
    found = directory(on=timezone.localdate(request.viewer.now), area_code="" if area == "TH" else area)
    content = {"organizations": organizations_json(found), "services": services_json(found)}
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="partners-{area or "TH"}.json"'
    return answer


def _service(
    request: DeskRequest,
    code: str,
    asked: str,
    *,
    form: ServiceForm | None = None,
    places: PlacesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = request.viewer
    place = here(viewer, asked)
    found = service_page(code=code, area_code=place.area, on=timezone.localdate(viewer.now))
    entry = found.entry if found.entry is not None and found.entry.area_code == place.area else None
    start = {"area": place.area or "TH", "version": entry.version if entry else 0}
    shown = {
        "page": found,
        "here": place,
        "form": _afresh(form, start["version"]) or ServiceForm(initial=start | dict(entry.words if entry else {})),
        "places_form": places or PlacesForm(initial={"area": place.area or "TH", "free": found.free}),
        "standing": entry.words if entry and form is not None else {},
        "people": names_of({one.by for one in found.history}, viewer=viewer) if place.keeps else {},
    }
    return render(request, "partner_service.html", shown, status=status)


def _agency(
    request: DeskRequest, code: str, asked: str, *, form: OfficeForm | None = None, status: int = 200
) -> HttpResponse:
    viewer = request.viewer
    place, today = here(viewer, asked), timezone.localdate(viewer.now)
    found = agency_page(code=code, area_code=place.area, on=today)
    words = dict(found.entry.words) if found.entry else {}
    start = {"area": place.area or "TH", "version": found.entry.version if found.entry else 0}
    shown = {
        "page": found,
        "here": place,
        "form": _afresh(form, start["version"]) or OfficeForm(initial=start | words),
        "standing": words if form is not None else {},
        "agreements": [(one, party) for one in agreements(on=today) for party in one.parties if party.agency == code],
        "people": names_of({one.by for one in found.history}, viewer=viewer) if place.keeps else {},
    }
    return render(request, "partner_agency.html", shown, status=status)


def _afresh(form: Form, version: object) -> Form:
    """A form that comes back carries the version that its reader sees beside it now."""
    if form is not None:
        form.data = {**dict(form.data.items()), "version": str(version)}
    return form
