"""What is shown of a file before it is received: how it is understood, what its first rows say, what will be wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from samutphok.intake.domain.cells import Rules, Value, read_cell
from samutphok.intake.domain.choice import Choice, Mapped
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.headers import Layout, missing_columns
from samutphok.intake.domain.register import FILLED_BY_FULL_NAME, FULL_NAME, Column, ColumnType, Register
from samutphok.intake.domain.remedies import REMEDIES
from samutphok.intake.domain.rows import CheckedRow, check_row, is_empty
from samutphok.kernel.errors import Bilingual

SAMPLES, EXAMPLES = 3, 3  # of a column, of a problem
SHOWN = 8  # first rows of a preview
_CELL = 40  # characters of a cell that are shown
_DIGITS = 12  # from which a number may be a citizen's, one lost zero allowed for
_NAMES = {*FILLED_BY_FULL_NAME, FULL_NAME}

Sample = Sequence[tuple[int, Sequence[str]]]  # rows of a file with their numbers


@dataclass(frozen=True, slots=True)
class DraftView:
    """A file that was sent and not yet received. `register`: '' until somebody has said which it is."""

    id: UUID
    file_name: str
    file_format: str
    file_encoding: str
    choice: Choice
    as_of: date | None
    created_at: datetime
    saved_by: str = ""
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the file: its header, some of its cells, and the canonical column it is read as (None: left out)."""

    position: int
    header: str
    samples: tuple[str, ...] = field(repr=False)
    mapped: Mapped | None
    meaning: Bilingual | None


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be staged, or the reason why it would come back."""

    number: int
    values: Mapping[str, Value] = field(repr=False)
    rejected: bool
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Example:
    """Where a problem was met: the row, the header, the cell (masked where it names somebody; '' for a whole row)."""

    row: int
    header: str
    shown: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of finding among the sampled rows, what can be done about it, and where it was met."""

    text: Bilingual
    remedy: Bilingual
    rejects: bool
    rows: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a whole file will give, reckoned from `sampled` rows of it; `exact` when these are all."""

    sampled: int
    rows: int
    accepted: int
    rejected: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it would be received now. `ready`: nothing that the register needs is missing."""

    draft: DraftView
    register: Register | None
    sheets: tuple[str, ...]
    heads: tuple[tuple[int, str], ...]
    columns: tuple[PreviewColumn, ...]
    absent: tuple[Column, ...]
    needed: tuple[Column, ...]
    rows: tuple[PreviewRow, ...]
    problems: tuple[Problem, ...]
    estimate: Estimate

    @property
    def ready(self) -> bool:
        """Whether the file can be received as it is understood."""
        return self.register is not None and not self.needed


def preview_of(
    draft: DraftView, register: Register | None, headers: Sequence[str], sample: Sample, share: float, rules: Rules
) -> Preview:
    """The preview of a draft from a sample of its rows, which is this `share` of them. Sheets and heads are added by the
    reader of the file."""
    filled = [(number, cells) for number, cells in sample if not is_empty(cells)]
    columns = tuple(_column(draft.choice, register, place, headers[place], filled) for place in range(len(headers)))
    if register is None:
        return Preview(draft, None, (), (), columns, (), (), (), (), _estimate(len(filled), 0, share))
    layout = draft.choice.layout(register, headers)
    needed = missing_columns(layout)
    read = [(number, cells, check_row(layout, cells, rules)) for number, cells in filled] if not needed else []
    rejected = sum(row.rejected for _, _, row in read)
    return Preview(
        draft=draft,
        register=register,
        sheets=(),
        heads=(),
        columns=columns,
        absent=tuple(column for column in register.columns if not layout.has(column.name)),
        needed=needed,
        rows=tuple(PreviewRow(number, row.values, row.rejected, row.reason) for number, _, row in read[:SHOWN]),
        problems=_problems(layout, read, rules),
        estimate=_estimate(len(filled), rejected, share),
    )


def masked(column: Column | None, text: str) -> str:
    """A cell as it may be shown among problems: numbers of people keep their ends, names their first letter."""
    if column is not None and column.type is ColumnType.PID:
        plain = " ".join(text.split())[:_CELL]
        last = len(plain) - 2
        return "".join(
            one if place in (0, last, last + 1) or not one.isalnum() else "x" for place, one in enumerate(plain)
        )
    plain = discreet(text)
    return plain[:1] + "•••" if column is not None and column.name in _NAMES and plain else plain


def discreet(text: str) -> str:
    """The beginning of a cell, in any column; what has as many digits as a citizen number shows its last alone."""
    plain = " ".join(text.split())[:_CELL]
    if sum(one.isdigit() for one in plain) < _DIGITS:
        return plain
    return "".join("x" if one.isdigit() and place < len(plain) - 1 else one for place, one in enumerate(plain))


def _column(choice: Choice, register: Register | None, place: int, header: str, rows: Sample) -> PreviewColumn:
    mapped = choice.columns.get(place)
    column = register.column(mapped.name) if register and mapped else None
    cells = [cells[place] for _, cells in rows if place < len(cells) and cells[place].strip()]
    hidden = column is not None and column.type is ColumnType.PID
    shown = [masked(column, cell) if hidden else discreet(cell) for cell in dict.fromkeys(cells)]
    return PreviewColumn(place, discreet(header), tuple(shown[:SAMPLES]), mapped, column.meaning if column else None)


def _problems(
    layout: Layout, read: Sequence[tuple[int, Sequence[str], CheckedRow]], rules: Rules
) -> tuple[Problem, ...]:
    """What stops rows first, then by how often."""
    met: dict[Finding, set[int]] = {}
    examples: dict[Finding, list[Example]] = {}
    for number, cells, row in read:
        for finding, header in row.findings:
            met.setdefault(finding, set()).add(number)
            known = examples.setdefault(finding, [])
            if len(known) < EXAMPLES:
                known.append(Example(number, header, _cell(layout, cells, finding, header, rules)))
    found = (
        Problem(finding.text, REMEDIES[finding], finding.rejects, len(rows), tuple(examples[finding]))
        for finding, rows in met.items()
    )
    return tuple(sorted(found, key=lambda problem: (not problem.rejects, -problem.rows)))


def _cell(layout: Layout, cells: Sequence[str], finding: Finding, header: str, rules: Rules) -> str:
    """The cell in which this was found, masked; '' when it is about the whole row or an empty cell."""
    for name, place in layout.positions.items():
        column = layout.register.column(name)
        if column is None or layout.header(name) != header or place >= len(cells):
            continue
        if read_cell(column, cells[place], rules).finding is finding:
            return masked(column, cells[place])
    return ""


def _estimate(sampled: int, rejected: int, share: float) -> Estimate:
    if share >= 1:
        return Estimate(sampled, sampled, sampled - rejected, rejected, exact=True)
    rows = round(sampled / share) if share > 0 else sampled
    back = round(rows * rejected / sampled) if sampled else 0
    return Estimate(sampled, rows, rows - back, back, exact=False)
