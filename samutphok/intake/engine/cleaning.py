"""Reading whole columns at once. It answers exactly as `domain.rows.check_row` does for each row; a property test holds it.

Each distinct text of a column is read once: by a pattern and arithmetic where it plainly means itself, by
`domain.cells.read_cell` where it does not.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samutphok.intake.domain.batch import Counts
from samutphok.intake.domain.cells import Cell, Rules, read_cell
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.headers import Layout
from samutphok.intake.domain.register import FILLED_BY_FULL_NAME, FULL_NAME, Column, ColumnType, Register
from samutphok.intake.domain.rows import CheckedRow, check_row, is_total, name_parts
from samutphok.intake.engine.sources import Chunk

ARROW_TYPES = {ColumnType.NUMBER: pa.float64(), ColumnType.FLAG: pa.int8()}  # every other type is text

# Texts that are their own meaning; \p{Z} is every kind of space, \p{C} everything invisible.
_PLAIN = {
    ColumnType.TEXT: r"^[^\p{Z}\p{C}'\-–—]{2,40}( [^\p{Z}\p{C}]{1,40}){0,1}$",
    ColumnType.PID: r"^[0-8][0-9]{12}$",
    ColumnType.HOUSE_CODE: r"^[1-9][0-9]{10}$",
    ColumnType.NUMBER: r"^[0-9]{1,15}(\.[0-9]{1,10})?$",
}
_NOT_PLAIN = pa.array(["NULL", "null", "NaN", "nan"])
_REMEMBERED = 200_000  # distinct texts of a column that are kept from chunk to chunk
_PID_WEIGHTS = np.arange(13, 1, -1, dtype=np.int64)
_FIRST_REJECTION = int(Finding.AREA_UNREADABLE)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A chunk's accepted rows as they are staged, the rejected ones as they were sent, and the counts of both.

    remarks: row number, header and finding of what was noted about accepted rows, by row.
    """

    accepted: pa.Table
    rejected: Sequence[tuple[int, Sequence[str], CheckedRow]]
    remarks: Sequence[tuple[int, str, Finding]]
    counts: Counts


@dataclass(frozen=True, slots=True)
class _Read:
    """A column of a chunk as read; `given` only for citizen numbers."""

    values: pa.Array
    findings: np.ndarray
    given: pa.Array | None = None

    @property
    def filled(self) -> np.ndarray:
        filled = _mask(self.values.is_valid()) | (self.findings >= _FIRST_REJECTION)
        return filled if self.given is None else filled | _mask(self.given.is_valid())


def staged_schema(register: Register) -> pa.Schema:
    """The columns of a staged file: the source's row number, then the register's own; `pid_given` stands beside `pid`."""
    fields = [pa.field("row_number", pa.int64(), nullable=False)]
    for column in register.columns:
        if column.name != FULL_NAME:
            fields.append(pa.field(column.name, _arrow_type(column)))
        if column.type is ColumnType.PID:
            fields.append(pa.field("pid_given", pa.string()))
    return pa.schema(fields)


class Cleaner:
    """Cleans the chunks of one file, remembering how texts were read that come again."""

    def __init__(self, layout: Layout, rules: Rules) -> None:
        self._layout, self._rules = layout, rules
        self._columns = [column for column in layout.register.columns if layout.has(column.name)]
        self._memory: dict[str, dict[str | None, Cell]] = {column.name: {} for column in self._columns}
        self._schema = staged_schema(layout.register)

    def clean(self, chunk: Chunk) -> Cleaned:
        """The chunk's rows, each accepted or rejected."""
        read = {column.name: self._read(column, chunk) for column in self._columns}
        rejected = chunk.misshapen.copy()
        for column in read.values():
            rejected |= column.findings >= _FIRST_REJECTION
        if "area_code" in self._layout.constants:  # else a line of totals is sent back for want of a place
            rejected |= self._totals(chunk)
        for group in self._layout.register.needs:
            rejected |= ~self._fills(group, read, len(rejected))
        sent_back = [self._rejected(chunk, int(place)) for place in np.flatnonzero(rejected)]
        kept = ~rejected
        return Cleaned(
            accepted=self._table(chunk, read).filter(pa.array(kept)),
            rejected=sent_back,
            remarks=self._remarks(chunk, read, kept),
            counts=_counts(read, kept, [row for _, _, row in sent_back], chunk.empty),
        )

    def _read(self, column: Column, chunk: Chunk) -> _Read:
        texts = self._texts(column.name, chunk)
        encoded = texts if pa.types.is_dictionary(texts.type) else texts.dictionary_encode()
        distinct = pa.concat_arrays([encoded.dictionary, pa.nulls(1, pa.string())])
        indices = encoded.indices.fill_null(len(distinct) - 1)
        read = self._read_distinct(column, distinct)
        return _Read(
            values=read.values.take(indices),
            findings=read.findings[np.asarray(indices)],
            given=None if read.given is None else read.given.take(indices),
        )

    def _remarks(self, chunk: Chunk, read: Mapping[str, _Read], kept: np.ndarray) -> list[tuple[int, str, Finding]]:
        noted = [
            (int(chunk.numbers[place]), self._layout.header(name), Finding(int(column.findings[place])))
            for name, column in read.items()
            for place in np.flatnonzero((column.findings > 0) & kept)
        ]
        return sorted(noted, key=lambda remark: remark[0])

    def _totals(self, chunk: Chunk) -> np.ndarray:
        rows = len(chunk.numbers)
        return np.fromiter((is_total(self._layout, chunk.row(place)) for place in range(rows)), dtype=bool, count=rows)

    def _texts(self, name: str, chunk: Chunk) -> pa.Array:
        if name in self._layout.positions:
            return chunk.column(self._layout.positions[name])
        everywhere = pa.array([self._layout.constants[name]], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(chunk.numbers), np.int32)), everywhere)

    def _read_distinct(self, column: Column, distinct: pa.StringArray) -> _Read:
        plain = _plainly(column, distinct)
        others = np.flatnonzero(~plain)
        cells = [self._cell(column, text) for text in distinct.take(pa.array(others)).to_pylist()]
        findings = np.zeros(len(distinct), dtype=np.uint8)
        findings[others] = [cell.finding for cell in cells]
        kind = _arrow_type(column)
        themselves = pc.if_else(pa.array(plain), distinct, pa.scalar(None, pa.string())).cast(kind)
        values = _placed(themselves, others, [cell.value for cell in cells])
        if column.type is not ColumnType.PID:
            return _Read(values, findings)
        given = _placed(pa.nulls(len(distinct), pa.string()), others, [cell.given for cell in cells])
        return _Read(values, findings, given)

    def _cell(self, column: Column, text: str | None) -> Cell:
        memory = self._memory[column.name]
        if (cell := memory.get(text)) is None:
            cell = read_cell(column, text, self._rules)
            if len(memory) < _REMEMBERED:
                memory[text] = cell
        return cell

    def _fills(self, group: Sequence[str], read: Mapping[str, _Read], rows: int) -> np.ndarray:
        wanted = [*group, FULL_NAME] if "first_name" in group else group
        filled = [read[name].filled for name in wanted if name in read]
        return np.logical_or.reduce([np.zeros(rows, dtype=bool), *filled])

    def _rejected(self, chunk: Chunk, place: int) -> tuple[int, list[str], CheckedRow]:
        cells = chunk.row(place)
        return int(chunk.numbers[place]), cells, check_row(self._layout, cells, self._rules)

    def _table(self, chunk: Chunk, read: Mapping[str, _Read]) -> pa.Table:
        values = {name: column.values for name, column in read.items()}
        if "pid" in read:
            values["pid_given"] = read["pid"].given
        rows = len(chunk.numbers)
        for field in self._schema:
            values.setdefault(field.name, pa.nulls(rows, field.type))
        values["row_number"] = pa.array(chunk.numbers)
        if FULL_NAME in read:
            _fill_names(values)
        return pa.Table.from_arrays([values[field.name] for field in self._schema], schema=self._schema)


def _fill_names(values: dict[str, pa.Array]) -> None:
    """Title, first and last name from the full name, in rows that have no first name of their own."""
    encoded = values[FULL_NAME].dictionary_encode()
    parts = [name_parts(name) for name in encoded.dictionary.to_pylist()]
    wanting = pc.and_(values["first_name"].is_null(), values[FULL_NAME].is_valid())
    for place, name in enumerate(FILLED_BY_FULL_NAME):
        filled = pa.array([part[place] for part in parts], pa.string()).take(encoded.indices)
        values[name] = pc.if_else(wanting, filled, values[name])


def _plainly(column: Column, distinct: pa.StringArray) -> np.ndarray:
    """Which texts mean themselves in a column of this type."""
    pattern = _PLAIN.get(column.type)
    if pattern is None or column.longest < 82:
        return np.zeros(len(distinct), dtype=bool)
    plain = _mask(pc.match_substring_regex(distinct, pattern))
    if column.type is ColumnType.TEXT:
        plain &= ~_mask(pc.is_in(distinct, _NOT_PLAIN))
    if column.type is ColumnType.PID:
        places = np.flatnonzero(plain)
        plain[places] = _check_digits_hold(distinct.take(pa.array(places)))
    return plain


def _check_digits_hold(pids: pa.StringArray) -> np.ndarray:
    """For texts of 13 digits, whether the last one is the check digit of the others."""
    digits = np.array(pids.to_pylist(), dtype="S13").view(np.uint8).reshape(-1, 13).astype(np.int64) - ord("0")
    return (11 - digits[:, :12] @ _PID_WEIGHTS % 11) % 10 == digits[:, 12]


def _placed(values: pa.Array, places: np.ndarray, others: Sequence[object]) -> pa.Array:
    """The values with others put in at some places."""
    mask = np.zeros(len(values), dtype=bool)
    mask[places] = True
    return pc.replace_with_mask(values, pa.array(mask), pa.array(others, values.type))


def _counts(read: Mapping[str, _Read], kept: np.ndarray, rejected: Sequence[CheckedRow], empty: int) -> Counts:
    warnings: Counter[str] = Counter()
    warned = np.zeros(len(kept), dtype=bool)
    for column in read.values():
        warned |= (column.findings > 0) & kept
        for code, times in enumerate(np.bincount(column.findings[kept])):
            if code and times:
                warnings[Finding(code).kind] += int(times)
    refusals = Counter(
        finding.kind for row in rejected for finding in {found for found, _ in row.findings if found.rejects}
    )
    return Counts(
        read=len(kept),
        accepted=int(kept.sum()),
        rejected=len(rejected),
        warned=int(warned.sum()),
        empty=empty,
        warnings=dict(warnings),
        refusals=dict(refusals),
    )


def _arrow_type(column: Column) -> pa.DataType:
    return ARROW_TYPES.get(column.type, pa.string())


def _mask(values: pa.Array) -> np.ndarray:
    return np.array(pc.fill_null(values, False), dtype=bool)
