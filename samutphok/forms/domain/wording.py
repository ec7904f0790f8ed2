"""Differences between versions in words."""

from collections.abc import Mapping

from samutphok.forms.domain.differences import Change, Difference
from samutphok.forms.domain.question import QuestionKind
from samutphok.kernel.errors import Bilingual

KINDS: Mapping[QuestionKind, Bilingual] = {
    QuestionKind.TEXT: Bilingual("ข้อความ", "text"),
    QuestionKind.INTEGER: Bilingual("จำนวนเต็ม", "whole number"),
    QuestionKind.DECIMAL: Bilingual("ตัวเลข", "number"),
    QuestionKind.DATE: Bilingual("วันที่", "date"),
    QuestionKind.TIME: Bilingual("เวลา", "time"),
    QuestionKind.DATETIME: Bilingual("วันที่และเวลา", "date and time"),
    QuestionKind.SELECT_ONE: Bilingual("เลือกหนึ่งข้อ", "one choice"),
    QuestionKind.SELECT_MANY: Bilingual("เลือกได้หลายข้อ", "several choices"),
    QuestionKind.RANK: Bilingual("เรียงลำดับ", "choices in order"),
    QuestionKind.GEOPOINT: Bilingual("พิกัด", "place on the map"),
    QuestionKind.GEOTRACE: Bilingual("เส้นทาง", "line on the map"),
    QuestionKind.GEOSHAPE: Bilingual("ขอบเขตพื้นที่", "area on the map"),
    QuestionKind.FILE: Bilingual("ภาพหรือไฟล์", "picture or file"),
    QuestionKind.BARCODE: Bilingual("บาร์โค้ด", "barcode"),
    QuestionKind.BOOLEAN: Bilingual("ใช่หรือไม่", "yes or no"),
}

CHANGES: Mapping[Change, Bilingual] = {
    Change.REMOVED: Bilingual("ไม่ถามข้อนี้แล้ว", "is no longer asked"),
    Change.KIND: Bilingual("เปลี่ยนชนิดคำตอบ", "takes another kind of answer"),
    Change.CHOICES_REMOVED: Bilingual("ตัดตัวเลือกออก", "lost choices"),
    Change.MOVED: Bilingual("ย้ายเข้า ออก หรือข้ามกลุ่มที่ถามซ้ำ", "moved into, out of or between repeats"),
    Change.UNMAPPED: Bilingual("ไม่ส่งเข้าสมุดพกเหมือนเดิม", "no longer feeds the logbook as before"),
    Change.ADDED: Bilingual("ข้อใหม่", "is new"),
    Change.WIDENED: Bilingual("รับคำตอบได้กว้างขึ้น", "takes more kinds of answers"),
    Change.CHOICES_ADDED: Bilingual("เพิ่มตัวเลือก", "has more choices"),
    Change.REGROUPED: Bilingual("ย้ายไปอยู่หัวข้ออื่น", "stands under another heading"),
    Change.MAPPED: Bilingual("ส่งเข้าสมุดพกแล้ว", "feeds the logbook now"),
    Change.REWORDED: Bilingual("ปรับถ้อยคำ", "is worded otherwise"),
    Change.REQUIRED: Bilingual("ต้องตอบ", "must be answered now"),
}


def told(difference: Difference) -> Bilingual:
    """One difference as a sentence without an end: the question by its words and name, what happened, from what to what."""
    what, label = CHANGES[difference.change], difference.label
    th, en = f"{_named(difference, label.th)} {what.th}", f"{_named(difference, label.en)} {what.en}"
    before, after = (_said(difference, value) for value in (difference.before, difference.after))
    if difference.change is Change.REWORDED or not (difference.before or difference.after):
        return Bilingual(th, en)
    if difference.before and difference.after:
        return Bilingual(f"{th} (จาก {before.th} เป็น {after.th})", f"{en} (from {before.en} to {after.en})")
    value = before if difference.before else after
    return Bilingual(f"{th} ({value.th})", f"{en} ({value.en})")


def _named(difference: Difference, words: str) -> str:
    name = difference.path[-1]
    return f"“{words}” ({name})" if words and words != name else name


def _said(difference: Difference, value: str) -> Bilingual:
    if value and difference.change in (Change.KIND, Change.WIDENED):
        return KINDS[QuestionKind(value)]
    return Bilingual(value, value)
