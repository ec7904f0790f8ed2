"""What the sending office can do about a finding, in plain words."""

from collections.abc import Mapping

from samutphok.intake.domain.findings import Finding
from samutphok.kernel.errors import Bilingual

_NOTHING = Bilingual("ไม่ต้องทำอะไร", "Nothing needs to be done.")
_ASK = Bilingual(
    "ขอเลขที่ถูกต้องจากหน่วยงานผู้ส่ง ถ้าไม่มีก็รับเข้าได้", "Ask the sender for the right number; without it the row is still taken."
)

REMEDIES: Mapping[Finding, Bilingual] = {
    Finding.NONE: _NOTHING,
    Finding.PID_MISSING: _ASK,
    Finding.PID_MALFORMED: _ASK,
    Finding.PID_BAD_CHECK_DIGIT: _ASK,
    Finding.PID_ZERO_RESTORED: _NOTHING,
    Finding.PID_G_CODE: _NOTHING,
    Finding.DATE_PARTLY_UNKNOWN: _NOTHING,
    Finding.SEX_UNREADABLE: Bilingual("เขียนเป็น ชาย หรือ หญิง", "Write male or female."),
    Finding.AREA_UNLISTED: Bilingual(
        "ตรวจรหัสกับหน่วยงานผู้ส่งว่าเป็นรหัสใหม่หรือพิมพ์ผิด", "Ask the sender whether the code is new or mistyped."
    ),
    Finding.HOUSE_IRREGULAR: _NOTHING,
    Finding.AREA_UNREADABLE: Bilingual(
        "แก้เป็นรหัสจังหวัด อำเภอ ตำบล หรือหมู่บ้าน", "Write the code of the province, amphoe, tambon or village."
    ),
    Finding.AREA_TOO_COARSE: Bilingual("ใส่รหัสให้ถึงระดับตำบลหรือหมู่บ้าน", "Write the code down to the tambon or village."),
    Finding.AREA_OUT_OF_SCOPE: Bilingual(
        "ส่งแถวนี้ให้หน่วยงานของพื้นที่นั้น หรือตรวจว่ารหัสพิมพ์ผิด",
        "Pass the row to the office of that area, or look for a slip in the code.",
    ),
    Finding.HOUSE_UNREADABLE: Bilingual(
        "จัดช่องเป็นข้อความใน Excel แล้วใส่รหัสประจำบ้าน 11 หลักใหม่",
        "Make the cells text in the spreadsheet and enter the 11 digits again.",
    ),
    Finding.DATE_UNREADABLE: Bilingual("เขียนเป็น 14/3/2500", "Write it as 14/3/2500."),
    Finding.DATE_IMPLAUSIBLE: Bilingual(
        "ตรวจปี พ.ศ. หรือ ค.ศ. และวันที่ของข้อมูลทั้งไฟล์", "Check the era of the year, and the day for which the file holds."
    ),
    Finding.NUMBER_UNREADABLE: Bilingual("ใส่เฉพาะตัวเลข ไม่มีข้อความ", "Write digits alone, without words."),
    Finding.FLAG_UNREADABLE: Bilingual("ใส่ 1 (ใช่) หรือ 0 (ไม่ใช่)", "Write 1 for yes or 0 for no."),
    Finding.TEXT_TOO_LONG: Bilingual(
        "ย่อข้อความ หรือตรวจว่าเลือกคอลัมน์ถูก", "Shorten it, or check that the right column was chosen."
    ),
    Finding.NEEDED_MISSING: Bilingual(
        "กรอกช่องที่ว่าง หรือตรวจว่าเลือกคอลัมน์ถูก", "Fill it in, or check that the right column was chosen."
    ),
    Finding.TOTAL_ROW: _NOTHING,
    Finding.TOO_MANY_CELLS: Bilingual(
        "ตรวจเครื่องหมายคั่นในข้อความ หรือเลือกตัวคั่นคอลัมน์ใหม่",
        "Look for a separator inside a text, or choose another separator.",
    ),
    Finding.LINES_SWALLOWED: Bilingual('ปิดเครื่องหมายคำพูด (") ให้ครบคู่', 'Close every quotation mark (").'),
}
