"""Which spellings of a name are held to be the same (N1), and which only sound the same (N2)."""

import pytest

from samutphok.kernel.thai import arabic_digits, normalise_n1, normalise_n2, sort_key, split_title, thai_digits


@pytest.mark.parametrize(
    ("name", "title", "rest"),
    [
        ("นายสมชาย ใจดี", "นาย", "สมชาย ใจดี"),
        ("นางสาว สมหญิง", "นางสาว", "สมหญิง"),
        ("น.ส.สมหญิง", "น.ส.", "สมหญิง"),
        ("น.ส สมหญิง", "น.ส", "สมหญิง"),
        ("นส สมหญิง", "นส", "สมหญิง"),
        ("ด.ช.กล้า", "ด.ช.", "กล้า"),
        ("เด็กหญิงกล้วย", "เด็กหญิง", "กล้วย"),
        ("พล.ต.อ. สมชาย", "พล.ต.อ.", "สมชาย"),
        ("ว่าที่ ร.ต. ดร. สมชาย", "ว่าที่ ร.ต. ดร.", "สมชาย"),
        ("ร.ต.หญิง สมศรี", "ร.ต.หญิง", "สมศรี"),
        ("พระมหาสมชาย", "พระมหา", "สมชาย"),
        ("Mr. John", "Mr.", "John"),
        ("นายJohn", "นาย", "John"),
        ("นาง", "นาง", ""),
        # names that only begin like a title
        ("นายิกา", "", "นายิกา"),
        ("ดรุณี", "", "ดรุณี"),
        ("คุณากร", "", "คุณากร"),
        ("ศรีสุดา", "", "ศรีสุดา"),
        ("นฤมล", "", "นฤมล"),
        ("Drew", "", "Drew"),
        ("", "", ""),
    ],
)
def test_a_title_is_taken_off_as_given(name: str, title: str, rest: str) -> None:
    assert split_title(name) == (title, rest)


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("สม\u200bชาย", "สมชาย"),  # zero-width space
        (" สม  ชาย\u00a0", "สมชาย"),
        ("นายสมชาย", "สมชาย"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),  # nikhahit, tone, sara aa
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),  # tone, nikhahit, sara aa
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),  # the tone after sara am
        ("ก\u0e48\u0e35", "ก\u0e35\u0e48"),  # the tone before the vowel
        ("กุ\u0e48\u0e48ง", "กุ\u0e48ง"),  # a mark typed twice
        ("เเก้ว", "แก้ว"),  # two sara e for one sara ae
        ("SOMCHAI", "somchai"),
    ],
)
def test_n1_undoes_accidents_of_typing(typed: str, standard: str) -> None:
    assert normalise_n1(typed) == standard


@pytest.mark.parametrize(("one", "other"), [("ณัฐ", "นัฐ"), ("แก้ว", "แกว"), ("สมชาย", "สมชัย"), ("จันทร์", "จัน")])
def test_n1_keeps_different_spellings_apart(one: str, other: str) -> None:
    assert normalise_n1(one) != normalise_n1(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ณัฐ", "นัฐ"),
        ("ภัทร", "พัทร"),
        ("ศักดา", "สักดา"),
        ("แก้ว", "แกว"),
        ("จันทร์", "จัน"),
        ("จันทร์", "จันท์"),
        ("พันธุ์", "พัน"),
        ("สิทธิ์", "สิท"),
        ("ลักษณ์", "ลัก"),
        ("สมไชย", "สมชัย"),
        ("สมไชย", "สมไช"),
        ("ใจดี", "ไจดี"),
        ("วรรณา", "วันนา"),
        ("บรรจง", "บันจง"),
        ("ธรรมชาติ", "ทัมชาติ"),
        ("กัญญา", "กันยา"),
        ("บุญมี", "บุนมี"),
        ("เพ็ญ", "เพ็น"),
        ("วิลลา", "วิลา"),
        ("สมชาย (แดง)", "สมชาย แดง"),
    ],
)
def test_n2_brings_together_what_sounds_alike(one: str, other: str) -> None:
    assert normalise_n2(one) == normalise_n2(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สมชาย", "สมไชย"),  # another vowel
        ("ผล", "พล"),  # another tone class
        ("ซอ", "สอ"),
        ("รัตน์", "ลัตน์"),
        ("มณี", "มณิ"),  # vowel length
        ("หญิง", "หนิง"),  # before a vowel ญ is ย
        ("ชัยา", "ไชา"),
    ],
)
def test_n2_keeps_different_sounds_apart(one: str, other: str) -> None:
    assert normalise_n2(one) != normalise_n2(other)


def test_names_are_sorted_as_in_the_dictionary() -> None:
    in_order = ["กก", "กา", "ก่า", "ก้า", "เก", "เกม", "แก้ว", "ไก่", "ขา", "ข้า", "ฤดี", "ลา", "อา"]
    backwards = list(reversed(in_order))
    assert sorted(backwards, key=sort_key) == in_order


def test_digits_go_both_ways() -> None:
    assert arabic_digits("บ้านเลขที่ ๑๒/๓") == "บ้านเลขที่ 12/3"
    assert thai_digits("พ.ศ. 2569") == "พ.ศ. ๒๕๖๙"
