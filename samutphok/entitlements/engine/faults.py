"""What in a register of persons cannot be taken: asked only when something cannot, to name column and row."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from pathlib import Path

import ibis
import ibis.expr.types as ir

from samutphok.entitlements.domain.vocabulary import RightsVocabulary
from samutphok.entitlements.engine import register
from samutphok.entitlements.errors import BadPersons
from samutphok.foundation import warehouse
from samutphok.kernel.errors import Bilingual

_NAMED = 5  # rows of one person that an error lists
_REMEDY = Bilingual(
    "แก้แถวนั้นตาม docs/schemas/person.schema.json แล้วทำใหม่",
    "Mend the row after docs/schemas/person.schema.json and run it again.",
)


def require_columns(table: ir.Table, path: Path) -> None:
    """Raises BadPersons when a register has no household_id or person_id."""
    missing = [key for key in register.KEYS if key not in table.columns]
    if missing:
        names = ", ".join(missing)
        raise BadPersons(
            path.name,
            Bilingual(f"ไม่มีคอลัมน์ {names}", f"column {names} is missing."),
            Bilingual("เพิ่มคอลัมน์นี้ หรือตรวจว่าเลือกไฟล์ถูก", "Add it, or check that this is the right file."),
        )


def any_wrong(table: ir.Table, wrong: Mapping[str, ir.BooleanValue]) -> bool:
    """Whether any row is wrong in any of these ways."""
    return bool(warehouse.told(table.agg(any=reduce(or_, wrong.values()).any()))[0]["any"])


def first_wrong(path: Path, scratch: Path, vocabulary: RightsVocabulary) -> BadPersons:
    """The first column with cells that cannot be read or are below zero, how many, and the first row."""
    table = _in_order(path, scratch)
    return _first(path, table, register.columns_of(table, vocabulary).wrong)


def first_impossible(path: Path, scratch: Path, vocabulary: RightsVocabulary, on: date) -> BadPersons:
    """The same for dates of birth and death that cannot be."""
    table = _in_order(path, scratch)
    persons = register.typed(table, register.columns_of(table, vocabulary), vocabulary)
    return _first(path, persons, register.impossible(persons, on))


def any_twice(persons: ir.Table) -> bool:
    """Whether two rows of a household speak of one person; rows without a person_id are not compared."""
    return bool(warehouse.told(_repeated(persons).limit(1)))


def first_twice(path: Path, scratch: Path, vocabulary: RightsVocabulary) -> BadPersons:
    """The first rows that hold the same household_id and person_id, and how many persons stand there more than once."""
    table = _in_order(path, scratch)
    persons = register.typed(table, register.columns_of(table, vocabulary), vocabulary)
    numbered = persons.select(*register.KEYS, row=ibis.row_number() + 1)
    found = numbered.filter(numbered.person_id.notnull()).group_by(register.KEYS)
    rows = found.aggregate(rows=numbered.row.collect(), first=numbered.row.min(), times=numbered.row.count())
    repeated = rows.filter(rows.times > 1)
    many = warehouse.told(repeated.agg(many=repeated.count()))[0]["many"]
    first = warehouse.told(repeated.order_by("first").limit(1))[0]["rows"]
    named = sorted(first)[:_NAMED]
    th, en = " และ ".join(map(str, named)), " and ".join(map(str, named))
    return BadPersons(
        path.name,
        Bilingual(
            f"แถวข้อมูลที่ {th} มี household_id และ person_id เดียวกัน พบคนที่ซ้ำเช่นนี้ {many} คน",
            f"data rows {en} hold the same household_id and person_id; persons that stand twice: {many}.",
        ),
        Bilingual("ให้แต่ละคนมีแถวเดียวในครัวเรือน แล้วทำใหม่", "Leave each person one row in a household and run it again."),
    )


def _repeated(persons: ir.Table) -> ir.Table:
    keys = persons.filter(persons.person_id.notnull()).group_by(register.KEYS)
    return keys.having(ibis._.count() > 1).aggregate(times=ibis._.count())


def _in_order(path: Path, scratch: Path) -> ir.Table:
    backend = warehouse.connect(scratch=scratch)
    backend.raw_sql("SET preserve_insertion_order = true")
    return warehouse.read_table(backend, path, scratch=scratch, whole=True)


def _first(path: Path, table: ir.Table, wrong: Mapping[str, ir.BooleanValue]) -> BadPersons:
    rows = table.select(row=ibis.row_number() + 1, **wrong)
    for column in wrong:
        count, first = (
            rows.agg(count=rows[column].sum(), first=rows.row.min(where=rows[column]))
            .to_pyarrow()
            .to_pylist()[0]
            .values()
        )
        if count:
            return BadPersons(
                path.name,
                Bilingual(
                    f"คอลัมน์ {column} มีค่าที่ใช้ไม่ได้ {count} แถว แถวแรกคือแถวข้อมูลที่ {first}",
                    f"column {column} holds {count} values that cannot be taken, first in data row {first}.",
                ),
                _REMEDY,
            )
    raise AssertionError("a wrong row was counted and is not there")
