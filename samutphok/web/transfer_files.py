"""Files of payments for a bank. A bank's own layout is to be confirmed with it; these are plain columns that any takes over."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from samutphok.aid.domain.transfer import Payment
from samutphok.kernel.spreadsheets import inert

CSV_MEDIA = "text/csv; charset=utf-8"
XLSX_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (16, 24, 20, 30, 16)


def transfer_csv(payments: Sequence[Payment]) -> bytes:
    """The payments as CSV with a byte order mark. An account is text: as a number a program would drop its first zeros."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_heads())
    for one in payments:
        writer.writerow([one.number, inert(one.bank), f"'{one.account}", inert(one.holder), f"{one.baht:.2f}"])
    return ("\ufeff" + text.getvalue()).encode()


def transfer_xlsx(number: str, payments: Sequence[Payment]) -> bytes:
    """The same as a workbook: accounts are cells of text, amounts are numbers, the last row is their sum."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(number.replace("/", "-")[:31])
    head = book.add_format({"bold": True, "bg_color": "#E6EFEE", "border": 1})
    text, money = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0.00"})
    sheet.freeze_panes(1, 0)
    for column, (word, width) in enumerate(zip(_heads(), _WIDTHS, strict=True)):
        sheet.write_string(0, column, word, head)
        sheet.set_column(column, column, width)
    for row, one in enumerate(payments, start=1):
        for column, cell in enumerate((one.number, inert(one.bank), one.account, inert(one.holder))):
            sheet.write_string(row, column, cell, text)
        sheet.write_number(row, 4, float(one.baht), money)
    sheet.write_string(len(payments) + 1, 3, _("In all"), head)
    sheet.write_number(len(payments) + 1, 4, float(sum(one.baht for one in payments)), money)
    book.close()
    return out.getvalue()


def _heads() -> list[str]:
    return [_("Number"), _("Bank"), _("Account number"), _("Name in the passbook"), _("Amount in baht")]
