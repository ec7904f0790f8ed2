"""The ways in which a Thai name reaches a register wrongly, or right but typed in another way."""

import re
from collections.abc import Callable

_HOMOPHONES = (
    ("ณ", "น"),
    ("ศ", "ส"),
    ("ธ", "ท"),
    ("ภ", "พ"),
    ("ฐ", "ถ"),
    ("ษ", "ส"),
    ("ไ", "ใ"),
    ("น", "ณ"),
    ("ส", "ศ"),
)
_HEARD = "(?!ณ?[ิุ]?์)"  # not silenced by a karan
_TONES = re.compile("[่้๊๋]")
_KARAN = re.compile("[ก-ฮ][ิุ]?์")
_CONSONANT = re.compile("[ก-ฮ]")
_TWO_CONSONANTS = re.compile("(?<=.)([ก-ฮ])([ก-ฮ])(?![ะ-ฺ็-๎])")
_VOWEL_AND_TONE = re.compile("([ัิ-ู])([่-๋])")
_ZERO_WIDTH_SPACE = "\u200b"


def _homophone(name: str) -> str:
    for letter, alike in _HOMOPHONES:
        changed = name[0] + re.sub(letter + _HEARD, alike, name[1:], count=1)
        if changed != name:
            return changed
    return name


def _doubled_letter(name: str) -> str:
    last = [found.start() for found in _CONSONANT.finditer(name)][-1]
    return name[: last + 1] + name[last:]


def _exchanged_letters(name: str) -> str:
    return _TWO_CONSONANTS.sub(r"\2\1", name, count=1)


def _typed_in_parts(name: str) -> str:
    """Sara ae as two sara e, sara am as nikhahit and sara aa: the same on the screen."""
    return name.replace("แ", "เเ").replace("ำ", "ํา")


def _marks_exchanged(name: str) -> str:
    return _VOWEL_AND_TONE.sub(r"\2\1", name)


def _zero_width(name: str) -> str:
    return name[:2] + _ZERO_WIDTH_SPACE + name[2:]


# In this order from place 1 on; the last cannot be written in TIS-620.
_WAYS: tuple[Callable[[str], str], ...] = (
    _homophone,
    lambda name: _TONES.sub("", name),
    _doubled_letter,
    lambda name: _KARAN.sub("", name),
    _exchanged_letters,
    _typed_in_parts,
    _marks_exchanged,
    _zero_width,
)
SPELLINGS = 1 + len(_WAYS)
TIS_620_SPELLINGS = SPELLINGS - 1


def spellings(name: str) -> tuple[str, ...]:
    """The right spelling, then SPELLINGS - 1 others; where a way does not change the name, a letter is doubled."""
    others = (way(name) for way in _WAYS)
    return (name, *(other if other not in (name, "") else _doubled_letter(name) for other in others))
