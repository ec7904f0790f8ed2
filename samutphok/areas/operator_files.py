"""Reading the operator's list of areas from a CSV file."""

import csv
import tempfile
from pathlib import Path

from samutphok.areas.domain.operator_list import NEEDED, OperatorArea, column_names, read_row
from samutphok.areas.errors import BadAreaFile
from samutphok.foundation.csv_files import CsvFile, open_csv
from samutphok.kernel.errors import Bilingual, InvalidInput


def read_operator_areas(file: Path) -> tuple[OperatorArea, ...]:
    """All areas of the file, or BadAreaFile with the first row that cannot be taken and its remedy."""
    if not file.is_file():
        raise BadAreaFile(
            problem=Bilingual(f"ไม่พบไฟล์ {file.name}", f"There is no file {file.name}."),
            remedy=Bilingual("ตรวจสอบชื่อไฟล์", "Check the path."),
        )
    with tempfile.TemporaryDirectory(prefix="areas-") as scratch:
        return _rows(open_csv(file, scratch=Path(scratch), whole=True), file)


def _rows(opened: CsvFile, file: Path) -> tuple[OperatorArea, ...]:
    columns = column_names(opened.header)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise BadAreaFile(
            problem=Bilingual(f"{file.name}: ไม่มีคอลัมน์ {missing[0]}", f"{file.name}: there is no column {missing[0]}."),
            remedy=Bilingual("ใช้ชื่อคอลัมน์ code, name_th, kind, covers", "Name the columns code, name_th, kind, covers."),
        )
    areas: dict[str, OperatorArea] = {}
    with opened.path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, opened.header, delimiter=opened.delimiter), start=1):
            if number > 1 and any(value for value in row.values() if isinstance(value, str) and value.strip()):
                read = _row({meant: row[name] or "" for meant, name in columns.items()}, file, number)
                if read.area.code in areas:
                    raise _at(file, number, _twice(read.area.code))
                areas[read.area.code] = read
    return tuple(areas.values())


def _row(values: dict[str, str], file: Path, number: int) -> OperatorArea:
    try:
        return read_row(values)
    except InvalidInput as error:
        raise _at(file, number, error) from error


def _twice(code: str) -> InvalidInput:
    return InvalidInput(
        problem=Bilingual(f"รหัส {code} ซ้ำกับแถวก่อนหน้า", f"{code} stands in an earlier row already."),
        remedy=Bilingual("ให้แต่ละพื้นที่มีแถวเดียว", "Give each area one row."),
    )


def _at(file: Path, number: int, error: InvalidInput) -> BadAreaFile:
    where = f"{file.name}, {{}} {number}: "
    return BadAreaFile(
        problem=Bilingual(where.format("แถว") + error.problem.th, where.format("row") + error.problem.en),
        remedy=error.remedy,
    )
