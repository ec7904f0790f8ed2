"""How values are written: Thai with Buddhist years, English with common ones, a dash for what is not known."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual
from samutphok.web.templatetags.desk import age, bar, day, moment, number, percent, said


@pytest.mark.parametrize(
    ("value", "thai", "english"),
    [
        (date(2026, 11, 23), "23 พฤศจิกายน 2569", "23 November 2026"),
        (PartialDate(1957), "พ.ศ. 2500", "1957"),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), "24 พฤศจิกายน 2569", "24 November 2026"),  # Thailand's day
        (None, "–", "–"),
    ],
)
def test_days_are_written_in_the_reader_s_era(value: object, thai: str, english: str) -> None:
    with override("th"):
        assert day(value) == thai  # type: ignore[arg-type]
    with override("en"):
        assert day(value) == english  # type: ignore[arg-type]


def test_a_moment_is_thailand_s_time() -> None:
    with override("en"):
        assert moment(datetime(2026, 11, 23, 7, 5, tzinfo=UTC)) == "23 November 2026 14:05"


@pytest.mark.parametrize(
    ("fraction", "text"),
    [(0.0, "0.0%"), (0.00001, "<0.01%"), (0.0066, "0.66%"), (0.123, "12.3%"), (1.0, "100.0%"), (None, "–")],
)
def test_a_small_share_is_never_written_as_none(fraction: float | None, text: str) -> None:
    assert percent(fraction) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1234567, "1,234,567"), (12500.5, "12,500.50"), (None, "–")])
def test_thousands_are_parted(value: float | None, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "0 days old"), (1, "1 day old"), (59, "59 days old"), (60, "2 months old"), (730, "2 years old")],
)
def test_age_is_told_in_the_unit_that_people_use(days: int, text: str) -> None:
    with override("en"):
        assert age(days) == text


def test_policy_texts_follow_the_reader() -> None:
    with override("en"):
        assert said(Bilingual("ไทย", "English")) == "English"
    with override("th"):
        assert said(Bilingual("ไทย", "English")) == "ไทย"


@pytest.mark.parametrize(
    ("fraction", "most", "width"),
    [(0.5, 1.0, "50.00"), (0.2, 0.4, "50.00"), (None, 1.0, "0.00"), (2.0, 1.0, "100.00"), (0.1, 0.0, "0.00")],
)
def test_a_bar_is_as_long_as_its_part_of_the_longest(fraction: float | None, most: float, width: str) -> None:
    assert f'class="bar-length" width="{width}"' in bar(fraction, most)
