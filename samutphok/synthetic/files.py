"""Files as offices send them, written a table at a time: CSV in its encoding, worksheet, Parquet. No partial file stays."""

import datetime
import io
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import xlsxwriter

_ROW_GROUP = 250_000
_MADE = datetime.datetime(2018, 10, 1)  # any fixed day: the same order gives the same bytes


class Sink(ABC):
    """A file that grows by tables and appears under its name once it is complete."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self._part = path.with_name(f".{path.name}.part")

    def write(self, table: pa.Table) -> None:
        """Append rows; all tables have the same columns."""
        self._append(table)
        self.rows += table.num_rows

    @abstractmethod
    def _append(self, table: pa.Table) -> None: ...

    @abstractmethod
    def _finish(self) -> None: ...

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._finish()
        if kind is None:
            self._part.replace(self.path)
        else:
            self._part.unlink(missing_ok=True)


class CsvSink(Sink):
    """A CSV file; `encoding` is utf-8, utf-8-sig (with BOM) or tis-620."""

    def __init__(self, path: Path, encoding: str) -> None:
        super().__init__(path)
        self._file = self._part.open("wb")
        self._encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        if encoding == "utf-8-sig":
            self._file.write("\ufeff".encode())

    def _append(self, table: pa.Table) -> None:
        options = pc.WriteOptions(include_header=self.rows == 0, quoting_style="needed", quoting_header="needed")
        if self._encoding == "utf-8":
            pc.write_csv(table, self._file, options)
            return
        text = io.BytesIO()
        pc.write_csv(table, text, options)
        self._file.write(text.getvalue().decode().encode(self._encoding))

    def _finish(self) -> None:
        self._file.close()


class ParquetSink(Sink):
    """A Parquet file; every table becomes row groups of its own. `distinct`: columns with hardly any repeated value."""

    def __init__(self, path: Path, *, distinct: Sequence[str]) -> None:
        super().__init__(path)
        self._distinct = distinct
        self._writer: pq.ParquetWriter | None = None

    def _append(self, table: pa.Table) -> None:
        if self._writer is None:
            repeated = [name for name in table.column_names if name not in self._distinct]
            self._writer = pq.ParquetWriter(self._part, table.schema, use_dictionary=repeated, store_schema=False)
        self._writer.write_table(table, row_group_size=_ROW_GROUP)

    def _finish(self) -> None:
        if self._writer is not None:
            self._writer.close()


class WorksheetSink(Sink):
    """An XLSX file with one worksheet; `typed` says which columns hold numbers (header -> in every n-th row)."""

    def __init__(self, path: Path, *, typed: Mapping[str, int]) -> None:
        super().__init__(path)
        self._book = xlsxwriter.Workbook(str(self._part), {"constant_memory": True})
        self._book.set_properties({"created": _MADE})
        self._sheet = self._book.add_worksheet()
        self._typed = typed

    def _append(self, table: pa.Table) -> None:
        if self.rows == 0:
            self._sheet.write_row(0, 0, table.column_names)
        every = [self._typed.get(name, 0) for name in table.column_names]
        columns = [column.to_pylist() for column in table.columns]
        for row, cells in enumerate(zip(*columns, strict=True), start=self.rows + 1):
            for place, text in enumerate(cells):
                self._put(row, place, text, as_number=every[place] and row % every[place] == 0)

    def _put(self, row: int, place: int, text: str | None, *, as_number: bool | int) -> None:
        if text is None:
            return
        if as_number and text.isascii() and text.isdigit() and not text.startswith("0"):
            self._sheet.write_number(row, place, int(text))
        else:
            self._sheet.write_string(row, place, text)

    def _finish(self) -> None:
        self._book.close()
