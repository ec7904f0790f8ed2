"""Rights that families have and do not receive: numbers, the families behind them, and findings to verify."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.areas.queries import names
from samutphok.uptake.actions import ask_count, close_finding
from samutphok.uptake.domain.findings import FindingOutcome
from samutphok.uptake.domain.standing import Group, Standing
from samutphok.uptake.queries import findings, uptake_lines, uptake_page
from samutphok.web.forms import address_of
from samutphok.web.requests import DeskRequest
from samutphok.web.uptake_forms import FindingForm, FindingsForm, UptakeForm, UptakeListForm
from samutphok.web.uptake_words import GROUPS, OUTCOMES, STANDINGS


@require_safe
def uptake(request: DeskRequest) -> HttpResponse:
    """What is not received in an area, benefit by benefit, and the areas inside it."""
    form = UptakeForm(request.GET)
    data = form.read()
    group = Group(data["group"] or Group.ALL)
    page = uptake_page(viewer=request.viewer, area=data["area"], group=group, benefit=data["benefit"])
    state = {"area": page.area, "group": group.value, "benefit": page.benefit.name if page.benefit else ""}
    codes = {page.area[:n] for n in (2, 4, 6, 8) if n <= len(page.area)} | {one.area_code for one in page.inside}
    shown = {
        "page": page,
        "state": state,
        "groups": [(one, GROUPS[one], address_of(state | {"group": one.value})) for one in GROUPS],
        "without_benefit": address_of(state, "benefit"),
        "without_area": address_of(state, "area"),
        "above": [page.area[:n] for n in (2, 4, 6) if n < len(page.area)],
        "most": max((one.cells.unclaimed + one.cells.unknown for one in page.inside), default=0),
        "places": names(codes),
        "standings": STANDINGS,
    }
    return render(request, "uptake.html", shown)


@require_POST
def uptake_count(request: DeskRequest) -> HttpResponse:
    """Has the province counted anew in the background."""
    data = UptakeForm(request.POST).read()
    ask_count(viewer=request.viewer, area_prefix=data["area"][:2], now=request.viewer.now)
    messages.success(request, _("It is being counted. The page shows how far it is."))
    return redirect(f"{reverse('uptake')}?area={data['area']}")


@require_safe
def uptake_list(request: DeskRequest) -> HttpResponse:
    """The families behind one number."""
    form = UptakeListForm(request.GET)
    data = form.read()
    group, standing = Group(data["group"] or Group.ALL), Standing(data["standing"] or Standing.UNCLAIMED)
    found = uptake_lines(
        viewer=request.viewer,
        area=data["area"],
        benefit=data["benefit"],
        standing=standing,
        group=group,
        page=data["page"] or 1,
        now=request.viewer.now,
    )
    state = {name: value for name, value in data.items() if name != "page"}
    codes = {row.area_code[:n] for row in found.rows for n in (2, 4, 6, 8)} | {data["area"]}
    shown = {
        "list": found,
        "area": data["area"],
        "group": group,
        "group_word": GROUPS[group],
        "standing": STANDINGS[standing],
        "places": names(codes),
        "address": address_of(state),
        "back": address_of(state, "standing"),
    }
    return render(request, "uptake_list.html", shown)


@require_safe
def uptake_findings(request: DeskRequest) -> HttpResponse:
    """Who received what the rules do not give them: to be looked into, one by one."""
    form = FindingsForm(request.GET)
    data = form.read()
    found = findings(
        viewer=request.viewer,
        closed=data["closed"],
        benefit=data["benefit"],
        page=data["page"] or 1,
        now=request.viewer.now,
    )
    state = {name: value for name, value in data.items() if name != "page"}
    shown = {
        "list": found,
        "closed": data["closed"],
        "places": names({row.area_code[:n] for row in found.rows for n in (2, 4, 6, 8)}),
        "outcomes": list(OUTCOMES.items()),
        "address": address_of(state),
    }
    return render(request, "uptake_findings.html", shown)


@require_POST
def uptake_finding(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """Closes one finding with what was found out."""
    data = FindingForm(request.POST).read()
    close_finding(
        viewer=request.viewer,
        finding_id=finding_id,
        outcome=FindingOutcome(data["outcome"]),
        now=request.viewer.now,
    )
    messages.success(request, _("The finding is closed. No payment was stopped by it."))
    return redirect("uptake_findings")
