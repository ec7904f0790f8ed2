"""Dates in the forms in which offices write them, taken from one table of all days."""

from datetime import date, timedelta
from enum import IntEnum
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samutphok.kernel.date_text import MONTHS_TH
from samutphok.kernel.dates import buddhist_year
from samutphok.kernel.thai import thai_digits

FIRST_DAY = date(1905, 1, 1)
LAST_DAY = date(2045, 12, 31)
Days = NDArray[np.datetime64]
DAYS = (LAST_DAY - FIRST_DAY).days + 1

_SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")


class DateForm(IntEnum):
    """The written forms; the last two know less than the day."""

    PADDED = 0  # 05/11/2520
    PLAIN = 1  # 5/11/2520
    SHORT_MONTH = 2  # 5 พ.ย. 2520
    LONG_MONTH = 3  # 5 พฤศจิกายน พ.ศ. 2520
    THAI_DIGITS = 4  # ๕/๑๑/๒๕๒๐
    COMPACT = 5  # 25201105
    COMMON_ERA = 6  # 1977-11-05
    MONTH_ONLY = 7  # 00/11/2520
    YEAR_ONLY = 8  # 00/00/2520


def day_numbers(days: Days) -> NDArray[np.int64]:
    """Places of days ('datetime64[D]') in the table; all must lie between FIRST_DAY and LAST_DAY."""
    return (days - np.datetime64(FIRST_DAY, "D")).astype(np.int64)


def written(days: NDArray[np.int64], forms: NDArray[np.int64]) -> pa.Array:
    """Texts of `days` (places in the table), each in its form (DateForm); a form of -1 leaves it empty (null)."""
    return _table().take(pa.array(forms * DAYS + days, mask=forms < 0))


@cache
def _table() -> pa.Array:
    days = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
    return pa.array([text for form in DateForm for text in _column(form, days)], pa.string())


def _column(form: DateForm, days: list[date]) -> list[str]:
    match form:
        case DateForm.PADDED:
            return [f"{day.day:02d}/{day.month:02d}/{buddhist_year(day)}" for day in days]
        case DateForm.PLAIN:
            return [f"{day.day}/{day.month}/{buddhist_year(day)}" for day in days]
        case DateForm.SHORT_MONTH:
            return [f"{day.day} {_SHORT_MONTHS[day.month - 1]} {buddhist_year(day)}" for day in days]
        case DateForm.LONG_MONTH:
            return [f"{day.day} {MONTHS_TH[day.month - 1]} พ.ศ. {buddhist_year(day)}" for day in days]
        case DateForm.THAI_DIGITS:
            return [thai_digits(f"{day.day}/{day.month}/{buddhist_year(day)}") for day in days]
        case DateForm.COMPACT:
            return [f"{buddhist_year(day)}{day.month:02d}{day.day:02d}" for day in days]
        case DateForm.COMMON_ERA:
            return [day.isoformat() for day in days]
        case DateForm.MONTH_ONLY:
            return [f"00/{day.month:02d}/{buddhist_year(day)}" for day in days]
        case DateForm.YEAR_ONLY:
            return [f"00/00/{buddhist_year(day)}" for day in days]
