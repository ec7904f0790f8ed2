"""Numbers that name people, houses and places, and the checks that tell a good one from a typing mistake.

A citizen number (PID) is 13 digits. The first digit is the registration category (1-8; 0 for people without
civil-registration status) and says nothing certain about nationality, sex or residence. Stateless pupils carry a
G-code: 'G' and 12 digits, without a check digit. People without any number exist and get help.

Source of the check digit: Department of Provincial Administration, as documented by python-stdnum `th.pin`.
"""

import re
from dataclasses import dataclass
from enum import Enum, IntEnum

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.thai import arabic_digits

COUNTRY = "TH"

_SEPARATORS = re.compile(r"[\s\-‐-―−_.'\u200b-\u200f\u2060\ufeff]+")
_HIGHEST_CATEGORY = 8


class PidStatus(Enum):
    """What can be said of a citizen number as it was given."""

    VALID = "valid"
    MISSING = "missing"
    MALFORMED = "malformed"
    BAD_CHECK_DIGIT = "bad_check_digit"
    G_CODE = "g_code"


@dataclass(frozen=True, slots=True)
class PidReading:
    """A citizen number as read: `value` is set for VALID (13 digits) and G_CODE ('G' + 12) only."""

    value: str | None
    status: PidStatus
    category: int | None = None


def pid_check_digit(first12: str) -> int:
    """The thirteenth digit that belongs to twelve: (11 - sum(d_i * (14 - i)) mod 11) mod 10, with i from 1."""
    if len(first12) != 12 or not _is_digits(first12):
        raise ValueError("a citizen number has twelve digits before its check digit")
    total = sum(int(digit) * weight for digit, weight in zip(first12, range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10


def read_pid(text: str | None) -> PidReading:
    """Read a citizen number as offices write it: Thai digits, dashes and spaces, a leading zero that Excel dropped.

    Twelve digits are completed with the lost zero only when the check digit then holds. Never raises: a number that
    cannot be used is a finding about the row, not an error.
    """
    given = _compact(text)
    if not given:
        return PidReading(None, PidStatus.MISSING)
    if given[0] == "G" and len(given) == 13 and _is_digits(given[1:]):
        return PidReading(given, PidStatus.G_CODE)
    if not _is_digits(given):
        return PidReading(None, PidStatus.MALFORMED)
    if len(given) == 12 and _holds("0" + given):
        given = "0" + given
    if len(given) != 13 or int(given[0]) > _HIGHEST_CATEGORY:
        return PidReading(None, PidStatus.MALFORMED)
    if not _holds(given):
        return PidReading(None, PidStatus.BAD_CHECK_DIGIT)
    return PidReading(given, PidStatus.VALID, int(given[0]))


def format_pid(value: str) -> str:
    """A citizen number as it stands on the card, '1-2345-67890-12-1'; a G-code or another number is left as it is."""
    if len(value) != 13 or not _is_digits(value):
        return value
    return f"{value[0]}-{value[1:5]}-{value[5:10]}-{value[10:12]}-{value[12]}"


def mask_pid(value: str) -> str:
    """A number for people who may know that it exists but not what it is, 'x-xxxx-xxxxx-12-1'."""
    return re.sub(r"[0-9A-Z](?=(?:.*[0-9A-Z]){3})", "x", format_pid(value))


def read_house_code(text: str | None) -> str | None:
    """The 11 digits of a house in the civil registration, or None when the text holds none."""
    given = _compact(text)
    return given if len(given) == 11 and _is_digits(given) and given[0] != "0" else None


class AreaLevel(IntEnum):
    """Levels of the administrative tree; the value is the number of digits of a code of that level."""

    COUNTRY = 0
    PROVINCE = 2
    AMPHOE = 4
    TAMBON = 6
    VILLAGE = 8


def read_area_code(text: str) -> str:
    """The area code in a text: 2, 4, 6 or 8 digits (province, amphoe, tambon, village), or 'TH' for the country.

    Whether any list knows the code is not asked here. Raises InvalidInput when it is not well formed.
    """
    given = _compact(text)
    if given == COUNTRY:
        return given
    if _is_digits(given) and len(given) in (2, 4, 6, 8) and given[0] != "0":
        return given
    raise InvalidInput(
        problem=Bilingual("รหัสพื้นที่ไม่ถูกต้อง", "The area code is not well formed."),
        remedy=Bilingual(
            "ใช้รหัสจังหวัด 2 หลัก อำเภอ 4 หลัก ตำบล 6 หลัก หรือหมู่บ้าน 8 หลัก",
            "Give 2 digits for a province, 4 for an amphoe, 6 for a tambon or 8 for a village.",
        ),
    )


def area_level(code: str) -> AreaLevel:
    """The level of a well-formed area code; raises InvalidInput for any other text."""
    read = read_area_code(code)
    return AreaLevel.COUNTRY if read == COUNTRY else AreaLevel(len(read))


def area_parent(code: str) -> str | None:
    """The code one level up ('8301' for '830101'), the country for a province, None for the country."""
    level = area_level(code)
    if level is AreaLevel.COUNTRY:
        return None
    return COUNTRY if level is AreaLevel.PROVINCE else read_area_code(code)[:-2]


def _holds(thirteen: str) -> bool:
    return pid_check_digit(thirteen[:12]) == int(thirteen[12])


def _compact(text: str | None) -> str:
    return _SEPARATORS.sub("", arabic_digits(text or "")).upper()


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
