"""Sending referrals: who can help, what is shared and until when, and what becomes of a list."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.areas.queries import names
from samutphok.cases.queries import case_of
from samutphok.insights.actions.chosen import families_meant
from samutphok.kernel.errors import Error
from samutphok.partners.queries import organizations
from samutphok.referrals.actions import refer, refer_jointly, refer_list
from samutphok.referrals.domain.referral import WHY_NOT, Mode, NewReferral
from samutphok.referrals.errors import BadReferral
from samutphok.referrals.queries import prepare, proposed, rules_on, sharing_on
from samutphok.referrals.queries.preparing import Prepared, refused_of
from samutphok.web.compartment import ANSWER, asks_first
from samutphok.web.family_forms import ChoiceForm
from samutphok.web.forms import told
from samutphok.web.referral_forms import NOTHING_CHOSEN, AskForm, NewForm, ids_of
from samutphok.web.requests import DeskRequest


@require_safe
def referral_new(request: DeskRequest) -> HttpResponse:
    """The form of a referral of one family: first its problem, then who can help with it and what they may know."""
    data = AskForm(request.GET).read()
    found = prepare(request.viewer, household_ids=[data["household"]], problem=data["problem"])
    more = {name: data[name] for name in ("household", "case", "step", "person", "agency")}
    offered = _offered(found, data["problem"])
    return render(request, "referral_new.html", offered | more | {"offer": _offer_of(found, data["agency"])})


def _offer_of(found: Prepared, agency: str) -> str:
    """The offer of the agency that a plan names, '' where none is named; without a service where it offers none here."""
    offers = (f"{one.agency}/{one.service}" for one in found.offers if one.agency == agency)
    return next(offers, agency)


@require_POST
def referrals_new(request: DeskRequest) -> HttpResponse:
    """The same for many families: those chosen on the list of families, or those that the form carries."""
    ids = _carried(request)
    if not ids and "carried" in request.POST:
        messages.warning(request, _("No family is marked. Mark those to be referred, then press again."))
        return redirect("triage")
    if not ids:
        most = rules_on(timezone.localdate()).at_once
        ids = list(families_meant(request.viewer, ChoiceForm(request.POST).meant(), most=most))
    problem = request.POST.get("problem", "")
    found = prepare(request.viewer, household_ids=ids, problem=problem)
    return render(request, "referral_new.html", _offered(found, problem) | {"many": True, "carried": ids})


@require_POST
@asks_first("said")
def referral_send(request: DeskRequest) -> HttpResponse:
    """Sends it: one family at once, a list after a look at who can be referred and who not."""
    form = _form(request)
    ids = _carried(request)
    if not ids:
        raise BadReferral(*NOTHING_CHOSEN)
    if len(ids) == 1 and "many" not in request.POST:
        try:
            made = _sent(request, form, ids[0])
        except Error as error:
            return _again(request, ids, told(error), error.status)
        messages.success(request, _("The referral was sent. Its clock runs."))
        return redirect("referral", made)
    if "sure" not in request.POST:
        return _preview(request, form, ids)
    done = refer_list(
        viewer=request.viewer,
        household_ids=ids,
        referral=form.referral(ids[0]),
        one_letter=form.read()["letter"] != "each",
        now=request.viewer.now,
    )
    count = len(done.made)
    told_ = ngettext("%(count)s family was referred.", "%(count)s families were referred.", count)
    messages.success(request, told_ % {"count": count})
    if done.refused:
        left = ngettext("%(count)s was not.", "%(count)s were not.", len(done.refused))
        messages.info(request, left % {"count": len(done.refused)})
    return redirect("referrals_sent")


def _sent(request: DeskRequest, form: NewForm, household_id: UUID) -> UUID:
    """Sends one family's need to one agency, or jointly to two; the id of the one that leads."""
    viewer, asked = request.viewer, _under_own_case(request, form, household_id)
    if partners := form.partners():
        return refer_jointly(viewer=viewer, referral=asked, partners=partners, now=viewer.now)[0]
    return refer(viewer=viewer, referral=asked, now=viewer.now)


def _preview(request: DeskRequest, form: NewForm, ids: list[UUID]) -> HttpResponse:
    """Who of the list will be referred, and who not and why, before anything is sent."""
    asked = form.referral(ids[0])
    found = prepare(request.viewer, household_ids=ids, problem=asked.problem)
    refused = {
        one.household_id: WHY_NOT[one.why] for one in refused_of(found, agency=asked.agency, service=asked.service)
    }
    language = get_language() or "th"
    places = names({code[:n] for _id, _name, code in found.families for n in (6, 8)})
    shown = {
        "asked": asked,
        "ready": [row for row in found.families if row[0] not in refused],
        "left": [(name, refused[key].in_language(language)) for key, name, _code in found.families if key in refused],
        "absent": found.absent,
        "places": places,
        "posted": [(name, value) for name in request.POST for value in request.POST.getlist(name) if name in _KEPT],
    }
    return render(request, "referral_preview.html", shown)


_KEPT = (
    "act",
    "problem",
    "offer",
    "purpose",
    "field",
    "until",
    "urgency",
    "mode",
    "said",
    "letter",
    "household",
    "many",
    ANSWER,
)


def _again(request: DeskRequest, ids: list[UUID], trouble: str, status: int) -> HttpResponse:
    """The form once more with what was typed, and what stands in the way."""
    problem = request.POST.get("problem", "")
    found = prepare(request.viewer, household_ids=ids, problem=problem)
    shown = _offered(found, problem, given=request.POST)
    for name in ("case", "step", "person", "offer"):
        shown[name] = request.POST.get(name, "")
    return render(request, "referral_new.html", shown | {"household": ids[0], "trouble": trouble}, status=status)


def _under_own_case(request: DeskRequest, form: NewForm, household_id: UUID) -> NewReferral:
    """What the form asks for; a case that is another family's is passed over, with its step."""
    asked = form.referral(household_id)
    case = case_of(request.viewer, household_id) if asked.case_id else None
    own = case is not None and case.id == asked.case_id
    return asked if own else replace(asked, case_id=None, step_id=None)


def _form(request: DeskRequest) -> NewForm:
    return NewForm(request.POST, fields_offered=tuple(sharing_on(timezone.localdate()).fields))


def _carried(request: DeskRequest) -> list[UUID]:
    """The families that the form itself carries."""
    if "carried" not in request.POST:
        return []
    return ids_of(request.POST.getlist("household"))


def _offered(found: Prepared, problem: str, given: Any = None) -> dict[str, Any]:
    """What the form offers: the catalogue of problems, who helps here, fields with the proposed ones ticked."""
    today, language = timezone.localdate(), get_language() or "th"
    sharing, rules = sharing_on(today), rules_on(today)
    purpose, fields, days = proposed(problem, service="", on=today) if problem else ("", (), 0)
    named = given.getlist("field") if given else fields
    return {
        "found": found,
        "problem": problem,
        "problems": [(code, label.in_language(language)) for code, label in found.problems],
        "purpose": purpose,
        "fields": [
            (one.name, one.label.in_language(language), one.name in named, one.sensitivity > 1)
            for one in sharing.fields.values()
        ],
        "until": today + timedelta(days=days),
        "urgencies": [
            (one.value, label.in_language(language)) for one, label in reversed(list(rules.urgencies.items()))
        ],
        "modes": list(Mode),
        "agencies": [(one.code, one.label.in_language(language)) for one in organizations(on=today)],
        "act_id": (given or {}).get("act") or uuid4(),
        "given": given or {},
        "places": names({code[:n] for _id, _name, code in found.families for n in (4, 6, 8)}),
    }
