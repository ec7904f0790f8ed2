"""When somebody belonged to a household, and what is shown of a person whom many rows describe."""

from datetime import date
from itertools import permutations
from uuid import UUID

from samutphok.kernel.dates import PartialDate
from samutphok.registry.domain.identity import Identity, Portrait, Reading, name_keys, portrait
from samutphok.registry.domain.membership import Stay, dates_of, ends

A, B, H, G = (UUID(int=number) for number in range(4))
D1, D2, D3 = date(2017, 1, 1), date(2019, 1, 1), date(2021, 1, 1)


def ended(*stays: Stay) -> dict[int, date | None]:
    return ends(stays, person_dates=dates_of(stays, by="person"), household_dates=dates_of(stays, by="household"))


def test_the_newest_stay_lasts() -> None:
    assert ended(Stay(1, A, H, D1), Stay(2, A, H, D2)) == {1: D2, 2: None}


def test_a_move_ends_the_stay_in_the_old_household() -> None:
    assert ended(Stay(1, A, H, D1), Stay(2, A, G, D2)) == {1: D2, 2: None}


def test_whoever_a_later_survey_of_the_household_does_not_list_has_left() -> None:
    assert ended(Stay(1, A, H, D1), Stay(2, B, H, D1), Stay(3, B, H, D3)) == {1: D3, 2: D3, 3: None}


def test_two_files_of_one_cut_end_nothing() -> None:
    assert ended(Stay(1, A, H, D2), Stay(2, B, H, D2)) == {1: None, 2: None}


def test_the_order_of_arrival_changes_no_end() -> None:
    stays = (Stay(1, A, H, D1), Stay(2, A, G, D2), Stay(3, B, H, D3), Stay(4, A, H, D3))
    assert all(ended(*order) == ended(*stays) for order in permutations(stays))


SURVEY = Reading(Identity("นางสาว", "สมศรี", "ทองคำ", "F", PartialDate(1957, 3, 14)), "83010101", D1, True, ("a", 1))
WELFARE = Reading(Identity("", "ศมศรี", "แก้วมณี", None, PartialDate(1957)), "84010101", D2, False, ("b", 1))
SILENT = Reading(Identity(), "10010101", D3, False, ("c", 1))


def test_each_part_comes_from_the_newest_row_that_has_it() -> None:
    expected = Identity("นางสาว", "ศมศรี", "แก้วมณี", "F", PartialDate(1957, 3, 14))
    assert portrait([SURVEY, WELFARE, SILENT]) == Portrait(expected, "83010101")


def test_a_birth_date_with_its_day_is_kept_when_a_newer_row_knows_only_the_year() -> None:
    assert portrait([WELFARE, SURVEY]).identity.birth == PartialDate(1957, 3, 14)


def test_a_person_whom_no_survey_met_is_placed_by_the_newest_register() -> None:
    assert portrait([WELFARE, SILENT]).area_code == "10010101"


def test_at_one_date_the_survey_goes_before_other_registers() -> None:
    same_day = Reading(Identity("", "มาลี", "", None, None), "83", D1, False, ("z", 9))
    assert portrait([SURVEY, same_day]).identity.first_name == "สมศรี"


def test_the_order_of_rows_changes_no_portrait() -> None:
    rows = [SURVEY, WELFARE, SILENT]
    assert {repr(portrait(order)) for order in permutations(rows)} == {repr(portrait(rows))}


def test_a_name_is_found_under_its_sound() -> None:
    assert name_keys(Identity("", "ศมศรี", "ทองคํา")) == name_keys(Identity("", "สมศรี", "ทองคำ"))
