"""Lists of families, and what is done with the families chosen on them."""

from dataclasses import replace
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import push_url

from samutphok.access.domain import Action, Sensitivity
from samutphok.insights.actions import (
    choose_columns,
    new_worklist,
    put_on_worklist,
    request_export,
    take_off_worklist,
)
from samutphok.insights.domain.choice import Combine, FamilyOrder
from samutphok.insights.domain.exports import ExportOrder, FileFormat
from samutphok.insights.domain.families import FamilyList
from samutphok.insights.domain.saved import OPEN_COLUMNS, Column, Keeping, KeptList
from samutphok.insights.errors import NothingChosen
from samutphok.insights.queries import chosen_columns, family_list, kept_lists
from samutphok.kernel.thai import sort_key
from samutphok.web.family_forms import ChoiceForm, ColumnsForm, ExportForm, FamilyForm, WorklistForm, state_of
from samutphok.web.family_words import COLUMNS, NUMBERS, chips, meaning
from samutphok.web.forms import address_of, switches
from samutphok.web.jobs import make_file
from samutphok.web.requests import DeskRequest
from samutphok.web.words import FAMILY_ORDERS, FULL_ONLY_ORDERS

PAGE_SIZE = 25
POORER = ("level", "poor", "definition", "dim")  # filters that speak of poverty or health


@require_http_methods(["GET", "HEAD", "POST"])
def households(request: DeskRequest) -> HttpResponse:
    """One page of the families under the filters, within the viewer's scope.

    Filters stand in the address; a searched name or number never does: it comes by POST, and leaves no trace in logs.
    """
    form = FamilyForm.asked(get=request.GET, post=request.POST)
    wanted, page = form.wanted(), form.read()["page"] or 1
    where = request.path if wanted.text else f"{request.path}?{address_of(form.state())}".rstrip("?")
    if request.method == "POST" and not wanted.text and not request.htmx:
        return redirect(where)
    found = family_list(viewer=request.viewer, wanted=wanted, page=page, page_size=PAGE_SIZE)
    shown = _shown(request, found, kept_lists(viewer=request.viewer))
    if request.htmx:
        return push_url(render(request, "households_found.html", shown), where)
    return render(request, "households.html", shown | _offered(form, found))


def _shown(request: DeskRequest, found: FamilyList, kept: tuple[KeptList, ...]) -> dict[str, object]:
    """The families found, with what can be done with them."""
    wanted = found.wanted
    address = address_of(state_of(wanted))
    carried = [*parse_qsl(address), *([("q", wanted.text)] if wanted.text else [])]
    worklist = next((one for one in kept if one.id == wanted.picked), None)
    columns = [one for one in chosen_columns(viewer=request.viewer) if found.full or one in OPEN_COLUMNS]
    return {
        "list": found,
        "meaning": meaning(found),
        "chips": chips(found, worklist.name if worklist else ""),
        "address": address,
        "carried": carried,
        "searched": bool(wanted.text),
        "columns": [(one.value, COLUMNS[one], one in NUMBERS) for one in columns],
        "choosable": [(one.value, COLUMNS[one], one in columns) for one in Column if found.full or one in OPEN_COLUMNS],
        "worklist": worklist,
        "worklists": [one for one in kept if one.kind is Keeping.WORKLIST and one.mine],
        "kept": kept,
        "may_print": bool(request.viewer.prefixes(Action.VIEW_HOUSEHOLD, Sensitivity.S1)),
        "may_refer": bool(request.viewer.prefixes(Action.WORK_CASE)),
        "may_export": bool(request.viewer.prefixes(Action.EXPORT_HOUSEHOLDS, Sensitivity.S2)),
    }


def _offered(form: FamilyForm, found: FamilyList) -> dict[str, object]:
    """What the filters offer, and which of it is chosen."""
    wanted, language, state = found.wanted, get_language() or "th", form.state()
    return {
        "areas": sorted(found.areas, key=lambda option: sort_key(option.label.in_language(language))),
        "dimensions": switches(wanted.choice),
        "combine_all": wanted.choice.combine is Combine.ALL,
        "poor": state["poor"],
        "poor_choices": form.fields["poor"].choices,  # type: ignore[attr-defined]
        "level": "" if wanted.level is None else str(wanted.level),
        "orders": [
            (order, FAMILY_ORDERS[order]) for order in FamilyOrder if found.full or order not in FULL_ONLY_ORDERS
        ],
        "filters_on": sum(state[name] not in (None, "", []) for name in ("area", *POORER)),
    }


@require_POST
def household_columns(request: DeskRequest) -> HttpResponse:
    """Keeps the columns that somebody reads lists by, and shows the list again."""
    form = ColumnsForm(request.POST)
    choose_columns(viewer=request.viewer, columns=form.columns())
    return redirect(f"{reverse('households')}?{address_of(form.state())}".rstrip("?"))


@require_POST
def household_export(request: DeskRequest) -> HttpResponse:
    """Asks for the chosen families as a table; it is made in the background, never wider than the page."""
    form = ExportForm(request.POST)
    order = ExportOrder(form.meant(), FileFormat(form.read()["format"]), get_language() or "th")
    return _ordered(request, order)


@require_POST
def household_booklets(request: DeskRequest) -> HttpResponse:
    """Asks for the booklets of the chosen families in one file."""
    form = ChoiceForm(request.POST)
    return _ordered(request, ExportOrder(form.meant(), FileFormat.PDF, get_language() or "th"))


def _ordered(request: DeskRequest, order: ExportOrder) -> HttpResponse:
    make_file.enqueue(str(request_export(viewer=request.viewer, order=order, now=request.viewer.now)))
    messages.success(request, _("The file is being made. You can go on working meanwhile."))
    return redirect("files")


@require_POST
def worklist_put(request: DeskRequest) -> HttpResponse:
    """Puts the chosen families on a worklist, an old one or a new one, and opens it."""
    form = WorklistForm(request.POST)
    meant, data = form.meant(), form.read()
    viewer, now = request.viewer, request.viewer.now
    list_id = data["worklist"] or new_worklist(viewer=viewer, name=data["name"], now=now).id
    new = put_on_worklist(viewer=viewer, list_id=list_id, wanted=meant, now=now)
    told = ngettext("%(count)s family is new on the list.", "%(count)s families are new on the list.", new)
    messages.success(request, told % {"count": new})
    return redirect(f"{reverse('households')}?list={list_id}")


@require_POST
def worklist_take(request: DeskRequest) -> HttpResponse:
    """Takes the chosen families off the worklist that the page shows."""
    form = ChoiceForm(request.POST)
    meant = form.meant()
    if meant.picked is None or meant.only is None:
        raise NothingChosen
    gone = take_off_worklist(viewer=request.viewer, list_id=meant.picked, households=meant.only)
    told = ngettext("%(count)s family was taken off the list.", "%(count)s families were taken off the list.", gone)
    messages.success(request, told % {"count": gone})
    return redirect(f"{reverse('households')}?{address_of(state_of(replace(meant, only=None)))}")
