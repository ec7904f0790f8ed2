"""How far data can be trusted, as a workbook for those in charge. Text is never a formula."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from samutphok.areas.domain import AreaView
from samutphok.kernel.spreadsheets import inert
from samutphok.verification.domain.views import Accuracy, AccuracyCell
from samutphok.web.templatetags.desk import day
from samutphok.web.templatetags.office import area_word
from samutphok.web.templatetags.verification import compared_word, interval_said, rate_said, source_word


def accuracy_workbook(found: Accuracy, places: dict[str, AreaView], *, language: str) -> bytes:
    """The XLSX file: by area, by source, by collector for whoever sees them."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    with override(language):
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for title, rows in _sheets(found, places):
            sheet = book.add_worksheet(title[:31])
            sheet.set_column(0, 1, 30)
            sheet.set_column(2, 7, 16)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    sheet.write(
                        number, place, inert(value) if isinstance(value, str) else value, bold if not number else None
                    )
            sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def _sheets(found: Accuracy, places: dict[str, AreaView]) -> Iterable[tuple[str, list[tuple[Any, ...]]]]:
    named = area_word(found.area, places) if found.area else _("The country")
    areas = {named: found.whole} | {area_word(code, places): cells for code, cells in found.inside.items()}
    yield _("By area"), _rows(_("Area"), areas)
    yield _("By source"), _rows(_("Source"), {source_word(key): cells for key, cells in found.sources.items()})
    if found.collectors:
        people = {found.names.get(key, _("name not shown")): cells for key, cells in found.collectors.items()}
        yield _("By collector"), _rows(_("Collector"), people)
    counts = _("as they are") if found.exact else _("each rounded to the nearest five")
    yield (
        _("About"),
        [
            (_("Families asked again"), found.families),
            (_("Counts"), counts),
            (_("Since"), day(found.since)),
            (_("Interval"), _("95 percent (Korn and Graubard), weighted by the chance of being drawn")),
        ],
    )


def _rows(first: str, parts: Mapping[str, Mapping[str, AccuracyCell]]) -> list[tuple[Any, ...]]:
    head = (first, _("Kind of data"), _("Error rate"), _("Interval"), _("Families asked"), _("Newest"))
    rows: list[tuple[Any, ...]] = [head]
    for name, cells in parts.items():
        for key, cell in cells.items():
            rate = cell.rate
            rows.append(
                (
                    name,
                    compared_word(key),
                    rate_said(rate),
                    interval_said(rate),
                    rate.asked if rate else 0,
                    day(cell.newest),
                )
            )
    return rows
