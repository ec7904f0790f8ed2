"""How two answers to one question differ, in the words that a case worker reads before choosing."""

import pytest

from samutphok.logbook.domain.catalogue import FactKind
from samutphok.logbook.domain.difference import difference, pieces

# kind, one answer, the other, what the page says
CASES = [
    (FactKind.NUMBER, "12000", "9000", "ห่างกัน 3,000 (ร้อยละ 25 ของค่าที่มากกว่า)"),
    (FactKind.NUMBER, "0", "500", "ห่างกัน 500 (ร้อยละ 100 ของค่าที่มากกว่า)"),
    (FactKind.NUMBER, "1.5", "1.25", "ห่างกัน 0.25 (ร้อยละ 17 ของค่าที่มากกว่า)"),
    (FactKind.NUMBER, "3000", "3000.0", "เขียนต่างกัน ค่าเท่ากัน"),
    (FactKind.NUMBER, "มาก", "3000", None),
    (FactKind.DATE, "2026-11-01", "2026-11-02", "ห่างกัน 1 วัน"),
    (FactKind.DATE, "2026-01-01", "2026-07-01", "ห่างกันราว 6 เดือน"),
    (FactKind.DATE, "2026-01", "2026-07-01", None),
    (FactKind.FLAG, "1", "0", "คำตอบตรงข้ามกัน"),
    (FactKind.CHOICE, "owned", "rented", "เลือกคนละข้อ"),
    (FactKind.CHOICE, "money job", "money house job", "เลือกตรงกัน 2 ข้อ ต่างกัน 1 ข้อ"),
    (FactKind.CHOICE, "money job", "house", "ไม่มีข้อที่เลือกตรงกัน"),
    (FactKind.CHOICE, "money job", "job money", "เลือกตรงกัน เรียงลำดับต่างกัน"),
    (FactKind.TEXT, "สมศรี", "สมศรี ", "ต่างกันเฉพาะการเว้นวรรค"),
    (FactKind.TEXT, "ใจดี", "ใจดึ", "ต่างกัน 1 ตัวอักษร"),
    (FactKind.TEXT, "ซ่อมหลังคา", "ลูกไม่มีที่เรียน", "คนละข้อความ"),
    (FactKind.TEXT, "บ้าน", "", "ฝ่ายหนึ่งไม่ได้ตอบ"),
    (FactKind.FILE, "a.jpg", "b.jpg", None),
]


@pytest.mark.parametrize(("kind", "one", "other", "said"), CASES, ids=range(len(CASES)))
def test_what_lies_between_two_answers_is_said_the_same_way_round(
    kind: FactKind, one: str, other: str, said: str | None
) -> None:
    for told in (difference(kind, one, other), difference(kind, other, one)):
        assert (told.th if told else None) == said


@pytest.mark.parametrize(
    ("text", "others", "marked"),
    [
        ("นางสมศรี ใจดี", ["นางสมศรี ใจดี"], []),
        ("นางสมศรี ใจดี", ["นางสมศรี ใจดึ"], ["ดี"]),  # a letter with its vowel is one piece
        ("นางสมศรี ใจดี", ["นาวสมศรี ใจดี", "นางสมศรี ใจดา"], ["ง", "ดี"]),
        ("ซ่อมหลังคา", ["ลูกไม่มีที่เรียน"], ["ซ่อมหลังคา"]),
        ("", ["บ้าน"], []),
    ],
    ids=range(5),
)
def test_the_parts_that_differ_are_marked_and_nothing_is_lost(text: str, others: list[str], marked: list[str]) -> None:
    found = pieces(text, others)
    assert [piece.text for piece in found if piece.differs] == marked
    assert "".join(piece.text for piece in found) == text
