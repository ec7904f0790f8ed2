"""How good each register is, what its sender is asked to mend, and the figures as a file."""

import codecs
import csv
import io
from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samutphok.areas.queries import names
from samutphok.kernel.spreadsheets import inert
from samutphok.quality.domain.measures import Measure, limits_source
from samutphok.quality.queries import RegisterPage, quality_page, register_quality
from samutphok.web.forms import AddressForm, address_of
from samutphok.web.quality_words import MEANINGS, MEASURES, column_word, request_word
from samutphok.web.requests import DeskRequest


class QualityForm(AddressForm):
    """Which area, and by which measure its areas are ordered."""

    area = forms.RegexField(label=gettext_lazy("Area"), regex=r"^[0-9]{2,6}$", required=False)
    measure = forms.ChoiceField(required=False, choices=[(one.value, one.value) for one in Measure])


@require_safe
def quality(request: DeskRequest) -> HttpResponse:
    """The registers of an area by the five measures."""
    page = quality_page(viewer=request.viewer, area=QualityForm(request.GET).read()["area"], now=_now(request))
    shown = {
        "page": page,
        "measures": list(Measure),
        "meanings": [(MEASURES[one], MEANINGS[one]) for one in Measure],
        "places": names(_lineage(page.area)),
        "above": [page.area[:n] for n in (2, 4) if n < len(page.area)],
        "source": limits_source(),
    }
    return render(request, "quality.html", shown)


@require_safe
def quality_register(request: DeskRequest, register: str) -> HttpResponse:
    """One register: by column, by delivery, by area, and what its sender is asked for."""
    found = _found(request, register)
    state = {"area": found.area, "measure": found.measure.value}
    shown = {
        "page": found,
        "measures": [(one, address_of(state | {"measure": one.value})) for one in Measure],
        "by_measure": [(one, [each for each in found.columns if each.measure is one]) for one in Measure],
        "address": address_of(state),
        "without_area": address_of(state, "area"),
        "above": [found.area[:n] for n in (2, 4) if n < len(found.area)],
        "places": names(_lineage(found.area) | {one.area_code for one in found.inside} | _worst(found)),
        "source": limits_source(),
    }
    return render(request, "quality_register.html", shown)


@require_safe
def quality_letter(request: DeskRequest, register: str) -> HttpResponse:
    """What the sender is asked to mend in the next delivery, to be printed: numbers and places, nobody's name."""
    found = _found(request, register)
    places = names(_lineage(found.area) | _worst(found))
    address = address_of({"area": found.area})
    return render(
        request, "quality_letter.html", {"page": found, "places": places, "address": address, "today": _today(request)}
    )


@require_safe
def quality_letter_file(request: DeskRequest, register: str) -> HttpResponse:
    """The same list as CSV."""
    found = _found(request, register)
    heads = (_("Measure"), _("About"), _("What is asked"), _("Rows"), _("Of"))
    lines = (
        (
            str(MEASURES[ask.measure]),
            column_word(register, ask.column),
            request_word(found.rules, ask),
            ask.count.unmet,
            ask.count.of,
        )
        for ask in found.asks
    )
    return _csv(f"{register}-{found.quality.newest.as_of.isoformat()}-to-mend.csv", heads, lines)


@require_safe
def quality_file(request: DeskRequest, register: str) -> HttpResponse:
    """The figures of the newest delivery as CSV, as the page shows them."""
    found = _found(request, register)
    heads = (_("As of"), _("Area code"), _("Measure"), _("Column"), _("Met"), _("Of"), _("Share"), _("Share before"))
    day = found.quality.newest.as_of.isoformat()
    lines = (
        (day, found.area, one.measure.value, one.column, one.count.met, one.count.of, one.count.share, one.before)
        for one in found.columns
    )
    return _csv(f"{register}-{day}-quality.csv", heads, lines)


def _found(request: DeskRequest, register: str) -> RegisterPage:
    data = QualityForm(request.GET).read()
    measure = Measure(data["measure"] or Measure.COMPLETENESS)
    return register_quality(
        viewer=request.viewer, register=register, area=data["area"], measure=measure, now=_now(request)
    )


def _csv(name: str, heads: Iterable[str], lines: Iterable[Iterable[object]]) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    for line in lines:
        writer.writerow([inert(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in line])
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(
        codecs.BOM_UTF8 + text.getvalue().encode(), content_type="text/csv; charset=utf-8", headers=headers
    )


def _lineage(area: str) -> set[str]:
    return {area[:n] for n in (2, 4, 6) if n <= len(area)}


def _worst(found: RegisterPage) -> set[str]:
    return {code for ask in found.asks for code, _unmet in ask.worst}


def _now(request: DeskRequest) -> datetime:
    return request.viewer.now


def _today(request: DeskRequest) -> object:
    return timezone.localdate(request.viewer.now)
