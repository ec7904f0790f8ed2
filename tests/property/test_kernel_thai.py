"""Names and files: what is normalised stays so, and no byte is lost."""

from hypothesis import assume, given
from hypothesis import strategies as st
from pythainlp import thai_consonants, thai_vowels
from pythainlp.util import collate

from samutphok.kernel.thai import (
    arabic_digits,
    decode_text,
    normalise_n1,
    normalise_n2,
    sort_key,
    split_title,
    thai_digits,
)

MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
typed = st.text(st.sampled_from(thai_consonants + thai_vowels + MARKS + " \u200b.()abc"), max_size=14)
words = st.lists(
    st.tuples(
        st.sampled_from(["", "เ", "แ", "โ", "ไ"]),
        st.sampled_from(thai_consonants),
        st.sampled_from(["", "ิ", "ี", "ุ", "ู", "ั"]),
        st.sampled_from(["", "่", "้"]),
        st.sampled_from(["", "า"]),
    ),
    min_size=2,
    max_size=5,
).map(lambda syllables: "".join("".join(parts) for parts in syllables))


@given(words)
def test_a_standard_name_keeps_its_spelling_under_n1(name: str) -> None:
    assume(split_title(name)[0] == "")
    assert normalise_n1(name) == name


@given(words, st.randoms(use_true_random=False))
def test_zero_width_characters_and_spaces_never_matter(name: str, random) -> None:
    assume(split_title(name)[0] == "")
    noise = ["\u200b", "\u200d", "\ufeff", ""]
    noisy = "".join(char + random.choice(noise) for char in name) + "\u00a0 "
    assert normalise_n1(noisy) == normalise_n1(name)


@given(words)
def test_the_order_in_which_marks_are_typed_never_matters(name: str) -> None:
    swapped = name
    for vowel in "ิีุูั":
        for tone in "่้":
            swapped = swapped.replace(vowel + tone, tone + vowel)
    assume(split_title(name)[0] == "" and split_title(swapped)[0] == "")
    assert normalise_n1(swapped) == normalise_n1(name)


@given(typed)
def test_the_same_spelling_always_sounds_the_same(name: str) -> None:
    spelling = normalise_n1(name)
    assume(split_title(spelling)[0] == "")
    assert normalise_n2(spelling) == normalise_n2(name)


@given(words, st.sampled_from(["นาย", "นางสาว", "น.ส.", "ด.ช. ", "ว่าที่ ร.ต."]))
def test_a_title_never_changes_the_name(name: str, title: str) -> None:
    assume(split_title(name)[0] == "" and len(name) > 3)
    assume(split_title(f"{title}{name}")[1] == name)
    assert normalise_n1(f"{title}{name}") == normalise_n1(name)


@given(st.text())
def test_title_and_rest_hold_the_whole_text(text: str) -> None:
    title, rest = split_title(text)
    assert "".join((title + rest).split()) == "".join(text.split())


@given(st.lists(words.map(lambda name: name.translate(dict.fromkeys(map(ord, "่้")))), max_size=6))
def test_names_without_tones_sort_as_pythainlp_sorts_them(names: list[str]) -> None:
    assert sorted(names, key=sort_key) == collate(names)


@given(words)
def test_a_tone_counts_only_between_names_that_are_otherwise_equal(name: str) -> None:
    plain = name.translate(dict.fromkeys(map(ord, "่้")))
    assert sort_key(plain) <= sort_key(name) < sort_key(plain + "ก")


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\x0e\ufeff")))
def test_utf8_files_that_say_so_come_back_whole(text: str) -> None:
    raw = text.encode("utf-8-sig")
    decoded = decode_text(raw)
    assert (decoded.text, decoded.encoding) == (text, "utf-8-sig")
    assert decoded.text.encode(decoded.encoding) == raw


@given(typed, st.sampled_from(["utf-8", "utf-8-sig", "cp874"]))
def test_thai_files_come_back_whole_in_the_encoding_of_the_office(name: str, encoding: str) -> None:
    text = f"ชื่อ,นามสกุล\n{name}\n".replace("\u200b", "")
    raw = text.encode(encoding)
    decoded = decode_text(raw)
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.text.encode(decoded.encoding) == raw


@given(st.text(st.characters(blacklist_characters="๐๑๒๓๔๕๖๗๘๙")))
def test_digits_go_there_and_back(text: str) -> None:
    assert arabic_digits(thai_digits(text)) == text
