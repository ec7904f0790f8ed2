"""Where visits to one family say different things, and where they differ from the registers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.queries import names_of
from samutphok.insights.queries.places import names_around, prefix_of
from samutphok.kernel.errors import Error
from samutphok.logbook.actions import resolve_conflict, set_visit_aside
from samutphok.logbook.domain.visits import ConflictView
from samutphok.logbook.errors import ConflictChanged, NothingDecided
from samutphok.logbook.queries import conflict as read_conflict
from samutphok.logbook.queries import conflicts as read_conflicts
from samutphok.logbook.queries import contradiction_page, joined_visits
from samutphok.registry.queries import family_roll
from samutphok.web.answers import choices_of
from samutphok.web.conflict_forms import EditionForm, FindingsForm, choices_made
from samutphok.web.contested import contest, findings
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest


@require_safe
def conflicts(request: DeskRequest) -> HttpResponse:
    """Families about which somebody must decide, the longest open first."""
    found = read_conflicts(viewer=request.viewer)
    people = names_of({account for line in found for account in line.by}, viewer=request.viewer)
    places = names_around({line.area_code for line in found})
    return render(request, "conflicts.html", {"lines": found, "people": people, "places": places})


@require_safe
def conflict(request: DeskRequest, conflict_id: UUID) -> HttpResponse:
    """One family's visits side by side, question by question."""
    return _page(request, read_conflict(viewer=request.viewer, conflict_id=conflict_id))


@require_POST
def conflict_decide(request: DeskRequest, conflict_id: UUID) -> HttpResponse:
    """The case worker's word on some or all questions; what is left open stays open with every answer."""
    edition = EditionForm(request.POST).read()["edition"]
    choice = choices_made(request.POST)
    try:
        resolve_conflict(
            viewer=request.viewer, conflict_id=conflict_id, edition=edition, choice=choice, now=request.viewer.now
        )
    except (ConflictChanged, NothingDecided) as error:
        return _page(request, read_conflict(viewer=request.viewer, conflict_id=conflict_id), error)
    messages.success(request, _("Written down. Every answer stays in the family's history."))
    waiting = read_conflicts(viewer=request.viewer)
    following = next((line for line in waiting if line.id != conflict_id), None)
    if any(line.id == conflict_id for line in waiting) or following is None:
        return redirect("conflicts")
    return redirect("conflict", conflict_id=following.id)


@require_safe
def conflicts_joined(request: DeskRequest) -> HttpResponse:
    """Visits that were joined by themselves: nothing to do, unless one of them belongs elsewhere."""
    found = joined_visits(viewer=request.viewer)
    accounts = {line.by for line in found} | {by for line in found for by, _day in line.others}
    shown = {
        "lines": found,
        "people": names_of(accounts, viewer=request.viewer),
        "places": names_around({line.area_code for line in found}),
    }
    return render(request, "conflicts_joined.html", shown)


@require_POST
def visit_aside(request: DeskRequest, visit_id: UUID) -> HttpResponse:
    """Take a visit that was joined by itself out of what the logbook says now."""
    set_visit_aside(viewer=request.viewer, visit_id=visit_id, now=request.viewer.now)
    messages.success(request, _("The visit is set aside. It stays in the family's history with everything it says."))
    return redirect("conflicts_joined")


@require_safe
def contradictions(request: DeskRequest) -> HttpResponse:
    """Where a register says otherwise than a visit: somebody finds out which is true."""
    form = FindingsForm(request.GET)
    asked = form.read()
    area = prefix_of(asked["area"]) if asked["area"] else ""
    found = contradiction_page(viewer=request.viewer, area_code=area, fact=asked["fact"], page=asked["page"] or 1)
    families = {row.household_id for row in found.rows}
    roll = family_roll(viewer=request.viewer, first=families, areas=(), most=max(1, len(families)))
    places = names_around({row.area_code for row in found.rows} | ({area} if area else set()))
    shown = {
        "page": found,
        "findings": findings(found.rows, roll, choices_of(viewer=request.viewer)),
        "places": places,
        "asked": asked,
        "area": places.get(area),
        "address": address_of({"area": asked["area"], "fact": asked["fact"]}),
    }
    return render(request, "contradictions.html", shown)


def _page(request: DeskRequest, found: ConflictView, error: Error | None = None) -> HttpResponse:
    accounts = {one.by for fact in found.facts for one in fact.candidates}
    shown = {
        "contest": contest(found, names_of(accounts, viewer=request.viewer), choices_of(viewer=request.viewer)),
        "places": names_around([found.area_code]),
        "trouble": told(error) if error else "",
    }
    return render(request, "conflict.html", shown, status=error.status if error else 200)
