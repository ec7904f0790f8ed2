"""Which words make a form ask whether a matter belongs to the closed compartment, and which only look like them."""

from datetime import date

import pytest

from samutphok.kernel.sealed_words import sealed_words_on

WORDS = sealed_words_on(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("แม่ถูกสามีทำร้ายเมื่อคืน", ("ทำร้าย",)),
        ("ถูกทุบตีหลายครั้ง", ("ทุบตี",)),
        ("ผลตรวจ HIV เป็นบวก", ("hiv",)),
        ("ติดเชื้อเอชไอวี", ("เอชไอวี",)),
        ("ติดเชื้อ เอช.ไอ.วี.", ("เอช.ไอ.วี",)),
        ("ป่วยเป็นโรคซึมเศร้า", ("ซึมเศร้า",)),
        ("รับยาที่โรงพยาบาลจิตเวชทุกเดือน", ("จิตเวช",)),
        ("มีความรุนแรงในครอบครัว", ("ความรุนแรง",)),
        ("เป็นผู้เสียหายจากการค้ามนุษย์", ("ค้ามนุษย์",)),
        ("สงสัยว่าเป็นขบวนการค้ามนุษย์", ("ค้ามนุษย์",)),
        ("เด็กโดนทำร้ายร่างกายและถูกข่มขืน", ("ทำร้าย", "ข่มขืน")),
        ("ลูกชายติดยาบ้า", ("ยาบ้า",)),
        ("พยายามฆ่าตัวตาย", ("ฆ่าตัวตาย",)),
        ("ฆ่\u200bาตัวตาย", ("ฆ่าตัวตาย",)),  # what nobody sees hides nothing
        ("The mother was raped", ("raped",)),
        ("domestic VIOLENCE", ("violence",)),
        ("she attempted suicide", ("suicide",)),
        ("victim of human trafficking", ("trafficking",)),
    ],
)
def test_a_word_is_found(text: str, words: tuple[str, ...]) -> None:
    assert WORDS.found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "ลูกค้ามนุษย์เงินเดือนซื้อขนม",  # ลูกค้า | มนุษย์เงินเดือน
        "กลองที่ใช้ทุบตีนเป็ด",  # ทุบ | ตีน
        "ซื้อยาบ้านละสองขวด",  # ยา | บ้าน
        "เจ้าหนี้ข่มขืนใจให้เซ็นสัญญา",
        "บ้านเสียหายจากความรุนแรงของพายุ",
        "เด็กสองคนไม่ได้ไปโรงเรียน ขอที่เรียนใกล้บ้าน",
        "คุณยายอายุ ๗๒ ปี เดินไม่สะดวก ขอรถเข็น",
        "ครอบครัวซ่อมหลังคาแล้ว ทำร้านขายของ",
        "รายได้ลดลง เพราะร้านปิด",
        "the archive of the grape growers",
        "therapeutic drapery, a fundamental experiment",
        "two hearing aids for the grandmother",
        "maids and mermaids",
        "",
    ],
)
def test_what_only_looks_like_one_is_let_through(text: str) -> None:
    assert WORDS.found(text) == ()


def test_words_of_several_texts_are_told_once() -> None:
    assert WORDS.in_any(["ถูกทำร้าย", "ทำร้ายอีก", "HIV"]) == ("ทำร้าย", "hiv")
