"""What waits in helping families, and the help tab of one family."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samutphok.access.domain import Action, RecordScope
from samutphok.insights.queries import family_beside, family_help, family_line, family_work, help_home
from samutphok.verification.queries import findings_of_household
from samutphok.web.help_words import HELP_TASKS
from samutphok.web.middleware import open_to
from samutphok.web.requests import DeskRequest
from samutphok.web.routes import ROUTES


@require_safe
def day_help(request: DeskRequest) -> HttpResponse:
    """What waits for the viewer in helping families: a part of the first page, or a page of its own without scripts."""
    found = help_home(viewer=request.viewer, now=request.viewer.now)
    tasks = [(one, HELP_TASKS[one.kind]) for one in found.waiting]
    known = [
        (one, words) for one, words in tasks if words.route in ROUTES and open_to(ROUTES[words.route], request.viewer)
    ]
    shown = {"help": found, "tasks": known, "moves": found.flows.movement if found.flows else None}
    return render(request, "home_help.html" if request.htmx else "home_help_page.html", shown)


@require_safe
def household_help(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Who helps this family with what, what comes next, which of its data are in doubt; asked for by its page, one card of
    it."""
    viewer = request.viewer
    if request.htmx:
        line = family_line(viewer=viewer, household_id=household_id, now=viewer.now)
        doubts = findings_of_household(viewer=viewer, household_id=household_id, now=viewer.now)
        return render(request, "household_line.html", {"line": line, "household_id": household_id, "doubts": doubts})
    page = family_help(viewer=viewer, household_id=household_id, now=viewer.now)
    may = viewer.may(Action.WORK_CASE, RecordScope(page.area_code))
    return render(request, "household_help_page.html", {"page": page, "line": page.line, "may_work": may})


@require_safe
def household_beside(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Programmes, stays, requests and the way from fragile to strong: a part of the tab, or a page without scripts."""
    found = family_beside(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    whole = "household_beside.html" if request.htmx else "household_beside_page.html"
    return render(request, whole, {"beside": found, "language": get_language() or "th"})


@require_safe
def household_work(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """What was done with and for the family, year by year: a part of its timeline, or a page without scripts."""
    work = family_work(viewer=request.viewer, household_id=household_id, now=request.viewer.now)
    whole = "household_work.html" if request.htmx else "household_work_page.html"
    return render(request, whole, {"work": work, "household_id": household_id})
