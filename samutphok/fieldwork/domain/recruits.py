"""A sheet of volunteers, row by row: what each says, what is wrong with it, and who stands there twice.

Whatever stands in a cell is text: a formula was never calculated here, and what begins like one is no name.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from samutphok.fieldwork.domain.volunteers import VolunteerKind
from samutphok.kernel.dates import read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.spreadsheets import inert
from samutphok.kernel.thai import arabic_digits, normalise_n1, normalise_n2

MOST_ROWS = 1_000
HEADER_WITHIN = 10
LONGEST_NAME = 200
_NOT_DIGITS = re.compile(r"[\s\-().]+")
_PHONE = re.compile(r"0[0-9]{8,9}")
_SEPARATORS = re.compile(r"[,;/、\n]+")


class Column(StrEnum):
    """What a sheet may say of a volunteer."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    KIND = "kind"
    VILLAGES = "villages"
    PHONE = "phone"
    TRAINED_ON = "trained_on"
    CERTIFIED_UNTIL = "certified_until"


class Fault(StrEnum):
    """Why a row is not taken on."""

    NO_NAME = "no_name"
    NAME_NO_NAME = "name_no_name"  # too long, or begins like a formula
    NO_VILLAGE = "no_village"
    VILLAGE_UNKNOWN = "village_unknown"
    VILLAGE_OUTSIDE = "village_outside"
    KIND_UNKNOWN = "kind_unknown"
    PHONE_BAD = "phone_bad"
    DATE_BAD = "date_bad"
    TWICE_IN_SHEET = "twice_in_sheet"
    KNOWN_ALREADY = "known_already"


# Headers as offices write them, folded: no spaces, dots or case.
HEADERS: Mapping[Column, tuple[str, ...]] = {
    Column.NAME: ("ชื่อ-สกุล", "ชื่อ-นามสกุล", "ชื่อสกุล", "ชื่อนามสกุล", "ชื่อและนามสกุล", "name", "fullname"),
    Column.FIRST_NAME: ("ชื่อ", "firstname", "first_name"),
    Column.LAST_NAME: ("นามสกุล", "สกุล", "lastname", "last_name", "surname"),
    Column.KIND: ("ประเภท", "ประเภทอาสาสมัคร", "อาสาสมัคร", "kind", "type"),
    Column.VILLAGES: ("รหัสหมู่บ้าน", "หมู่บ้าน", "รหัสหมู่บ้าน/ชุมชน", "หมู่บ้าน/ชุมชน", "พื้นที่", "village", "villages"),
    Column.PHONE: ("โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", "โทร", "phone", "mobile"),
    Column.TRAINED_ON: ("วันที่อบรม", "อบรมเมื่อ", "วันอบรม", "trained", "trained_on"),
    Column.CERTIFIED_UNTIL: ("รับรองถึง", "รับรองถึงวันที่", "ใบรับรองหมดอายุ", "วันหมดอายุ", "certified_until", "valid_until"),
}
_COLUMN_OF = {header: column for column, headers in HEADERS.items() for header in headers}
_KINDS = {
    **dict.fromkeys(
        ("", "อพม", "social", "อาสาสมัครพัฒนาสังคม", "อาสาสมัครพัฒนาสังคมและความมั่นคงของมนุษย์"), VolunteerKind.SOCIAL
    ),
    **dict.fromkeys(("อสม", "health", "อาสาสมัครสาธารณสุข", "อาสาสมัครสาธารณสุขประจำหมู่บ้าน"), VolunteerKind.HEALTH),
    **dict.fromkeys(("อื่น", "อื่นๆ", "other"), VolunteerKind.OTHER),
}


@dataclass(frozen=True, slots=True)
class Recruit:
    """One row as it was read. number: its line in the sheet, from 1. same_as: the line above that names the same person."""

    number: int
    name: str
    kind: VolunteerKind = VolunteerKind.SOCIAL
    villages: tuple[str, ...] = ()
    phone: str = ""
    trained_on: date | None = None
    certified_until: date | None = None
    faults: tuple[Fault, ...] = ()
    same_as: int | None = None

    @property
    def shown_name(self) -> str:
        """The name as it may go into a page or a file: never a formula."""
        return inert(self.name)

    @property
    def person(self) -> tuple[str, str]:
        """What tells the person: the name in the tambon of the first village."""
        return name_key(self.name), self.villages[0][:6] if self.villages else ""

    @property
    def called(self) -> tuple[str, str]:
        """What tells the person too: how the name sounds, and the phone number; a number alone may be a whole family's."""
        return sound_key(self.name), self.phone


@dataclass(frozen=True, slots=True)
class Known:
    """Volunteers the office has: by name and tambon, and by the sound of the name and phone number."""

    persons: Collection[tuple[str, str]] = ()
    phones: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Which villages there are (by code), by what names people write them, and which of them the viewer leads."""

    codes: Collection[str]
    by_name: Mapping[str, Sequence[str]]
    led: Collection[str]


def read_sheet(rows: Sequence[Sequence[str]], places: Places) -> tuple[Recruit, ...] | None:
    """The rows below the header; None when no header names volunteers. Empty lines are passed over."""
    for line, cells in enumerate(rows[:HEADER_WITHIN]):
        columns = {place: _COLUMN_OF[key] for place, cell in enumerate(cells) if (key := _folded(cell)) in _COLUMN_OF}
        if {Column.NAME, Column.FIRST_NAME} & set(columns.values()):
            below = enumerate(rows[line + 1 :], start=line + 2)
            read = (
                _recruit(number, {columns[n]: cell.strip() for n, cell in enumerate(row) if n in columns}, places)
                for number, row in below
                if any(cell.strip() for cell in row)
            )
            return tuple(read)
    return None


def checked(recruits: Sequence[Recruit], known: Known) -> tuple[Recruit, ...]:
    """The same rows with those told who stand there twice, or whom the office knows already.

    Alike are two rows with one name in one tambon, or with one phone number and names that sound alike.
    """
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in recruits:
        keys = [key for key in (row.person, row.called) if all(key)]
        above = next((seen[key] for key in keys if key in seen), None)
        for key in keys:
            seen.setdefault(key, row.number)
        found.append(
            _judged(row, above, row.person in known.persons or (row.phone != "" and row.phone in known.phones))
        )
    return tuple(found)


def read_phone(text: str) -> str | None:
    """The number's digits; '' for none, None for what is no Thai number. '+66' and a zero lost by Excel are mended."""
    digits = _NOT_DIGITS.sub("", arabic_digits(text.strip().lstrip("'")))
    if not digits:
        return ""
    digits = "0" + digits[3:] if digits.startswith("+66") else digits
    digits = f"0{digits}" if len(digits) in (8, 9) and digits[0] in "23456789" else digits
    return digits if _PHONE.fullmatch(digits) else None


def name_key(name: str) -> str:
    """The name as it is spelt, without its title and the accidents of typing: by it the same person is found again."""
    return normalise_n1(name)[:LONGEST_NAME]


def sound_key(name: str) -> str:
    """The name as it sounds, without its title."""
    return normalise_n2(name)


def _judged(row: Recruit, above: int | None, known: bool) -> Recruit:
    faults = [*row.faults, *([Fault.TWICE_IN_SHEET] if above else []), *([Fault.KNOWN_ALREADY] if known else [])]
    return replace(row, faults=tuple(dict.fromkeys(faults)), same_as=above)


def _recruit(number: int, cells: Mapping[Column, str], places: Places) -> Recruit:
    faults: list[Fault] = []
    name = _name(cells, faults)
    villages = _villages(cells.get(Column.VILLAGES, ""), places, faults)
    kind = _KINDS.get(_folded(cells.get(Column.KIND, "")))
    phone = read_phone(cells.get(Column.PHONE, ""))
    if kind is None:
        faults.append(Fault.KIND_UNKNOWN)
    if phone is None:
        faults.append(Fault.PHONE_BAD)
    return Recruit(
        number,
        name,
        kind or VolunteerKind.OTHER,
        villages,
        phone or "",
        _day(cells.get(Column.TRAINED_ON, ""), faults),
        _day(cells.get(Column.CERTIFIED_UNTIL, ""), faults),
        tuple(dict.fromkeys(faults)),
    )


def _name(cells: Mapping[Column, str], faults: list[Fault]) -> str:
    parts = (cells.get(Column.NAME, ""), cells.get(Column.FIRST_NAME, ""), cells.get(Column.LAST_NAME, ""))
    name = " ".join(" ".join(parts).split())
    if not name:
        faults.append(Fault.NO_NAME)
    elif len(name) > LONGEST_NAME or inert(name) != name or not name_key(name):
        faults.append(Fault.NAME_NO_NAME)
    return name[:LONGEST_NAME]


def _villages(text: str, places: Places, faults: list[Fault]) -> tuple[str, ...]:
    wanted = [part.strip() for part in _SEPARATORS.split(arabic_digits(text)) if part.strip()]
    if not wanted:
        faults.append(Fault.NO_VILLAGE)
    found: list[str] = []
    for part in wanted:
        codes = [part] if part in places.codes else [*places.by_name.get(_folded(part), ())]
        if len(codes) != 1:
            faults.append(Fault.VILLAGE_UNKNOWN)
        elif codes[0] not in places.led:
            faults.append(Fault.VILLAGE_OUTSIDE)
        else:
            found.append(codes[0])
    return tuple(dict.fromkeys(found))


def _day(text: str, faults: list[Fault]) -> date | None:
    try:
        read = read_date(text)
    except InvalidInput:
        read = None
        faults.append(Fault.DATE_BAD)
    if read is not None and read.day is None:
        faults.append(Fault.DATE_BAD)
        return None
    return read.earliest() if read else None


def folded_place(name: str) -> str:
    """A place's name as rows are compared with it."""
    return _folded(name)


def _folded(text: str) -> str:
    return re.sub(r"[\s.*:]+", "", text).casefold()
