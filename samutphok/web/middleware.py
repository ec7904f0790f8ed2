"""The door of every page: the route's policy, the viewer of the request, and headers that keep pages private."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import viewer_of
from samutphok.registry.queries import survivor_seen
from samutphok.web.routes import ROUTES, AnyOf, Door, Policy

Responder = Callable[[HttpRequest], HttpResponse]

_PERMISSIONS = ", ".join(f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb"))


class RoutePolicy:
    """Refuses a route that has no policy row, or whose action the viewer's roles do not know, as if it were absent.

    Sets `request.viewer`, read anew from the database, so that a withdrawn grant counts at the next request. Whoever
    has not logged in is sent to the login, which tells nothing: the same happens at every page, for every id.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = viewer_of(request.user, now=timezone.now())  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        """Django calls this once the route is known and before its view runs."""
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        policy = policy_of(request)
        if open_to(policy, viewer):
            return _to_survivor(request, viewer, kwargs)
        if viewer.account_id or policy in (None, Door.DEMO_ONLY, Door.CLOSED):
            raise Http404
        return _to_login(request)


class PrivateHeaders:
    """No page of a family stays in a cache or history, lends its address to others, or asks for the device's senses."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        own_rule = "Cache-Control" in response and (policy_of(request) is Door.PUBLIC or _shows_only_places(request))
        if not own_rule:
            response["Cache-Control"] = "private, no-store"
        response.setdefault("Permissions-Policy", _PERMISSIONS)  # the field app asks for camera and place
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _shows_only_places(request: HttpRequest) -> bool:
    """Shapes of areas are no secret and tell of no family; everything else behind the door is fetched anew."""
    return bool(request.resolver_match and request.resolver_match.view_name == "area_outlines")


def _to_survivor(request: HttpRequest, viewer: Viewer, kwargs: Mapping[str, object]) -> HttpResponse | None:
    """An address of a family that was absorbed leads to the same page of the family that it turned out to be. The family's
    own page does so by itself, without a question more."""
    route, asked = request.resolver_match, kwargs.get("household_id")
    if not isinstance(asked, UUID) or route is None or route.view_name == "household" or request.method == "POST":
        return None
    survivor = survivor_seen(viewer=viewer, household_id=asked)
    if survivor is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    way = reverse(route.view_name, kwargs=dict(kwargs) | {"household_id": survivor})
    return HttpResponseRedirect(f"{way}?{query}" if query else way)


def _to_login(request: HttpRequest) -> HttpResponse:
    """The login page, with the way back but without the query: what was searched for is nobody's business."""
    answer = redirect_to_login(request.path if request.method in ("GET", "HEAD") else "/")
    in_part_of_page = request.headers.get("HX-Request") == "true"  # htmx would put the login page inside the table
    return HttpResponseClientRedirect(answer.url) if in_part_of_page else answer


def policy_of(request: HttpRequest) -> Policy | None:
    """The row of the request's route; None when the address leads nowhere or the route has no row."""
    return ROUTES.get(request.resolver_match.view_name) if request.resolver_match else None


def open_to(policy: Policy | None, viewer: Viewer) -> bool:
    """Whether the viewer may knock: by name of the route's policy alone, before any record is looked at."""
    if isinstance(policy, AnyOf):
        return any(open_to(action, viewer) for action in policy.actions)
    if isinstance(policy, Action):
        return bool(viewer.reaching(policy, Sensitivity.S0))
    if policy is Door.DEMO_ONLY:
        return bool(settings.DEMO)
    return policy in (Door.PUBLIC, Door.KEY) or (policy is Door.LOGIN_ONLY and bool(viewer.account_id))
