"""The first page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samutphok.insights.queries import home as read_home
from samutphok.web.middleware import open_to
from samutphok.web.requests import DeskRequest
from samutphok.web.routes import ROUTES
from samutphok.web.words import TASKS


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """What needs the viewer today, and where their areas stand."""
    page = read_home(viewer=request.viewer, now=request.viewer.now)
    tasks = [(task, TASKS[task.kind]) for task in page.tasks]
    language = get_language() or "th"
    shown = {
        "page": page,
        "tasks": tasks,
        "roles": " · ".join(role.in_language(language) for role in page.roles),
        "may_search": open_to(ROUTES["households"], request.viewer),
    }
    return render(request, "home.html", shown)
