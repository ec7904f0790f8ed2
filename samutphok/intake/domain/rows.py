"""Reading one row, in plain Python: what the preview shows, and the oracle of the vectorised engine."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samutphok.intake.domain.cells import Cell, Rules, Value, read_cell, tidy
from samutphok.intake.domain.findings import Finding, said_of
from samutphok.intake.domain.headers import Layout
from samutphok.intake.domain.register import FILLED_BY_FULL_NAME, FULL_NAME, ColumnType
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.thai import split_title

TOTAL_WORD = r"(?i)^(?:ผล|ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เงิน|จำนวน|สุทธิ)*(?:[\s:]|$)|^(?:grand |sub)?total(?:[\s:]|$)"
_DELIMITERS = ",;\t|"
_TOTAL = re.compile(TOTAL_WORD)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row as read: its canonical values, and what was found with the headers concerned. Rejected rows keep no values."""

    values: Mapping[str, Value]
    findings: tuple[tuple[Finding, str], ...]

    @property
    def rejected(self) -> bool:
        """Whether the row is sent back to its sender."""
        return any(finding.rejects for finding, _ in self.findings)

    @property
    def reason(self) -> Bilingual:
        """Why it was rejected, every reason, for the sender."""
        said = [said_of(finding, where) for finding, where in self.findings if finding.rejects]
        return Bilingual("; ".join(text.th for text in said), "; ".join(text.en for text in said))


def is_empty(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing at all: it is counted as an empty line, not read."""
    return not "".join(cells).strip()


def misshapen(cells: Sequence[str], width: int) -> Finding:
    """What is wrong with a row as such: more cells than headers, or a quotation mark that swallowed the lines after it."""
    if len(cells) > width and not is_empty(cells[width:]):
        return Finding.TOO_MANY_CELLS
    if "\n" not in "".join(cells):
        return Finding.NONE
    for cell in cells:
        if "\n" in cell and max(map(cell.count, _DELIMITERS)) >= max(width - 1, 1):
            return Finding.LINES_SWALLOWED
    return Finding.NONE


def check_row(layout: Layout, cells: Sequence[str], rules: Rules) -> CheckedRow:
    """Read a row that is not empty. Missing cells at its end are empty; cells beyond the headers must be."""
    if shape := misshapen(cells, len(layout.headers)):
        return CheckedRow({}, ((shape, ""),))
    given = {name: cells[place] if place < len(cells) else "" for name, place in layout.positions.items()}
    if is_total(layout, cells):
        return CheckedRow({}, ((Finding.TOTAL_ROW, ""),))
    given |= layout.constants
    columns = [column for column in layout.register.columns if column.name in given]
    read = {column.name: read_cell(column, given[column.name], rules) for column in columns}
    findings = [(cell.finding, layout.header(name)) for name, cell in read.items() if cell.finding]
    findings += [(Finding.NEEDED_MISSING, _headers(layout, group)) for group in _unmet(layout, read)]
    checked = CheckedRow({}, tuple(findings))
    return checked if checked.rejected else CheckedRow(_values(layout, read), checked.findings)


def name_parts(full_name: str) -> tuple[str | None, str | None, str | None]:
    """Title, first and last name of a name written in one cell; the first word after the title is the first name."""
    title, rest = split_title(full_name)
    first, _, last = rest.strip().partition(" ")
    return title or None, first or None, last.strip() or None


def is_total(layout: Layout, cells: Sequence[str]) -> bool:
    """A line that adds up: its first word says so, and it names neither a person's number nor a place."""
    places = (layout.positions.get(name, len(cells)) for name in ("pid", "area_code"))
    if any(cells[place].strip() for place in places if place < len(cells)):
        return False
    first = next((cell for cell in cells if cell.strip()), "")
    return _TOTAL.search(tidy(first)) is not None


def _unmet(layout: Layout, read: Mapping[str, Cell]) -> list[tuple[str, ...]]:
    """The groups of needed columns of which the row fills none. A full name fills first_name."""
    filled = {"first_name" if name == FULL_NAME else name for name, cell in read.items() if cell.filled}
    return [group for group in layout.register.needs if not filled.intersection(group)]


def _headers(layout: Layout, group: Sequence[str]) -> str:
    return " / ".join(layout.header(name) for name in group)


def _values(layout: Layout, read: Mapping[str, Cell]) -> dict[str, Value]:
    """Every staged column of the register but the row number; what the file lacks is None."""
    values: dict[str, Value] = {}
    for column in layout.register.columns:
        values[column.name] = read[column.name].value if column.name in read else None
        if column.type is ColumnType.PID:
            values["pid_given"] = read[column.name].given if column.name in read else None
    full_name = values.pop(FULL_NAME, None)
    if full_name is not None and values["first_name"] is None:
        values.update(zip(FILLED_BY_FULL_NAME, name_parts(str(full_name)), strict=True))
    return values
