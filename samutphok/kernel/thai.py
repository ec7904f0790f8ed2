"""Thai text as offices send it: digits, encodings, titles, and the two strengths of name normaliser.

Unicode's own normal forms do not help here: NFC leaves Thai marks in the order they were typed, and NFKC breaks
sara am apart. The order used is the one of the Thai keyboard standard (WTT 2.0): consonant, vowel, tone mark.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.titles import LATIN_TITLES, TITLE_ALONE, TITLES

_ARABIC, _THAI = "0123456789", "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC, _TO_THAI = str.maketrans(_THAI, _ARABIC), str.maketrans(_ARABIC, _THAI)

_ZERO_WIDTH = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_SPACES = re.compile(r"\s+")

# Thai marks by their place on the consonant: vowels below, vowels above, tones, karan and yamakkan.
_MARK_PLACES = (
    "\u0e38\u0e39\u0e3a",
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e4d",
    "\u0e48\u0e49\u0e4a\u0e4b",
    "\u0e4c\u0e4e",
)
_MARK_ORDER = {mark: place for place, marks in enumerate(_MARK_PLACES) for mark in marks}
_ANY, _LATE = "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "[\u0e48-\u0e4c]"
_MARKS = re.compile(rf"(?={_ANY}|[าำ]{_LATE})({_ANY}*)([าำ]?)({_LATE}*)")
_NIKHAHIT, _SARA_AA, _SARA_AM = "\u0e4d", "\u0e32", "\u0e33"

_CONSONANT, _AFTER = "[ก-ฮ]", "[ะ-\u0e3a]"  # `_AFTER`: vowels written after, above or below their consonant
_KARAN = re.compile(rf"(?:[ทตด]ร|ษณ|{_CONSONANT})[\u0e34\u0e38]?\u0e4c")
_TONES = re.compile("[\u0e47-\u0e4c\u0e4e]")
_FOLDS = (
    (re.compile(rf"รร(?=[ณนม]|[กคตถทธปพภศษส](?!{_AFTER}))"), "ั"),  # วรรณ is วัณ, ธรรม is ธัม
    (re.compile("รร"), "ัน"),  # บรรจง is บันจง
    (re.compile("ใ"), "ไ"),
    (re.compile(rf"({_CONSONANT})ัย(?!{_AFTER})"), r"ไ\1"),  # ชัย is ไช
    (re.compile(rf"(ไ{_CONSONANT})ย(?!{_AFTER})"), r"\1"),  # ไชย is ไช
    (re.compile(rf"(?<=.)ญ(?!{_AFTER})"), "น"),  # บุญ sounds as บุน; before a vowel ญ is ย
)
_HOMOPHONES = str.maketrans("ฃฅฆฌญฎฏฐฑฒณธภศษฬ", "ขคคชยดตถททนทพสสล")
_DOUBLED = re.compile(rf"({_CONSONANT})\1+")
_NO_LETTER = re.compile(r"[^ก-ฺเ-ๅ\u0e4da-z0-9]+")

_LEADING_VOWEL = re.compile(rf"([เ-ไ])({_CONSONANT})")
_SECONDARY, _OTHER_THAN_MARKS = re.compile("[\u0e47-\u0e4e]"), re.compile("[^\u0e47-\u0e4e]")


def arabic_digits(text: str) -> str:
    """The text with ๐-๙ written as 0-9."""
    return text.translate(_TO_ARABIC)


def thai_digits(text: str) -> str:
    """The text with 0-9 written as ๐-๙."""
    return text.translate(_TO_THAI)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding it came in; `text.encode(encoding)` gives the same bytes back."""

    text: str
    encoding: str


def decode_text(raw: bytes) -> Decoded:
    """Decode a file from an office: 'utf-8', 'utf-8-sig' (with BOM) or 'cp874' (Windows Thai, which holds TIS-620).

    Raises InvalidInput for anything else, UTF-16 and binary files among them.
    """
    encoding = detect_encoding(raw)
    return Decoded(raw.decode(encoding), encoding)


def detect_encoding(raw: bytes, *, complete: bool = True) -> str:
    """The encoding of a file's bytes; `complete=False` for a first piece, which may end within a character.

    Every Thai letter of UTF-16 has a byte 0x0E, every Latin one a byte 0: neither stands in a text file.
    """
    if b"\x00" in raw or b"\x0e" in raw or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _unreadable()
    as_utf8 = _decoded(raw, "utf-8-sig", complete)
    as_cp874 = _decoded(raw, "cp874", complete)
    if as_utf8 is not None and raw.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if as_utf8 is not None and not _chance_utf8(as_utf8, as_cp874):
        return "utf-8"
    if as_cp874 is None:
        raise _unreadable()
    return "cp874"


def split_title(text: str) -> tuple[str, str]:
    """Split a name into its title as given (นาย, น.ส., ranks, monastic and academic titles) and the rest.

    A title glued to the name is taken off only when what follows can begin a name ('นายสมชาย', but not 'นายิกา').
    Several titles in a row ('ว่าที่ ร.ต. ดร.') come off together. The title never tells the sex.
    """
    whole = text.strip()
    if TITLE_ALONE.fullmatch(whole):
        return whole, ""
    rest = whole
    while (found := TITLES.match(rest) or LATIN_TITLES.match(rest)) is not None:
        rest = rest[found.end() :]
    return whole[: len(whole) - len(rest)].strip(), rest


def plainly_typed(text: str) -> str:
    """The text without what nobody sees: zero-width characters go, Thai marks take their standard order."""
    return _standard_marks(_ZERO_WIDTH.sub("", text))


def normalise_n1(name: str) -> str:
    """The name as written, without the accidents of typing (strength 1).

    Zero-width characters and spaces go, marks take their standard order, nikhahit + sara aa is sara am, a doubled
    sara e is sara ae, the title is taken off, Latin letters become lower case. Same N1: the same spelling.
    """
    rest = split_title(plainly_typed(name))[1]
    return _SPACES.sub("", rest).casefold()


def normalise_n2(name: str) -> str:
    """The name by its sound (strength 2): candidates for the same name, never proof.

    On top of N1 it drops tone marks, maitaikhu and karan with the letters it silences, writes ใ- and -ัย and ไ-ย as
    ไ-, รร as ั or ัน, folds consonants of the same class and sound (ณ น; ศ ษ ส; ฑ ฒ ธ ท; ญ ย, at a syllable's end
    ญ น; ฎ ด; ฏ ต; ฐ ถ; ภ พ; ฆ ค; ฌ ช; ฬ ล), collapses doubled consonants and drops everything that is no letter.
    Sounds that differ in tone class only (ผ พ; ส ซ; ถ ท), vowel length and ร ล stay apart: those are different names
    as often as slips.
    """
    folded = _TONES.sub("", _KARAN.sub("", normalise_n1(name)))
    for pattern, replacement in _FOLDS:
        folded = pattern.sub(replacement, folded)
    return _DOUBLED.sub(r"\1", _NO_LETTER.sub("", folded.translate(_HOMOPHONES)))


def sort_key(text: str) -> str:
    """A key whose plain order is that of the Thai dictionary: a leading vowel counts after its consonant, marks last.

    Source: the order of the Royal Institute's dictionary, as in ISO/IEC 14651 for Thai.
    """
    moved = _LEADING_VOWEL.sub(r"\2\1", _standard_marks(text).casefold())
    marks = _OTHER_THAN_MARKS.sub(" ", moved)
    return f"{_SECONDARY.sub('', moved)}\x01{marks}"


def _standard_marks(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    return _MARKS.sub(_in_order, composed)


def _in_order(run: re.Match[str]) -> str:
    """One consonant's marks, each once, in standard order; sara am whole and last."""
    before, vowel, after = run.groups()
    marks = sorted(dict.fromkeys(before + after), key=lambda mark: _MARK_ORDER.get(mark, 0))
    if vowel == _SARA_AA and _NIKHAHIT in marks:
        vowel = _SARA_AM
    if vowel == _SARA_AM and _NIKHAHIT in marks:
        marks.remove(_NIKHAHIT)
    return "".join(marks) + vowel


def _decoded(raw: bytes, encoding: str, complete: bool) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(raw, complete)
    except UnicodeDecodeError:
        return None


def _chance_utf8(as_utf8: str, as_cp874: str | None) -> bool:
    """Whether Thai bytes only happen to be valid UTF-8, as 'ลก' is 'š': no Thai that way, but Thai words the other."""
    if as_utf8.isascii() or as_cp874 is None or re.search("[ก-๛]", as_utf8):
        return False
    foreign = re.sub("[ก-๛\x00-\x7f]", "", as_cp874)
    return not foreign and not re.search("[A-Za-z][ก-๛]|[ก-๛][A-Za-z]", as_cp874)


def _unreadable() -> InvalidInput:
    return InvalidInput(
        problem=Bilingual("อ่านรหัสอักขระของไฟล์ไม่ได้", "The file's text encoding cannot be read."),
        remedy=Bilingual(
            "บันทึกไฟล์ใหม่เป็น UTF-8 หรือ TIS-620 (Windows-874) แล้วส่งอีกครั้ง",
            "Save the file as UTF-8 or TIS-620 (Windows-874) and send it again.",
        ),
    )
