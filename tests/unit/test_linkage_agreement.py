"""How the parts of two identities compare."""

from datetime import date
from uuid import uuid4

import pytest

from samutphok.kernel.dates import PartialDate
from samutphok.linkage.domain.agreement import Likeness, Reason, compare_births, compare_names
from samutphok.linkage.domain.decision import Claim, Ruling
from samutphok.linkage.domain.plan import Arrival, Cut
from samutphok.linkage.domain.review import REASON_WORDS
from samutphok.linkage.domain.settlement import settle
from samutphok.linkage.engine import as_arrival
from samutphok.registry.domain.identity import Identity


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("สมศรี", "สมศรี", Likeness.SAME),
        ("สมศรี", "ศมสรี", Likeness.SAME),
        ("ชัย", "ไชย", Likeness.SAME),
        ("สมชาย", "สมชาว", Likeness.CLOSE),
        ("ดี", "ดำ", Likeness.OTHER),
        ("สมชาย", "", Likeness.UNKNOWN),
        ("สมชาย", "ประเสริฐ", Likeness.OTHER),
        ("กนกวรรณ", "กนกวรณ", Likeness.CLOSE),
        ("สวัสดิ์", "สวัสดิ", Likeness.CLOSE),
    ],
)
def test_names_compare_by_spelling_then_sound_then_slips(one: str, other: str, likeness: Likeness) -> None:
    assert compare_names(one, other) is compare_names(other, one) is likeness


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        (None, PartialDate(1957), Likeness.UNKNOWN),
        (PartialDate(1957), PartialDate(1957, 3, 14), Likeness.UNKNOWN),
        (PartialDate(1957, 3), PartialDate(1957, 4, 1), Likeness.OTHER),
        (PartialDate(1957, 3, 14), PartialDate(1957, 3, 14), Likeness.SAME),
        (PartialDate(1937), PartialDate(1938, 3, 31), Likeness.UNKNOWN),
        (PartialDate(1937), PartialDate(1938, 4, 1), Likeness.OTHER),
        (PartialDate(1941), PartialDate(1942, 1, 1), Likeness.OTHER),
    ],
)
def test_births_compare_the_parts_that_both_know(
    one: PartialDate | None, other: PartialDate | None, likeness: Likeness
) -> None:
    assert compare_births(one, other) is compare_births(other, one) is likeness


def test_every_reason_has_words_in_both_languages() -> None:
    assert set(REASON_WORDS) == set(Reason)
    assert all(words.th and words.en for words in REASON_WORDS.values())


def claim(name: str, row: int, *, ruling: Ruling | None = None, register: str = "state_welfare") -> Claim:
    survey = register == "bmn_survey"
    return Claim(("file", row), Identity("", name, "ทองคำ"), date(2018, 1, row), register, survey, ruling=ruling)


def test_the_number_belongs_to_the_survey_row_even_when_another_register_is_older() -> None:
    settled = settle([claim("ประเสริฐ", 1), claim("สมศรี", 2, register="bmn_survey")])
    assert settled.holder == {("file", 2)}
    assert set(settled.reviews) == {("file", 1)}


def test_what_somebody_ruled_stands_whatever_arrives() -> None:
    ruled_same, ruled_other = claim("มาลี", 3, ruling=Ruling.SAME), claim("บุญมี", 4, ruling=Ruling.DIFFERENT)
    rows = [claim("สมศรี", 1), claim("สมศรี", 2), ruled_same, ruled_other, claim("มาลี", 5), claim("บุญมี", 6)]
    settled = settle(rows)
    assert settled.holder == {("file", 1), ("file", 2), ("file", 3), ("file", 5)}
    assert settled.sharers == {("file", 4): {("file", 4), ("file", 6)}}
    assert not settled.reviews


def test_a_staged_row_keeps_its_facts_without_its_silences_and_without_the_number() -> None:
    cut = Cut(uuid4(), "file", "state_welfare", date(2018, 1, 1))
    row = {"row_number": 3, "pid": None, "pid_given": None, "area_code": "83010101", "first_name": "สมศรี"}
    arrival = as_arrival(row | {"validated": 1, "registered_on": None, "amount": float("nan")}, cut)
    assert isinstance(arrival, Arrival)
    assert arrival.values == {"first_name": "สมศรี", "validated": 1, "amount": "nan"}
    assert (arrival.house, arrival.pid_index, arrival.row_number) == (None, "", 3)
