"""Families as files: the columns of the page, in the reader's language, inert in every spreadsheet program."""

import codecs
import csv
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy
from xlsxwriter.exceptions import FileCreateError

from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.families import FamilyRow
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.spreadsheets import inert
from samutphok.web.words import DIMENSIONS

ROWS_OF_A_SHEET = 1_048_576


Cell = Callable[[FamilyRow, str], str | float | None]  # a family and the reader's language


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its head, its width in characters, and how a family fills it."""

    head: Promise
    width: int
    of: Cell


def _poor_in(dimension: Dimension) -> Cell:
    return lambda row, _language: 1 if dimension in row.dimensions else 0


COLUMNS: tuple[Column, ...] = (
    Column(pgettext_lazy("column", "Family"), 28, lambda row, _language: row.name),
    Column(pgettext_lazy("column", "House code"), 14, lambda row, _language: row.house_code),
    Column(pgettext_lazy("column", "Family no."), 10, lambda row, _language: row.family_no),
    Column(pgettext_lazy("column", "Area code"), 11, lambda row, _language: row.area_code),
    Column(pgettext_lazy("column", "Village"), 20, lambda row, language: row.village.in_language(language)),
    Column(pgettext_lazy("column", "Tambon"), 18, lambda row, language: row.tambon.in_language(language)),
    Column(pgettext_lazy("column", "Amphoe"), 18, lambda row, language: row.amphoe.in_language(language)),
    Column(pgettext_lazy("column", "Province"), 16, lambda row, language: row.province.in_language(language)),
    Column(_("Members"), 10, lambda row, _language: row.members),
    Column(_("Dependants"), 10, lambda row, _language: row.dependants),
    Column(_("Income a person a year"), 14, lambda row, _language: row.income_per_person),
    Column(_("Target-poor members"), 14, lambda row, _language: row.target_poor),
    *(Column(sign.word, 14, _poor_in(dimension)) for dimension, sign in DIMENSIONS.items()),
    Column(_("Level"), 8, lambda row, _language: row.level),
    Column(
        _("Missing facts"),
        30,
        lambda row, language: ", ".join(fact.in_language(language) for fact in row.level_missing),
    ),
    Column(_("Definitions met"), 24, lambda row, _language: ", ".join(row.definitions)),
)


class TooManyRows(InvalidInput):
    """More families than a worksheet has rows."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "จำนวนครอบครัวเกินกว่าที่ไฟล์ XLSX รับได้", "There are more families than an XLSX file can hold."
            ),
            remedy=Bilingual("ดาวน์โหลดเป็น CSV หรือกรองให้แคบลง", "Download CSV instead, or filter further."),
        )


def cells_of(row: FamilyRow, language: str) -> list[str | float | None]:
    """The family's cells in the order of `COLUMNS`; text is inert."""
    values = (column.of(row, language) for column in COLUMNS)
    return [inert(value) if isinstance(value, str) else value for value in values]


def heads(language: str) -> list[str]:
    """The first line of the file."""
    with override(language):
        return [str(column.head) for column in COLUMNS]


def csv_lines(rows: Iterable[FamilyRow], *, language: str) -> Iterator[bytes]:
    """A CSV file line by line, UTF-8 with the mark by which Excel knows it; nothing is held back in memory."""
    writer = csv.writer(_Echo())
    yield codecs.BOM_UTF8
    yield writer.writerow(heads(language))
    for row in rows:
        yield writer.writerow(cells_of(row, language))


def csv_file(rows: Iterable[FamilyRow], path: Path, *, language: str) -> None:
    """A CSV file of the families, on the disk when this returns."""
    with path.open("wb") as file:
        for line in csv_lines(rows, language=language):
            file.write(line)
        file.flush()
        os.fsync(file.fileno())


def workbook(rows: Iterable[FamilyRow], path: Path, *, language: str) -> None:
    """An XLSX file of the families; a row at a time in memory, the rest beside the file. Text is never a formula.

    Raises OSError when the disk is full, and TooManyRows.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(path.parent),
    }
    book = xlsxwriter.Workbook(str(path), options)
    try:
        try:
            _fill(book, rows, language)
        finally:
            book.close()
    except FileCreateError as error:
        raise OSError(ENOSPC, "the file could not be written") from error


def _fill(book: Any, rows: Iterable[FamilyRow], language: str) -> None:
    sheet = book.add_worksheet("samutphok")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for number, (column, head) in enumerate(zip(COLUMNS, heads(language), strict=True)):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, head, bold)
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows, start=1):
        if line == ROWS_OF_A_SHEET:
            raise TooManyRows
        _write(sheet, line, cells_of(row, language))


def _write(sheet: Any, line: int, cells: list[str | float | None]) -> None:
    for number, value in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(line, number, value)
        elif value is not None:
            sheet.write_number(line, number, value)


class _Echo:
    """A file for csv.writer that gives each line back instead of keeping it."""

    def write(self, line: str) -> bytes:
        return line.encode()
