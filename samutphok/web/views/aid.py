"""Help given: the year's overview, the ledger, one entry, help to a family."""

import csv
import io
import re
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.aid.actions import change_budget_line, give, open_budget_line, reverse
from samutphok.aid.domain.ledger import GiftView, year_of
from samutphok.aid.domain.money import whole
from samutphok.aid.errors import GiftBlocked, GiftQuestioned
from samutphok.aid.queries import (
    aid_waiting,
    applications_of_household,
    budget_lines,
    drawn_signatures,
    entry,
    every_entry,
    given_to,
    ledger_page,
    may_take_back,
    needs_of,
    overview,
)
from samutphok.areas.queries import names
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from samutphok.kernel.spreadsheets import inert
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.queries import household_told
from samutphok.web.aid_forms import BudgetChangeForm, BudgetForm, GiftForm, LedgerForm, ReverseForm, kinds, sources
from samutphok.web.aid_proofs import ProofForm
from samutphok.web.compartment import asks_first
from samutphok.web.forms import address_of, told
from samutphok.web.requests import DeskRequest
from samutphok.web.templatetags.aid import amount, kind_word, source_word

PAGE_SIZE = 25
MOST_ROWS = 20_000


def own_area(viewer: Viewer) -> str:
    """The first area in which the viewer gives help."""
    return next(iter(viewer.prefixes(Action.GIVE_HELP)), "")


def fiscal(viewer: Viewer) -> int:
    """The fiscal year (BE) of today."""
    return year_of(timezone.localdate(viewer.now))


def of_family(viewer: Viewer, household_id: UUID) -> dict[str, Any]:
    """What pages about one family show above their form; raises HouseholdNotFound where no help may be given."""
    view = household_told(viewer=viewer, household_id=household_id).view
    area = view.area_code
    if not viewer.may(Action.GIVE_HELP, RecordScope(area)):
        raise HouseholdNotFound
    people = [(str(one.person_id), one.identity.full_name) for one in (*view.members, *view.former)]
    return {
        "household_id": household_id,
        "area": area,
        "family": view.members[0].identity.full_name if view.members else "",
        "people": people,
        "places": names({area, area[:2], area[:4], area[:6]}),
    }


def line_choices(viewer: Viewer, area: str) -> list[tuple[str, str]]:
    """The budget lines that serve an area this year, with what is left of each."""
    lines = budget_lines(viewer, fiscal(viewer), area_code=area)
    return [
        (str(one.id), _("%(label)s, %(left)s baht left") % {"label": one.label, "left": amount(one.left)})
        for one in lines
    ]


@require_safe
def aid(request: DeskRequest) -> HttpResponse:
    """What was given this fiscal year, what is left, what waits."""
    return render(request, "aid.html", _year(request))


def _year(request: DeskRequest, **forms: Any) -> dict[str, Any]:
    """What the page of the year shows; forms: as they were sent, when they are refused."""
    viewer = request.viewer
    wanted = LedgerForm(request.GET).wanted(fiscal(viewer))
    area = wanted.area or own_area(viewer)
    found = overview(viewer, area, year=wanted.year or fiscal(viewer))
    tambons = {one.key for one in found.parts["tambon"]}
    return {
        "found": found,
        "area": area,
        "lines": budget_lines(viewer, found.year),
        "waiting": aid_waiting(viewer),
        "places": names({area, *tambons, *(code[:4] for code in tambons)} - {""}),
        "years": range(fiscal(viewer), fiscal(viewer) - 4, -1),
        "this_year": fiscal(viewer),
        "budget_form": BudgetForm(initial={"area": area}),
    } | forms


@require_safe
def aid_ledger(request: DeskRequest) -> HttpResponse:
    """The list of help given, by year, kind and source."""
    viewer = request.viewer
    form = LedgerForm(request.GET)
    wanted = form.wanted(fiscal(viewer))
    page = ledger_page(viewer, wanted, page_size=PAGE_SIZE)
    codes = {one.area_code for one in page.rows} | {one.area_code[:6] for one in page.rows}
    shown = {
        "page": page,
        "baht": whole(page.satang),
        "wanted": wanted,
        "kinds": kinds(),
        "sources": sources(),
        "years": range(fiscal(viewer), fiscal(viewer) - 4, -1),
        "places": names(codes | {wanted.area} - {""}),
        "address": address_of(form.cleaned_data, "area", "year", "kind", "source"),
    }
    return render(request, "aid_ledger.html", shown)


@require_safe
def aid_ledger_file(request: DeskRequest) -> HttpResponse:
    """The same entries as a CSV file, no wider than the page; every cell is inert."""
    viewer = request.viewer
    rows = every_entry(viewer, LedgerForm(request.GET).wanted(fiscal(viewer)), most=MOST_ROWS)
    with transaction.atomic():
        record(actor=viewer.account_id, act="export_ledger", subject="ledger:all", fields=(), now=viewer.now)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            _("Day"),
            _("Kind of help"),
            _("Value in baht"),
            _("Quantity"),
            _("Unit"),
            _("Source"),
            _("Who gives"),
            _("Area code"),
            _("Entry"),
            _("Takes back"),
            _("Reason"),
        ]
    )
    for row in rows:
        cells = [
            row.given_on.isoformat(),
            kind_word(row.kind),
            str(row.baht),
            str(row.quantity),
            row.unit,
            source_word(row.source),
            row.giver,
            row.area_code,
            str(row.id),
            str(row.reverses or ""),
            row.because,
        ]
        writer.writerow([cell if _is_number(cell) else inert(cell) for cell in cells])
    headers = {"Content-Disposition": 'attachment; filename="samutphok-help-given.csv"'}
    return HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) is not None


@require_safe
def aid_entry(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """One entry with its evidence, and a way to take it back."""
    found = entry(request.viewer, entry_id)
    return render(request, "aid_entry.html", entry_page(request.viewer, found))


@require_POST
@asks_first("because")
def aid_reverse(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """Takes an entry back."""
    found = entry(request.viewer, entry_id)
    form = ReverseForm(request.POST)
    if not form.is_valid():
        return render(request, "aid_entry.html", entry_page(request.viewer, found, back=form), status=422)
    data = form.cleaned_data
    try:
        back = reverse(viewer=request.viewer, entry_id=entry_id, now=request.viewer.now, **data)
    except (InvalidInput, Conflict, Forbidden) as error:
        form.add_error(None, told(error))
        return render(request, "aid_entry.html", entry_page(request.viewer, found, back=form), status=error.status)
    messages.success(request, _("The entry was taken back. Both stay in the ledger."))
    return redirect("aid_entry", entry_id=back)


def entry_page(
    viewer: Viewer, found: GiftView, *, back: ReverseForm | None = None, proof: ProofForm | None = None
) -> dict[str, Any]:
    """What the page of an entry shows, with the forms as they were sent when they are refused."""
    code = found.area_code
    return {
        "one": found,
        "form": back or ReverseForm(initial={"act_id": uuid4()}),
        "proof": proof or ProofForm(),
        "may_take_back": found.stands and may_take_back(viewer, found),
        "signatures": drawn_signatures(viewer, found.id) if any(one.drawn for one in found.evidence) else (),
        "places": names({code, code[:6], code[:4], code[:2]}),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@asks_first("although")
def aid_give(request: DeskRequest, household_id: UUID) -> HttpResponse:
    """Writes down help to a family, after looking at what speaks against it."""
    viewer = request.viewer
    shown = of_family(viewer, household_id)
    choices: dict[str, Any] = {"people": shown["people"], "lines": line_choices(viewer, shown["area"])}
    if request.method != "POST":
        form = GiftForm(initial={"act_id": uuid4()}, **choices)
        return render(request, "aid_give.html", shown | {"form": form} | _before(viewer, household_id))
    form = GiftForm(request.POST, request.FILES, **choices)
    status, checks = 422, ()
    if form.is_valid():
        try:
            give(viewer=viewer, gift=form.gift(household_id), now=viewer.now)
        except (GiftBlocked, GiftQuestioned) as error:
            status, checks = error.status, error.checks
        except (InvalidInput, Conflict) as error:
            form.add_error(None, told(error))
            status = error.status
        else:
            messages.success(request, _("The help is in the ledger."))
            return redirect("aid_give", household_id=household_id)
    return render(
        request,
        "aid_give.html",
        shown | {"form": form, "checks": checks} | _before(viewer, household_id),
        status=status,
    )


def _before(viewer: Viewer, household_id: UUID) -> dict[str, Any]:
    return {
        "given": given_to(viewer, household_id)[:20],
        "asked": applications_of_household(viewer, household_id)[:10],
        "needs": needs_of(viewer, household_id),
    }


@require_POST
def aid_budget(request: DeskRequest) -> HttpResponse:
    """Opens a budget line of this fiscal year, or sets how much a line holds."""
    change = "line" in request.POST
    form = BudgetChangeForm(request.POST) if change else BudgetForm(request.POST)
    problem: InvalidInput | NotFound | Conflict | None = None
    if form.is_valid():
        try:
            _set_budget(request.viewer, form.cleaned_data)
        except (InvalidInput, NotFound, Conflict) as error:
            form.add_error("baht" if change else None, told(error))
            problem = error
        else:
            said = _("The budget line holds the new amount.") if change else _("The budget line is open.")
            messages.success(request, said)
            return redirect("aid")
    shown = _year(request, **{"change_form" if change else "budget_form": form})
    return render(request, "aid.html", shown, status=problem.status if problem else 422)


def _set_budget(viewer: Viewer, data: dict[str, Any]) -> None:
    if "line" in data:
        change_budget_line(viewer=viewer, budget_line_id=data["line"], baht=data["baht"], now=viewer.now)
        return
    open_budget_line(
        viewer=viewer,
        area_code=data["area"],
        year=fiscal(viewer),
        code=data["code"],
        label=data["label"],
        baht=data["baht"],
        now=viewer.now,
    )
