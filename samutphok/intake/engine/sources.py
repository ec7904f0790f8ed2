"""Reading the rows of a received file in chunks, each cell as text, every row with its number in the source."""

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, TextIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.headers import HEADER_WITHIN
from samutphok.intake.domain.rows import is_empty, misshapen
from samutphok.intake.engine.guard import MAX_COLUMNS, PARQUET_ERRORS, FileKind
from samutphok.intake.errors import BadFile
from samutphok.kernel.errors import Bilingual

DELIMITERS = ",;\t|"
_READABLE = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_temporal, pa.types.is_decimal)


@dataclass(frozen=True, slots=True)
class Chunk(ABC):
    """Some rows of a source. Row numbers count the lines of the sheet from 1, the header's included; in Parquet, rows.

    `misshapen`: rows that cannot be taken for their shape (`domain.rows.misshapen`). `empty`: lines without any text,
    which are not in the chunk. `done`: share of the source, 0 to 1, that has been read after this chunk.
    """

    numbers: np.ndarray
    misshapen: np.ndarray
    empty: int
    done: float

    @abstractmethod
    def column(self, position: int) -> pa.Array:
        """The column's cells: text, or a dictionary of text."""

    @abstractmethod
    def row(self, place: int) -> list[str]:
        """All cells of the row at this place of the chunk, as the sender wrote them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a register stands in its file: which table from 0, its header row from 1, how many columns have a header."""

    table: int
    header_row: int
    width: int


class Source(Protocol):
    """A received file as tables of text: one, or one for each visible sheet of a workbook."""

    def heads(self) -> list[list[list[str]]]:
        """The first rows of every table, where the headers must stand."""

    def names(self) -> list[str]:
        """The names of the tables: of a workbook its sheets, else one empty name."""

    @property
    def delimiter(self) -> str:
        """What stands between the cells of a text file; '' elsewhere."""

    def chunks(self, place: Place, size: int) -> Iterator[Chunk]:
        """The rows below the header row, `size` lines at a time, the same way at every reading."""


def open_source(path: Path, kind: FileKind, *, delimiter: str = "") -> Source:
    """The reader for a file that `guard.inspect` has let through. Raises BadFile when it cannot be read after all.

    `delimiter` of a text file, one of DELIMITERS; '' tells it from the file.
    """
    if kind.format == "csv":
        return TextSource(path, kind.encoding, delimiter)
    return WorkbookSource(path) if kind.format == "xlsx" else ParquetSource(path)


@dataclass(frozen=True, slots=True)
class RowChunk(Chunk):
    """Rows read one by one: of text files and worksheets."""

    rows: list[list[str]]
    columns: list[tuple[str, ...]]

    def column(self, position: int) -> pa.Array:
        return pa.array(self.columns[position], pa.string())

    def row(self, place: int) -> list[str]:
        return self.rows[place]


@dataclass(frozen=True, slots=True)
class TableChunk(Chunk):
    """Rows of a Parquet file."""

    batch: pa.RecordBatch

    def column(self, position: int) -> pa.Array:
        return self.batch.column(position)

    def row(self, place: int) -> list[str]:
        return [column[place].as_py() or "" for column in self.batch.columns]


class TextSource:
    """CSV with comma, semicolon, tab or bar; a row may span lines inside quotes."""

    def __init__(self, path: Path, encoding: str, delimiter: str = "") -> None:
        self._path, self._encoding = path, encoding
        with self._open() as text:
            start = list(islice(text, 4 * HEADER_WITHIN))
        widest = max(DELIMITERS, key=lambda delimiter: _widest(start, delimiter))
        self.delimiter = delimiter if delimiter in tuple(DELIMITERS) else widest

    def names(self) -> list[str]:
        return [""]

    def heads(self) -> list[list[list[str]]]:
        with self._open() as text:
            return [list(islice(self._records(text), HEADER_WITHIN))]

    def chunks(self, place: Place, size: int) -> Iterator[Chunk]:
        total = max(self._path.stat().st_size, 1)
        with self._path.open("rb") as raw, io.TextIOWrapper(raw, encoding=self._encoding, newline="") as text:
            below = islice(enumerate(self._records(text), start=1), place.header_row, None)
            while lines := list(islice(below, size)):
                yield _row_chunk(lines, place.width, done=min(1.0, raw.tell() / total))

    def _open(self) -> TextIO:
        return self._path.open(encoding=self._encoding, newline="")

    def _records(self, text: TextIO) -> Iterator[list[str]]:
        reader, line = csv.reader(text, delimiter=self.delimiter), 0
        try:
            for row in reader:
                line = reader.line_num
                yield row
        except csv.Error as error:
            raise _broken_text(line + 1) from error


class WorkbookSource:
    """An .xlsx workbook; `workbook_guard` has bounded its cells, so a sheet may be held whole."""

    delimiter = ""

    def __init__(self, path: Path) -> None:
        try:
            book = CalamineWorkbook.from_path(path)
            self._names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
            self._sheets = [book.get_sheet_by_name(name) for name in self._names]
        except (CalamineError, OSError, ValueError) as error:
            raise _broken_workbook() from error

    def names(self) -> list[str]:
        return list(self._names)

    def heads(self) -> list[list[list[str]]]:
        return [
            [_cells(row) for row in sheet.to_python(skip_empty_area=False, nrows=HEADER_WITHIN)]
            for sheet in self._sheets
        ]

    def chunks(self, place: Place, size: int) -> Iterator[Chunk]:
        rows = self._sheets[place.table].to_python(skip_empty_area=False)
        for start in range(place.header_row, len(rows), size):
            lines = [(number, _cells(row)) for number, row in enumerate(rows[start : start + size], start=start + 1)]
            yield _row_chunk(lines, place.width, done=min(1.0, (start + size) / len(rows)))


class ParquetSource:
    """A Parquet file: no header row, so row numbers begin at its first row."""

    delimiter = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as parquet:
            self._schema = parquet.schema_arrow

    def names(self) -> list[str]:
        return [""]

    def heads(self) -> list[list[list[str]]]:
        sample = next(iter(self.chunks(Place(0, 0, len(self._schema)), HEADER_WITHIN)), None)
        rows = [sample.row(place) for place in range(len(sample.numbers))] if sample else []
        return [[list(self._schema.names), *rows]]

    def chunks(self, place: Place, size: int) -> Iterator[Chunk]:  # noqa: ARG002 -- a Parquet file is one table, all rows
        with self._open() as parquet:
            total, number = max(parquet.metadata.num_rows, 1), 0
            try:
                for batch in parquet.iter_batches(batch_size=size):
                    yield _table_chunk(batch, number, done=(number + batch.num_rows) / total)
                    number += batch.num_rows
            except PARQUET_ERRORS as error:
                raise _broken_parquet() from error

    def _open(self) -> pq.ParquetFile:
        # text stays a dictionary while it is read: a long text repeated a million times is held once
        plain = pq.read_schema(self._path)
        texts = [
            field.name for field in plain if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
        ]
        return pq.ParquetFile(self._path, read_dictionary=texts)


def _row_chunk(lines: Sequence[tuple[int, list[str]]], width: int, *, done: float) -> RowChunk:
    numbered = [(number, row) for number, row in lines if not is_empty(row)]
    rows = [row for _, row in numbered]
    broken = [misshapen(row, width) is not Finding.NONE for row in rows]
    fitted = [row if len(row) == width else (row + [""] * width)[:width] for row in rows]
    return RowChunk(
        numbers=np.array([number for number, _ in numbered], dtype=np.int64),
        misshapen=np.array(broken, dtype=bool),
        empty=len(lines) - len(rows),
        done=done,
        rows=rows,
        columns=list(zip(*fitted, strict=True)) or [()] * width,
    )


def _table_chunk(batch: pa.RecordBatch, before: int, *, done: float) -> TableChunk:
    columns = [_as_text(column) for column in batch.columns]
    filled = np.zeros(batch.num_rows, dtype=bool)
    for column in columns:
        filled |= _filled(column)
    text = pa.RecordBatch.from_arrays(columns, names=[str(place) for place in range(len(columns))])
    numbers = np.arange(before + 1, before + batch.num_rows + 1, dtype=np.int64)[filled]
    return TableChunk(
        numbers=numbers,
        misshapen=np.zeros(len(numbers), dtype=bool),
        empty=batch.num_rows - len(numbers),
        done=done,
        batch=text if filled.all() else text.filter(pa.array(filled)),
    )


def _as_text(column: pa.Array) -> pa.Array:
    """A Parquet column as a dictionary of the texts that a CSV would hold. Nested and binary columns read as empty."""
    encoded = column if pa.types.is_dictionary(column.type) else _encoded(column)
    if encoded is None:
        return pa.nulls(len(column), pa.dictionary(pa.int32(), pa.string()))
    return pa.DictionaryArray.from_arrays(encoded.indices.cast(pa.int32()), encoded.dictionary.cast(pa.string()))


def _encoded(column: pa.Array) -> pa.DictionaryArray | None:
    return column.dictionary_encode() if any(check(column.type) for check in _READABLE) else None


def _filled(column: pa.DictionaryArray) -> np.ndarray:
    texts = pc.utf8_trim_whitespace(column.dictionary)
    written = pc.fill_null(pc.not_equal(texts, ""), False)
    return np.asarray(pc.fill_null(written.take(column.indices), False))


def _cells(row: Sequence[object]) -> list[str]:
    return [_cell_text(cell) for cell in row]


def _cell_text(cell: object) -> str:
    """A worksheet's cell as its sender would type it: whole numbers without a point, days as ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | datetime) else str(cell)


def _widest(lines: Sequence[str], delimiter: str) -> int:
    widest = max((line.count(delimiter) for line in lines), default=0)
    if widest >= MAX_COLUMNS:
        raise BadFile(
            problem=Bilingual("ไฟล์มีคอลัมน์มากผิดปกติ", "The file has far too many columns."),
            remedy=Bilingual("ส่งเฉพาะตารางทะเบียน", "Send the register's table alone."),
        )
    return widest


def _broken_text(line: int) -> BadFile:
    return BadFile(
        problem=Bilingual(f"อ่านไฟล์ไม่ได้ตั้งแต่บรรทัดที่ {line}", f"The file cannot be read from line {line} on."),
        remedy=Bilingual(
            'ตรวจเครื่องหมายคำพูด (") ที่เปิดแล้วไม่ได้ปิด', 'Look for a quotation mark (") that is opened and never closed.'
        ),
    )


def _broken_workbook() -> BadFile:
    return BadFile(
        problem=Bilingual("อ่านไฟล์ Excel ไม่ได้", "The workbook cannot be read."),
        remedy=Bilingual("เปิดด้วย Excel แล้วบันทึกเป็น .xlsx ใหม่", "Open it in a spreadsheet and save it as .xlsx again."),
    )


def _broken_parquet() -> BadFile:
    return BadFile(
        problem=Bilingual("อ่านไฟล์ Parquet ไม่ได้", "The Parquet file cannot be read."),
        remedy=Bilingual("ส่งออกไฟล์ใหม่จากต้นทาง", "Export it again at its source."),
    )
