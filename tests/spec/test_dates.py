"""How dates are read and shown. On the left as an office writes it, on the right the day that it means (CE)."""

from datetime import date

import pytest

from samutphok.kernel.dates import (
    AgeRange,
    Era,
    PartialDate,
    Precision,
    age_on,
    fiscal_year,
    format_date,
    format_month_year,
    read_date,
)
from samutphok.kernel.errors import InvalidInput


@pytest.mark.parametrize(
    ("as_written", "meaning"),
    [
        ("05/01/2560", "2017-01-05"),
        ("5-1-2560", "2017-01-05"),
        ("๕ ม.ค. ๒๕๖๐", "2017-01-05"),
        ("5 มกราคม พ.ศ. 2560", "2017-01-05"),
        ("วันที่ 5 เดือนมกราคม พ.ศ. 2560", "2017-01-05"),
        ("5 มค 2560", "2017-01-05"),
        ("5ก.พ.2560", "2017-02-05"),
        ("25600105", "2017-01-05"),
        ("05012560", "2017-01-05"),
        ("2017-01-05", "2017-01-05"),
        ("2017-01-05 00:00:00", "2017-01-05"),
        ("2560-01-05T08:30:00Z", "2017-01-05"),
        ("5 January 2017", "2017-01-05"),
        ("5-Jan-2017", "2017-01-05"),
        ("5 ม.ค. ค.ศ. 2017", "2017-01-05"),
        ("29/02/2563", "2020-02-29"),  # a leap year
    ],
)
def test_a_whole_date(as_written: str, meaning: str) -> None:
    read = read_date(as_written)
    assert read is not None
    assert (read.iso(), read.precision) == (meaning, Precision.DAY)


@pytest.mark.parametrize(
    ("as_written", "meaning"),
    [
        ("2500", "1957"),
        ("พ.ศ. 2500", "1957"),
        ("00/00/2500", "1957"),
        ("25000000", "1957"),
        ("00/05/2500", "1957-05"),
        ("พฤษภาคม 2500", "1957-05"),
        ("05/2500", "1957-05"),
        ("2500-05", "1957-05"),
    ],
)
def test_parts_that_are_unknown_stay_unknown(as_written: str, meaning: str) -> None:
    read = read_date(as_written)
    assert read is not None
    assert read.iso() == meaning


@pytest.mark.parametrize(
    ("as_written", "meaning"),
    [
        ("31/03/2480", "1938-03-31"),  # the last day of BE 2480
        ("01/04/2480", "1937-04-01"),  # its first
        ("31/12/2483", "1940-12-31"),  # the year of nine months
        ("15/02/2483", "1941-02-15"),  # by law these months were 2484 already
        ("01/01/2484", "1941-01-01"),
        ("15/02/2484", "1941-02-15"),
        ("29/02/2478", "1936-02-29"),
    ],
)
def test_before_2484_the_year_began_in_april(as_written: str, meaning: str) -> None:
    read = read_date(as_written)
    assert read is not None
    assert read.iso() == meaning


@pytest.mark.parametrize("as_written", ["", "   ", "-", "00/00/0000", "00000000", None])
def test_no_date_is_no_error(as_written: str | None) -> None:
    assert read_date(as_written) is None


@pytest.mark.parametrize(
    "as_written",
    [
        "29/02/2562",
        "31/04/2563",
        "12/25/2560",
        "05/00/2500",
        "5/1/60",
        "01/01/2300",
        "01/01/1700",
        "5 มกร 2560",
        "ไม่ทราบ",
        "2560/13/01",
        "5 ม.ค. พ.ศ. 2017",
        "5 ม.ค. ค.ศ. 2560",
        "พ.ศ. 2560 ค.ศ. 2017",
        "32/01/2560",
        "1/2/3/2560",
    ],
)
def test_an_impossible_or_doubtful_date_is_refused(as_written: str) -> None:
    with pytest.raises(InvalidInput, match="day/month/year") as refusal:
        read_date(as_written)
    assert as_written not in str(refusal.value)  # a birth date is personal


def test_a_column_with_a_known_era_takes_no_other() -> None:
    assert read_date("01/05/2563", era=Era.BE) == PartialDate(2020, 5, 1)
    assert read_date("01/05/2020", era=Era.CE) == PartialDate(2020, 5, 1)
    for as_written, era in (("01/05/2020", Era.BE), ("01/05/2563", Era.CE), ("1 พ.ค. พ.ศ. 2563", Era.CE)):
        with pytest.raises(InvalidInput):
            read_date(as_written, era=era)


@pytest.mark.parametrize(
    ("born", "on", "low", "high"),
    [
        ("1960-11-23", date(2020, 11, 22), 59, 59),
        ("1960-11-23", date(2020, 11, 23), 60, 60),
        ("1960-11", date(2020, 11, 15), 59, 60),
        ("1960", date(2020, 6, 1), 59, 60),
        ("1960", date(2020, 12, 31), 60, 60),
        ("2020", date(2020, 6, 1), 0, 0),
        ("2000-02-29", date(2021, 2, 28), 20, 20),
        ("2000-02-29", date(2021, 3, 1), 21, 21),
    ],
)
def test_an_age_is_as_certain_as_the_birth_date(born: str, on: date, low: int, high: int) -> None:
    assert age_on(PartialDate.from_iso(born), on) == AgeRange(low, high)


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(InvalidInput):
        age_on(PartialDate(2020, 5), date(2020, 4, 30))


@pytest.mark.parametrize(
    ("value", "thai", "english"),
    [
        (date(2026, 11, 23), "23 พฤศจิกายน 2569", "23 November 2026"),
        (PartialDate(2020, 5), "พฤษภาคม 2563", "May 2020"),
        (PartialDate(2020), "พ.ศ. 2563", "2020"),
        (PartialDate(1938, 3, 31), "31 มีนาคม 2480", "31 March 1938"),
    ],
)
def test_dates_are_shown_in_the_reader_s_era(value: date | PartialDate, thai: str, english: str) -> None:
    assert (format_date(value, "th"), format_date(value, "en-gb")) == (thai, english)


def test_a_month_is_shown_with_its_year() -> None:
    assert format_month_year(date(2026, 11, 23), "th") == "พฤศจิกายน 2569"


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 9, 30), 2569), (date(2026, 10, 1), 2570), (date(2027, 1, 1), 2570)]
)
def test_the_fiscal_year_begins_on_1_october(day: date, year: int) -> None:
    assert fiscal_year(day) == year


@pytest.mark.parametrize(
    "text", ["", "20", "2020-5", "2020-13", "2020-02-30", "2020-05-01-01", "๒๐๒๐", "2020-05-01T00"]
)
def test_only_iso_texts_are_iso(text: str) -> None:
    with pytest.raises(InvalidInput):
        PartialDate.from_iso(text)


def test_a_day_without_its_month_is_no_date() -> None:
    with pytest.raises(InvalidInput):
        PartialDate(2020, None, 5)
