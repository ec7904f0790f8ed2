"""Needs and programmes from files (Parquet or CSV), every cell checked before anything is computed."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from samutphok.allocation.domain.problem import Needs, SharingRules, Supply
from samutphok.allocation.errors import BadNeeds
from samutphok.kernel.errors import Bilingual

NEEDS = ("household_id", "area_code", "programme_id", "score", "cost")
PROGRAMMES = ("programme_id", "capacity", "budget")
GROUP = "group"  # an optional column of needs: what `groups` of the rules weighs
_LARGEST = 1e12  # baht and points: beyond it a figure is a slip


def read_programmes(path: Path) -> tuple[tuple[str, ...], Supply]:
    """The programmes by name, with places and baht; an empty budget is no limit."""
    table = _table(path, PROGRAMMES, optional=())
    names, position = _names(path, table, "programme_id")
    _no_doubles(path, position, "programme_id")
    capacity = _numbers(path, table, "capacity", lambda values: (values >= 0) & (values == np.floor(values)))
    budget = _numbers(path, table, "budget", lambda values: values >= 0, empty=np.inf)
    order = np.argsort(names)
    return tuple(names[place] for place in order), Supply(capacity[order].astype(np.int64), budget[order])


def read_needs(path: Path, programmes: Sequence[str], rules: SharingRules) -> Needs:
    """The needs, of the programmes named; a score is multiplied with its group's weight."""
    table = _table(path, NEEDS, optional=(GROUP,))
    named, position = _names(path, table, "programme_id")
    place = {name: number for number, name in enumerate(programmes)}
    programme = np.array([place.get(name, -1) for name in named], dtype=np.int64)[position]
    _refuse(path, "programme_id", programme < 0, "ไม่มีโครงการนี้ในแฟ้มโครงการ", "is not among the programmes")
    households, household = _names(path, table, "household_id")
    areas, area = _names(path, table, "area_code")
    wrong = np.array([re.fullmatch(r"(\d\d){1,4}", code) is None for code in areas])[area]
    _refuse(path, "area_code", wrong, "ไม่ใช่รหัสพื้นที่", "is no area code")
    pairs = household * len(programmes) + programme
    _no_doubles(path, pairs, "household_id, programme_id")
    score = _numbers(path, table, "score", lambda values: values >= 0)
    return Needs(
        households=households,
        programmes=tuple(programmes),
        areas=areas,
        household=household,
        programme=programme,
        area=area,
        value=score * _weights(path, table, rules),
        cost=_numbers(path, table, "cost", lambda values: values >= 0),
    )


def _table(path: Path, wanted: Sequence[str], *, optional: Sequence[str]) -> pa.Table:
    try:
        with path.open("rb") as file:
            whole = file.read(4) == b"PAR1"
        if whole:
            schema = parquet.read_schema(path)
            table = parquet.read_table(path, columns=[name for name in (*wanted, *optional) if name in schema.names])
        else:
            types = {name: pa.string() for name in (*wanted, *optional)}
            table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=True))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, UnicodeDecodeError) as error:
        raise BadNeeds(
            path.name,
            Bilingual("อ่านไฟล์ไม่ได้", "the file cannot be read."),
            Bilingual("ใช้ Parquet หรือ CSV แบบ UTF-8", "Give Parquet, or CSV in UTF-8."),
        ) from error
    missing = ", ".join(name for name in wanted if name not in table.column_names)
    if missing:
        raise BadNeeds(
            path.name,
            Bilingual(f"ไม่มีคอลัมน์ {missing}", f"column {missing} is missing."),
            Bilingual("เพิ่มคอลัมน์นี้ หรือตรวจว่าเลือกไฟล์ถูก", "Add it, or check that this is the right file."),
        )
    if not table.num_rows:
        raise BadNeeds(
            path.name,
            Bilingual("ไม่มีข้อมูลแม้แต่แถวเดียว", "it holds no rows."),
            Bilingual("ตรวจว่าเลือกไฟล์ถูก", "Check that this is the right file."),
        )
    return table


def _names(path: Path, table: pa.Table, name: str) -> tuple[tuple[str, ...], np.ndarray]:
    """The different texts of a column, in the order they first stand in, and each row's place among them."""
    column = table[name].cast(pa.string()).combine_chunks()
    _refuse(path, name, np.asarray(pc.is_null(column)), "ว่าง", "is empty")
    coded = column.dictionary_encode()
    return tuple(coded.dictionary.to_pylist()), np.asarray(coded.indices).astype(np.int64)


def _numbers(
    path: Path, table: pa.Table, name: str, fits: Callable[[np.ndarray], np.ndarray], *, empty: float | None = None
) -> np.ndarray:
    """A column of finite numbers that fit; what is empty becomes `empty`, or is refused where that is None."""
    column = table[name].combine_chunks()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        plain = pc.match_substring_regex(column, r"^\s*\d+(\.\d+)?\s*$")
        absent = pc.or_kleene(pc.is_null(column), pc.equal(pc.fill_null(pc.utf8_trim_whitespace(column), ""), ""))
        readable = pc.if_else(pc.fill_null(plain, False), pc.utf8_trim_whitespace(column), None)
        unreadable = np.asarray(pc.and_(pc.invert(pc.fill_null(plain, False)), pc.invert(absent)))
        _refuse(path, name, unreadable, "ไม่ใช่ตัวเลขที่ใช้ได้", "is no number that can be taken")
        column = readable
    values = np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)
    blank = np.isnan(values)
    if empty is None:
        _refuse(path, name, blank, "ว่าง", "is empty")
    values = np.where(blank, np.inf if empty is None else empty, values)
    known = values[~blank]
    wrong = np.zeros(len(values), dtype=bool)
    wrong[~blank] = ~(fits(known) & np.isfinite(known) & (known <= _LARGEST))
    _refuse(path, name, wrong, "ไม่ใช่ตัวเลขที่ใช้ได้", "is no number that can be taken")
    return values


def _weights(path: Path, table: pa.Table, rules: SharingRules) -> np.ndarray:
    if GROUP not in table.column_names:
        if rules.weights:
            raise BadNeeds(
                path.name,
                Bilingual("กฎมี groups แต่ไฟล์ไม่มีคอลัมน์ group", "the rules weigh groups, and there is no column group."),
                Bilingual("เพิ่มคอลัมน์ group หรือเอา groups ออกจากกฎ", "Add the column, or take groups out of the rules."),
            )
        return np.ones(table.num_rows)
    grouped = pa.table({GROUP: pc.fill_null(table[GROUP].cast(pa.string()), "")})
    groups, position = _names(path, grouped, GROUP)
    return np.array([rules.weights.get(group, 1.0) for group in groups])[position]


def _no_doubles(path: Path, keys: np.ndarray, name: str) -> None:
    first = np.zeros(len(keys), dtype=bool)
    first[np.unique(keys, return_index=True)[1]] = True
    _refuse(path, name, ~first, "ซ้ำกับแถวก่อนหน้า", "stands in an earlier row already")


def _refuse(path: Path, column: str, wrong: np.ndarray, th: str, en: str) -> None:
    """Raises BadNeeds when any row is wrong: how many, and which is the first, never its content."""
    if wrong.any():
        count, row = int(wrong.sum()), int(np.argmax(wrong)) + 1
        raise BadNeeds(
            path.name,
            Bilingual(
                f"คอลัมน์ {column} {th} ({count} แถว แถวแรกคือแถวข้อมูลที่ {row})",
                f"column {column} {en} ({count} rows, first in data row {row}).",
            ),
            Bilingual("แก้แถวนั้นแล้วทำใหม่", "Mend it and run this again."),
        )
