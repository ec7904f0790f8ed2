"""The file of rejected rows: the sender's own cells, inert in a spreadsheet, with the reason in front."""

import csv
import io
from collections.abc import Iterable, Sequence

from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.rows import CheckedRow
from samutphok.kernel.spreadsheets import inert

BEFORE = ("row_number", "reason_th", "reason_en")
BOM = "\ufeff"  # so that a spreadsheet reads Thai


def disarmed(cell: str) -> str:
    """A cell that no spreadsheet calculates; a number or a plain dash stays as it is. Intake takes the apostrophe off again."""
    return cell if _harmless(cell) else inert(cell)


def header_line(headers: Sequence[str]) -> str:
    """The first line: row number and reasons, then the sender's headers."""
    return BOM + _line([*BEFORE, *map(disarmed, headers)])


def reject_lines(rows: Iterable[tuple[int, Sequence[str], CheckedRow]]) -> str:
    """One line for each rejected row: its number in the source, why, and all its cells."""
    return "".join(
        _line([str(number), row.reason.th, row.reason.en, *map(disarmed, cells)]) for number, cells, row in rows
    )


def remarks_header() -> str:
    """The first line of the remarks on accepted rows."""
    return BOM + _line(["row_number", "header", "remark_th", "remark_en"])


def remark_lines(remarks: Iterable[tuple[int, str, Finding]]) -> str:
    """One line for each remark: row number, the sender's header, and what was noted; no cell of the row."""
    return "".join(
        _line([str(number), disarmed(header), finding.text.th, finding.text.en]) for number, header, finding in remarks
    )


def _harmless(cell: str) -> bool:
    return cell == "-" or (cell[:1] in "+-" and cell[1:].replace(".", "", 1).isdecimal() and cell.isascii())


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
