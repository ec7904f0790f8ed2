"""What differs between a row in doubt and somebody it may be, part by part, said so that a person can decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.marking import clusters
from samutphok.kernel.thai import normalise_n1
from samutphok.linkage.domain.agreement import Likeness, compare_births, compare_names
from samutphok.linkage.domain.likelihood import LEVELS, LinkModel
from samutphok.linkage.domain.review_policy import Speaks
from samutphok.registry.domain.identity import Identity, name_key
from samutphok.registry.domain.spelling import edit_distance

ERAS_APART = 543
_SOUNDS = Bilingual("สะกดต่างกันแต่ออกเสียงเหมือนกัน", "spelt otherwise, sounds the same")
_SAME = Bilingual("ตรงกัน", "the same")
_TONES, _KARAN = set("\u0e48\u0e49\u0e4a\u0e4b"), "\u0e4c"
_MARKS = _TONES | {_KARAN}
_SHORT = 2  # letters; a shorter name is contained in too many


class Part(Enum):
    """What is compared."""

    PID = "pid"
    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    SEX = "sex"
    BIRTH = "birth"
    AREA = "area"


class Verdict(Enum):
    """How a part compares, at a glance."""

    SAME = "same"
    NEARLY = "nearly"  # a slip, a custom of registers, or less known on one side
    OTHER = "other"
    SILENT = "silent"  # one side says nothing of it


class Says(Enum):
    """How strongly a part speaks for one person, or against."""

    STRONGLY_FOR = "strongly_for"
    FOR = "for"
    LITTLE_FOR = "little_for"
    NOTHING = "nothing"
    UNWEIGHED = "unweighed"  # a slip that the model has no level for: it counts as other, and a person knows better
    LITTLE_AGAINST = "little_against"
    AGAINST = "against"
    STRONGLY_AGAINST = "strongly_against"


SAYS_WORDS: Mapping[Says, Bilingual] = {
    Says.STRONGLY_FOR: Bilingual("หนุนมาก", "strongly for"),
    Says.FOR: Bilingual("หนุน", "for"),
    Says.LITTLE_FOR: Bilingual("หนุนเล็กน้อย", "a little for"),
    Says.NOTHING: Bilingual("ไม่ช่วยตัดสิน", "says nothing"),
    Says.UNWEIGHED: Bilingual("คนต้องดูเอง", "for you to judge"),
    Says.LITTLE_AGAINST: Bilingual("ค้านเล็กน้อย", "a little against"),
    Says.AGAINST: Bilingual("ค้าน", "against"),
    Says.STRONGLY_AGAINST: Bilingual("ค้านมาก", "strongly against"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared. pid: the keyed index of a citizen number, '' when there is none that counts."""

    identity: Identity = field(repr=False)
    area_code: str = ""
    pid: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """How one part compares. level: its level of the model (`LEVELS`), None for a part the model does not weigh or where a
    side is silent; bits: what that level is worth; says: the same in words, None when the model has no word."""

    part: Part
    verdict: Verdict
    note: Bilingual | None
    level: str | None = None
    bits: float | None = None
    says: Says | None = None


def differences(
    one: Side, other: Side, *, model: LinkModel, speaks: Speaks, weighed: Mapping[str, float] | None = None
) -> tuple[Difference, ...]:
    """Every part of two sides, in the order of a form. weighed: bits by part where frequencies of names are known; what it
    does not name weighs as the model says."""
    mine, theirs = one.identity, other.identity
    found = (
        (Part.PID, *_numbers(one.pid, other.pid)),
        (Part.TITLE, *_titles(mine.title, theirs.title)),
        (Part.FIRST_NAME, *_names(mine, theirs, surname=False)),
        (Part.LAST_NAME, *_names(mine, theirs, surname=True)),
        (Part.SEX, *_sexes(mine.sex, theirs.sex)),
        (Part.BIRTH, *_births(mine.birth, theirs.birth)),
        (Part.AREA, *_areas(one.area_code, other.area_code)),
    )
    levels = levels_met(one, other)
    return tuple(
        _weighed(part, verdict, note, levels.get(part), model, speaks, weighed or {}) for part, verdict, note in found
    )


def evidence(found: Iterable[Difference]) -> float:
    """What all parts say together, in bits for one person; negative: for two."""
    return sum(one.bits for one in found if one.bits is not None)


def levels_met(one: Side, other: Side) -> Mapping[Part, str]:
    """The level of the model that each part meets; a part on which a side is silent is left out."""
    mine, theirs = one.identity, other.identity
    met = {
        Part.PID: _agreeing(one.pid, other.pid),
        Part.FIRST_NAME: _name_level(mine.first_name, theirs.first_name),
        Part.LAST_NAME: _name_level(mine.last_name, theirs.last_name),
        Part.SEX: _agreeing(mine.sex or "", theirs.sex or ""),
        Part.BIRTH: _birth_level(mine.birth, theirs.birth),
        Part.AREA: _area_level(one.area_code, other.area_code),
    }
    return {part: level for part, level in met.items() if level is not None}


def says_of(bits: float, speaks: Speaks) -> Says:
    """The words for an amount of evidence."""
    steps = (speaks.strongly, speaks.clearly, speaks.little)
    strength = next((place for place, least in enumerate(steps) if abs(bits) >= least), None)
    if strength is None:
        return Says.NOTHING
    towards = (Says.STRONGLY_FOR, Says.FOR, Says.LITTLE_FOR)
    against = (Says.STRONGLY_AGAINST, Says.AGAINST, Says.LITTLE_AGAINST)
    return (towards if bits > 0 else against)[strength]


def _weighed(
    part: Part,
    verdict: Verdict,
    note: Bilingual | None,
    level: str | None,
    model: LinkModel,
    speaks: Speaks,
    weighed: Mapping[str, float],
) -> Difference:
    if level is None:
        return Difference(part, verdict, note)
    stated = model.levels[part.value][LEVELS[part.value].index(level)].bits
    bits = weighed.get(part.value, stated)
    unweighed = verdict is Verdict.NEARLY and level == "other"
    return Difference(part, verdict, note, level, bits, Says.UNWEIGHED if unweighed else says_of(bits, speaks))


def _agreeing(one: str, other: str) -> str | None:
    if not one or not other:
        return None
    return "same" if one == other else "other"


def _name_level(one: str, other: str) -> str | None:
    if not one or not other:
        return None
    spelt = normalise_n1(one), normalise_n1(other)
    if spelt[0] == spelt[1]:
        return "spelling"
    if name_key(one) == name_key(other) and name_key(one):
        return "sound"
    return "other" if edit_distance(*spelt, limit=1) is None else "close"


def _birth_level(one: PartialDate | None, other: PartialDate | None) -> str | None:
    if one is None or other is None:
        return None
    if one.day is None or other.day is None:
        return "year_only" if one.year == other.year else "other"
    if one == other:
        return "day"
    near = abs(one.year - other.year) == 1 and (one.month, one.day) == (other.month, other.day)
    return "one_year_off" if near else "other"


def _area_level(one: str, other: str) -> str | None:
    if len(one) < 2 or len(other) < 2:
        return None
    if min(len(one), len(other)) >= 6 and one[:6] == other[:6]:
        return "tambon"
    return "province" if one[:2] == other[:2] else "other"


def _numbers(one: str, other: str) -> tuple[Verdict, Bilingual | None]:
    if not one or not other:
        return Verdict.SILENT, None
    if one == other:
        return Verdict.SAME, _SAME
    return Verdict.OTHER, Bilingual("คนละเลขประจำตัว", "another citizen number")


def _titles(one: str, other: str) -> tuple[Verdict, Bilingual | None]:
    note = explain_titles(one, other)
    return (Verdict.SILENT if note is None else Verdict.SAME if note == _SAME else Verdict.NEARLY), note


def _names(mine: Identity, theirs: Identity, *, surname: bool) -> tuple[Verdict, Bilingual | None]:
    one, other = (mine.last_name, theirs.last_name) if surname else (mine.first_name, theirs.first_name)
    note = explain_names(one, other, surname=surname)
    if note is None:
        return Verdict.SILENT, None
    if note == _SAME:
        return Verdict.SAME, note
    if _exchanged(mine, theirs):
        return Verdict.NEARLY, Bilingual("ชื่อกับนามสกุลสลับกัน", "first and last name are exchanged")
    if compare_names(one, other) is not Likeness.OTHER:
        return Verdict.NEARLY, note
    if _contained(one, other):
        return Verdict.NEARLY, Bilingual("ฝ่ายหนึ่งสั้นกว่า อาจเขียนไม่ครบ", "one is a part of the other; it may be cut short")
    return Verdict.OTHER, note


def _exchanged(mine: Identity, theirs: Identity) -> bool:
    keys = [name_key(name) for name in (mine.first_name, mine.last_name, theirs.first_name, theirs.last_name)]
    return all(keys) and (keys[0], keys[1]) == (keys[3], keys[2]) and keys[0] != keys[1]


def _contained(one: str, other: str) -> bool:
    short, long = sorted((normalise_n1(one), normalise_n1(other)), key=len)
    return len(clusters(short)) > _SHORT and long.startswith(short)


def _sexes(one: str | None, other: str | None) -> tuple[Verdict, Bilingual | None]:
    note = explain_sexes(one, other)
    return (Verdict.SILENT if note is None else Verdict.SAME if note == _SAME else Verdict.OTHER), note


def _births(one: PartialDate | None, other: PartialDate | None) -> tuple[Verdict, Bilingual | None]:
    note = explain_births(one, other)
    if one is None or other is None:
        return Verdict.SILENT, None
    if note == _SAME:
        return Verdict.SAME, note
    same_day = (one.month, one.day) == (other.month, other.day)
    near = (
        compare_births(one, other) is not Likeness.OTHER
        or (abs(one.year - other.year) in (1, ERAS_APART) and same_day)
        or (one.year == other.year and _swapped(one, other))
        or (one.year == other.year and _new_year(one, other))
        or (same_day and _digits_exchanged(one.year, other.year))
    )
    return (Verdict.NEARLY if near else Verdict.OTHER), note


def _areas(one: str, other: str) -> tuple[Verdict, Bilingual | None]:
    note = explain_areas(one, other)
    if note is None:
        return Verdict.SILENT, None
    if one == other:
        return Verdict.SAME, note
    near = one.startswith(other) or other.startswith(one) or one[:4] == other[:4]
    return (Verdict.NEARLY if near else Verdict.OTHER), note


def explain_areas(one: str, other: str) -> Bilingual | None:
    """How two places compare, by the nesting of their codes; None when a side is silent."""
    if len(one) < 2 or len(other) < 2:
        return None
    if one == other:
        return _SAME
    if one.startswith(other) or other.startswith(one):
        return Bilingual("เท่าที่ทราบตรงกัน ฝ่ายหนึ่งไม่บอกละเอียด", "the same as far as known; one side is less exact")
    if one[:6] == other[:6]:
        return Bilingual("ตำบลเดียวกัน คนละหมู่บ้าน", "the same tambon, another village")
    if one[:4] == other[:4]:
        return Bilingual("คนละตำบลในอำเภอเดียวกัน", "another tambon of the same amphoe")
    if one[:2] == other[:2]:
        return Bilingual("คนละอำเภอในจังหวัดเดียวกัน อาจย้ายบ้าน", "another amphoe of the same province; they may have moved")
    return Bilingual("คนละจังหวัด อาจย้ายบ้านหรือไปทำงาน", "another province; they may have moved or work there")


def explain_names(one: str, other: str, *, surname: bool = False) -> Bilingual | None:
    """How two first names, or two surnames, compare; None when a side is silent."""
    likeness = compare_names(one, other)
    if likeness is Likeness.UNKNOWN:
        return None
    if likeness is Likeness.OTHER:
        if surname:
            return Bilingual(
                "คนละนามสกุล อาจเปลี่ยนเมื่อสมรสหรือหย่า", "another surname; it may change with marriage or divorce"
            )
        return Bilingual("คนละชื่อ", "another name")
    spelt = normalise_n1(one), normalise_n1(other)
    if spelt[0] == spelt[1]:
        return _SAME
    if _without(spelt[0], _MARKS) == _without(spelt[1], _MARKS):
        return _mark_slip(*spelt)
    if likeness is Likeness.SAME or name_key(one) == name_key(other):
        return _SOUNDS
    letters = edit_distance(*spelt, limit=4)
    if letters is None:
        return Bilingual("สะกดคล้ายกัน", "spelt alike")
    plural = "letter" if letters == 1 else "letters"
    return Bilingual(f"สะกดต่างกัน {letters} ตัวอักษร", f"spelt otherwise by {letters} {plural}")


def _without(name: str, marks: set[str]) -> str:
    return "".join(letter for letter in name if letter not in marks)


def _mark_slip(one: str, other: str) -> Bilingual:
    if _without(one, _TONES) == _without(other, _TONES):
        return Bilingual("ต่างกันเฉพาะวรรณยุกต์", "only the tone marks differ")
    return Bilingual("ต่างกันเฉพาะการันต์หรือวรรณยุกต์", "only silent or tone marks differ")


def explain_births(one: PartialDate | None, other: PartialDate | None) -> Bilingual | None:
    """How two dates of birth compare; None when a side is silent."""
    if one is None or other is None:
        return None
    likeness = compare_births(one, other)
    if likeness is not Likeness.OTHER:
        whole = Bilingual(
            "เท่าที่ทราบตรงกัน ฝ่ายหนึ่งไม่ทราบวันหรือเดือน", "the same as far as known; one side lacks day or month"
        )
        return _SAME if likeness is Likeness.SAME else whole
    return _same_year(one, other) if one.year == other.year else _other_year(one, other)


def _other_year(one: PartialDate, other: PartialDate) -> Bilingual:
    years = abs(one.year - other.year)
    if years == ERAS_APART:
        return Bilingual("ปีต่างกัน 543 ปี น่าจะสลับ พ.ศ. กับ ค.ศ.", "543 years apart: the eras were probably confused")
    same_day = (one.month, one.day) == (other.month, other.day)
    if same_day and years > 1 and _digits_exchanged(one.year, other.year):
        return Bilingual(f"เลขปีสลับหลัก (ต่างกัน {years} ปี)", f"digits of the year are exchanged ({years} years apart)")
    rest, also = ("", "") if same_day else (" วันเดือนไม่ตรงกัน", ", and the day or month")
    plural = "year" if years == 1 else "years"
    return Bilingual(f"ปีเกิดต่างกัน {years} ปี{rest}", f"the year of birth differs by {years} {plural}{also}")


def _same_year(one: PartialDate, other: PartialDate) -> Bilingual:
    if _swapped(one, other):
        return Bilingual("วันกับเดือนสลับกัน", "day and month are swapped")
    if _new_year(one, other):
        return Bilingual(
            "ปีเดียวกัน ฝ่ายหนึ่งเป็น 1 มกราคม มักแปลว่าไม่ทราบวันเกิด",
            "the same year; 1 January on one side often means that the day is unknown",
        )
    if one.month != other.month:
        return Bilingual("ปีเดียวกัน เดือนไม่ตรงกัน", "the same year, another month")
    return Bilingual("ปีและเดือนเดียวกัน วันไม่ตรงกัน", "the same year and month, another day")


def _swapped(one: PartialDate, other: PartialDate) -> bool:
    return bool(one.month) and (one.month, one.day) == (other.day, other.month)


def _new_year(one: PartialDate, other: PartialDate) -> bool:
    return ((one.month, one.day) == (1, 1)) != ((other.month, other.day) == (1, 1))


def _digits_exchanged(one: int, other: int) -> bool:
    """Whether two neighbouring digits of one year, as the Buddhist era writes it, stand the other way round."""
    mine, theirs = str(one + ERAS_APART), str(other + ERAS_APART)
    apart = [place for place, (left, right) in enumerate(zip(mine, theirs, strict=False)) if left != right]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return (mine[first], mine[second]) == (theirs[second], theirs[first])


def explain_sexes(one: str | None, other: str | None) -> Bilingual | None:
    """How two sexes compare; None when a side is silent."""
    if not one or not other:
        return None
    return _SAME if one == other else Bilingual("เพศไม่ตรงกัน", "another sex")


def explain_titles(one: str, other: str) -> Bilingual | None:
    """How two titles compare, which decides nothing; None when a side is silent."""
    if not one or not other:
        return None
    changes = Bilingual("ต่างกันได้ ไม่ใช้ตัดสิน", "may change; decides nothing")
    return _SAME if one == other else changes
