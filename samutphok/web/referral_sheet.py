"""The spreadsheet by which an agency answers many referrals: its own columns open, everything else locked and inert."""

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from django.utils import timezone

from samutphok.kernel.dates import format_date
from samutphok.kernel.spreadsheets import inert
from samutphok.referrals.domain.sheets import ANSWER, ANSWERS, CHECK, ID, ON, REASON, SAID
from samutphok.referrals.queries import rules_on, sharing_on
from samutphok.referrals.queries.sheets import SheetRow

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDE, _NARROW = 28, 14


def sheet_xlsx(rows: Sequence[SheetRow]) -> bytes:
    """The rows with the fields that any of them names; a field that none names has no column."""
    named = [
        (name, rule.label.th)
        for name, rule in sharing_on(timezone.localdate()).fields.items()
        if any(name == one.name for row in rows for one in row.shared)
    ]
    heads = ["เลขที่เรื่อง", "ตอบภายใน", *(label for _name, label in named), ANSWER, REASON, ON, SAID, ID, CHECK]
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("ตอบเรื่องส่งต่อ")
    wrap = {"text_wrap": True, "valign": "top", "font_name": "TH Sarabun New", "font_size": 14}
    head = book.add_format(wrap | {"bold": True, "bg_color": "#E6EFEE", "border": 1})
    shut = book.add_format(wrap | {"border": 1, "num_format": "@"})
    free = book.add_format(wrap | {"border": 1, "locked": False, "bg_color": "#FFF9E8", "num_format": "@"})
    sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
    sheet.freeze_panes(1, 1)
    for column, text in enumerate(heads):
        sheet.write_string(0, column, text, head)
        sheet.set_column(column, column, _NARROW if text in (ON, ID, CHECK) or column < 2 else _WIDE)
    first = len(named) + 2
    for number, row in enumerate(rows, start=1):
        told = {one.name: "\n".join(one.lines) for one in row.shared}
        due = format_date(timezone.localdate(row.line.due_at), "th") if row.line.due_at else ""
        for column, text in enumerate([row.line.number, due, *(told.get(name, "") for name, _label in named)]):
            sheet.write_string(number, column, inert(text), shut)
        for column in range(first, first + 4):
            sheet.write_blank(number, column, None, free)
        sheet.write_string(number, first + 4, row.key, shut)
        sheet.write_string(number, first + 5, row.check, shut)
    last = max(1, len(rows))
    reasons = [label.th for label in rules_on(timezone.localdate()).reasons.values()]
    for column, choices in ((first, list(ANSWERS)), (first + 1, reasons)):
        listed = book.add_worksheet(f"ตัวเลือก{column}")
        listed.write_column(0, 0, choices)
        listed.hide()
        source = f"='ตัวเลือก{column}'!$A$1:$A${len(choices)}"
        sheet.data_validation(1, column, last, column, {"validate": "list", "source": source})
    book.close()
    return out.getvalue()
