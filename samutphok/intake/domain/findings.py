"""What can be found about a cell or a row, and how it is said to the office that sent it."""

from collections.abc import Mapping
from enum import IntEnum

from samutphok.kernel.errors import Bilingual


class Finding(IntEnum):
    """Kinds of findings; the numbers serve as codes in arrays of a whole column. From 100 on the row is rejected."""

    NONE = 0
    PID_MISSING = 1
    PID_MALFORMED = 2
    PID_BAD_CHECK_DIGIT = 3
    PID_ZERO_RESTORED = 4
    PID_G_CODE = 5
    DATE_PARTLY_UNKNOWN = 6
    SEX_UNREADABLE = 7
    AREA_UNLISTED = 8
    HOUSE_IRREGULAR = 9
    AREA_UNREADABLE = 100
    AREA_TOO_COARSE = 101
    AREA_OUT_OF_SCOPE = 102
    HOUSE_UNREADABLE = 103
    DATE_UNREADABLE = 104
    DATE_IMPLAUSIBLE = 105
    NUMBER_UNREADABLE = 106
    FLAG_UNREADABLE = 107
    TEXT_TOO_LONG = 108
    NEEDED_MISSING = 109
    TOTAL_ROW = 110
    TOO_MANY_CELLS = 111
    LINES_SWALLOWED = 112

    @property
    def rejects(self) -> bool:
        """Whether the row is sent back; otherwise it is kept and the finding counted as a warning."""
        return self >= Finding.AREA_UNREADABLE

    @property
    def kind(self) -> str:
        """The name under which it is counted."""
        return self.name.lower()

    @property
    def text(self) -> Bilingual:
        """The finding in plain words."""
        return TEXTS[self]


TEXTS: Mapping[Finding, Bilingual] = {
    Finding.NONE: Bilingual("", ""),
    Finding.PID_MISSING: Bilingual("ไม่มีเลขประจำตัวประชาชน", "no citizen number"),
    Finding.PID_MALFORMED: Bilingual(
        "เลขประจำตัวประชาชนไม่ครบ 13 หลัก: เก็บแถวไว้โดยไม่ใช้เลขนี้", "the citizen number is not 13 digits: row kept without it"
    ),
    Finding.PID_BAD_CHECK_DIGIT: Bilingual(
        "เลขตรวจสอบของเลขประจำตัวประชาชนไม่ถูกต้อง: เก็บแถวไว้โดยไม่ใช้เลขนี้",
        "the check digit of the citizen number is wrong: row kept without it",
    ),
    Finding.PID_ZERO_RESTORED: Bilingual(
        "เติมเลข 0 นำหน้าเลขประจำตัวประชาชนที่หายไป", "the citizen number's lost leading zero was restored"
    ),
    Finding.PID_G_CODE: Bilingual("ใช้รหัส G แทนเลขประจำตัวประชาชน", "a G-code in place of a citizen number"),
    Finding.DATE_PARTLY_UNKNOWN: Bilingual("ไม่ทราบวันหรือเดือนของวันที่", "the day or month of a date is unknown"),
    Finding.SEX_UNREADABLE: Bilingual("อ่านเพศไม่ได้: เว้นว่างไว้", "the sex cannot be read: left empty"),
    Finding.AREA_UNLISTED: Bilingual("รหัสพื้นที่ไม่อยู่ในบัญชีพื้นที่: รับไว้", "the area is in no current list: accepted"),
    Finding.AREA_UNREADABLE: Bilingual(
        "รหัสพื้นที่ต้องเป็นตัวเลข 2, 4, 6 หรือ 8 หลัก", "the area code must be 2, 4, 6 or 8 digits"
    ),
    Finding.AREA_TOO_COARSE: Bilingual(
        "รหัสพื้นที่ละเอียดไม่พอสำหรับทะเบียนนี้", "the area code is not fine enough for this register"
    ),
    Finding.AREA_OUT_OF_SCOPE: Bilingual(
        "พื้นที่อยู่นอกความรับผิดชอบของผู้ส่ง", "the area lies outside what the sender is responsible for"
    ),
    Finding.HOUSE_IRREGULAR: Bilingual(
        "รหัสประจำบ้านไม่ใช่ตัวเลข 11 หลัก: เก็บไว้ตามที่เขียน", "the house code is not 11 digits: kept as written"
    ),
    Finding.HOUSE_UNREADABLE: Bilingual(
        "รหัสประจำบ้านยาวเกิน 11 หลัก หรือถูกปัดเศษ", "the house code has more than 11 digits, or a spreadsheet rounded it"
    ),
    Finding.DATE_UNREADABLE: Bilingual(
        "อ่านวันที่ไม่ได้ เขียนเป็น วัน/เดือน/ปี พ.ศ. สี่หลัก", "the date cannot be read; write day/month/year, year in four digits"
    ),
    Finding.DATE_IMPLAUSIBLE: Bilingual(
        "วันที่อยู่หลังวันตัดข้อมูลหรือนานกว่า 130 ปี", "the date lies after the register's cut or more than 130 years before it"
    ),
    Finding.NUMBER_UNREADABLE: Bilingual("ต้องเป็นตัวเลขตั้งแต่ 0 ขึ้นไป", "must be a number of 0 or more"),
    Finding.FLAG_UNREADABLE: Bilingual("ต้องเป็น 1, 0 หรือเว้นว่าง", "must be 1, 0 or empty"),
    Finding.TEXT_TOO_LONG: Bilingual("ข้อความยาวเกินกำหนด", "the text is too long"),
    Finding.NEEDED_MISSING: Bilingual("จำเป็นต้องกรอก แต่เว้นว่าง", "needed, and empty"),
    Finding.TOTAL_ROW: Bilingual("เป็นแถวผลรวม ไม่ใช่ข้อมูลบุคคล", "a total, not a person"),
    Finding.TOO_MANY_CELLS: Bilingual(
        "มีช่องมากกว่าหัวตาราง คอลัมน์อาจเลื่อน", "more cells than headers: the columns may have shifted"
    ),
    Finding.LINES_SWALLOWED: Bilingual(
        'เครื่องหมายคำพูด (") ที่ไม่ได้ปิดทำให้หลายแถวรวมเป็นช่องเดียว',
        'a quotation mark (") that was not closed made several lines one cell',
    ),
}


def said_of(finding: Finding, where: str) -> Bilingual:
    """The finding with the headers it concerns, as the sender wrote them; `where` may be empty."""
    text = finding.text
    return Bilingual(f"{where}: {text.th}", f"{where}: {text.en}") if where else text


def finding_text(kind: str) -> Bilingual:
    """The words for a finding that was counted under `kind`."""
    return Finding[kind.upper()].text
