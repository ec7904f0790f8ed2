"""The plan of a case: written, merged when two wrote at once, compared, agreed with the family, printed."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samutphok.areas.queries import names
from samutphok.cases.actions import agree_plan, write_plan
from samutphok.cases.domain.case import CaseView
from samutphok.cases.domain.course import CaseState
from samutphok.cases.domain.merge import changes, merge
from samutphok.cases.errors import NotAllowedNow, PlanChanged
from samutphok.cases.queries import case_view, plan_in_version, plan_versions, problem_words
from samutphok.kernel.errors import Error
from samutphok.partners.queries import organizations
from samutphok.web import case_words as words
from samutphok.web.case_forms import AgreementForm
from samutphok.web.compartment import asks_first
from samutphok.web.documents.case_plan import plan_pdf
from samutphok.web.forms import told
from samutphok.web.plan_sheet import Sheet, plan_typed, sheet_merged, sheet_of, sheet_sent, with_blanks, with_choices
from samutphok.web.requests import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
@asks_first(parts=("-text", "-indicator"), unless="more")
def plan_edit(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Write the plan. What somebody else wrote meanwhile is brought together with what was typed, part by part."""
    found = case_view(request.viewer, case_id)
    if found.state is CaseState.CLOSED or not found.writes:
        raise NotAllowedNow
    if request.method != "POST":
        return _form(request, found, sheet_of(found.plan), found.plan_version)
    read = _number(request.POST.get("version", "0"))
    sheet = sheet_sent(request.POST)
    if "merged" in request.POST and 0 < read <= found.plan_version:
        theirs = plan_in_version(viewer=request.viewer, case_id=case_id, version=read)  # what was chosen from
        sheet = with_choices(sheet, request.POST, theirs)
    if "more" in request.POST:
        return _form(request, found, sheet, read, more=request.POST["more"])
    if sheet.wrong:
        return _form(request, found, sheet, read, status=422)
    plan = plan_typed(sheet)
    act_id = _uuid(request.POST.get("act_id", ""))
    try:
        version = write_plan(
            viewer=request.viewer, case_id=case_id, plan=plan, read_version=read, now=request.viewer.now, act_id=act_id
        )
    except PlanChanged as error:
        return _merging(request, found, sheet, read, error)
    except Error as error:
        return _form(request, found, sheet, read, problem=told(error), status=error.status)
    messages.success(request, _("Version %(version)s of the plan is kept.") % {"version": version})
    return redirect("case", case_id=case_id)


@require_safe
def plan_compare(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """What changed between two versions of the plan."""
    found = case_view(request.viewer, case_id)
    versions = plan_versions(viewer=request.viewer, case_id=case_id)
    by_number = {one.version: one for one in versions}
    later = by_number.get(_number(request.GET.get("to", "")), versions[0] if versions else None)
    before = by_number.get(_number(request.GET.get("from", ""))) or by_number.get(later.version - 1 if later else 0)
    shown = {
        "case": found,
        "versions": versions,
        "later": later,
        "before": before,
        "changes": changes(before.plan, later.plan) if before and later else (),
        "plan": later.plan if later else found.plan,
    }
    return render(request, "case_versions.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_agree(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The family agrees: signs on the screen, signed on paper, or said so before a witness."""
    found = case_view(request.viewer, case_id)
    if found.state not in (CaseState.PLANNED, CaseState.CHANGED) or not found.writes:
        raise NotAllowedNow
    first = {"version": found.plan_version, "act_id": uuid4(), "how": "signed"}
    form = AgreementForm(request.POST, request.FILES) if request.method == "POST" else AgreementForm(initial=first)
    if form.is_bound and form.is_valid():
        try:
            agree_plan(
                viewer=request.viewer,
                case_id=case_id,
                agreement=form.agreement(),
                now=request.viewer.now,
                act_id=form.cleaned_data["act_id"],
            )
        except Error as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("The family's agreement is kept."))
            return redirect("case", case_id=case_id)
    shown = {"case": found, "form": form, "how": form["how"].value(), "places": names([found.summary.area_code])}
    return render(request, "case_agree.html", shown, status=422 if form.is_bound else 200)


@require_safe
def plan_print(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The plan on paper, to be signed and kept by the family."""
    found = case_view(request.viewer, case_id)
    places = names([found.summary.area_code, found.summary.area_code[:6], found.summary.area_code[:4]])
    pdf = plan_pdf(found, places, language=get_language() or "th", now=request.viewer.now)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="plan-{found.summary.number}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


def _merging(request: DeskRequest, found: CaseView, sheet: Sheet, read: int, error: Error) -> HttpResponse:
    """Both plans in one form. A version that was never written counts as nothing read."""
    base = plan_in_version(viewer=request.viewer, case_id=found.id, version=read if read < found.plan_version else 0)
    merged = merge(base, plan_typed(sheet), found.plan)
    more = {"merged": merged, "changes": changes(base, found.plan), "base": base}
    return _form(
        request, found, sheet_merged(merged), found.plan_version, problem=told(error), status=error.status, also=more
    )


def _form(
    request: DeskRequest,
    found: CaseView,
    sheet: Sheet,
    version: int,
    *,
    more: str = "",
    problem: str = "",
    status: int = 200,
    also: dict[str, Any] | None = None,
) -> HttpResponse:
    language = get_language() or "th"
    on = timezone.localdate(request.viewer.now)
    agencies = [
        (f"agency:{one.code}", one.label.in_language(language))
        for one in organizations(on=on, area_code=found.summary.area_code)
    ]
    shown = {
        "case": found,
        "sheet": with_blanks(sheet, more) if also is None else sheet,
        "version": version,
        "act_id": uuid4(),
        "problem": problem,
        "people": [(code, str(word)) for code, word in words.PEOPLE.items()],
        "agencies": agencies,
        "codes": [(code, one.label.in_language(language)) for code, one in problem_words().items()],
        "plan": found.plan,
        **(also or {}),
    }
    return render(request, "case_plan.html", shown, status=status)


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 0


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
