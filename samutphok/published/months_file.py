"""The file in which monthly figures come: CSV with a line a province and month."""

import csv
import re
from datetime import date
from pathlib import Path

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.thai import arabic_digits
from samutphok.published.domain.months import UNEMPLOYED, MonthRow
from samutphok.published.errors import UnreadableMonths

COLUMNS = ("province", "month", UNEMPLOYED, "source")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
BE, FIRST_BE, LONGEST_SOURCE = 543, 2400, 200


def read_months(path: Path) -> tuple[MonthRow, ...]:
    """The file's lines; raises UnreadableMonths naming file, line and remedy. Years may be CE or BE, digits Thai."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)
            if missing := [name for name in COLUMNS if name not in (lines.fieldnames or ())]:
                raise UnreadableMonths.lacks(path, missing)
            rows = tuple((lines.line_num, _row(path, lines.line_num, line)) for line in lines)
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise UnreadableMonths.absent(path) from problem
    seen: set[tuple[str, date]] = set()
    for number, row in rows:
        if (row.area_code, row.month) in seen:
            raise _wrong(path, number, "จังหวัดและเดือนนี้ซ้ำ", "this province and month stand there twice.")
        seen.add((row.area_code, row.month))
    if not rows:
        raise _wrong(path, 1, "ไม่มีข้อมูล", "it holds no line.")
    return tuple(row for _, row in rows)


def _row(path: Path, number: int, line: dict[str, str | None]) -> MonthRow:
    said = {name: arabic_digits((line.get(name) or "").strip()) for name in COLUMNS}
    if not re.fullmatch(r"\d{2}", said["province"]):
        raise _wrong(path, number, "province ต้องเป็นรหัสจังหวัด 2 หลัก", "province must be a code of two digits.")
    month = _MONTH.fullmatch(said["month"])
    if not month:
        raise _wrong(path, number, "month ต้องเขียนแบบ 2569-01", "month must be written as 2026-01.")
    if not re.fullmatch(r"\d{1,8}", said[UNEMPLOYED]):
        raise _wrong(path, number, "unemployed ต้องเป็นจำนวนคนเต็ม", "unemployed must be a whole number of persons.")
    if not said["source"] or len(said["source"]) > LONGEST_SOURCE:
        raise _wrong(path, number, "source ต้องระบุที่มา ไม่เกิน 200 ตัวอักษร", "source must be named, in 200 characters.")
    year = int(month[1])
    year -= BE if year >= FIRST_BE else 0
    if year < 1:
        raise _wrong(path, number, "ปีไม่ถูกต้อง", "the year is none.")
    return MonthRow(said["province"], date(year, int(month[2]), 1), int(said[UNEMPLOYED]), said["source"])


def _wrong(path: Path, number: int, th: str, en: str) -> UnreadableMonths:
    return UnreadableMonths.wrong_line(path, number, Bilingual(th, en))
