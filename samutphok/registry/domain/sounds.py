"""How names sound, coarse enough to meet across spellings and alphabets: สมชัย, สมไชย and Somchay sound as สมชาย.

For searching only, never for deciding who somebody is. A name is reduced to the sounds of its consonants; vowels are
kept apart, to order what meets. What Thai spelling leaves open (พร is 'phon' or 'phara') gives a sound for each reading.

  k ก ข ค   N ง   c จ ช   s ซ ส   t ด ต ถ ท   n น, ล ร at a syllable's end   p บ ป ผ พ   f ฝ ฟ   m ม   y ย ไ   r l w
At a word's end s and c are t, f is p. r is kept at the beginning of a word alone: people write and speak past it.
"""

import re
from itertools import islice, product

from samutphok.registry.domain.spelling import edit_distance

READINGS = 8  # of one word that are kept
_SHORT = 2  # sounds fewer than these say too little without the vowels

_THAI = re.compile("[ก-ฮ]")
_CONSONANTS = {
    **dict.fromkeys("กขค", "k"),
    **dict.fromkeys("จช", "c"),
    **dict.fromkeys("ซส", "s"),
    **dict.fromkeys("ดตถท", "t"),
    **dict.fromkeys("บปผพ", "p"),
    **dict.fromkeys("ฝฟ", "f"),
    "ง": "N",
    "น": "n",
    "ม": "m",
    "ย": "y",
    "ไ": "y",
}
_AT_END = {"s": "t", "c": "t", "f": "p"}
_VOWEL_SIGNS = "ะ\u0e31าิีึืุูเแโไอ"
_BEFORE = (  # vowels written around their consonant, brought behind it and into one sign
    (re.compile("ำ"), "าม"),
    (re.compile("ฤ"), "รุ"),
    (re.compile("เ([ก-ฮ]{1,2})ีย"), r"\1ี"),
    (re.compile("เ([ก-ฮ]{1,2})ือ"), r"\1ู"),
    (re.compile("เ([ก-ฮ]{1,2})ิ"), r"\1เ"),
    (re.compile("เ([ก-ฮ]{1,2})า"), r"\1า"),
    (re.compile("ัว"), "ู"),
    (re.compile("([เแโไ])([ก-ฮ])"), r"\2\1"),
    (re.compile("ห"), ""),
    (re.compile("ทร(?=ั|าย)"), "ซ"),
)
_THAI_VOWELS = {**dict.fromkeys("ิี", "i"), **dict.fromkeys("ึืุู", "u"), **dict.fromkeys("เแ", "e")}

_LATIN = (
    (re.compile("[^a-z]+"), ""),
    (re.compile("ng"), "N"),
    (re.compile("t?ch|sh|j"), "C"),
    (re.compile("ts"), "s"),
    (re.compile("[cqgx]"), "k"),
    (re.compile("[db]"), lambda found: {"d": "t", "b": "p"}[found.group()]),
    (re.compile("C"), "c"),
    (re.compile("v"), "w"),
    (re.compile("z"), "s"),
    (re.compile("h"), ""),
    (re.compile("(?<=[^aeiouy])y(?![aeiou])"), "i"),
)
_LATIN_PARTS = re.compile("[aeiou]+|[^aeiou]")


def sounds(word: str) -> frozenset[str]:
    """The sounds of a folded name (N2), one for each way to read it; none for a word without letters."""
    found = {_latin(word, whole=True)} if is_latin(word) else _thai_readings(word)
    tone = vowels(word)
    return frozenset(one if len(one) >= _SHORT else f"{one}.{tone}" for one in found if one or tone)


def is_latin(word: str) -> bool:
    """Whether a folded word is written without Thai letters."""
    return not _THAI.search(word)


def beginning_sound(word: str) -> str:
    """The sound with which names begin that somebody has begun to type in Latin letters; '' when it says too little."""
    begun = _latin(word, whole=False) if is_latin(word) else ""
    return begun if len(begun) >= _SHORT else ""


def apart(one: str, other: str) -> int | None:
    """By how many vowels two words differ that share a sound; a and o do not count. None when by more than two."""
    return edit_distance(vowels(one), vowels(other), limit=2)


def vowels(word: str) -> str:
    """The vowels i, u and e of a word in their order, long as short; a and o are often not written."""
    if is_latin(word):
        return "".join(_latin_vowel(run) for run in re.findall("[aeiou]+", _spelt(word)))
    return "".join(_THAI_VOWELS.get(letter, "") for letter in _as_spoken(word))


def _latin_vowel(run: str) -> str:
    if "u" in run or "oo" in run:
        return "u"
    if run.startswith("i") or "ee" in run:
        return "i"
    return "e" if "e" in run else ""


def _as_spoken(word: str) -> str:
    for pattern, replacement in _BEFORE:
        word = pattern.sub(replacement, word)
    return word


def _thai_readings(word: str) -> set[str]:
    spoken = _as_spoken(word)
    readings = product(*(_at(spoken, place) for place in range(len(spoken))))
    return {_joined("".join(reading), whole=True) for reading in islice(readings, READINGS)}


def _at(spoken: str, place: int) -> tuple[str, ...]:
    """The sounds that the letter at a place may have; the likelier first."""
    letter, after = spoken[place], spoken[place + 1 : place + 2]
    if letter not in "รลว":
        return (_CONSONANTS.get(letter, ""),)
    if place == 0:
        return ({"ร": "r", "ล": "l", "ว": "w"}[letter],)
    if after and after in _VOWEL_SIGNS:
        return ({"ร": "", "ล": "l", "ว": "w"}[letter],)
    if not after:
        return ({"ร": "n", "ล": "n", "ว": ""}[letter],)
    return {"ร": ("n", ""), "ล": ("n", "l"), "ว": ("", "w")}[letter]


def _spelt(word: str) -> str:
    for pattern, replacement in _LATIN:
        word = pattern.sub(replacement, word)
    return word


def _latin(word: str, *, whole: bool) -> str:
    parts = _LATIN_PARTS.findall(_spelt(word))
    heard = []
    for place, part in enumerate(parts):
        after = parts[place + 1] if place + 1 < len(parts) else ""
        heard.append(_latin_part(part, after, first=place == 0, open_end=not (after or whole)))
    return _joined("".join(heard), whole=whole)


def _latin_part(part: str, after: str, *, first: bool, open_end: bool) -> str:
    """What one consonant or run of vowels sounds as before `after`; `open_end`: more letters may come."""
    before_vowel = after[:1] in tuple("aeiou") or open_end
    if part[0] in "aeiou":
        return "y" if len(part) > 1 and part[-1] == "i" and part[-2] != "i" else ""
    if part == "r":
        return "r" if first else ""
    if part == "l":
        return "l" if before_vowel or first else "n"
    if part == "w":
        return "w" if before_vowel or first else ""
    return part


def _joined(heard: str, *, whole: bool) -> str:
    """Neighbours alike once, and the end of a whole word as it is spoken."""
    once = re.sub(r"(.)\1+", r"\1", heard)
    return once[:-1] + _AT_END[once[-1]] if whole and once and once[-1] in _AT_END else once
