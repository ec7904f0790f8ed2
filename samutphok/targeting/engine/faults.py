"""Which cells of a register cannot be read: asked only when some cell cannot, to name file, column and row."""

from functools import reduce
from operator import or_
from pathlib import Path

import ibis
import ibis.expr.types as ir

from samutphok.foundation import warehouse
from samutphok.kernel.errors import Bilingual
from samutphok.targeting.domain.union import UnionMeasure
from samutphok.targeting.engine import cells
from samutphok.targeting.engine.registers import SURVEY, WELFARE, take
from samutphok.targeting.engine.union import WRONG_CELL, UnionTables
from samutphok.targeting.errors import BadRegister, bad_register

_AREA = Bilingual("ใช้รหัสหมู่บ้าน 8 หลัก", "Give the village's code, 8 digits.")
_HOUSE = Bilingual(
    "ส่งรหัสประจำบ้านเป็นข้อความ 11 หลัก ไม่ใช่ตัวเลขที่โปรแกรมตารางปัดเศษ เช่น 1.23457E+10",
    "Send house codes as text of 11 digits, not as numbers that a spreadsheet has rounded, such as 1.23457E+10.",
)
_BMN = Bilingual("ใช้ 1 (ผ่าน) 0 (ไม่ผ่าน) หรือเว้นว่าง", "Use 1 (pass), 0 (fail) or leave it empty.")
_VALIDATED = Bilingual("ใช้ 0 หรือ 1", "Use 0 or 1.")


def survey_is_wrong(tables: UnionTables, measure: UnionMeasure) -> bool:
    """Whether any survey row has a malformed area code, a rounded house code or an indicator that is not 1, 0, empty."""
    facts, houses = tables.facts, tables.households
    unread = facts.area_code.isnull() | (facts.own >= WRONG_CELL)
    rounded = cells.rounded_away(houses.house_code)
    return _odd_integers(tables.survey, measure) or _any(facts, unread) or _any(houses, rounded)


def welfare_is_wrong(tables: UnionTables) -> bool:
    """Whether any welfare row's `validated` cannot be read."""
    return _any(tables.registrants, tables.registrants.standing == cells.WRONG)


def survey_fault(path: Path, scratch: Path, measure: UnionMeasure) -> BadRegister:
    """The first column of a survey file with unreadable cells, how many, and the first row (counted without the header)."""
    columns = [indicator.column for indicator in measure.indicators]
    survey = take(_in_order(path, scratch), [*SURVEY, *columns], file=str(path))
    wrong = {
        "area_code": (cells.area_code(survey.area_code).isnull(), _AREA),
        "house_code": (cells.rounded_away(cells.house_code(survey.house_code)), _HOUSE),
        **{column: (cells.yes_or_no(survey[column]) == cells.WRONG, _BMN) for column in columns},
    }
    return _first(path, survey, wrong)


def welfare_fault(path: Path, scratch: Path) -> BadRegister:
    """The same for a welfare file's column `validated`."""
    welfare = take(_in_order(path, scratch), WELFARE, file=str(path))
    return _first(path, welfare, {"validated": (cells.yes_or_no(welfare.validated) == cells.WRONG, _VALIDATED)})


def _odd_integers(survey: ir.Table, measure: UnionMeasure) -> bool:
    """Whether an indicator in a column of integers is neither 1 nor 0: told by least and greatest, which Parquet knows."""
    columns = [survey[indicator.column] for indicator in measure.indicators]
    odd = [(column.min() < 0) | (column.max() > 1) for column in columns if column.type().is_integer()]
    return bool(odd) and _true(survey.agg(any=reduce(or_, odd)))


def _any(table: ir.Table, wrong: ir.BooleanValue) -> bool:
    return _true(table.agg(any=wrong.any()))


def _true(answer: ir.Table) -> bool:
    return bool(answer.to_pyarrow()["any"][0].as_py())


def _in_order(path: Path, scratch: Path) -> ir.Table:
    backend = warehouse.connect(scratch=scratch)
    backend.raw_sql("SET preserve_insertion_order = true")
    return warehouse.read_table(backend, path, scratch=scratch, whole=True)


def _first(path: Path, table: ir.Table, wrong: dict[str, tuple[ir.BooleanValue, Bilingual]]) -> BadRegister:
    row = table.select(row=ibis.row_number() + 1, **{name: cell for name, (cell, _) in wrong.items()})
    found = row.agg(
        **{f"count {name}": row[name].sum() for name in wrong},
        **{f"first {name}": row.row.min(where=row[name]) for name in wrong},
    ).to_pyarrow()
    column, count, first = next(
        (name, found[f"count {name}"][0], found[f"first {name}"][0])
        for name in wrong
        if found[f"count {name}"][0].as_py()
    )
    return bad_register(
        str(path),
        Bilingual(
            f"คอลัมน์ {column} มีค่าที่อ่านไม่ได้ {count} แถว แถวแรกคือแถวข้อมูลที่ {first}",
            f"column {column} holds {count} values that cannot be read, first in data row {first}.",
        ),
        wrong[column][1],
    )
