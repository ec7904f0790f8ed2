"""A programme's progress as a workbook for those in charge: flows, areas, the book, reports. Text is never a formula."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from samutphok.kernel.dates import format_date
from samutphok.kernel.spreadsheets import inert
from samutphok.programmes.domain.progress import LEVELS
from samutphok.programmes.domain.rules import ProgrammeRules
from samutphok.programmes.domain.views import LineView, Progress
from samutphok.web import banklang_words as words
from samutphok.web.programme_told import told_of
from samutphok.web.templatetags.banklang import agency_named, word_of
from samutphok.web.templatetags.desk import day

Row = Sequence[Any]
KINDS = words.LINES


def progress_workbook(found: Progress, rules: ProgrammeRules, *, language: str) -> bytes:
    """The XLSX file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    with override(language):
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for title, rows in _sheets(found, rules, language):
            sheet = book.add_worksheet(title[:31])
            sheet.set_column(0, 0, 34)
            sheet.set_column(1, 12, 16)
            for number, row in enumerate(rows):
                _write(sheet, number, row, bold if number == 0 else None)
            sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def _sheets(found: Progress, rules: ProgrammeRules, language: str) -> Iterable[tuple[str, list[Row]]]:
    one = found.programme
    about: list[Row] = [
        (one.name.in_language(language), ""),
        (_("Purpose"), one.purpose.in_language(language)),
        (_("Objective of the 20-year strategy"), ", ".join(word_of(code, rules.strategies) for code in one.strategies)),
        (_("Source"), one.source.in_language(language)),
        *told_of(found),
        (_("Counts"), _("as they are") if found.exact else _("each rounded to the nearest five")),
        (_("Printed on"), day(found.today)),
    ]
    yield _("Programme"), about
    levels = [str(words.LEVELS[level]) for level in LEVELS]
    flows: list[Row] = [(_("At entry / now"), *levels, _("Together"))]
    for was in LEVELS:
        cells = [found.flows.cells.get((was, now), 0) for now in LEVELS]
        flows.append((str(words.LEVELS[was]), *cells, sum(cells)))
    yield _("Flows"), flows
    areas: list[Row] = [
        (
            _("Area"), _("Agency"), _("Families"), _("Better"), _("Same"), _("Worse"), _("Not known"),
            _("Open obstacles"), _("Activities"), _("Results"), _("Late reports"),
            *((_("Help given since entry, baht"),) if found.exact else ()),
        )
    ]  # fmt: skip
    for each in found.areas:
        f = each.flows
        areas.append(
            (
                each.area.label.in_language(language), agency_named(each.area.agency), f.total, f.better, f.same, f.worse,
                f.unknown, each.obstacles, each.activities, each.results, each.late,
                *((float(each.help.baht),) if found.exact else ()),
            )
        )  # fmt: skip
    yield _("Areas"), areas
    named = {each.area.id: each.area.label.in_language(language) for each in found.areas}
    lines: list[Row] = [(_("Area"), _("Agency"), _("Kind"), _("About"), _("What happened"), _("Day"), _("Evidence"))]
    lines += (_line(line, named, rules) for line in found.lines)
    yield _("Book"), lines
    reports: list[Row] = [(_("Area"), _("Agency"), _("Round"), _("What was done"), _("What comes next"))]
    for report in found.reports:
        span = f"{format_date(report.start, language)} – {format_date(report.end, language)}"
        reports.append(
            (named.get(report.area_id, ""), agency_named(report.agency), span, report.said, report.next_step)
        )
    yield _("Reports"), reports


def _line(line: LineView, named: Mapping[UUID, str], rules: ProgrammeRules) -> Row:
    area, about = named.get(line.area_id, ""), word_of(line.code, rules.codes_of(line.kind))
    evidence = word_of(line.evidence, rules.evidence)
    return (area, agency_named(line.agency), str(KINDS[line.kind]), about, line.said, day(line.on), evidence)


def _write(sheet: Any, number: int, row: Row, look: Any) -> None:
    for place, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(number, place, inert(value), look)
        else:
            sheet.write_number(number, place, value, look)
