"""The edge where errors become pages: caught by type, in the reader's language, with what to do next."""

import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from samutphok.foundation.outages import outage_of
from samutphok.kernel.errors import Error, NotFound
from samutphok.web.language import language_of
from samutphok.web.look import look_of

Responder = Callable[[HttpRequest], HttpResponse]


class Failures:
    """Answers a known error with its status and a page that says the problem and the remedy.

    What is absent and what lies outside the viewer's scope give the same page, letter for letter.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django calls this when a view raises; anything but a known error goes on to the 500 page and the log."""
        if isinstance(exception, NotFound):
            return render(request, "404.html", status=404)
        if not isinstance(exception, Error):
            return None
        language = get_language() or "th"
        told = {
            "problem": exception.problem.in_language(language),
            "remedy": exception.remedy.in_language(language),
            "status": exception.status,
            "back": page_before(request),
        }
        return render(request, "problem.html", told, status=exception.status)


def page_before(request: HttpRequest) -> str:
    """Where the reader came from, when that was another page of the desk; its path and query, or nothing."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return ""
    found = urlsplit(came_from)
    back = f"{found.path}?{found.query}".rstrip("?")
    leads_here = url_has_allowed_host_and_scheme(
        back, None
    )  # the path '//elsewhere' of this host is another host's link
    return back if leads_here and found.path != request.path else ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: a request that nothing could be made of; one that was too long has a status of its own."""
    too_large = isinstance(exception, RequestDataTooBig)
    return _plain(request, "413.html" if too_large else "400.html", status=413 if too_large else 400)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500, called while the error is still at hand: a bug of ours, or an outage that will pass."""
    outage = outage_of(sys.exception())
    if outage is None:
        return _plain(request, "500.html", status=500)
    language = language_of(request)
    told = {"problem": outage.problem.in_language(language), "remedy": outage.remedy.in_language(language)}
    page = _plain(request, "503.html", told, status=503)
    page["Retry-After"] = str(outage.retry_after)
    return page


def _plain(request: HttpRequest, template: str, told: dict[str, str] | None = None, *, status: int) -> HttpResponse:
    """A page made without the database: no session, no account, no menu."""
    again = request.path if request.method == "GET" else ""
    with translation.override(language_of(request)):
        text = render_to_string(template, {"look": look_of(request), "again": again, **(told or {})})
    return HttpResponse(text, status=status)
