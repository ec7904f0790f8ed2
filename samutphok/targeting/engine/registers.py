"""The columns that the measures take from register files."""

from collections.abc import Sequence

import ibis.expr.types as ir

from samutphok.kernel.errors import Bilingual
from samutphok.targeting.engine.cells import readable
from samutphok.targeting.errors import bad_register

SURVEY = ("survey_row_id", "pid", "house_code", "family_no", "area_code", "first_name", "last_name")
WELFARE = ("pid", "first_name", "last_name", "validated")


def take(table: ir.Table, wanted: Sequence[str], *, file: str) -> ir.Table:
    """The wanted columns under their own names, however the file writes their case; raises BadRegister naming a column."""
    return table.select(**find(table, wanted, file=file))


def find(table: ir.Table, wanted: Sequence[str], *, file: str) -> dict[str, ir.Value]:
    """The table's columns by the wanted names, however the file writes their case; raises BadRegister naming a column."""
    there = {name.casefold(): name for name in table.columns}
    missing = [name for name in wanted if name.casefold() not in there]
    if missing:
        raise bad_register(
            file,
            Bilingual(f"ไม่มีคอลัมน์ {', '.join(missing)}", f"column {', '.join(missing)} is missing."),
            Bilingual("เพิ่มคอลัมน์นี้ หรือตรวจว่าเลือกไฟล์ถูก", "Add it, or check that this is the right file."),
        )
    found = {name: table[there[name.casefold()]] for name in wanted}
    for name, column in found.items():
        if not readable(column.type()):
            raise bad_register(
                file,
                Bilingual(f"คอลัมน์ {name} มีชนิด {column.type()} ที่อ่านไม่ได้", f"column {name} is of type {column.type()}."),
                Bilingual("บันทึกคอลัมน์นี้เป็นข้อความหรือตัวเลข", "Write the column as text or numbers."),
            )
    return found
