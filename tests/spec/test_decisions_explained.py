"""What is said of two people who carry one number."""

import pytest

from samutphok.kernel.dates import PartialDate
from samutphok.linkage.domain.differences import explain_births, explain_names, explain_sexes, explain_titles


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("สมศรี", "สมศรี", "ตรงกัน"),
        ("สมศรี", "ประเสริฐ", "คนละชื่อ"),
        ("ประเสริฐ", "ประเสรฐ", "สะกดต่างกัน 1 ตัวอักษร"),
        ("สมชัย", "สมไชย", "สะกดต่างกันแต่ออกเสียงเหมือนกัน"),
    ],
)
def test_first_names(one: str, other: str, said: str) -> None:
    found = explain_names(one, other)
    assert found is not None
    assert found.th == said


def test_another_surname_may_be_a_marriage() -> None:
    found = explain_names("ทองคำ", "จันทร์ดี", surname=True)
    assert found is not None
    assert found.th == "คนละนามสกุล อาจเปลี่ยนเมื่อสมรสหรือหย่า"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("1957-03-14", "1957-03-14", "ตรงกัน"),
        ("1957-03-14", "1958-03-14", "ปีเกิดต่างกัน 1 ปี"),
        ("1957-03-14", "1959-05-01", "ปีเกิดต่างกัน 2 ปี วันเดือนไม่ตรงกัน"),
        ("1957-03-14", "2500-03-14", "ปีต่างกัน 543 ปี น่าจะสลับ พ.ศ. กับ ค.ศ."),
        ("1957-03-04", "1957-04-03", "วันกับเดือนสลับกัน"),
        ("1957-03-04", "1957-04-04", "ปีเดียวกัน เดือนไม่ตรงกัน"),
        ("1957-03-04", "1957-03-05", "ปีและเดือนเดียวกัน วันไม่ตรงกัน"),
        ("1957", "1957-03-05", "เท่าที่ทราบตรงกัน ฝ่ายหนึ่งไม่ทราบวันหรือเดือน"),
    ],
)
def test_births(one: str, other: str, said: str) -> None:
    for pair in ((one, other), (other, one)):
        found = explain_births(*map(PartialDate.from_iso, pair))
        assert found is not None
        assert found.th == said


def test_a_silent_side_is_not_explained() -> None:
    assert explain_names("", "สมศรี") is None
    assert explain_births(None, PartialDate.from_iso("1957")) is None
    assert explain_sexes(None, "F") is None
    assert explain_titles("", "นาง") is None


def test_titles_decide_nothing() -> None:
    found = explain_titles("นางสาว", "นาง")
    assert found is not None
    assert found.th == "ต่างกันได้ ไม่ใช้ตัดสิน"
