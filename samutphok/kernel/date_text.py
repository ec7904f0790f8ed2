"""The written forms of a date: which part of the text is day, month, year and era.

Whether such a day exists, and which CE day it is, is `kernel.dates`' business.
"""

import re
from dataclasses import dataclass
from enum import Enum

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.thai import arabic_digits


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS_TH = _words("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม")
MONTHS_EN = _words("January February March April May June July August September October November December")
_SHORT_TH = _words("มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค")
_MONTHS = {
    name: number
    for names in (
        MONTHS_TH,
        _SHORT_TH,
        [re.sub("(คม|ยน|พันธ์)$", "", name) for name in MONTHS_TH],
        [name.lower() for name in MONTHS_EN],
        [name[:3].lower() for name in MONTHS_EN],
        ["sept" if name == "September" else name.lower() for name in MONTHS_EN],
    )
    for number, name in enumerate(names, start=1)
}

_NOISE = re.compile(r"[\u200b-\u200f\u2060\ufeff]|วันที่|เดือน|ปี")
_TIME = re.compile(r"(?<=\d)(?:t|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
_ERA = re.compile(r"(พ\.?\s?ศ\.?|\bb\.?e\.?(?![a-z]))|(ค\.?\s?ศ\.?|\b(?:c\.?e|a\.?d)\.?(?![a-z]))")
_YEAR_LAST = re.compile(r"(?:(?:(\d{1,2})([\s./-]+))?(\d{1,2})[\s./-]+)?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[\s./-]+(\d{1,2})(?:[\s./-]+(\d{1,2}))?")
_EIGHT_DIGITS = re.compile(r"\d{8}")
_MONTH_NAMED = re.compile(r"(?:(\d{1,2})[\s./-]*)?([^\d]*[^\d\s./-])[\s./-]*(\d{4})")


class Era(Enum):
    """How the years of a column are counted."""

    AUTO = "auto"
    BE = "be"
    CE = "ce"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """The parts as written: the year still in its era, unknown parts None."""

    year: int
    month: int | None
    day: int | None
    era: Era


def unreadable_date() -> InvalidInput:
    """The one error of dates; it never carries the text, which may be somebody's birth date."""
    return InvalidInput(
        problem=Bilingual("อ่านวันที่ไม่ได้ หรือไม่มีวันนั้นในปฏิทิน", "The date cannot be read, or no such day exists."),
        remedy=Bilingual(
            "เขียนเป็น วัน/เดือน/ปี พ.ศ. สี่หลัก เช่น 01/05/2563 และใช้ 00 แทนส่วนที่ไม่ทราบ",
            "Write day/month/year with four digits of the year, such as 01/05/2020, and 00 for an unknown part.",
        ),
    )


def written_date(text: str) -> WrittenDate | None:
    """The parts of a date as they stand in the text, or None when it holds no date (blank, a dash, only zeros)."""
    plain = _TIME.sub("", _NOISE.sub("", arabic_digits(text)).strip().lower())
    if not plain.strip(" -.0/"):
        return None
    bare, era = _without_era(plain)
    day, month, year = _parts(bare)
    if day and not month:
        raise unreadable_date()
    return WrittenDate(year, month or None, day or None, era)


def _without_era(text: str) -> tuple[str, Era]:
    found = list(_ERA.finditer(text))
    if not found:
        return text, Era.AUTO
    if len(found) > 1:
        raise unreadable_date()
    return _ERA.sub(" ", text).strip(), Era.BE if found[0].group(1) else Era.CE


def _parts(text: str) -> tuple[int, int, int]:
    """Day, month and year; 0 stands for unknown."""
    if _EIGHT_DIGITS.fullmatch(text):
        return _eight_digits(text)
    if (found := _YEAR_FIRST.fullmatch(text)) is not None:
        return int(found[3] or 0), int(found[2]), int(found[1])
    if (found := _YEAR_LAST.fullmatch(text)) is not None:
        return int(found[1] or 0), int(found[3] or 0), int(found[4])
    if (found := _MONTH_NAMED.fullmatch(text)) is not None:
        return int(found[1] or 0), _month_named(found[2]), int(found[3])
    raise unreadable_date()


def _eight_digits(text: str) -> tuple[int, int, int]:
    """yyyymmdd as registers write it, else ddmmyyyy: a year's digits are never a month, so only one can hold."""
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if month <= 12 and day <= 31:
        return day, month, year
    return int(text[:2]), int(text[2:4]), int(text[4:])


def _month_named(text: str) -> int:
    number = _MONTHS.get(re.sub(r"[\s./-]+", "", text))
    if number is None:
        raise unreadable_date()
    return number
