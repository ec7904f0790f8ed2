"""Data checks: what rules found, who mends it, samples asked again, how far data can be trusted, who is on no list."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samutphok.access.domain import Action
from samutphok.areas.queries import names
from samutphok.kernel.errors import Conflict, InvalidInput, Stale
from samutphok.verification.actions import act_on_finding, ask_check, draw_sample, give_sample, send_findings
from samutphok.verification.domain.rules import Owner, Severity
from samutphok.verification.domain.views import Answer, FindingView, Standing
from samutphok.verification.queries import accuracy, board, exclusion, finding_page, finding_view, sample_view
from samutphok.web.accuracy_workbook import accuracy_workbook
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest
from samutphok.web.verification_forms import (
    CheckForm,
    DrawForm,
    ExclusionForm,
    FindingActForm,
    FindingsForm,
    SampleForm,
)
from samutphok.web.verification_words import ANSWERS, OWNERS, SEVERITIES, STANDINGS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LEVELS = (2, 4, 6, 8)


@require_safe
def verification(request: DeskRequest) -> HttpResponse:
    """What is to be checked and mended in an area, and the samples under way."""
    found = board(viewer=request.viewer, area=CheckForm(request.GET).read()["area"], now=request.viewer.now)
    return render(request, "verification.html", _board(found.area) | {"board": found, "standings": STANDINGS})


@require_safe
def verification_rules(request: DeskRequest) -> HttpResponse:
    """Each rule: what it means, its numbers, how often it hits."""
    found = board(viewer=request.viewer, area=CheckForm(request.GET).read()["area"], now=request.viewer.now)
    return render(request, "verification_rules.html", _board(found.area) | {"board": found})


@require_POST
def verification_check(request: DeskRequest) -> HttpResponse:
    """Has an area checked in the background."""
    area = CheckForm(request.POST).read()["area"]
    ask_check(viewer=request.viewer, area_prefix=area, now=request.viewer.now)
    messages.success(request, _("The data are being checked. The page shows how far it is."))
    return redirect(f"{reverse('verification')}?area={area}")


@require_safe
def verification_findings(request: DeskRequest) -> HttpResponse:
    """Findings by where they stand, the gravest first."""
    form = FindingsForm(request.GET)
    team = bool(request.viewer.prefixes(Action.CHECK_DATA))
    wanted = form.wanted(Standing.TO_SEND if team else Standing.WAITING)
    found = finding_page(viewer=request.viewer, wanted=wanted, now=request.viewer.now)
    state = {name: value for name, value in form.read().items() if name != "page"} | {"standing": wanted.standing.value}
    shown = {
        "list": found,
        "wanted": wanted,
        "team": team,
        "tabs": [
            (one, word, found.counts[one]) for one, word in STANDINGS.items() if team or one is not Standing.TO_SEND
        ],
        "owners": [(one.value, OWNERS[one]) for one in Owner],
        "severities": [(one.value, SEVERITIES[one]) for one in sorted(Severity, reverse=True)],
        "places": names({row.area_code[:n] for row in found.rows for n in _LEVELS} | ({wanted.area} - {""})),
        "address": address_of(state),
    }
    return render(request, "verification_findings.html", shown)


@require_POST
def verification_send(request: DeskRequest) -> HttpResponse:
    """Sends the findings of a filter to the desks that can mend them."""
    form = FindingsForm(request.POST)
    sent = send_findings(viewer=request.viewer, wanted=form.wanted(), now=request.viewer.now)
    words = ngettext("%(n)d finding was sent to its desk.", "%(n)d findings were sent to their desks.", sent)
    messages.success(request, words % {"n": sent})
    state = {name: value for name, value in form.read().items() if name not in ("page", "standing")}
    return redirect(f"{reverse('verification_findings')}?{address_of(state)}")


@require_safe
def verification_finding(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """One finding: what it rests on, where it is mended, what was done."""
    found = finding_view(viewer=request.viewer, finding_id=finding_id, now=request.viewer.now)
    return _finding(request, found)


@require_POST
def verification_act(request: DeskRequest, finding_id: UUID) -> HttpResponse:
    """One act on a finding. What is refused comes back as it was typed, with what was recorded since."""
    form = FindingActForm(request.POST)
    if not form.is_valid():
        found = finding_view(viewer=request.viewer, finding_id=finding_id, now=request.viewer.now)
        return _finding(request, found, form=form, problem=_("Choose what was done."), status=422)
    data = form.cleaned_data
    try:
        act_on_finding(
            viewer=request.viewer,
            finding_id=finding_id,
            act=form.act_name(),
            said=data["said"],
            answer=Answer(data["answer"]) if data["answer"] else None,
            version=data["version"],
            act_id=data["act_id"],
            now=request.viewer.now,
        )
    except (InvalidInput, Stale, Conflict) as error:
        found = finding_view(viewer=request.viewer, finding_id=finding_id, now=request.viewer.now)
        return _finding(request, found, form=form, problem=told(error), status=error.status)
    messages.success(request, _("It is recorded."))
    return redirect("verification_finding", finding_id=finding_id)


@require_POST
def verification_draw(request: DeskRequest) -> HttpResponse:
    """Draws families to be asked again."""
    data = DrawForm(request.POST).read()
    sample = draw_sample(viewer=request.viewer, area_prefix=data["area"], size=data["size"], now=request.viewer.now)
    messages.success(request, _("The sample is drawn. Give its families to somebody who did not ask first."))
    return redirect("verification_sample", sample_id=sample)


@require_safe
def verification_sample(request: DeskRequest, sample_id: UUID) -> HttpResponse:
    """One sample: how it was drawn, and its families."""
    page = SampleForm(request.GET).read()["page"] or 1
    found = sample_view(viewer=request.viewer, sample_id=sample_id, page=page, now=request.viewer.now)
    codes = {row.area_code[:n] for row in found.rows for n in _LEVELS} | set(found.design) | {found.line.area_prefix}
    return render(request, "verification_sample.html", {"sample": found, "places": names(codes)})


@require_POST
def verification_give(request: DeskRequest, sample_id: UUID) -> HttpResponse:
    """Gives the families of a sample to volunteers who did not ask first."""
    given = give_sample(viewer=request.viewer, sample_id=sample_id, now=request.viewer.now)
    words = ngettext("%(n)d family was given to a volunteer.", "%(n)d families were given to volunteers.", given)
    messages.success(request, words % {"n": given})
    return redirect("verification_sample", sample_id=sample_id)


@require_safe
def verification_accuracy(request: DeskRequest) -> HttpResponse:
    """How far each kind of data can be trusted, in an area and inside it."""
    found = accuracy(viewer=request.viewer, area=CheckForm(request.GET).read()["area"], now=request.viewer.now)
    return render(request, "verification_accuracy.html", _board(found.area, *found.inside) | {"found": found})


@require_safe
def verification_accuracy_file(request: DeskRequest) -> HttpResponse:
    """The same as a workbook."""
    found = accuracy(viewer=request.viewer, area=CheckForm(request.GET).read()["area"], now=request.viewer.now)
    places = names({found.area, *found.inside} - {""})
    content = accuracy_workbook(found, places, language=get_language() or "th")
    headers = {
        "Content-Disposition": 'attachment; filename="samutphok-accuracy.xlsx"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=XLSX, headers=headers)


@require_safe
def verification_exclusion(request: DeskRequest) -> HttpResponse:
    """Who is in need and on no list."""
    form = ExclusionForm(request.GET)
    data = form.read()
    found = exclusion(
        viewer=request.viewer, area=data["area"], kind=data["kind"], page=data["page"] or 1, now=request.viewer.now
    )
    codes = {row.area_code[:n] for row in found.rows for n in _LEVELS}
    shown = _board(found.area, *codes) | {
        "found": found,
        "address": address_of({"area": found.area, "kind": found.kind}),
    }
    return render(request, "verification_exclusion.html", shown)


def _board(area: str, *more: str) -> dict[str, object]:
    codes = {area[:n] for n in _LEVELS if n <= len(area)} | set(more)
    return {"area": area, "places": names(codes), "above": [area[:n] for n in (2, 4, 6) if n < len(area)]}


def _finding(
    request: DeskRequest,
    found: FindingView,
    *,
    form: FindingActForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    line = found.line
    shown = {
        "finding": found,
        "line": line,
        "places": names({line.area_code[:n] for n in _LEVELS}),
        "answers": list(ANSWERS.items()),
        "act_id": uuid4(),
        "typed": form.data if form else {},
        "problem": problem,
        "desk": found.may & {"mend", "explain"},
        "team": found.may & {"send", "doubt"},
    }
    return render(request, "verification_finding.html", shown, status=status)
