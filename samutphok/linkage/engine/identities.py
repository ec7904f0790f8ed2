"""Rows of any file as comparable columns: cleaned once for each distinct value, whatever the number of rows."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from samutphok.foundation.warehouse import connect, read_table, told_twice
from samutphok.intake.domain.cells import read_sex
from samutphok.kernel.dates import PartialDate, read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.identifiers import PidStatus, read_area_code, read_pid
from samutphok.kernel.thai import normalise_n1, normalise_n2
from samutphok.linkage.errors import NoRecordNames, NoRows, NothingToCompare, RepeatedRecord

if TYPE_CHECKING:
    import ibis.expr.types as ir

# DuckDB counts the slips of a typist in bytes, of which a Thai letter has three: each letter becomes one.
_THAI_FIRST, _THAI_LAST, _BYTE_FIRST = 0x0E01, 0x0E5B, 0x23
_LETTERS = {code: chr(_BYTE_FIRST + code - _THAI_FIRST) for code in range(_THAI_FIRST, _THAI_LAST + 1)}

GIVEN = ("record_id", "pid", "title", "first_name", "last_name", "sex", "birth_date", "area_code")
_TEXT = pa.string()


def read_identities(path: Path) -> pa.Table:
    """A file (CSV or Parquet) as the columns that are compared, a row a row of the file, in its order.

    Columns: `record_id`, `pid` (valid numbers only), `first`, `last` (N1), `first_letters`, `last_letters` (the same,
    a byte a letter), `first_sound`, `last_sound` (N2), `birth` (a day
    fully known, ISO), `birth_year`, `sex` (M, F), `tambon`, `province`; what cannot be read is null. Raises
    UnreadableFile, NoRows, NoRecordNames (no `record_id`), NothingToCompare (neither names nor numbers), RepeatedRecord.
    """
    given = _given(path)
    if given.num_rows == 0:
        raise NoRows(path.name)
    return _compared(given, path.name)


def _given(path: Path) -> pa.Table:
    """The known columns as text; columns that the file does not have are null."""
    scratch = Path(tempfile.mkdtemp())
    try:
        if path.is_file() and path.stat().st_size == 0:
            raise NoRows(path.name)
        read = told_twice(lambda whole: _known(path, scratch, whole=whole), path)
    finally:
        shutil.rmtree(scratch)
    missing = pa.nulls(read.num_rows, _TEXT)
    return pa.table({name: read[name] if name in read.column_names else missing for name in GIVEN})


def _known(path: Path, scratch: Path, *, whole: bool) -> pa.Table:
    table = read_table(connect(threads=1), path, scratch=scratch, whole=whole)
    if "record_id" not in table.columns:
        raise NoRecordNames(path.name)
    if not {"pid", "first_name", "last_name"} & set(table.columns):
        raise NothingToCompare(path.name)
    wanted = [name for name in GIVEN if name in table.columns]
    return table.select([as_text(table[name]).name(name) for name in wanted]).to_pyarrow()


def as_text(column: "ir.Column") -> "ir.StringValue":
    """A column of any type as a person would write its values: whole numbers without a fraction (a column of numbers with
    gaps comes as one of fractions), days without a time."""
    kind = column.type()
    if kind.is_floating():
        whole = column.cast("int64")
        return ibis.ifelse(column == whole.cast("float64"), whole.cast("string"), column.cast("string"))
    return column.cast("date").cast("string") if kind.is_timestamp() else column.cast("string")


def _compared(given: pa.Table, file: str) -> pa.Table:
    records = given["record_id"].combine_chunks()
    if records.null_count or len(pc.unique(records)) < len(records):
        raise RepeatedRecord(file)
    first, last = (_each(given[name], normalise_n1) for name in ("first_name", "last_name"))
    births = _each(given["birth_date"], _birth)
    areas = _each(given["area_code"], _area)
    return pa.table(
        {
            "record_id": records,
            "pid": _each(given["pid"], _pid),
            "first": first,
            "last": last,
            "first_letters": _each(first, _letters),
            "last_letters": _each(last, _letters),
            "first_sound": _each(given["first_name"], normalise_n2),
            "last_sound": _each(given["last_name"], normalise_n2),
            "sex": _each(given["sex"], read_sex),
            **_days_and_places(births, areas),
        }
    )


def comparable_columns(described: pa.Table) -> pa.Table:
    """The compared columns of `read_identities` from names that are folded (N1) already: `pid, first, last, birth` (ISO, or
    a year), `sex, area_code`."""
    births, areas = described["birth"], described["area_code"]
    return pa.table(
        {
            "pid": described["pid"],
            **{name: described[name] for name in ("first", "last")},
            **{f"{name}_letters": _each(described[name], _letters) for name in ("first", "last")},
            **{f"{name}_sound": _each(described[name], normalise_n2) for name in ("first", "last")},
            **_days_and_places(births, areas),
            "sex": described["sex"],
        }
    )


def _days_and_places(births: pa.Array, areas: pa.Array) -> dict[str, pa.Array]:
    """A day only where it is fully known, the year of any; the tambon only where the code reaches it, the province."""
    nothing = pa.scalar(None, _TEXT)
    return {
        "birth": pc.if_else(pc.equal(pc.utf8_length(births), 10), births, nothing),
        "birth_year": pc.utf8_slice_codeunits(births, 0, 4),
        "tambon": pc.if_else(pc.greater_equal(pc.utf8_length(areas), 6), pc.utf8_slice_codeunits(areas, 0, 6), nothing),
        "province": pc.utf8_slice_codeunits(areas, 0, 2),
    }


def _each(column: pa.ChunkedArray | pa.Array, read: Callable[[str], str | None]) -> pa.Array:
    """The column with every distinct value read once; what cannot be read, or comes out empty, is null."""
    encoded = pc.dictionary_encode(column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column)
    read_once = [_or_none(value, read) for value in encoded.dictionary.to_pylist()]
    return pa.array(read_once, _TEXT).take(encoded.indices)


def _or_none(value: str, read: Callable[[str], str | None]) -> str | None:
    try:
        return read(value) or None
    except InvalidInput:
        return None


def _letters(name: str) -> str:
    return name.translate(_LETTERS)


def _birth(text: str) -> str | None:
    """The day in ISO form, or only its year when day or month is unknown."""
    read: PartialDate | None = read_date(text)
    if read is None:
        return None
    full = read.month is not None and read.day is not None
    return f"{read.year:04d}-{read.month:02d}-{read.day:02d}" if full else f"{read.year:04d}"


def _area(text: str) -> str | None:
    return read_area_code(text)


def _pid(text: str) -> str | None:
    read = read_pid(text)
    return read.value if read.status is PidStatus.VALID else None
