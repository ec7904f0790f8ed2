"""What a spreadsheet of a form may not hold, found in its parts before pyxform opens it.

The guard of all workbooks has bounded its size before. Formulas are never computed here: their last result is taken,
as every XLSForm template counts on; only those that reach outside the workbook are refused.
"""

import re
import zipfile
from pathlib import Path

from samutphok.foundation.workbook_guard import UnsafeWorkbook, check_workbook
from samutphok.kernel.errors import Bilingual

MOST_BYTES = 5 * 1024**2
_SHEETS = "xl/worksheets/"
_PART = 32 * 1024**2

_ACTIVE = re.compile(
    r"vbaProject|macrosheets|dialogsheets|externalLinks|activeX|ctrlProps|embeddings|customUI|connections\.xml|queryTables",
    re.I,
)
_TARGET = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)</(?:\w+:)?f>")
_REACHES_OUT = re.compile(
    rb"\[|\||\b(?:WEBSERVICE|HYPERLINK|RTD|DDE|CALL|REGISTER|EXEC|IMPORT\w+|FILTERXML)\s*\(", re.I
)


def check_form_workbook(path: Path) -> tuple[Bilingual, ...]:
    """Raises UnsafeWorkbook for macros, links to other files, and formulas that reach outside; returns what to warn of."""
    if path.stat().st_size > MOST_BYTES:
        raise _unsafe("ไฟล์ใหญ่เกิน 5 เมกะไบต์", "it is larger than 5 megabytes")
    check_workbook(path)
    formulas = 0
    with zipfile.ZipFile(path) as archive:
        if not any(part.filename.startswith(_SHEETS) for part in archive.infolist()):
            raise _unsafe("ไม่มีแผ่นตารางอยู่ในไฟล์", "there is no sheet in it")
        for part in archive.infolist():
            if part.file_size > _PART:
                raise _unsafe("มีส่วนที่ใหญ่เกินกว่าแบบทั่วไป", "a part of it is larger than any form needs")
            if _ACTIVE.search(part.filename):
                raise _unsafe(
                    "มีมาโคร ส่วนฝัง หรือลิงก์ไปยังไฟล์อื่น", "it holds macros, embedded objects or links to other files"
                )
            if part.filename.endswith(".rels"):
                _check_targets(archive.read(part))
            elif part.filename.startswith(_SHEETS):
                formulas += _count_formulas(archive.read(part))
    return (_last_results(formulas),) if formulas else ()


def _check_targets(rels: bytes) -> None:
    for relation in _TARGET.findall(rels):
        if b"External" in relation and b"/hyperlink" not in relation:
            raise _unsafe("มีลิงก์ไปยังไฟล์อื่น", "it links to something outside")


def _count_formulas(sheet: bytes) -> int:
    formulas = _FORMULA.findall(sheet)
    if any(_REACHES_OUT.search(formula) for formula in formulas):
        raise _unsafe("มีสูตรที่อ้างถึงสิ่งที่อยู่นอกไฟล์", "a formula reaches outside the workbook")
    return len(formulas)


def _last_results(count: int) -> Bilingual:
    return Bilingual(
        f"มี {count} ช่องที่เป็นสูตร ระบบใช้ค่าที่บันทึกไว้ล่าสุด ไม่คำนวณใหม่",
        f"{count} cells hold formulas; the result saved last was taken, nothing was computed.",
    )


def _unsafe(th: str, en: str) -> UnsafeWorkbook:
    return UnsafeWorkbook(
        problem=Bilingual(f"ไม่รับไฟล์แบบนี้ เพราะ{th}", f"The form's workbook was refused: {en}."),
        remedy=Bilingual(
            "คัดลอกเฉพาะแผ่น survey choices settings เป็นค่า ไปยังไฟล์ .xlsx ใหม่ แล้วส่งอีกครั้ง",
            "Copy the sheets survey, choices and settings as values into a new .xlsx, and send that.",
        ),
    )
