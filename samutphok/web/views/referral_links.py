"""The one-time link: an agency without accounts gives the code of its letter, sees the named fields and answers."""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from samutphok.referrals.actions import answer_by_link, open_link
from samutphok.referrals.errors import Changed, LinkNotFound, WrongCode
from samutphok.referrals.queries import link_page, rules_on
from samutphok.referrals.queries.links import living_link
from samutphok.web.compartment import asks_first
from samutphok.web.forms import told
from samutphok.web.referral_forms import CodeForm, DeedForm
from samutphok.web.views.referrals import choices_for

_COOKIE, _SALT = "samutphok_link", "referral-link"


@require_http_methods(["GET", "HEAD", "POST"])
def referral_door(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for the code; with it, shows the letter's referrals for half an hour. Nothing of a family before that."""
    now = timezone.now()
    living_link(token, now=now)
    if request.method == "POST":
        return _knock(request, token)
    opened = _opened(request)
    if opened is None:
        return _private(render(request, "referral_door.html"))
    try:
        found = link_page(token, link_id=opened, now=now)
    except LinkNotFound:
        return _private(render(request, "referral_door.html"))
    cards = [{"view": view, "line": view.line} | choices_for(view) for view in found.referrals]
    return _private(render(request, "referral_link.html", {"page": found, "cards": cards}))


@require_http_methods(["POST"])
@asks_first("said", bare=True)
def referral_door_act(request: HttpRequest, token: str, referral_id: UUID) -> HttpResponse:
    """Does what the form says, in the agency's name."""
    opened = _opened(request)
    if opened is None:
        return redirect("referral_door", token)
    form = DeedForm(request.POST)
    data = form.read()
    try:
        answer_by_link(
            token=token,
            link_id=opened,
            referral_id=referral_id,
            act_id=data["act"],
            deed=data["deed"],
            said=data["said"],
            details=form.details(),
            version=data["version"],
            now=timezone.now(),
        )
    except Changed as error:
        return _private(render(request, "referral_door.html", {"trouble": told(error), "opened": True}, status=412))
    return _private(redirect("referral_door", token))


def _knock(request: HttpRequest, token: str) -> HttpResponse:
    form = CodeForm(request.POST)
    try:
        link_id = open_link(token=token, code=form.data.get("code", "")[:40], now=timezone.now())
    except WrongCode as error:
        return _private(render(request, "referral_door.html", {"trouble": told(error)}, status=403))
    answer = redirect("referral_door", token)
    minutes = rules_on(timezone.localdate()).code_minutes
    answer.set_signed_cookie(
        _COOKIE,
        str(link_id),
        salt=_SALT,
        max_age=timedelta(minutes=minutes),
        path=f"/r/{token}/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return _private(answer)


def _opened(request: HttpRequest) -> UUID | None:
    """The link whose code this browser has given within the last half hour."""
    minutes = rules_on(timezone.localdate()).code_minutes
    try:
        return UUID(request.get_signed_cookie(_COOKIE, salt=_SALT, max_age=timedelta(minutes=minutes)))
    except (KeyError, BadSignature, ValueError):
        return None


def _private(answer: HttpResponse) -> HttpResponse:
    """Neither kept by a cache nor told to any other site, address included."""
    answer["Cache-Control"] = "no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
