"""Needs without names for private supporters; promises, and how the office matches them; funds and firms."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Viewer
from samutphok.aid.actions import (
    add_partner,
    close_need,
    deliver_match,
    end_pledge,
    give,
    match,
    pledge,
    report_fund,
    tell_need,
    unmatch,
)
from samutphok.aid.domain.kinds import SourceKind
from samutphok.aid.domain.ledger import NewGift
from samutphok.aid.domain.needs import NewPledge, by_kind
from samutphok.aid.queries import matches, open_needs, own_pledges, partners, pledge_of, pledges, shown_needs
from samutphok.areas.queries import names
from samutphok.kernel.errors import Bilingual, Conflict, Error, InvalidInput, NotFound
from samutphok.web.aid_forms import NeedForm, PartnerActForm, PartnerForm, PledgeActForm, PledgeForm
from samutphok.web.compartment import asks_first
from samutphok.web.forms import told
from samutphok.web.requests import DeskRequest
from samutphok.web.views.aid import of_family, own_area


@require_safe
def needs(request: DeskRequest) -> HttpResponse:
    """What families need, as a supporter may see it, and what this supporter has promised."""
    return render(request, "needs.html", _supporter(request.viewer))


TAKE_BACK = "withdraw"  # the supporter's own way to end a promise


def _supporter(viewer: Viewer) -> dict[str, Any]:
    shown, own = shown_needs(viewer), own_pledges(viewer)
    codes = {one.area_code for one in shown} | {one.area_code for one in own}
    return {
        "kinds": by_kind(shown),
        "own": own,
        "places": names(codes | {code[:2] for code in codes}),
        "act_id": uuid4(),
    }


@require_POST
@asks_first("message")
def needs_pledge(request: DeskRequest) -> HttpResponse:
    """A supporter promises something."""
    form = PledgeForm(request.POST)
    if not form.is_valid():
        shown = _supporter(request.viewer) | {"problem": _("Write how many you give, as a whole number.")}
        return render(request, "needs.html", shown, status=422)
    data = form.cleaned_data
    promised = NewPledge(data["kind"], data["area"], Decimal(data["quantity"]), data["act_id"], data["message"])
    try:
        pledge(viewer=request.viewer, promised=promised, now=request.viewer.now)
    except (InvalidInput, Conflict) as error:
        shown = _supporter(request.viewer) | {"problem": told(error)}
        return render(request, "needs.html", shown, status=error.status)
    messages.success(request, _("Thank you. A case worker will see to it that it reaches families."))
    return redirect("needs")


@require_POST
def needs_withdraw(request: DeskRequest, pledge_id: UUID) -> HttpResponse:
    """A supporter takes a promise back that nobody has matched yet."""
    try:
        end_pledge(viewer=request.viewer, pledge_id=pledge_id, act=TAKE_BACK, because="", now=request.viewer.now)
    except Conflict as error:
        messages.error(request, told(error))
    return redirect("needs")


@require_safe
def aid_pledges(request: DeskRequest) -> HttpResponse:
    """Promises for the area, and the needs that wait."""
    found, waiting = pledges(request.viewer, most=50), open_needs(request.viewer, most=50)
    codes = {one.area_code for one in found} | {one.area_code for one in waiting}
    codes |= {code[:6] for code in codes}
    return render(request, "aid_pledges.html", {"found": found, "waiting": waiting, "places": names(codes)})


@require_http_methods(["GET", "HEAD", "POST"])
@asks_first("because")
def aid_pledge(request: DeskRequest, pledge_id: UUID) -> HttpResponse:
    """One promise: matched with families, delivered, told."""
    viewer = request.viewer
    if request.method == "POST":
        form = PledgeActForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose a family and write how many."))
            return redirect("aid_pledge", pledge_id=pledge_id)
        try:
            _act(viewer, pledge_id, form.cleaned_data)
        except Error as error:
            messages.error(request, told(error))
        else:
            messages.success(request, _("Written down."))
        return redirect("aid_pledge", pledge_id=pledge_id)
    found = pledge_of(viewer, pledge_id)
    area = found.area_code
    given, waiting = matches(viewer, pledge_id), open_needs(viewer, kind=found.kind, area=area, most=50)
    codes = {area} | {one.area_code for one in given} | {one.area_code for one in waiting}
    codes |= {code[:6] for code in codes}
    shown = {
        "one": found,
        "left": found.quantity - found.matched,
        "given": given,
        "waiting": [(one, uuid4()) for one in waiting],
        "places": names(codes),
        "act_id": uuid4(),
    }
    return render(request, "aid_pledge.html", shown)


def _act(viewer: Viewer, pledge_id: UUID, data: dict[str, Any]) -> None:
    act, now = data["act"], viewer.now
    nobody = UUID(int=0)
    if act == "match":
        match(
            viewer=viewer,
            pledge_id=pledge_id,
            need_id=data["need"] or nobody,
            quantity=data["quantity"] or 0,
            act_id=data["act_id"],
            now=now,
        )
    elif act == "unmatch":
        unmatch(viewer=viewer, match_id=data["match"] or nobody, now=now)
    elif act == "deliver":
        day = timezone.localdate(now)
        deliver_match(viewer=viewer, match_id=data["match"] or nobody, given_on=day, although=data["because"], now=now)
    else:
        end_pledge(viewer=viewer, pledge_id=pledge_id, act=act, because=data["because"], now=now)


@require_http_methods(["GET", "HEAD", "POST"])
def aid_need(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Says that a family needs something that supporters may give."""
    shown = of_family(request.viewer, household_id)
    form = NeedForm(request.POST) if request.method == "POST" else NeedForm(initial={"act_id": uuid4()})
    if request.method != "POST":
        return render(request, "aid_need.html", shown | {"form": form})
    if not form.is_valid():
        return render(request, "aid_need.html", shown | {"form": form}, status=422)
    data = form.cleaned_data
    tell_need(
        viewer=request.viewer,
        household_id=household_id,
        kind=data["kind"],
        quantity=data["quantity"],
        act_id=data["act_id"],
        now=request.viewer.now,
    )
    messages.success(request, _("Supporters are asked, without the family's name."))
    return redirect("aid_give", household_id=household_id)


@require_POST
def aid_need_close(request: DeskRequest, need_id: UUID) -> HttpResponse:
    """Takes a need off: it was met otherwise, or is none any more."""
    household = close_need(viewer=request.viewer, need_id=need_id, now=request.viewer.now)
    messages.success(request, _("Supporters are not asked for it any more."))
    if request.POST.get("from") == "pledges":
        return redirect("aid_pledges")
    return redirect("aid_give", household_id=household)


@require_http_methods(["GET", "HEAD", "POST"])
def aid_partners(request: DeskRequest) -> HttpResponse:
    """Community welfare funds and firms that give."""
    viewer, again, status = request.viewer, {}, 200
    if request.method == "POST":
        try:
            _partner(viewer, request.POST)
        except (InvalidInput, Conflict, NotFound) as error:
            again, status = _as_typed(request.POST, told(error)), error.status
        else:
            messages.success(request, _("Written down."))
            return redirect("aid_partners")
    found = partners(viewer, most=200)
    shown = {
        "funds": [(one, uuid4()) for one in found if one.kind == "fund"],
        "firms": [(one, uuid4()) for one in found if one.kind == "firm"],
        "form": PartnerForm(initial={"act_id": uuid4(), "area": own_area(viewer)}),
        "places": names({one.area_code for one in found}),
    }
    return render(request, "aid_partners.html", shown | again, status=status)


def _as_typed(sent: Any, problem: str) -> dict[str, Any]:
    """What a refused form of the page of partners shows again."""
    return {"problem": problem, "said": sent} | ({} if "partner" in sent else {"form": PartnerForm(sent)})


def _partner(viewer: Viewer, sent: Any) -> None:
    if "partner" not in sent:
        form = PartnerForm(sent)
        data = _valid(form)
        add_partner(
            viewer=viewer,
            kind=data["kind"],
            name=data["name"],
            area_code=data["area"],
            act_id=data["act_id"],
            now=viewer.now,
        )
        return
    data = _valid(PartnerActForm(sent))
    today = timezone.localdate(viewer.now)
    if data["act"] == "report":
        report_fund(
            viewer=viewer,
            partner_id=data["partner"],
            told_on=today,
            baht=data["baht"] or Decimal(0),
            members=data["members"],
            told_by=data["note"],
            now=viewer.now,
        )
        return
    honoured = data["act"] == "honour"
    gift = NewGift(
        household_id=None,
        partner_id=data["partner"],
        kind="certificate" if honoured else "fund-contribution",
        quantity=Decimal(1),
        value_baht=None if honoured else data["baht"],
        source=SourceKind.AGENCY if honoured else SourceKind.BUDGET,
        given_on=today,
        act_id=data["act_id"],
        note=data["note"],
    )
    give(viewer=viewer, gift=gift, now=viewer.now)


def _valid(form: Any) -> dict[str, Any]:
    if form.is_valid():
        return dict(form.cleaned_data)
    raise InvalidInput(
        problem=Bilingual("กรอกไม่ครบ", "Something is missing."),
        remedy=Bilingual("กรอกชื่อ พื้นที่ และจำนวนให้ครบ", "Fill in name, area and amount."),
    )
