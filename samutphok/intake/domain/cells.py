"""Reading one cell: what it means, and what has to be said about it. The vectorised engine answers the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samutphok.access.domain import covers
from samutphok.areas.domain.catalogue import catalogue
from samutphok.intake.domain.findings import Finding
from samutphok.intake.domain.register import Column, ColumnType
from samutphok.kernel.dates import PartialDate, Precision, read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.identifiers import COUNTRY, AreaLevel, PidStatus, read_area_code, read_house_code, read_pid
from samutphok.kernel.thai import arabic_digits

Value = str | int | float | None

HOUSE_CODE_DIGITS = 11
OLDEST = 130  # years before the register's cut that a past date may lie
_NAUGHT = frozenset({"-", "--", "–", "—", "NULL", "null", "NaN", "nan"})  # ways to leave a cell empty
_ABSENT = _NAUGHT | {"n/a", "na", "none", "ไม่มี", "ไม่ทราบ", "ไม่ระบุ", "ไม่เกี่ยวข้อง"}
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|[\x00-\x08\x0e-\x1f\x7f]")
_DISARMED = re.compile(r"^' ?(?=[=+\-@＝＋－＠0-9๐-๙])")  # the apostrophe that keeps a spreadsheet from calculating
_WHOLE_FLOAT = re.compile(r"[0-9]+\.0*")
_SCIENTIFIC = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
_NUMBER = re.compile(r"(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{0,10})?")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")
_SERIAL_START = date(1899, 12, 30)  # day 0 of spreadsheets, counted so that their 29 February 1900 does no harm

_TRUE = frozenset({"1", "true", "t", "yes", "y", "ใช่", "ผ่าน", "ผ่านเกณฑ์", "✓"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "ไม่ใช่", "ไม่ผ่าน", "ไม่ผ่านเกณฑ์", "ตกเกณฑ์"})
_SEXES = dict.fromkeys(("m", "male", "ช", "ชาย", "1"), "M") | dict.fromkeys(("f", "female", "ญ", "หญิง", "2"), "F")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the reading of a file's cells depends on beside its register.

    `as_of`: the register's cut date. `scope`: area prefixes ('' the country) that the receiver answers for.
    `listed`: area codes that a current list knows; codes below tambon are never in a list.
    """

    as_of: date
    scope: tuple[str, ...]
    listed: frozenset[str]


def rules_on(as_of: date, scope: Sequence[str]) -> Rules:
    """The rules for a file with this cut date from somebody who answers for these areas, with today's list of areas."""
    return Rules(as_of, tuple(scope), frozenset(area.code for area in catalogue()))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read. `given` keeps the text of a citizen number that cannot be used."""

    value: Value = None
    finding: Finding = Finding.NONE
    given: str | None = None

    @property
    def filled(self) -> bool:
        """Whether the sender wrote something here, readable or not."""
        return self.value is not None or self.given is not None or self.finding.rejects


EMPTY = Cell()


def tidy(text: str | None) -> str:
    """The text without invisible characters, the disarming apostrophe and superfluous spaces."""
    return _DISARMED.sub("", " ".join(_INVISIBLE.sub("", text or "").split()))


def read_cell(column: Column, text: str | None, rules: Rules) -> Cell:
    """What the cell says in a column of this type. Never raises: a bad cell is a finding about its row."""
    plain = tidy(text)
    if not plain or plain in _NAUGHT or (column.type not in _WRITTEN and plain.lower() in _ABSENT):
        return Cell(finding=Finding.PID_MISSING) if column.type is ColumnType.PID else EMPTY
    return _READERS[column.type](column, plain, rules)


def read_sex(text: str) -> str | None:
    """'M' or 'F' from what offices write (ชาย, ช., M, 1 ...); None for anything else."""
    return _SEXES.get(whole_number_text(text).lower().rstrip("."))


def whole_number_text(text: str) -> str:
    """Digits as they were before a spreadsheet took them for a number: Thai digits, '83010101.0', '8.3010101E7'."""
    plain = arabic_digits(text)
    if _WHOLE_FLOAT.fullmatch(plain):
        return plain.split(".")[0]
    if (found := _SCIENTIFIC.fullmatch(plain)) is not None and len(found[2] or "") == int(found[3]):
        return found[1] + (found[2] or "")  # with fewer digits the spreadsheet has lost some: not to be guessed
    return plain


def _text(column: Column, text: str, _: Rules) -> Cell:
    return Cell(text) if len(text) <= column.longest else Cell(finding=Finding.TEXT_TOO_LONG)


def _code(column: Column, text: str, rules: Rules) -> Cell:
    number = whole_number_text(text).replace(" ", "")
    return _text(column, number.lstrip("0") or "0" if number.isdigit() else number, rules)


def _pid(_: Column, text: str, __: Rules) -> Cell:
    number = whole_number_text(text)
    reading = read_pid(number)
    if reading.status is PidStatus.VALID:
        digits = sum(character.isdigit() for character in number)
        return Cell(reading.value, Finding.PID_ZERO_RESTORED if digits == 12 else Finding.NONE)
    return Cell(finding=_PID_FINDINGS[reading.status], given=text[:40])


def _house_code(_: Column, text: str, __: Rules) -> Cell:
    number = whole_number_text(text)
    if (code := read_house_code(number)) is not None:
        return Cell(code)
    kept = number.replace(" ", "")
    if len(kept) > HOUSE_CODE_DIGITS or _SCIENTIFIC.fullmatch(kept):
        return Cell(finding=Finding.HOUSE_UNREADABLE)
    return Cell(kept, Finding.HOUSE_IRREGULAR)


def _area_code(column: Column, text: str, rules: Rules) -> Cell:
    try:
        code = read_area_code(whole_number_text(text))
    except InvalidInput:
        return Cell(finding=Finding.AREA_UNREADABLE)
    if code == COUNTRY or len(code) < column.level:
        return Cell(finding=Finding.AREA_TOO_COARSE)
    if not any(covers(prefix, code) for prefix in rules.scope):
        return Cell(finding=Finding.AREA_OUT_OF_SCOPE)
    unlisted = code[: AreaLevel.TAMBON] not in rules.listed
    return Cell(code, Finding.AREA_UNLISTED if unlisted else Finding.NONE)


def _sex(_: Column, text: str, __: Rules) -> Cell:
    sex = read_sex(text)
    return Cell(sex, Finding.NONE if sex else Finding.SEX_UNREADABLE)


def _date(column: Column, text: str, rules: Rules) -> Cell:
    try:
        read = _serial_day(arabic_digits(text)) or read_date(text)
    except InvalidInput:
        return Cell(finding=Finding.DATE_UNREADABLE)
    if read is None:
        return Cell(finding=Finding.DATE_PARTLY_UNKNOWN)
    if column.past and not _plausible(read, rules.as_of):
        return Cell(finding=Finding.DATE_IMPLAUSIBLE)
    return Cell(read.iso(), Finding.NONE if read.precision is Precision.DAY else Finding.DATE_PARTLY_UNKNOWN)


def _serial_day(text: str) -> PartialDate | None:
    """The day that a spreadsheet counts as a number of five digits (from 1927 on; four digits are a year)."""
    return PartialDate.of(_SERIAL_START + timedelta(days=int(float(text)))) if _SERIAL.fullmatch(text) else None


def _plausible(day: PartialDate, as_of: date) -> bool:
    return day.earliest() <= as_of and as_of.year - day.year <= OLDEST


def _number(_: Column, text: str, __: Rules) -> Cell:
    plain = arabic_digits(text).removesuffix("บาท").strip(" ฿")
    if _NUMBER.fullmatch(plain):
        return Cell(float(plain.replace(",", "")))
    return Cell(float(plain)) if _SCIENTIFIC.fullmatch(plain) else Cell(finding=Finding.NUMBER_UNREADABLE)


def _flag(_: Column, text: str, __: Rules) -> Cell:
    word = whole_number_text(text).lower()
    if word in _TRUE:
        return Cell(1)
    return Cell(0) if word in _FALSE else Cell(finding=Finding.FLAG_UNREADABLE)


_PID_FINDINGS = {
    PidStatus.MISSING: Finding.PID_MISSING,
    PidStatus.MALFORMED: Finding.PID_MALFORMED,
    PidStatus.BAD_CHECK_DIGIT: Finding.PID_BAD_CHECK_DIGIT,
    PidStatus.G_CODE: Finding.PID_G_CODE,
}

_WRITTEN = frozenset({ColumnType.TEXT, ColumnType.FULL_NAME})

_READERS: Mapping[ColumnType, Callable[[Column, str, Rules], Cell]] = {
    ColumnType.TEXT: _text,
    ColumnType.FULL_NAME: _text,
    ColumnType.CODE: _code,
    ColumnType.PID: _pid,
    ColumnType.HOUSE_CODE: _house_code,
    ColumnType.AREA_CODE: _area_code,
    ColumnType.SEX: _sex,
    ColumnType.DATE: _date,
    ColumnType.NUMBER: _number,
    ColumnType.FLAG: _flag,
}
