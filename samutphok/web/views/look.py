"""Choosing between light and dark."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from samutphok.web.look import COOKIE, COOKIE_AGE, Look


@require_POST
def choose_look(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in this browser and goes back to the page it was made on."""
    back = request.POST.get("next", "/")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if here else "/")
    chosen = request.POST.get("look", "")
    if chosen in set(Look):
        answer.set_cookie(COOKIE, chosen, COOKIE_AGE, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return answer
