"""What a clerk is told of a row in doubt and somebody it may be: part by part, how near, and what it is worth."""

from datetime import date

import pytest

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.marking import pieces, word_pieces
from samutphok.linkage.domain.differences import Part, Says, Side, Verdict, differences, evidence, says_of
from samutphok.linkage.domain.likelihood import link_model
from samutphok.linkage.domain.review_policy import review_policy
from samutphok.registry.domain.identity import Identity

SPEAKS = review_policy(date(2026, 11, 23)).speaks
ROWS = {
    # part: (one side, the other, verdict, in words, how strongly it speaks)
    Part.FIRST_NAME: [
        ("สมศรี", "สมศรี", Verdict.SAME, "ตรงกัน", Says.STRONGLY_FOR),
        ("สมชัย", "สมไชย", Verdict.NEARLY, "สะกดต่างกันแต่ออกเสียงเหมือนกัน", Says.STRONGLY_FOR),
        ("ประเสริฐ", "ประเสรฐ", Verdict.NEARLY, "สะกดต่างกัน 1 ตัวอักษร", Says.STRONGLY_FOR),
        ("จันทร์", "จันทร", Verdict.NEARLY, "ต่างกันเฉพาะการันต์หรือวรรณยุกต์", Says.STRONGLY_FOR),
        ("น้อย", "นอย", Verdict.NEARLY, "ต่างกันเฉพาะวรรณยุกต์", Says.STRONGLY_FOR),
        ("ประเสริฐศักดิ์", "ประเสริฐ", Verdict.NEARLY, "ฝ่ายหนึ่งสั้นกว่า อาจเขียนไม่ครบ", Says.UNWEIGHED),
        ("สมศรี", "ประเสริฐ", Verdict.OTHER, "คนละชื่อ", Says.STRONGLY_AGAINST),
        ("สมศรี", "", Verdict.SILENT, None, None),
    ],
    Part.LAST_NAME: [
        ("ทองคำ", "จันทร์ดี", Verdict.OTHER, "คนละนามสกุล อาจเปลี่ยนเมื่อสมรสหรือหย่า", Says.AGAINST),
    ],
    Part.BIRTH: [
        ("1957-03-14", "1957-03-14", Verdict.SAME, "ตรงกัน", Says.STRONGLY_FOR),
        ("1957-03-14", "1958-03-14", Verdict.NEARLY, "ปีเกิดต่างกัน 1 ปี", Says.STRONGLY_FOR),
        ("1957-03-14", "1975-03-14", Verdict.OTHER, "ปีเกิดต่างกัน 18 ปี", Says.STRONGLY_AGAINST),
        ("1932-03-14", "1914-03-14", Verdict.NEARLY, "เลขปีสลับหลัก (ต่างกัน 18 ปี)", Says.UNWEIGHED),
        ("1957-03-04", "1957-04-03", Verdict.NEARLY, "วันกับเดือนสลับกัน", Says.UNWEIGHED),
        (
            "1957-01-01",
            "1957-04-03",
            Verdict.NEARLY,
            "ปีเดียวกัน ฝ่ายหนึ่งเป็น 1 มกราคม มักแปลว่าไม่ทราบวันเกิด",
            Says.UNWEIGHED,
        ),
        ("1957", "1957-04-03", Verdict.NEARLY, "เท่าที่ทราบตรงกัน ฝ่ายหนึ่งไม่ทราบวันหรือเดือน", Says.STRONGLY_FOR),
        ("1957-04-03", "1961-05-05", Verdict.OTHER, "ปีเกิดต่างกัน 4 ปี วันเดือนไม่ตรงกัน", Says.STRONGLY_AGAINST),
    ],
    Part.SEX: [
        ("F", "F", Verdict.SAME, "ตรงกัน", Says.LITTLE_FOR),
        ("F", "M", Verdict.OTHER, "เพศไม่ตรงกัน", Says.STRONGLY_AGAINST),
    ],
    Part.AREA: [
        ("83010101", "83010101", Verdict.SAME, "ตรงกัน", Says.FOR),
        ("83010101", "830101", Verdict.NEARLY, "เท่าที่ทราบตรงกัน ฝ่ายหนึ่งไม่บอกละเอียด", Says.FOR),
        ("83010101", "83010102", Verdict.NEARLY, "ตำบลเดียวกัน คนละหมู่บ้าน", Says.FOR),
        ("83010101", "83010201", Verdict.NEARLY, "คนละตำบลในอำเภอเดียวกัน", Says.AGAINST),
        ("83010101", "83020101", Verdict.OTHER, "คนละอำเภอในจังหวัดเดียวกัน อาจย้ายบ้าน", Says.AGAINST),
        ("83010101", "82010101", Verdict.OTHER, "คนละจังหวัด อาจย้ายบ้านหรือไปทำงาน", Says.AGAINST),
        ("83010101", "", Verdict.SILENT, None, None),
    ],
    Part.PID: [
        ("a", "a", Verdict.SAME, "ตรงกัน", Says.STRONGLY_FOR),
        ("a", "b", Verdict.OTHER, "คนละเลขประจำตัว", Says.STRONGLY_AGAINST),
    ],
    Part.TITLE: [("นางสาว", "นาง", Verdict.NEARLY, "ต่างกันได้ ไม่ใช้ตัดสิน", None)],
}


def side(part: Part, value: str) -> Side:
    match part:
        case Part.FIRST_NAME:
            return Side(Identity(first_name=value))
        case Part.LAST_NAME:
            return Side(Identity(last_name=value))
        case Part.TITLE:
            return Side(Identity(title=value))
        case Part.SEX:
            return Side(Identity(sex=value or None))
        case Part.BIRTH:
            return Side(Identity(birth=PartialDate.from_iso(value)))
        case Part.AREA:
            return Side(Identity(), area_code=value)
        case Part.PID:
            return Side(Identity(), pid=value)


@pytest.mark.parametrize(
    ("part", "one", "other", "verdict", "said", "says"),
    [(part, *row) for part, rows in ROWS.items() for row in rows],
    ids=lambda value: str(getattr(value, "value", value)),
)
def test_each_part_is_explained_either_way_round(
    part: Part, one: str, other: str, verdict: Verdict, said: str | None, says: Says | None
) -> None:
    for left, right in ((one, other), (other, one)):
        found = differences(side(part, left), side(part, right), model=link_model(), speaks=SPEAKS)
        told = next(each for each in found if each.part is part)
        assert (told.verdict, told.note.th if told.note else None, told.says) == (verdict, said, says)


def test_names_that_changed_places_are_seen_as_one_slip() -> None:
    one = Side(Identity(first_name="สมศรี", last_name="ทองคำ"))
    other = Side(Identity(first_name="ทองคำ", last_name="สมศรี"))
    found = {each.part: each for each in differences(one, other, model=link_model(), speaks=SPEAKS)}
    for part in (Part.FIRST_NAME, Part.LAST_NAME):
        assert found[part].verdict is Verdict.NEARLY
        note = found[part].note
        assert note is not None
        assert note.th == "ชื่อกับนามสกุลสลับกัน"


def test_evidence_is_the_sum_of_what_each_part_is_worth_and_frequencies_go_before_the_model() -> None:
    one, other = Side(Identity(first_name="สมศรี", sex="F")), Side(Identity(first_name="สมศรี", sex="M"))
    plain = differences(one, other, model=link_model(), speaks=SPEAKS)
    assert evidence(plain) == pytest.approx(7.907 - 6.644, abs=0.001)
    rare = differences(one, other, model=link_model(), speaks=SPEAKS, weighed={"first_name": 15.0})
    assert evidence(rare) == pytest.approx(15 - 6.644, abs=0.001)


@pytest.mark.parametrize(
    ("bits", "word"),
    [
        (5, Says.STRONGLY_FOR),
        (4.9, Says.FOR),
        (2, Says.FOR),
        (0.5, Says.LITTLE_FOR),
        (0.4, Says.NOTHING),
        (-0.4, Says.NOTHING),
        (-0.5, Says.LITTLE_AGAINST),
        (-2, Says.AGAINST),
        (-5, Says.STRONGLY_AGAINST),
    ],
)
def test_strength_in_words(bits: float, word: Says) -> None:
    assert says_of(bits, SPEAKS) is word


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("น้อย", "นอย", ["น้"]),  # the letter with its tone mark, never the mark alone
        ("จันทร์", "จันทร", ["ร์"]),
        ("ศรีสุข", "สรีสุข", ["ศ"]),
        ("สมศรี", "ประเสริฐ", ["สมศรี"]),
    ],
)
def test_the_letters_that_differ_are_marked_whole(one: str, other: str, marked: list[str]) -> None:
    found = pieces(one, [other])
    assert [piece.text for piece in found if piece.differs] == marked
    assert "".join(piece.text for piece in found) == one


def test_of_dates_and_places_whole_words_are_marked() -> None:
    found = word_pieces("14 มีนาคม 2500", ["14 มีนาคม 2501"])
    assert [piece.text for piece in found if piece.differs] == ["2500"]
    assert "".join(piece.text for piece in found) == "14 มีนาคม 2500"
