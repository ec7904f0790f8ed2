"""The two files in which published counts come: Parquet of TPMAP's shape."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.identifiers import COUNTRY
from samutphok.published.domain import ANY_DIMENSION, DIMENSION_SETS, AreaFigures, SetCounts
from samutphok.published.errors import OtherYear, UnknownYear, UnreadablePublished

POPULATION, TARGET_POOR = "population.parquet", "target_poor.parquet"
_TOTALS = ("households", "persons", "welfare_registered", "welfare_validated")
_MEASURES = ("poor", "poor_and_registered", "target_poor")
_LEVELS = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6}  # digits of the codes
_NOBODY = SetCounts(0, 0, 0)


def read_figures(folder: Path) -> tuple[AreaFigures, ...]:
    """What the two files say, an area a row, in code order; raises UnreadablePublished naming file, row and remedy."""
    population, poverty = folder / POPULATION, folder / TARGET_POOR
    totals = _by_area(population, _read(population, _TOTALS), _TOTALS)
    sets: dict[tuple[str, str], SetCounts] = {}
    for number, code, row in _rows(poverty, _read(poverty, ("dimensions", *_MEASURES))):
        if code not in totals:
            raise _wrong(poverty, number, f"{code} ไม่มีใน {POPULATION}", f"{code} is not in {POPULATION}.")
        named = str(row["dimensions"])
        if (code, named) in sets:
            raise _wrong(poverty, number, f"{code} ซ้ำ", f"{code} stands there twice.")
        sets[code, named] = SetCounts(*_counts(poverty, number, row, _MEASURES))
    wanted = (*DIMENSION_SETS, ANY_DIMENSION)
    return tuple(
        AreaFigures(
            code, households, persons, registered, validated, {one: sets.get((code, one), _NOBODY) for one in wanted}
        )
        for code, (households, persons, registered, validated) in sorted(totals.items())
    )


def year_of(folder: Path, asked: int | None, *, usual: int) -> int:
    """The year (BE) of the files: what they say in a column `year`, else what was asked, else the `usual` one.

    Raises OtherYear when the file contradicts what was asked, UnknownYear when it does not say one year.
    """
    path = folder / POPULATION
    file = _open(path)
    if "year" not in file.schema_arrow.names:
        return asked or usual
    stated = _columns(path, file, ["year"])["year"].to_pylist()
    said = {one for one in stated if isinstance(one, int)}
    if len(said) != 1 or not all(isinstance(one, int) for one in stated):
        raise UnknownYear(path)
    year = said.pop()
    if asked not in (None, year):
        raise OtherYear(path, said=year, asked=asked or 0)
    return year


def _open(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as problem:
        raise UnreadablePublished.absent(path) from problem


def _read(path: Path, columns: Sequence[str]) -> pa.Table:
    file = _open(path)
    wanted = ["level", "area_code", *columns]
    if missing := [name for name in wanted if name not in file.schema_arrow.names]:
        raise UnreadablePublished.lacks(path, missing)
    return _columns(path, file, wanted)


def _columns(path: Path, file: pq.ParquetFile, wanted: list[str]) -> pa.Table:
    """The columns of a file whose foot was read already; what lies before it may still be torn."""
    try:
        return file.read(columns=wanted)
    except (OSError, pa.ArrowException) as problem:
        raise UnreadablePublished.absent(path) from problem


def _by_area(path: Path, table: pa.Table, columns: Sequence[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, code, row in _rows(path, table):
        if code in found:
            raise _wrong(path, number, f"{code} ซ้ำ", f"{code} stands there twice.")
        found[code] = _counts(path, number, row, columns)
    return found


def _rows(path: Path, table: pa.Table) -> list[tuple[int, str, Mapping[str, Any]]]:
    rows = []
    for number, row in enumerate(table.to_pylist(), start=1):
        digits = _LEVELS.get(str(row["level"]))
        code = COUNTRY if digits == 0 else str(row["area_code"])
        if digits is None or (digits and (len(code) != digits or not code.isdigit())):
            raise _wrong(path, number, "ระดับหรือรหัสพื้นที่ไม่ถูกต้อง", "its level or its area code is not right.")
        rows.append((number, code, row))
    return rows


def _counts(path: Path, number: int, row: Mapping[str, Any], columns: Sequence[str]) -> tuple[int, ...]:
    counts = tuple(row[name] for name in columns)
    for name, count in zip(columns, counts, strict=True):
        if not isinstance(count, int) or count < 0:
            raise _wrong(path, number, f"{name} ไม่ใช่จำนวน", f"{name} is no count.")
    return counts


def _wrong(path: Path, number: int, th: str, en: str) -> UnreadablePublished:
    return UnreadablePublished.wrong_row(path, number, Bilingual(th, en))
