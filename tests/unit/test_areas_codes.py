"""Codes that are not well formed, and the rows of an operator's list."""

from datetime import date

import pytest

from samutphok.areas.domain import AreaKind, AreaView, read_code
from samutphok.areas.domain.operator_list import BadRow, OperatorArea, column_names, read_row
from samutphok.areas.errors import MalformedAreaCode, UnknownArea

ROW = {"code": "C83010104", "name_th": "ชุมชนตัวอย่าง"}


@pytest.mark.parametrize(
    "text", ["", "8", "830", "0830106", "83A1", "C83", "C830101", "C83010112345", "L8", "L83", "T", "013801", "８３๐x"]
)
def test_a_malformed_code_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(MalformedAreaCode) as caught:
        read_code(text)
    assert f"'{text}'" in caught.value.problem.en
    assert f"'{text}'" in caught.value.problem.th


def test_a_number_that_slid_into_the_code_column_is_not_repeated() -> None:
    with pytest.raises(MalformedAreaCode) as caught:
        read_code("1990000000003")
    assert "0000000" not in str(caught.value)
    assert "0000000" not in str(UnknownArea("1990000000003"))


def test_columns_are_known_by_thai_and_english_names_and_others_left_alone() -> None:
    assert column_names([" Code ", "ชื่อ", "ครอบคลุม", "โทรศัพท์"]) == {
        "code": " Code ",
        "name_th": "ชื่อ",
        "covers": "ครอบคลุม",
    }


def test_a_row_needs_only_code_and_name() -> None:
    assert read_row(ROW) == OperatorArea(
        AreaView("C83010104", AreaKind.COMMUNITY, 8, "ชุมชนตัวอย่าง", "", "830101", listed=True)
    )


def test_a_municipality_may_have_communities_where_villages_were() -> None:
    assert read_row({**ROW, "code": "83010103", "kind": "ชุมชน"}).area.kind is AreaKind.COMMUNITY


def test_dates_may_be_buddhist_years() -> None:
    area = read_row({**ROW, "valid_from": "1 ตุลาคม 2560", "valid_to": "2026-10-01"}).area
    assert (area.valid_from, area.valid_to) == (date(2017, 10, 1), date(2026, 10, 1))


def test_a_local_government_covers_outermost_codes_only() -> None:
    row = {"code": "L8305830102", "name_th": "เทศบาลตัวอย่าง", "covers": "830106 83010604, 83010701;C83010104 830106"}
    assert read_row(row).covers == ("830106", "83010701", "C83010104")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"code": "830106"}, "national catalogue"),
        ({"name_th": " "}, "no name"),
        ({"kind": "ตำบล"}, "does not go with"),
        ({"kind": "วัด"}, "does not go with"),
        ({"covers": "830106"}, "Only a local government"),
        ({"code": "L8301", "covers": "TH"}, "cannot cover the country"),
        ({"code": "L8301", "covers": "L8302"}, "cannot cover the country"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(changed: dict[str, str], says: str) -> None:
    with pytest.raises(BadRow, match=says):
        read_row({**ROW, **changed})
