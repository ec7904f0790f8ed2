"""Rows of the office laid down as Parquet, a bounded number at a time, and read as tables with their own types."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
from pyarrow import parquet

_CHUNK = 20_000
TEXT, WHOLE, REAL, DAY, MOMENT, YES = (
    pa.string(),
    pa.int64(),
    pa.float64(),
    pa.date32(),
    pa.timestamp("us", tz="UTC"),
    pa.bool_(),
)
# Grain and keys. people: a person in a household. rows: a row of a register about a person. deaths: a death told at a door.
# interviews: a visit with its answers to rules' facts. met: a person of whom a visit told.
PEOPLE = {"person": TEXT, "household": TEXT, "area_code": TEXT, "house_code": TEXT, "born_year": WHOLE}
ROWS = {
    "person": TEXT,
    "household": TEXT,
    "register": TEXT,
    "as_of": DAY,
    "birth_date": TEXT,
    "income_per_person": TEXT,
    "bmn16": TEXT,
    "bmn22": TEXT,
    "validated": TEXT,
    "card_issued_on": TEXT,
    "paid_on": TEXT,
}
DEATHS = {"person": TEXT, "household": TEXT, "died_on": DAY}
INTERVIEWS = {
    "id": TEXT,
    "household": TEXT,
    "area_code": TEXT,
    "collector": TEXT,
    "day": DAY,
    "hour": WHOLE,
    "minutes": REAL,
    "received_at": MOMENT,
    "by_phone": YES,
    "met": YES,
    "answered": WHOLE,
    "print": TEXT,
    "latitude": REAL,
    "longitude": REAL,
    "members_said": WHOLE,
    "income_per_person": REAL,
}
MET = {
    "person": TEXT,
    "household": TEXT,
    "visit": TEXT,
    "day": DAY,
    "there": YES,
    "in_school": YES,
    "state_pension": YES,
}


def lay(backend: Any, rows: Iterable[Sequence[Any]], columns: dict[str, pa.DataType], path: Path) -> ir.Table:
    """The rows as a table on disk, ids written as text."""
    schema = pa.schema(list(columns.items()))
    found = iter(rows)
    with parquet.ParquetWriter(path, schema) as writer:
        while chunk := list(islice(found, _CHUNK)):
            arrays = [
                pa.array([_plain(row[place], kind) for row in chunk], type=kind)
                for place, kind in enumerate(columns.values())
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return backend.read_parquet(path)


def _plain(value: Any, kind: pa.DataType) -> Any:
    return str(value) if value is not None and kind == TEXT else value
