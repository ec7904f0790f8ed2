"""The spreadsheet by which an agency answers many referrals: which columns, and what a row that came back means.

Rows are known by their number's id and a check that only this installation can make, so that a row can neither be moved to
another family nor invented. A row read twice is one act: the act's id follows from what the row says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from samutphok.kernel.dates import read_date
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.referrals.domain.table import Deed

ID, CHECK, ANSWER, REASON, ON, SAID = "รหัสแถว", "รหัสตรวจ", "คำตอบ", "เหตุผล", "วันที่", "ข้อความ"
HEADS_READ = (ID, CHECK, ANSWER, REASON, ON, SAID)
ANSWERS: Mapping[str, Deed] = {
    "รับเรื่อง": Deed.ACCEPT,
    "สอบถาม": Deed.ASK,
    "ไม่รับ": Deed.REFUSE,
    "ส่งคืน": Deed.RETURN,
    "นัดหมาย": Deed.APPOINT,
    "ช่วยเหลือแล้ว": Deed.DELIVER,
    "ครอบครัวไม่มา": Deed.MISSED,
}
MOST_ROWS = 1_000
_ROWS = UUID("e7b0a1f2-5d0c-4c53-8c7f-0a6a6a7a9d3e")
_MORNING = time(9, 0)  # of an appointment whose hour nobody wrote
_ZONE = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """A row that says something. act_id: the same whenever it is read; said: words of the agency."""

    line: int
    referral_id: UUID
    act_id: UUID
    deed: Deed
    details: Mapping[str, str]
    said: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that could not be taken, with why; never what stood in it."""

    line: int
    why: Bilingual


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What a sheet says. blank: rows without an answer, which is no fault."""

    answers: tuple[RowAnswer, ...]
    faults: tuple[RowFault, ...]
    blank: int


_UNKNOWN = Bilingual("ไม่รู้จักแถวนี้ หรือรหัสถูกแก้ไข", "This row is not known, or its codes were changed.")
_BAD_ANSWER = Bilingual("คำตอบไม่ตรงกับตัวเลือก", "The answer is none of the choices.")
_BAD_REASON = Bilingual("เหตุผลไม่ตรงกับตัวเลือก", "The reason is none of the choices.")
_BAD_DAY = Bilingual("อ่านวันที่ไม่ได้", "The date cannot be read.")


def read_sheet(
    rows: Sequence[Sequence[str]], *, checks: Mapping[str, str], reasons: Mapping[str, str]
) -> SheetRead | None:
    """The rows of a sheet that came back; None when it is not one of ours.

    checks: the check of every row that may be answered, by id; reasons: codes by what they are called in Thai.
    """
    head = next(
        (number for number, row in enumerate(rows) if {ID, CHECK, ANSWER} <= {cell.strip() for cell in row}), None
    )
    if head is None:
        return None
    places = {cell.strip(): place for place, cell in enumerate(rows[head])}
    answers: list[RowAnswer] = []
    faults: list[RowFault] = []
    blank = 0
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        told = {
            name: row[places[name]].strip().lstrip("'")
            for name in HEADS_READ
            if name in places and places[name] < len(row)
        }
        if not any(told.values()):
            continue
        if not told.get(ANSWER):
            blank += 1
            continue
        found = _row(number, told, checks, reasons)
        (answers if isinstance(found, RowAnswer) else faults).append(found)  # type: ignore[arg-type]
    return SheetRead(tuple(answers), tuple(faults), blank)


def _row(
    line: int, told: Mapping[str, str], checks: Mapping[str, str], reasons: Mapping[str, str]
) -> RowAnswer | RowFault:
    key = told.get(ID, "").lower()
    if not checks.get(key) or checks[key] != told.get(CHECK, "").lower():
        return RowFault(line, _UNKNOWN)
    deed = ANSWERS.get(told[ANSWER])
    if deed is None:
        return RowFault(line, _BAD_ANSWER)
    details: dict[str, str] = {}
    if deed in (Deed.REFUSE, Deed.RETURN):
        if told.get(REASON, "") not in reasons:
            return RowFault(line, _BAD_REASON)
        details["reason"] = reasons[told[REASON]]
    if deed in (Deed.APPOINT, Deed.DELIVER) and told.get(ON):
        day = _day(told[ON])
        if day is None:
            return RowFault(line, _BAD_DAY)
        moment = datetime.combine(day, _MORNING, _ZONE)
        details |= {"on": moment.isoformat()} if deed is Deed.APPOINT else {"given_on": day.isoformat()}
    said = told.get(SAID, "")
    name = "|".join((key, deed, *(f"{name}={value}" for name, value in sorted(details.items())), said))
    return RowAnswer(line, UUID(key), uuid5(_ROWS, name), deed, details, said)


def _day(text: str) -> date | None:
    try:
        found = read_date(text)
    except InvalidInput:
        return None
    return found.earliest() if found is not None and found.day else None
