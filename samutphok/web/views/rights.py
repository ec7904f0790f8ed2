"""The public rights page: anyone learns what they may claim. Questions and answers stay in the browser."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from samutphok.entitlements.queries import sheet
from samutphok.web.rights_words import page_words

_HOUR = "public, max-age=3600"  # the rules of a day; a new one begins at midnight


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """The page with all benefits of today; it takes no answers, so there is nothing to keep."""
    today, language = timezone.localdate(), get_language() or "th"
    law = sheet(on=today, language=language)
    return render(request, "rights.html", {"sheet": law})


@require_safe
def rights_sheet(_request: HttpRequest, language: str) -> HttpResponse:
    """The rules of today with the words of the talk, by which the page and the volunteer's phone answer without a server."""
    if language not in ("th", "en"):
        raise Http404
    today = timezone.localdate()
    with override(language):
        law = sheet(on=today, language=language) | {"words": page_words(today, language)}
    return JsonResponse(law, json_dumps_params={"ensure_ascii": False}, headers={"Cache-Control": _HOUR})
