"""The viewer's own page: what they may see, and why; their language, password and second step."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.actions import change_language
from samutphok.access.domain import CLEARANCE, Action, Grant
from samutphok.access.domain.labels import ACTION_LABELS, SENSITIVITY_LABELS
from samutphok.access.queries import profile as read_profile
from samutphok.areas.domain import COUNTRY
from samutphok.areas.queries import names
from samutphok.kernel.errors import Bilingual
from samutphok.web.account_forms import LanguageForm
from samutphok.web.requests import DeskRequest

_FAMILY_ACTIONS = (Action.VIEW_HOUSEHOLD, Action.LIST_HOUSEHOLDS, Action.VIEW_COUNTS)


@dataclass(frozen=True, slots=True)
class Explained:
    """A grant in plain words: what is met of a family, and what may be done."""

    grant: Grant
    in_force: bool
    sees: Bilingual | None
    may: tuple[Bilingual, ...]


@require_safe
def profile(request: DeskRequest) -> HttpResponse:
    """What I may see, and why."""
    account = read_profile(viewer=request.viewer)
    grants = list(_explained(account.grants, request))
    codes = {area or COUNTRY for grant in account.grants for area in grant.areas}
    shown = {"account": account, "grants": grants, "places": names(codes), "languages": settings.LANGUAGES}
    return render(request, "profile.html", shown)


@require_POST
def profile_language(request: DeskRequest) -> HttpResponse:
    """Keep my language, for this browser and for letters."""
    language = LanguageForm(request.POST).read()["language"]
    change_language(viewer=request.viewer, language=language, now=request.viewer.now)
    translation.activate(language)
    messages.success(request, _("Your language is kept."))
    answer = redirect("profile")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=settings.HTTPS, max_age=31_536_000
    )
    return answer


def _explained(grants: tuple[Grant, ...], request: DeskRequest) -> Iterator[Explained]:
    for grant in grants:
        cleared = CLEARANCE[grant.role]
        sees = next((SENSITIVITY_LABELS[cleared[action]] for action in _FAMILY_ACTIONS if action in cleared), None)
        may = tuple(ACTION_LABELS[action] for action in cleared if action in ACTION_LABELS)
        yield Explained(grant, grant.valid_at(request.viewer.now), sees, may)
