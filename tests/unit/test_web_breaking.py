"""Where the printed logbook may break its lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samutphok.web.documents.breaking import Name, Piece, pieces

TEXTS = st.text(alphabet=st.sampled_from("กขคงจมนรสหะาิีุูเแไ่้๊์ๆฯ 0123456789abc().,"), max_size=60)


def joined(found: list[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else piece[0] for piece in found)


def held(found: list[Piece]) -> list[str]:
    return [piece[0] for piece in found if isinstance(piece, list)]


@given(TEXTS)
def test_the_pieces_give_the_text_again(text: str) -> None:
    assert joined(pieces(text)) == text
    assert joined(pieces(Name(text))) == text


@pytest.mark.parametrize(
    "word", ["เปราะบาง", "ครัวเรือน", "สวัสดิการ", "ผู้สูงอายุ", "ภูเก็ต", "สุขลักษณะ", "ประชาชน", "ช่วยเหลือ", "พมจ."]
)
def test_a_word_of_the_field_is_not_broken(word: str) -> None:
    found = held(pieces(f"ข้อมูล {word} ของครอบครัว"))
    assert any(word in piece for piece in found)
    assert all(len(piece) < 20 for piece in found)


def test_repetition_and_abbreviation_marks_stay_with_their_word() -> None:
    assert not any(piece.startswith(("ๆ", "ฯ")) for piece in held(pieces("ต่างๆ และอื่นๆ กรุงเทพฯ")))


def test_a_name_holds_together_whatever_words_are_in_it() -> None:
    assert pieces(Name("นางสาวสายน้ำผึ้ง ดาวเรืองรอง")) == [["นางสาวสายน้ำผึ้ง"], " ", ["ดาวเรืองรอง"]]


def test_latin_text_is_left_to_the_typesetter() -> None:
    assert pieces("Level 2 of 3") == ["Level 2 of 3"]
