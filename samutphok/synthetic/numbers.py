"""Citizen numbers that are never issued, and house codes, in bulk.

The second and third digit of a citizen number are those of the province that issued it. No province is 99, so a number
with 99 there belongs to nobody, while its check digit holds as in a real one.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samutphok.kernel.thai import thai_digits

Integers = NDArray[np.int64]
Digits = NDArray[np.uint8]

_SERIALS = 1_000_000_000  # nine free digits, the fourth to the twelfth
_STEP = 387_420_489  # odd and no multiple of five, so that serials spread over all numbers without a repeat
_HOUSES = 10_000_000
_HOUSE_STEP = 4_782_969
_PID_WEIGHTS = np.arange(13, 1, -1)


def citizen_numbers(serials: Integers, *, first_digits: Integers, seed: int) -> pa.Array:
    """Citizen numbers (13 digits as text) of the never-issued series, one for each serial below 1,000,000,000."""
    free = (serials * _STEP + seed) % _SERIALS
    digits = np.empty((len(serials), 13), dtype=np.uint8)
    digits[:, 0] = first_digits
    digits[:, 1:3] = 9
    digits[:, 3:12] = _digits(free, 9)
    digits[:, 12] = (11 - digits[:, :12] @ _PID_WEIGHTS % 11) % 10
    return text_of(digits)


def house_codes(amphoe: Integers, serials: Integers) -> pa.Array:
    """House codes (11 digits as text): the amphoe's four, then seven that differ within the amphoe."""
    return text_of(np.hstack([_digits(amphoe, 4), _digits(serials * _HOUSE_STEP % _HOUSES, 7)]))


def text_of(digits: Digits) -> pa.Array:
    """Rows of digits (n, width) as texts of that width."""
    rows, width = digits.shape
    offsets = pa.py_buffer(np.arange(0, (rows + 1) * width, width, dtype=np.int64))
    letters = pa.py_buffer(np.ascontiguousarray(digits + ord("0")))
    return pa.LargeStringArray.from_buffers(rows, offsets, letters).cast(pa.string())


def wrong_check_digit(pid: str) -> str:
    """The number with its last digit mistyped."""
    return pid[:12] + str((int(pid[12]) + 3) % 10)


def with_dashes(pid: str) -> str:
    """The number as it stands on the card."""
    return f"{pid[0]}-{pid[1:5]}-{pid[5:10]}-{pid[10:12]}-{pid[12]}"


def in_thai_digits(pid: str) -> str:
    """The number in Thai digits."""
    return thai_digits(pid)


def with_spaces(pid: str) -> str:
    """The number in the groups of the card, with spaces."""
    return with_dashes(pid).replace("-", " ")


def without_leading_zero(pid: str) -> str:
    """The number as a spreadsheet leaves it that took it for a quantity."""
    return pid.lstrip("0")


def cut_short(pid: str) -> str:
    """The number with its last two digits lost: too short to be any number."""
    return pid[:11]


def _digits(values: Integers, width: int) -> Digits:
    columns = np.empty((len(values), width), dtype=np.uint8)
    rest = values.astype(np.int64)
    for place in range(width - 1, -1, -1):
        rest, columns[:, place] = np.divmod(rest, 10)
    return columns
