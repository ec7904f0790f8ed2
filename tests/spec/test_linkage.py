"""When two rows with one citizen number are one person: the table to read before changing anything in linkage.

The number is the same in both rows. A row is joined only when nothing in it speaks against the person; otherwise it
waits for somebody's decision and is never joined in silence.
"""

from datetime import date

import pytest

from samutphok.kernel.dates import PartialDate
from samutphok.linkage.domain.agreement import Reason
from samutphok.linkage.domain.decision import Accept, Candidate, Claim, New, Review, Unlinked, decide
from samutphok.registry.domain.identity import Identity

BORN = PartialDate(1957, 3, 14)
SOMSRI = Identity("นาง", "สมศรี", "ทองคำ", "F", BORN)

JOINED: frozenset[Reason] = frozenset()

TABLE = [
    ("every part is the same", SOMSRI, JOINED),
    ("another title: titles change with age, marriage, rank", Identity("น.ส.", "สมศรี", "ทองคำ", "F", BORN), JOINED),
    ("a space and a doubled vowel sign typed by accident", Identity("", "สม ศรี", "ทองคํา", "F", BORN), JOINED),
    ("a homophone: ศ for ส", Identity("", "ศมศรี", "ทองคำ", "F", BORN), JOINED),
    ("one letter mistyped in the first name", Identity("", "สมศรา", "ทองคำ", "F", BORN), JOINED),
    ("a married name: only the surname is another", Identity("", "สมศรี", "แก้วมณี", "F", BORN), JOINED),
    ("a married name, and no birth date to compare", Identity("", "สมศรี", "แก้วมณี", None, None), JOINED),
    ("only the birth year is known, and it is the same", Identity("", "สมศรี", "ทองคำ", "F", PartialDate(1957)), JOINED),
    ("the register knows nothing but the number", Identity(), JOINED),
    ("mistyped first name and another surname, same birth", Identity("", "สมศรา", "แก้วมณี", "F", BORN), JOINED),
    (
        "mistyped first name and another surname, and no birth date confirms it",
        Identity("", "สมศรา", "แก้วมณี", "F", PartialDate(1957)),
        frozenset({Reason.FULL_NAME}),
    ),
    ("another first name", Identity("", "มาลี", "ทองคำ", "F", BORN), frozenset({Reason.FIRST_NAME})),
    ("another sex", Identity("", "สมศรี", "ทองคำ", "M", BORN), frozenset({Reason.SEX})),
    ("another birth year", Identity("", "สมศรี", "ทองคำ", "F", PartialDate(1975)), frozenset({Reason.BIRTH})),
    ("another day of birth", Identity("", "สมศรี", "ทองคำ", "F", PartialDate(1957, 3, 15)), frozenset({Reason.BIRTH})),
    (
        "another name, sex and birth: the number is mistyped or misused",
        Identity("", "ประเสริฐ", "จันทร์ดี", "M", PartialDate(1990, 1, 1)),
        frozenset({Reason.FIRST_NAME, Reason.SEX, Reason.BIRTH}),
    ),
]


def claim(identity: Identity, *, register: str = "state_welfare", row: int = 2, has_pid: bool = True) -> Claim:
    survey = register == "bmn_survey"
    return Claim(("file", row), identity, date(2018, 1, 1), register, survey, has_pid)


@pytest.mark.parametrize(("words", "other", "against"), TABLE, ids=[row[0] for row in TABLE])
def test_a_row_joins_a_person_only_when_nothing_speaks_against_it(
    words: str, other: Identity, against: frozenset[Reason]
) -> None:
    known = Candidate("somsri", ((claim(SOMSRI, register="bmn_survey", row=1),),))
    expected = Review("somsri", against) if against else Accept("somsri")
    assert decide(claim(other), [known]) == expected


def test_a_survey_row_without_a_valid_number_is_a_person_of_its_own() -> None:
    assert decide(claim(SOMSRI, register="bmn_survey", has_pid=False), []) == New()


def test_a_row_of_another_register_without_a_valid_number_waits_for_probable_linkage() -> None:
    assert decide(claim(SOMSRI, has_pid=False), []) == Unlinked()


def test_a_number_that_nobody_carries_yet_makes_a_new_person() -> None:
    assert decide(claim(SOMSRI), []) == New()


def test_one_survey_that_lists_a_number_twice_is_asked_about_even_when_both_rows_agree() -> None:
    first = claim(SOMSRI, register="bmn_survey", row=1)
    again = claim(SOMSRI, register="bmn_survey", row=2)
    decision = decide(again, [Candidate("somsri", ((first,),))])
    assert decision == Review("somsri", frozenset({Reason.SAME_SURVEY}))


def test_a_number_shared_by_two_people_joins_the_one_who_fits() -> None:
    prasert = Identity("นาย", "ประเสริฐ", "จันทร์ดี", "M", PartialDate(1990))
    people = [Candidate("somsri", ((claim(SOMSRI),),)), Candidate("prasert", ((claim(prasert),),))]
    assert decide(claim(prasert, row=3), people) == Accept("prasert")


def test_a_row_that_fits_two_people_of_one_number_is_asked_about() -> None:
    people = [Candidate("one", ((claim(SOMSRI),),)), Candidate("two", ((claim(SOMSRI),),))]
    assert decide(claim(Identity(), row=3), people) == Review("one", frozenset({Reason.SEVERAL_PEOPLE}))


def test_after_somebody_said_that_two_looks_are_one_person_a_row_may_agree_with_either() -> None:
    renamed = Identity("นาง", "กนกวรรณ", "ทองคำ", "F", BORN)
    person = Candidate("somsri", ((claim(SOMSRI),), (claim(renamed),)))
    assert decide(claim(renamed, row=3), [person]) == Accept("somsri")
    assert decide(claim(SOMSRI, row=4), [person]) == Accept("somsri")


def test_a_year_of_the_old_calendar_also_covers_the_months_before_april() -> None:
    """BE 2480 began in April 1937 and ended in March 1938."""
    year_only = Identity("", "สมศรี", "ทองคำ", "F", PartialDate(1937))
    february = Identity("", "สมศรี", "ทองคำ", "F", PartialDate(1938, 2, 1))
    assert decide(claim(february), [Candidate("somsri", ((claim(year_only),),))]) == Accept("somsri")
