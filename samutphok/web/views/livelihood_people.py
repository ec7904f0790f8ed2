"""Somebody's way into work: what they say, what fits, what they choose, how it goes."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.areas.queries import names
from samutphok.kernel.errors import Error
from samutphok.livelihoods.actions import act_on_path, choose, tell_situation
from samutphok.livelihoods.errors import OccupationNotFound
from samutphok.livelihoods.queries import catalogue_on, family_members, path_view, paths_due, person_page
from samutphok.web.forms import told
from samutphok.web.livelihood_forms import ChooseForm, DueForm, PathForm, situation_of
from samutphok.web.requests import DeskRequest

IN_FULL = 8  # matches told with all their reasons; the others follow in short, none is left out


@require_safe
def livelihood_family(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """For whom of the family work is looked for."""
    area, members = family_members(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    shown = {"household_id": household_id, "members": members, "catalogue": _catalogue(request), "area": area}
    return render(request, "livelihood_family.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def livelihood_person(request: DeskRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """What somebody says of themselves, and every occupation in its order for them."""
    viewer = request.viewer
    if request.method == "POST":
        said = situation_of(request.POST)
        tell_situation(viewer=viewer, household_id=household_id, person_id=person_id, said=said, now=viewer.now)
        messages.success(request, _("Written down. Below is what fits, with reasons."))
        return redirect("livelihood_person", household_id=household_id, person_id=person_id)
    page = person_page(viewer=viewer, household_id=household_id, person_id=person_id, now=viewer.now)
    open_way = (
        page.member.path if page.member.path and page.member.path.state in ("chosen", "training", "following") else None
    )
    shown = {"page": page, "catalogue": page.catalogue, "said": page.situation, "way": open_way}
    shown |= {"full": page.matches[:IN_FULL], "rest": page.matches[IN_FULL:]}
    return render(request, "livelihood_person.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def livelihood_choose(request: DeskRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """Choose an occupation together with the person."""
    viewer, sent = request.viewer, request.POST if request.method == "POST" else None
    form, catalogue = ChooseForm(sent), _catalogue(request)
    _area, members = family_members(viewer=viewer, household_id=household_id, now=viewer.now)
    code = (sent or request.GET).get("occupation", "")
    if code not in catalogue.occupations:
        raise OccupationNotFound
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made = choose(
                viewer=viewer,
                household_id=household_id,
                person_id=person_id,
                occupation=code,
                income_before=form.cleaned_data["income_before"],
                path_id=form.cleaned_data["id"],
                now=viewer.now,
            )
        except Error as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The choice is kept. Next: a seat in a course, or begin at once."))
            return redirect("livelihood_path", path_id=made)
    member = next((one for one in members if one.person_id == person_id), None)
    shown = {
        "form": form,
        "catalogue": catalogue,
        "one": catalogue.occupations[code],
        "member": member,
        "new_id": uuid4(),
    }
    shown |= {"household_id": household_id, "person_id": person_id}
    return render(request, "livelihood_choose.html", shown, status=status)


@require_safe
def livelihood_path(request: DeskRequest, path_id: UUID) -> HttpResponse:
    """One way into work: what can be done now, results, history."""
    page = path_view(viewer=request.viewer, path_id=path_id, now=request.viewer.now)
    one = page.catalogue.occupations.get(page.line.occupation)
    shown: dict[str, Any] = {"page": page, "catalogue": page.catalogue, "one": one, "act_id": uuid4()}
    shown["today"] = timezone.localdate(request.viewer.now)
    return render(request, "livelihood_path.html", shown)


@require_POST
def livelihood_path_act(request: DeskRequest, path_id: UUID) -> HttpResponse:
    """Does one act upon a way into work."""
    act_on_path(viewer=request.viewer, path_id=path_id, doing=PathForm(request.POST).doing(), now=request.viewer.now)
    messages.success(request, _("Recorded."))
    return redirect("livelihood_path", path_id=path_id)


@require_safe
def livelihood_due(request: DeskRequest) -> HttpResponse:
    """People on their way into work, those to be asked about first."""
    data = DueForm(request.GET).read()
    what = data["what"] or "due"
    found = paths_due(
        viewer=request.viewer, what="" if what == "all" else what, page=data["page"] or 1, now=request.viewer.now
    )
    shown = {"list": found, "what": what, "catalogue": _catalogue(request), "tab": "due", "works_cases": True}
    return render(request, "livelihood_due.html", shown | {"places": names({one.area_code for one in found.rows})})


def _catalogue(request: DeskRequest) -> Any:
    return catalogue_on(timezone.localdate(request.viewer.now))
