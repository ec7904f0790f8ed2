"""Referrals as both sides work on them: the agency's own queue, the office's list, one referral, its letter."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.domain import Action
from samutphok.aid.queries import rules_on as help_on
from samutphok.areas.queries import names
from samutphok.partners.queries import helpers_for, organizations
from samutphok.referrals.actions import act, act_many, make_link, revoke_link, transfer
from samutphok.referrals.domain.referral import QueueFilter, ReferralLine, ReferralPage, ReferralView
from samutphok.referrals.domain.table import Deed, Side
from samutphok.referrals.errors import Changed
from samutphok.referrals.queries import (
    agency_queue,
    agency_standing,
    letter_of,
    link_standing,
    office_list,
    referral_view,
    referrals_waiting,
    rules_on,
)
from samutphok.web.compartment import asks_first
from samutphok.web.documents.referral_letter import letter_pdf
from samutphok.web.forms import address_of
from samutphok.web.referral_forms import STATES_OFFERED, DeedForm, ManyForm, QueueForm, TransferForm, ids_of
from samutphok.web.referral_words import TURNS
from samutphok.web.requests import DeskRequest

PAGE_SIZE = 30
HOLDING_UP = frozenset({Deed.ASK, Deed.REFUSE, Deed.RETURN, Deed.WITHDRAW})  # offered after what carries the matter on


@require_safe
def referrals(request: DeskRequest) -> HttpResponse:
    """The queue of the viewer's own agency, what waits for it and is due first on top."""
    form = QueueForm(request.GET)
    wanted = form.wanted(turn="own")
    found = agency_queue(request.viewer, wanted, page_size=PAGE_SIZE)
    shown = {
        "standing": agency_standing(request.viewer),
        "waiting": referrals_waiting(request.viewer),
        "form_id": uuid4(),
    }
    return render(request, "referrals.html", _listed(form, found, wanted) | shown)


@require_safe
def referrals_sent(request: DeskRequest) -> HttpResponse:
    """The office's referrals, what waits for the office on top. Whoever only supervises reads, and gives nothing away."""
    form = QueueForm(request.GET)
    wanted = form.wanted()
    found = office_list(request.viewer, wanted, page_size=PAGE_SIZE)
    places = names({row.area_code[:n] for row in found.rows for n in (4, 6, 8)})
    shown = {"places": places, "agencies": _agencies(), "waiting": referrals_waiting(request.viewer)}
    shown |= {"works": bool(request.viewer.prefixes(Action.WORK_CASE)), "supervises": _supervises(request)}
    return render(request, "referrals_sent.html", _listed(form, found, wanted) | shown)


@require_safe
def referral(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """One referral: what is shared, what was done, what can be done now."""
    return _shown(request, referral_view(request.viewer, referral_id))


@require_POST
@asks_first("said")
def referral_act(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """Does what the form says. A form that is older than the last act shows what has changed, with what was typed."""
    form = DeedForm(request.POST)
    data = form.read()
    try:
        act(
            viewer=request.viewer,
            referral_id=referral_id,
            act_id=data["act"],
            act=data["deed"],
            said=data["said"],
            details=form.details(),
            version=data["version"],
            now=request.viewer.now,
        )
    except Changed:
        view = referral_view(request.viewer, referral_id)
        return _shown(request, view, typed=data["said"], seen=data["version"], status=412)
    messages.success(request, _("Kept."))
    return redirect("referral", referral_id)


@require_POST
def referrals_many(request: DeskRequest) -> HttpResponse:
    """The same act on the marked referrals of the agency."""
    data = ManyForm(request.POST).read()
    ids = ids_of(request.POST.getlist("household"))
    done = act_many(
        viewer=request.viewer, referral_ids=ids, form_id=data["act"], act_name=data["deed"], now=request.viewer.now
    )
    told = ngettext("%(count)s referral was done.", "%(count)s referrals were done.", done.done)
    messages.success(request, told % {"count": done.done})
    if done.left:
        left = ngettext("%(count)s stays as it is.", "%(count)s stay as they are.", done.left)
        messages.info(request, left % {"count": done.left})
    return redirect("referrals")


@require_POST
@asks_first("said")
def referral_transfer(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """Sends the same need to another agency."""
    data = TransferForm(request.POST).read()
    agency, _slash, service = data["offer"].partition("/")
    fresh = transfer(
        viewer=request.viewer,
        referral_id=referral_id,
        agency=agency,
        service=service,
        said=data["said"],
        act_id=data["act"],
        now=request.viewer.now,
    )
    messages.success(request, _("Sent to the other agency. The first one no longer sees the family."))
    return redirect("referral", fresh)


@require_POST
def referral_link(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """Makes a fresh one-time link for the letter's agency, told once; or ends it."""
    view = referral_view(request.viewer, referral_id)
    if view.letter_id is None or request.POST.get("do") == "revoke":
        if view.letter_id:
            revoke_link(viewer=request.viewer, letter_id=view.letter_id, now=request.viewer.now)
            messages.success(request, _("The link no longer works."))
        return redirect("referral", referral_id)
    made = make_link(viewer=request.viewer, letter_id=view.letter_id, now=request.viewer.now)
    address = request.build_absolute_uri(f"/r/{made.token}/")
    return _shown(request, view, link={"address": address, "code": made.code, "expires_at": made.expires_at})


@require_safe
def referral_letter(request: DeskRequest, referral_id: UUID) -> HttpResponse:
    """The official letter as a PDF."""
    found = letter_of(request.viewer, referral_id)
    headers = {"Content-Disposition": 'inline; filename="letter.pdf"'}
    return HttpResponse(letter_pdf(found, now=request.viewer.now), content_type="application/pdf", headers=headers)


def choices_for(view: ReferralView, *, seen: int | None = None, typed: str = "") -> dict[str, Any]:
    """What the forms of one referral offer: acts, reasons, kinds of help. The first act is the one most likely meant."""
    today, language = timezone.localdate(), get_language() or "th"
    rules = rules_on(today)
    quiet = (Deed.NOTE, Deed.TAKE, Deed.RENEW, Deed.REASSIGN)
    return {
        "acts_open": sorted((one for one in view.may if one not in quiet), key=HOLDING_UP.__contains__),
        "acts_quiet": [one for one in view.may if one in quiet and one is not Deed.REASSIGN],
        "act_ids": {one.value: uuid4() for one in view.may},
        "reasons": [(code, label.in_language(language)) for code, label in rules.reasons.items()],
        "endings": [(code, label.in_language(language)) for code, label in rules.endings.items()],
        "kinds": [
            (code, kind.label.in_language(language))
            for code, kind in help_on(today).kinds.items()
            if kind.to_people and Deed.DELIVER in view.may
        ],
        "version": view.line.version,
        "seen": seen,
        "typed": typed,
        "late_since": view.line.late,
    }


def _shown(
    request: DeskRequest,
    view: ReferralView,
    *,
    typed: str = "",
    seen: int | None = None,
    link: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = choices_for(view, seen=seen, typed=typed) | {"view": view, "line": view.line, "made_link": link}
    if view.reader is Side.SENDER:
        shown |= _elsewhere(view.line) if Deed.TRANSFER in view.may else {"agencies": _agencies()}
        shown["link"] = link_standing(view, now=request.viewer.now)
        shown["places"] = names({view.line.area_code[:n] for n in (2, 4, 6, 8)})
    return render(request, "referral.html", shown, status=status)


def _listed(form: QueueForm, found: ReferralPage, wanted: QueueFilter) -> dict[str, Any]:
    state = {name: value for name, value in form.read().items() if name != "page"} | {"turn": wanted.turn}
    return {"list": found, "wanted": wanted, "address": address_of(state), "turns": TURNS, "states": STATES_OFFERED}


def _supervises(request: DeskRequest) -> bool:
    return bool(request.viewer.prefixes(Action.SUPERVISE_CASES))


def _elsewhere(line: ReferralLine) -> dict[str, Any]:
    """Who else helps against the same problem where the family lives, and every agency there; one query."""
    language = get_language() or "th"
    offers, every = helpers_for(problems=[line.problem], area_code=line.area_code, on=timezone.localdate())
    return {"offers": offers, "agencies": [(one.code, one.label.in_language(language)) for one in every]}


def _agencies() -> list[tuple[str, str]]:
    """Agencies as a form offers them."""
    language = get_language() or "th"
    today = timezone.localdate()
    return [(one.code, one.label.in_language(language)) for one in organizations(on=today)]
