"""Made-up people for the benchmarks: common first names, surnames that few families share, numbers never issued."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_ONSETS = ["ก", "ข", "ค", "จ", "ช", "ด", "ต", "ถ", "ท", "น", "บ", "ป", "ผ", "พ", "ม", "ย", "ร", "ล", "ว", "ส", "ห", "อ"]
_RHYMES = ["า", "ี", "ู", "ัน", "ิน", "ุล", "อม", "ัย", "าย", "ิต", "อง", "ัก", "ีย", "ูน"]
_COMMON = [
    "สมชาย",
    "สมศรี",
    "ประเสริฐ",
    "มาลี",
    "สมบูรณ์",
    "วิชัย",
    "สุดา",
    "บุญมี",
    "ประยูร",
    "อารีย์",
    "กนกวรรณ",
    "ณัฐพล",
    "จันทร์เพ็ญ",
    "ธนพล",
]
FIRST_NAMES = 4_000
_LATIN_ONSETS = dict(
    zip(
        _ONSETS,
        [
            "k",
            "kh",
            "kh",
            "ch",
            "ch",
            "d",
            "t",
            "th",
            "th",
            "n",
            "b",
            "p",
            "ph",
            "ph",
            "m",
            "y",
            "r",
            "l",
            "w",
            "s",
            "h",
            "",
        ],
        strict=True,
    )
)
_LATIN_RHYMES = dict(
    zip(_RHYMES, ["a", "i", "u", "an", "in", "un", "om", "ai", "ai", "it", "ong", "ak", "ia", "un"], strict=True)
)
_LATIN_COMMON = dict(
    zip(
        _COMMON,
        [
            "Somchai",
            "Somsri",
            "Prasert",
            "Malee",
            "Somboon",
            "Wichai",
            "Suda",
            "Boonmee",
            "Prayoon",
            "Aree",
            "Kanokwan",
            "Nattapon",
            "Chanpen",
            "Tanapon",
        ],
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One person of one family of the benchmark's country."""

    pid: str
    first_name: str
    last_name: str
    sex: str
    birth_date: str
    area_code: str
    house_code: str


def people(households: int, *, seed: int = 1, area: str = "83010101") -> Iterator[MadeUp]:
    """Families of one to four, a family name each; villages of 150 households under the area's province."""
    chance = random.Random(seed)  # the same families in every run
    number = 0
    for family in range(households):
        surname, house = last_name(family), f"8{family:010d}"
        village = (
            f"{area[:2]}{1 + family // 150 // 81 % 20:02d}{1 + family // 150 // 9 % 9:02d}{1 + family // 150 % 9:02d}"
        )
        for _ in range(chance.choice((1, 2, 2, 3, 4))):
            number += 1
            day = f"{1930 + chance.randrange(90)}-{1 + chance.randrange(12):02d}-{1 + chance.randrange(28):02d}"
            sex = chance.choice("MF")
            yield MadeUp(pid(number), first_name(chance), surname, sex, day, village, house)


def first_name(chance: random.Random) -> str:
    """Skewed as names are: the first of the list is the name of one in twenty."""
    return _first_names()[min(int(chance.paretovariate(0.6)) - 1, FIRST_NAMES - 1)]


def romanised(name: str) -> str:
    """A first name of this benchmark as people write it in Latin letters."""
    if name in _LATIN_COMMON:
        return _LATIN_COMMON[name]
    latin = ""
    while name:
        rhyme = max((one for one in _RHYMES if name[1:].startswith(one)), key=len)
        latin, name = latin + _LATIN_ONSETS[name[0]] + _LATIN_RHYMES[rhyme], name[1 + len(rhyme) :]
    return latin.capitalize()


def last_name(family: int) -> str:
    """A surname of three to five syllables; about two families share one."""
    chance = random.Random(family // 2)
    return "".join(chance.choice(_ONSETS) + chance.choice(_RHYMES) for _ in range(chance.choice((3, 4, 4, 5))))


def pid(number: int) -> str:
    """A citizen number of the series that is never issued, with its check digit."""
    first = f"{1 + number // 10**9}99{number % 10**9:09d}"
    total = sum(int(digit) * weight for digit, weight in zip(first, range(13, 1, -1), strict=True))
    return first + str((11 - total % 11) % 10)


@cache
def _first_names() -> list[str]:
    chance = random.Random(0)
    made = ("".join(chance.choice(_ONSETS) + chance.choice(_RHYMES) for _ in range(2)) for _ in range(FIRST_NAMES))
    return [*_COMMON, *made][:FIRST_NAMES]
