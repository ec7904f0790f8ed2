"""Work after a crisis: the catalogue, one occupation, courses with their seats."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action
from samutphok.areas.queries import names
from samutphok.kernel.errors import Error
from samutphok.livelihoods.actions import change_intake, note_demand, open_intake
from samutphok.livelihoods.domain.catalogue import Catalogue
from samutphok.livelihoods.queries import (
    catalogue_on,
    intake_view,
    intakes,
    may_manage,
    occupation_page,
    occupations,
    takers,
)
from samutphok.web.forms import told
from samutphok.web.livelihood_forms import ChangeForm, DemandForm, IntakeForm, WantedForm
from samutphok.web.requests import DeskRequest


@require_safe
def livelihoods(request: DeskRequest) -> HttpResponse:
    """What people can live on here: time, money, demand, seats, and what became of others."""
    wanted = WantedForm(request.GET).wanted()
    found = occupations(viewer=request.viewer, wanted=wanted, now=request.viewer.now)
    shown = {"found": found, "catalogue": found.catalogue, "wanted": wanted, "tab": "list"}
    return render(request, "livelihoods.html", shown | _works(request))


@require_safe
def livelihood(request: DeskRequest, code: str) -> HttpResponse:
    """One occupation: what it asks, where it is learnt, how people fare in it."""
    found = occupation_page(viewer=request.viewer, code=code, now=request.viewer.now)
    shown = {"page": found, "catalogue": found.catalogue, "one": found.line.occupation, "line": found.line}
    places = names({found.area, *(each.serves for each in found.intakes)})
    today = timezone.localdate(request.viewer.now)
    return render(request, "livelihood.html", shown | {"places": places, "today": today} | _works(request))


@require_POST
def livelihood_demand(request: DeskRequest, code: str) -> HttpResponse:
    """Writes down how much an occupation is wanted."""
    data = DemandForm(request.POST).read()
    note_demand(
        viewer=request.viewer,
        occupation=code,
        area_code=data["area"],
        level=data["level"],
        as_of=data["as_of"],
        source=data["source"],
        now=request.viewer.now,
    )
    messages.success(request, _("Written down."))
    return redirect("livelihood", code=code)


@require_safe
def livelihood_intakes(request: DeskRequest) -> HttpResponse:
    """Courses with their seats, the soonest first."""
    found = intakes(viewer=request.viewer, now=request.viewer.now)
    shown = {"rows": found, "catalogue": _catalogue(request), "places": names({one.serves for one in found})}
    return render(request, "livelihood_intakes.html", shown | {"tab": "intakes"} | _works(request))


@require_http_methods(["GET", "HEAD", "POST"])
def livelihood_intake_new(request: DeskRequest) -> HttpResponse:
    """Open an intake."""
    viewer = request.viewer
    form = IntakeForm(request.POST if request.method == "POST" else None, initial={"id": uuid4()})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = open_intake(viewer=viewer, intake=form.intake(request.POST), now=viewer.now)
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The intake is open for its area."))
            return redirect("livelihood_intake", intake_id=made)
    catalogue = _catalogue(request)
    areas = [prefix for grant in viewer.grants for prefix in grant.areas]
    mine = [one for one in catalogue.courses.values() if any(may_manage(viewer, area, one.agency) for area in areas)]
    shown = {"form": form, "catalogue": catalogue, "courses": mine, "ticked": request.POST.getlist("offers")}
    return render(request, "livelihood_intake_new.html", shown, status=status)


@require_safe
def livelihood_intake(request: DeskRequest, intake_id: UUID) -> HttpResponse:
    """One intake: its seats, and for case workers who of their families has one."""
    found = intake_view(viewer=request.viewer, intake_id=intake_id, now=request.viewer.now)
    rows = takers(viewer=request.viewer, intake=found, now=request.viewer.now)
    shown = {"intake": found, "rows": rows, "catalogue": _catalogue(request)}
    places = names({found.serves, *(one.area_code for one in rows)})
    return render(request, "livelihood_intake.html", shown | {"places": places} | _works(request))


@require_POST
def livelihood_intake_change(request: DeskRequest, intake_id: UUID) -> HttpResponse:
    """Another number of seats, or closed."""
    data, viewer = ChangeForm(request.POST).read(), request.viewer
    change_intake(viewer=viewer, intake_id=intake_id, seats=data["seats"], close=data["close"], now=viewer.now)
    messages.success(request, _("Recorded."))
    return redirect("livelihood_intake", intake_id=intake_id)


def _works(request: DeskRequest) -> dict[str, bool]:
    return {
        "works_cases": bool(request.viewer.prefixes(Action.WORK_CASE)),
        "manages": bool(request.viewer.prefixes(Action.MANAGE_COURSES)),
    }


def _catalogue(request: DeskRequest) -> Catalogue:
    return catalogue_on(timezone.localdate(request.viewer.now))
