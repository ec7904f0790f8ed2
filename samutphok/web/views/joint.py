"""Visits that several agencies make together: planned by the coordinator, each part filled by its own side."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action, RecordScope, Sensitivity
from samutphok.areas.queries import names
from samutphok.fieldwork.actions import close_joint_visit, fill_part, plan_joint_visit
from samutphok.fieldwork.domain.joint import JointState
from samutphok.fieldwork.queries import helpers_in, joint_visit, joint_visits, names_of_volunteers
from samutphok.fieldwork.queries.families import families_named
from samutphok.kernel.errors import Error
from samutphok.registry.queries import household_area
from samutphok.web import fieldwork_words as words
from samutphok.web.compartment import asks_first
from samutphok.web.fieldwork_forms import CloseForm, JointForm, NoteForm
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest

SHOWN = 50


@require_safe
def joint_list(request: DeskRequest) -> HttpResponse:
    """The joint visits that the viewer leads or takes part in."""
    found = joint_visits(viewer=request.viewer, most=SHOWN)
    shown = {"rows": found, "places": names({one.area_code for one in found})}
    return render(request, "joint_visits.html", shown)


@require_safe
def joint_page(request: DeskRequest, joint_id: UUID) -> HttpResponse:
    """One joint visit: its parts, who fills each, and what the viewer may read of it."""
    viewer = request.viewer
    found = joint_visit(viewer=viewer, joint_id=joint_id, now=viewer.now)
    scope = RecordScope(found.area_code)
    shown = {
        "joint": found,
        "places": names([found.area_code, found.area_code[:6]]),
        "leads": viewer.may(Action.MANAGE_FIELDWORK, scope),
        "opens": viewer.may(Action.VIEW_HOUSEHOLD, scope, Sensitivity.S1),
        "open": found.state is not JointState.CANCELLED,
    }
    return render(request, "joint_visit.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def joint_new(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Plan a joint visit to one family."""
    viewer = request.viewer
    area = household_area(
        viewer=viewer, household_id=household_id, action=Action.MANAGE_FIELDWORK, sensitivity=Sensitivity.S1
    )
    helpers = helpers_in(viewer=viewer, area=area[:6])
    people = names_of_volunteers(helpers, viewer=viewer)
    sides = [(f"agency:{code}", str(word)) for code, word in words.AGENCIES.items()]
    sides += [(f"volunteer:{one}", name) for one, name in sorted(people.items(), key=lambda pair: pair[1])]
    form = JointForm(request.POST if request.method == "POST" else None, sides=sides)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        day, parts = form.cleaned_data["planned_on"], form.parts()
        try:
            made = plan_joint_visit(
                viewer=viewer, household_id=household_id, planned_on=day, parts=parts, now=viewer.now
            )
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The joint visit is planned. Each side sees its part."))
            return redirect("joint_visit", joint_id=made)
    family = families_named([household_id], viewer=viewer).get(household_id)
    shown = {
        "form": form,
        "household_id": household_id,
        "family": family.name if family else "",
        "places": names([area]),
    }
    return render(request, "joint_new.html", shown | {"area": area}, status=status)


@require_POST
@asks_first("note")
def joint_fill(request: DeskRequest, joint_id: UUID) -> HttpResponse:
    """Fills one's own part."""
    data = NoteForm(request.POST).read()
    state = fill_part(
        viewer=request.viewer, joint_id=joint_id, part_id=data["part"], note=data["note"], now=request.viewer.now
    )
    held = state is JointState.HELD
    messages.success(request, _("Every part is filled: the visit is held.") if held else _("Your part is filled."))
    return redirect("joint_visit", joint_id=joint_id)


@require_POST
def joint_close(request: DeskRequest, joint_id: UUID) -> HttpResponse:
    """Closes the visit as held with what there is, or cancels it."""
    held = CloseForm(request.POST).read()["held"] == "yes"
    close_joint_visit(viewer=request.viewer, joint_id=joint_id, held=held, now=request.viewer.now)
    messages.success(request, _("The visit is closed as held.") if held else _("The visit is cancelled."))
    return redirect("joint_visit", joint_id=joint_id)
