"""The edge where errors become pages: caught by type, in the reader's language, with what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from samutphok.kernel.errors import Error, NotFound

Responder = Callable[[HttpRequest], HttpResponse]


class Failures:
    """Answers a known error with its status and a page that says the problem and the remedy.

    What is absent and what lies outside the viewer's scope give the same page, letter for letter.
    """

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

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
        }
        return render(request, "problem.html", told, status=exception.status)
