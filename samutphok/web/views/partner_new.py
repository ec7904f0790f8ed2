"""What the office adds to the directory of its area: a service that only it has, a partner of the place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.partners.actions import add_partner, add_service
from samutphok.partners.errors import BadEntry, NotYourDirectory
from samutphok.partners.queries import organizations, problem_names
from samutphok.web.forms import told
from samutphok.web.partner_forms import NewPartnerForm, NewServiceForm, PlaceForm
from samutphok.web.requests import DeskRequest
from samutphok.web.views.partners import here


@require_safe
def partner_new(request: DeskRequest) -> HttpResponse:
    """The two forms, for an area whose directory the viewer keeps."""
    return _page(request, PlaceForm(request.GET).read()["area"])


@require_POST
def partner_service_new(request: DeskRequest) -> HttpResponse:
    """Adds the service, and shows its leaflet."""
    area = PlaceForm(request.POST).read()["area"]
    form = _service_form(request, area, bound=True)
    if not form.is_valid():
        return _page(request, area, form=form, status=422)
    try:
        code = add_service(
            viewer=request.viewer,
            agency=form.cleaned_data["agency"],
            area_code=area,
            words=form.words(),
            now=request.viewer.now,
        )
    except BadEntry as error:
        form.add_error(None, told(error))
        return _page(request, area, form=form, status=error.status)
    messages.success(request, _("The service was added."))
    return redirect(f"{reverse('partner_service', args=[code])}?area={area or 'TH'}")


@require_POST
def partner_add(request: DeskRequest) -> HttpResponse:
    """Adds the partner, and shows its page."""
    form = NewPartnerForm(request.POST)
    area = PlaceForm(request.POST).read()["area"]
    if not form.is_valid():
        return _page(request, area, partner=form, status=422)
    try:
        code = add_partner(viewer=request.viewer, area_code=area, words=form.cleaned_data, now=request.viewer.now)
    except BadEntry as error:
        form.add_error(None, told(error))
        return _page(request, area, partner=form, status=error.status)
    messages.success(request, _("The partner was added."))
    return redirect(f"{reverse('partner_agency', args=[code])}?area={area or 'TH'}")


def _page(
    request: DeskRequest,
    asked: str,
    *,
    form: NewServiceForm | None = None,
    partner: NewPartnerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    place = here(request.viewer, asked)
    if not place.keeps:
        raise NotYourDirectory
    shown = {
        "here": place,
        "form": form or _service_form(request, place.area, bound=False),
        "partner_form": partner or NewPartnerForm(initial={"area": place.area or "TH"}, prefix=None),
    }
    return render(request, "partner_new.html", shown, status=status)


def _service_form(request: DeskRequest, area: str, *, bound: bool) -> NewServiceForm:
    language, today = get_language() or "th", timezone.localdate(request.viewer.now)
    return NewServiceForm(
        request.POST if bound else None,
        initial={"area": area or "TH"},
        problems=[(code, label.in_language(language)) for code, label in problem_names(on=today).items()],
        agencies=[(one.code, one.label.in_language(language)) for one in organizations(on=today, area_code=area)],
        auto_id="service_%s",
    )
