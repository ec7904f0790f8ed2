"""The first page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samutphok.access.domain import Action, Role
from samutphok.areas.queries import names
from samutphok.fieldwork.queries import count_own, own_assignments
from samutphok.insights.domain.home import TaskKind
from samutphok.insights.queries import home as read_home
from samutphok.web.middleware import open_to
from samutphok.web.navigation import menu
from samutphok.web.requests import DeskRequest
from samutphok.web.routes import ROUTES, AnyOf
from samutphok.web.words import SHORTCUTS, TASKS, TaskWords

OWN_VISITS = 20
FIRST = {Role.HOTLINE: "request_new"}
# Whose day is asked for what waits in helping families.
HELPERS = AnyOf(
    (
        Action.TAKE_REQUEST,
        Action.WORK_CASE,
        Action.SUPERVISE_CASES,
        Action.ANSWER_REFERRAL,
        Action.GIVE_HELP,
        Action.MANAGE_HOME,
        Action.MANAGE_MESSAGES,
        Action.APPROVE_SHARES,
    )
)


@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """What needs the viewer today, and where their areas stand."""
    page = read_home(viewer=request.viewer, now=request.viewer.now)
    language = get_language() or "th"
    unread = {"notices": page.waiting(TaskKind.NOTICES)}  # the menu need not count again what the page has counted
    shown = {
        "navigation": menu(request.viewer, request.path, counted=unread),
        "page": page,
        "tasks": [(task, TASKS[task.kind]) for task in page.tasks],
        "roles": " · ".join(role.in_language(language) for role in page.roles),
        "helps": open_to(HELPERS, request.viewer),
        "may_search": open_to(ROUTES["households"], request.viewer),
        "first": _first(page.leading),
        "shortcuts": [one for one in SHORTCUTS if open_to(ROUTES[one.route], request.viewer)],
    }
    if page.leading is Role.VOLUNTEER:
        shown |= _own_visits(request)
    return render(request, "home.html", shown)


def _first(leading: Role | None) -> TaskWords | None:
    """What somebody of this role came for, to be pressed at the top of the page: a call does not wait."""
    route = FIRST.get(leading) if leading else None
    return next((one for one in SHORTCUTS if one.route == route), None)


def _own_visits(request: DeskRequest) -> dict[str, object]:
    """A volunteer's own families, which their day is about."""
    viewer = request.viewer
    own = own_assignments(viewer=viewer, now=viewer.now, most=OWN_VISITS + 1)
    total = count_own(viewer=viewer) if len(own) > OWN_VISITS else len(own)
    own = own[:OWN_VISITS]
    return {"volunteer": True, "own_visits": own, "own_total": total, "places": names({one.area_code for one in own})}
