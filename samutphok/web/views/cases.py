"""Families' cases: lists, one case, opening, and the supervisor's board."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action, RecordScope
from samutphok.access.queries import may_work, workers
from samutphok.areas.queries import names
from samutphok.cases.actions import hand_over, open_case
from samutphok.cases.domain.listing import Whose
from samutphok.cases.queries import (
    case_counts,
    case_of,
    case_view,
    cases_chosen,
    cases_list,
    cases_of_worker,
    loads,
    problem_words,
    referred,
    rules_on,
)
from samutphok.fieldwork.queries.families import families_named
from samutphok.kernel.errors import Error
from samutphok.registry.queries import household_area
from samutphok.web import case_words as words
from samutphok.web.case_forms import CasesForm, HandForm, NewCaseForm, OpeningForm, TeamForm, marked
from samutphok.web.compartment import asks_first
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest
from samutphok.web.words import DIMENSIONS

PAGE_SIZE = 25
ACTS_SHOWN = 12


@require_safe
def case_list(request: DeskRequest) -> HttpResponse:
    """The cases of the viewer, of the area, or nobody's, what is due first on top."""
    viewer, form = request.viewer, CasesForm(request.GET)
    wanted = form.wanted()
    found = cases_list(viewer=viewer, wanted=wanted, now=viewer.now, page_size=PAGE_SIZE)
    counts = case_counts(viewer=viewer, wanted=wanted, now=viewer.now)
    data = {name: value for name, value in form.read().items() if name != "page"}
    shown = {
        "list": found,
        "wanted": wanted,
        "whose": [(one, word, address_of({"whose": one.value})) for one, word in words.WHOSE.items()],
        "standings": [
            (one, word, counts[one.value], address_of(data | {"standing": one.value}))
            for one, word in words.STANDING_FILTERS.items()
        ],
        "every": (counts["open"], address_of(data | {"standing": ""})),
        "address": address_of(data),
        "places": names(_places(row.case.area_code for row in found.rows)),
        "mine": wanted.whose is Whose.MINE,
        "supervises": bool(viewer.prefixes(Action.SUPERVISE_CASES)),
        "works": bool(viewer.prefixes(Action.WORK_CASE)),
    }
    return render(request, "cases.html", shown)


@require_safe
def case_team(request: DeskRequest) -> HttpResponse:
    """Who has how many cases in an area, and what is late with whom."""
    viewer = request.viewer
    own = viewer.prefixes(Action.SUPERVISE_CASES)
    area = TeamForm(request.GET).read()["area"] or (own[0] if own else "")
    found = loads(viewer=viewer, area="" if area == "TH" else area, now=viewer.now)
    shown = {
        "loads": found,
        "area": area,
        "own": own,
        "places": names({area, *own} - {""}),
        "total": sum(one.cases for one in found),
        "rules": rules_on(timezone.localdate(viewer.now)),
    }
    return render(request, "case_team.html", shown)


@require_safe
def case_page(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """One case: the plan problem by problem, what is due, and everything that was done."""
    return show_case(request, case_id)


def show_case(
    request: DeskRequest, case_id: UUID, *, troubles: Mapping[str, Mapping[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    """The page of a case. troubles: what was typed in a form that could not be kept, with the problem, by the form: a
    step's key, or 'contact'."""
    viewer = request.viewer
    found = case_view(viewer, case_id)
    sent = referred(found)
    states = {one.step.key: one for one in sent.steps}
    plan = found.plan
    shown = {
        "case": found,
        "rules": rules_on(timezone.localdate(viewer.now)),
        "problems": [(one, [states[step.key] for step in plan.steps_of(one.key)]) for one in plan.problems],
        "other_steps": [states[step.key] for step in plan.steps_of(None)],
        "troubles": troubles or {},
        "other_referrals": sent.others,
        "shown": found.acts[:ACTS_SHOWN],
        "earlier": found.acts[ACTS_SHOWN:],
        "places": names(_places([found.summary.area_code])),
        "contacts": words.CONTACTS.items(),
        "today": timezone.localdate(viewer.now),
        "asked_self": found.closing is not None and found.closing.by == viewer.account_id,
    }
    return render(request, "case.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_first("because")
def case_new(request: DeskRequest) -> HttpResponse:
    """Open a case for a family, from its page, from a request or from a list."""
    viewer, asked = request.viewer, NewCaseForm(request.GET).read()
    household = asked["household"]
    if household is None:
        return render(request, "case_whose.html", {"asked": asked})
    area = household_area(viewer=viewer, household_id=household, action=Action.WORK_CASE)
    standing = case_of(viewer, household)
    if standing is not None and standing.open:
        return redirect("case", case_id=standing.id)
    form = OpeningForm(request.POST or None, codes=[(code, code) for code in problem_words()])
    if form.is_bound and form.is_valid():
        try:
            made = open_case(
                viewer=viewer,
                household_id=household,
                because=form.cleaned_data["because"],
                problems=form.cleaned_data["problems"],
                request_id=asked["request"],
                now=viewer.now,
            )
        except Error as error:
            form.add_error(None, told(error))
        else:
            messages.success(request, _("The case is open, and yours. Next: the plan, with the family."))
            return redirect("case", case_id=made)
    family = families_named([household], viewer=viewer).get(household)
    shown = {
        "form": form,
        "household_id": household,
        "family": family.name if family else "",
        "area": area,
        "places": names(_places([area])),
        "before": standing,
        "dimensions": [
            (sign, [one for one in problem_words().values() if one.dimension == _DIMENSION.get(name.value, name.value)])
            for name, sign in DIMENSIONS.items()
        ],
        "chosen": form["problems"].value() or [],
    }
    return render(request, "case_new.html", shown, status=422 if form.is_bound else 200)


_DIMENSION = {"access": "accessibility"}


@require_POST
@asks_first("because")
def case_hand_over(request: DeskRequest) -> HttpResponse:
    """Give cases to a colleague: first whom to, then done."""
    viewer, data = request.viewer, HandForm(request.POST).read()
    ids = (
        list(cases_of_worker(viewer=viewer, worker=data["all_of"]))
        if "all_of" in request.POST
        else marked(request.POST)
    )
    problem, status = "", 200
    if "sure" in request.POST:
        try:
            given = hand_over(
                viewer=viewer, case_ids=ids, to_account=data["to"], because=data["because"], now=viewer.now
            )
        except Error as error:
            problem, status = told(error), error.status
        else:
            text = ngettext("%(n)s case has changed hands.", "%(n)s cases have changed hands.", given)
            messages.success(request, text % {"n": given})
            return redirect("case", case_id=ids[0]) if len(ids) == 1 else redirect("cases")
    rows = cases_chosen(viewer=viewer, ids=ids)
    area = _common([row.case.area_code for row in rows])
    shown = {
        "rows": rows,
        "people": [
            one
            for one in (workers(viewer=viewer, action=Action.WORK_CASE, area_code=area) if rows else ())
            if all(may_work(one, RecordScope(row.case.area_code)) for row in rows)
        ],
        "data": data,
        "problem": problem,
        "places": names(_places(row.case.area_code for row in rows)),
    }
    return render(request, "case_hand_over.html", shown, status=status)


def _common(codes: list[str]) -> str:
    """The narrowest area in which all of them lie."""
    first = min(codes, default="")
    last = max(codes, default="")
    length = next((place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[: length - length % 2]


def _places(codes: Iterable[str]) -> set[str]:
    return {part for code in codes for part in (code, code[:6])}
