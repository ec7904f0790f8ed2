"""Baht in Thai words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.util import bahttext

from samutphok.kernel.baht import baht_in_words


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (50, "ห้าสิบสตางค์"),
        (100, "หนึ่งบาทถ้วน"),
        (150, "หนึ่งบาทห้าสิบสตางค์"),
        (1_100, "สิบเอ็ดบาทถ้วน"),
        (2_100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (300_000, "สามพันบาทถ้วน"),
        (1_900_021, "หนึ่งหมื่นเก้าพันบาทยี่สิบเอ็ดสตางค์"),
        (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (1_100_000_000, "สิบเอ็ดล้านบาทถ้วน"),
    ],
)
def test_amounts_as_a_receipt_writes_them(satang, words):
    assert baht_in_words(satang) == words


@given(st.integers(100, 10**11))
def test_the_words_are_those_of_another_program(satang):
    assert baht_in_words(satang) == bahttext(satang / 100)


def test_nothing_below_zero_is_written():
    with pytest.raises(ValueError, match="below zero"):
        baht_in_words(-1)
