"""How synthetic offices write names, numbers and days: wrong in the ways they mean to be wrong, and in no other."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samutphok.kernel.dates import Precision, read_date
from samutphok.kernel.identifiers import PidStatus, read_house_code, read_pid
from samutphok.kernel.thai import normalise_n1, normalise_n2
from samutphok.synthetic import numbers
from samutphok.synthetic.misspelling import SPELLINGS, TIS_620_SPELLINGS, spellings
from samutphok.synthetic.vocabulary import vocabulary
from samutphok.synthetic.written_dates import FIRST_DAY, LAST_DAY, DateForm, written

HOMOPHONE, TYPED_IN_PARTS, MARKS_EXCHANGED, ZERO_WIDTH = 1, 6, 7, 8
right_names = st.sampled_from(
    [*vocabulary().first_names.to_pylist()[::SPELLINGS], *vocabulary().last_names.to_pylist()[::SPELLINGS]]
)
days = st.dates(FIRST_DAY, LAST_DAY)


@given(right_names)
def test_a_name_typed_otherwise_is_the_same_writing_and_a_homophone_the_same_sound(name):
    forms = spellings(name)
    doubled = forms[3]
    for way in (TYPED_IN_PARTS, MARKS_EXCHANGED, ZERO_WIDTH):
        assert forms[way] == doubled or normalise_n1(forms[way]) == normalise_n1(name)
    assert forms[HOMOPHONE] == doubled or normalise_n2(forms[HOMOPHONE]) == normalise_n2(name)


@given(right_names)
def test_every_spelling_but_the_right_one_differs_and_all_but_the_last_fit_tis_620(name):
    forms = spellings(name)
    assert forms[0] == name
    assert name not in forms[1:]
    for form in forms[:TIS_620_SPELLINGS]:
        form.encode("tis-620")


@settings(deadline=None)  # the first one makes the table of days
@given(days, st.sampled_from([form for form in DateForm if form < DateForm.MONTH_ONLY]))
def test_a_whole_date_reads_as_its_day_in_every_form(day, form):
    text = written(np.array([(day - FIRST_DAY).days]), np.array([int(form)]))[0].as_py()
    assert read_date(text).iso() == day.isoformat()


@given(days)
def test_partial_dates_keep_what_they_know(day):
    place = np.array([(day - FIRST_DAY).days])
    month, year = (
        written(place, np.array([int(form)]))[0].as_py() for form in (DateForm.MONTH_ONLY, DateForm.YEAR_ONLY)
    )
    assert read_date(month).iso() == day.isoformat()[:7]
    assert read_date(year).precision is Precision.YEAR


def test_a_form_of_minus_one_leaves_the_date_empty():
    assert written(np.array([0, 1]), np.array([-1, 0])).to_pylist() == [None, "02/01/2447"]


@given(st.integers(0, 999_999_990), st.integers(0, 8), st.integers(0, 10**6))
def test_numbers_hold_their_check_digit_and_every_readable_form_gives_them_back(serial, first, seed):
    pid = numbers.citizen_numbers(np.array([serial]), first_digits=np.array([first]), seed=seed)[0].as_py()
    assert pid[0] == str(first)
    assert pid[1:3] == "99"
    for form in (numbers.with_dashes, numbers.in_thai_digits, numbers.with_spaces, numbers.without_leading_zero):
        assert read_pid(form(pid)).value == pid
    assert read_pid(numbers.wrong_check_digit(pid)).status is PidStatus.BAD_CHECK_DIGIT
    assert read_pid(numbers.cut_short(pid)).status is PidStatus.MALFORMED


@given(st.integers(0, 990_000_000), st.integers(2, 2_000))
def test_different_serials_never_give_the_same_number(start, size):
    made = numbers.citizen_numbers(start + np.arange(size), first_digits=np.full(size, 3), seed=1)
    assert len(set(made.to_pylist())) == size


@given(st.integers(1001, 9699), st.integers(0, 9_000_000))
def test_house_codes_begin_with_their_amphoe(amphoe, serial):
    code = numbers.house_codes(np.array([amphoe]), np.array([serial]))[0].as_py()
    assert code.startswith(str(amphoe))
    assert read_house_code(code) == code


def test_dates_of_the_old_year_are_written_in_it():
    place = np.array([(date(1941, 1, 1) - timedelta(days=1) - FIRST_DAY).days, (date(1940, 2, 1) - FIRST_DAY).days])
    assert written(place, np.array([0, 0])).to_pylist() == ["31/12/2483", "01/02/2482"]
