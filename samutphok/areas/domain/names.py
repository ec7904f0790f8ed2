"""Finding a place by its name: Thai or English, part of it, with its kind before it, a little misspelt too."""

import re
from dataclasses import dataclass

from samutphok.areas.domain.kinds import AreaKind
from samutphok.kernel.thai import normalise_n2, split_title

_NO_LETTER = re.compile(r"[^ก-๎a-z0-9]+")
_TONE_CLASSES = str.maketrans("ฉผฝถขตสิึุ", "ชพฟทคดซีืู")
_KIND_WORDS = (
    (re.compile(r"(?:จังหวัด|จ\.|changwat\s|province\s)(.+)|(.+)\sprovince"), (AreaKind.PROVINCE,)),
    (re.compile(r"(?:กิ่งอำเภอ|อำเภอ|อ\.|amphoe\s|amphur\s)(.+)"), (AreaKind.AMPHOE,)),
    (re.compile(r"(?:เขต|khet\s)(.+)"), (AreaKind.DISTRICT,)),
    (re.compile(r"(?:ตำบล|ต\.|tambon\s|tambol\s)(.+)"), (AreaKind.TAMBON,)),
    (re.compile(r"(?:แขวง|khwaeng\s)(.+)"), (AreaKind.SUBDISTRICT,)),
    (re.compile(r"(.+)\ssub-?district"), (AreaKind.TAMBON, AreaKind.SUBDISTRICT)),
    (re.compile(r"(.+)\sdistrict"), (AreaKind.AMPHOE, AreaKind.DISTRICT)),
)
_SHORT_FORMS = {"กทม": "กรุงเทพมหานคร", "โคราช": "นครราชสีมา"}
_ALIKE = 0.5  # of all two-letter pieces, at least half are common: one slip in a name of four letters


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for: the sound of the name, and the kinds it may be of, when that was said."""

    sound: str
    kinds: tuple[AreaKind, ...] = ()


def sound_of(name: str) -> str:
    """A name by its sound, without spaces and marks: also folds what people mix up in places (ช ฉ, ท ถ, ดุ ดู, กะ กระ).

    Unlike a person's, a place's 'พระ' or 'นาง' belongs to its name.
    """
    title, rest = split_title(name)
    sound = _NO_LETTER.sub("", title.casefold()) + normalise_n2(rest)
    return sound.replace("กระ", "กะ").translate(_TONE_CLASSES)


def search_key(name_th: str, name_en: str) -> str:
    """The searched text of an area: the sounds of its two names between bars, '|กะทู|kathu|'."""
    return f"|{sound_of(name_th)}|{sound_of(name_en)}|"


def asked(text: str) -> Asked:
    """Read what was typed: 'อำเภอ', 'ต.' or 'District' beside the name tells the kind, short forms become names."""
    typed = text.strip().casefold()
    typed = _SHORT_FORMS.get(typed.rstrip("."), typed)
    for words, kinds in _KIND_WORDS:
        found = words.fullmatch(typed)
        if found and (sound := sound_of(found[found.lastindex or 0])):
            return Asked(sound, kinds)
    return Asked(sound_of(typed))


def likeness(sound: str, key: str) -> float:
    """How well a searched sound fits an area's key: 4 whole name, 3 beginning, 2 part, below 1 alike, 0 not alike."""
    if f"|{sound}|" in key:
        return 4.0
    if f"|{sound}" in key:
        return 3.0
    if sound in key:
        return 2.0
    best = max(_dice(sound, name) for name in key.strip("|").split("|"))
    return best if best >= _ALIKE else 0.0


def pieces(sound: str) -> tuple[str, ...]:
    """The pieces of which a misspelt name still holds some: three letters, two when the name is short."""
    size = 3 if len(sound) > 4 else 2
    return tuple(dict.fromkeys(sound[i : i + size] for i in range(max(1, len(sound) - size + 1))))


def _dice(left: str, right: str) -> float:
    ours, theirs = _pairs(left), _pairs(right)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _pairs(name: str) -> set[str]:
    framed = f"^{name}$"
    return {framed[i : i + 2] for i in range(len(framed) - 1)}
