"""Dates written in any way of an office and read again are the same dates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samutphok.kernel.dates import PartialDate, age_on, buddhist_year, fiscal_year, format_date, read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.thai import thai_digits

days = st.dates(date(1890, 1, 1), date(2150, 12, 31))
partial = st.one_of(
    days.map(PartialDate.of),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)


def numbers(value: PartialDate) -> str:
    return f"{value.day or 0:02d}/{value.month or 0:02d}/{buddhist_year(value)}"


def packed(value: PartialDate) -> str:
    return f"{buddhist_year(value)}{value.month or 0:02d}{value.day or 0:02d}"


@given(
    partial,
    st.sampled_from(
        [
            PartialDate.iso,
            numbers,
            packed,
            lambda value: thai_digits(numbers(value)),
            lambda value: format_date(value, "th"),
            lambda value: format_date(value, "en"),
        ]
    ),
)
def test_a_date_is_read_as_it_was_written(value: PartialDate, write) -> None:
    assert read_date(write(value)) == value


@given(partial)
def test_iso_keeps_the_precision(value: PartialDate) -> None:
    assert PartialDate.from_iso(value.iso()) == value
    assert value.earliest() <= value.latest()


@given(st.text(st.sampled_from("0123456789๐๕/-. :tzกคมพศ.janBE"), max_size=14) | st.text(max_size=20))
def test_any_text_is_a_date_or_no_date_or_refused(text: str) -> None:
    try:
        read = read_date(text)
    except InvalidInput:
        return
    assert read is None or read.earliest() <= read.latest()


@given(days, st.integers(0, 40_000), st.sampled_from([1, 2, 3]))
def test_less_knowledge_widens_an_age_and_never_moves_it(born: date, later: int, known: int) -> None:
    on = born + timedelta(days=later)
    whole = age_on(PartialDate.of(born), on)
    vague = age_on(PartialDate(*(born.year, born.month, born.day)[:known]), on)
    assert vague.low <= whole.low == whole.high <= vague.high
    assert vague.high - vague.low <= 1


@given(days)
def test_one_day_later_is_never_an_earlier_year(day: date) -> None:
    tomorrow = day + timedelta(days=1)
    assert buddhist_year(tomorrow) - buddhist_year(day) in (0, 1)
    assert fiscal_year(tomorrow) - fiscal_year(day) == (1 if (tomorrow.month, tomorrow.day) == (10, 1) else 0)
