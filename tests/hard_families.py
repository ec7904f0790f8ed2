"""A second generator of people, apart from the product's own: families in which nearly everybody could be somebody else.

Twins with rhyming names, brothers a year apart, fathers and sons of one name, women who took another surname, several
families under one roof, numbers left out, and clerks whose hands and ears slip in other ways than the product's generator knows.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samutphok.kernel.identifiers import pid_check_digit

_STARTS = ("ธน พัชร กิตติ วร ชล ปิย ณัฐ ศุภ จิร ภัทร อภิ สุ ทิพย์ กมล รัต นิ บุญ ประ มาลี คำ ทอง ชัย เพ็ญ วิ อัญ").split()  # noqa: SIM905 -- a list of words
_ENDS_M = ("พล กร เดช ศักดิ์ ชัย วัฒน์ พงษ์ ฤทธิ์ เกียรติ นันท์ ชาติ สิทธิ์").split()  # noqa: SIM905 -- a list of words
_ENDS_F = ("พร ดา วดี ลักษณ์ ทิพย์ รัตน์ วรรณ นภา ศรี ฉัตร มาศ กานต์").split()  # noqa: SIM905 -- a list of words
_FAMILY_STARTS = ("แก้ว ศรี จันทร์ ทอง บุญ รัก สุข วงศ์ พรหม เพชร ไชย มณี ปัญญา ชูช่วย หนู นาค สิงห์ ดำรง เรือง คง").split()  # noqa: SIM905 -- a list of words
_FAMILY_MIDDLES = ["", "ประ", "สุ", "วิ", "อุดม", "พิทักษ์", "ธรรม", "เจริญ"]
_FAMILY_ENDS = ("สกุล วงษ์ พันธ์ รักษา งาม ดี มั่นคง ทรัพย์ กิจ สมบูรณ์ ไพศาล เมือง ธานี ศิลป์ โชติ เกตุ").split()  # noqa: SIM905 -- a list of words
_MONTHS = ("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.").split()  # noqa: SIM905 -- a list of words
_NEIGHBOURS = dict(zip("กดเสวงนยบรมทปแอิืัีะ", "ดกาวสยบนรบทมแปิอทีัั", strict=True))
_SOUNDS = (("ธ", "ท"), ("ณ", "น"), ("ศ", "ส"), ("ษ", "ส"), ("ภ", "พ"), ("ฐ", "ถ"), ("ญ", "น"), ("ไช", "ชั"))
_MARKS = "่้๊๋็์"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as the truth has them."""

    id: int
    pid: str
    first: str
    last: str
    maiden: str
    sex: str
    born: date
    area: str


def population(size: int, *, seed: int) -> list[Somebody]:
    """About so many people, in families, in the villages of three tambons or, from 24,000 on, one for 8,000 people."""
    draw = random.Random(seed)
    people: list[Somebody] = []
    tambons = (
        "520103",
        "520107",
        "560204",
        *(f"52{place // 90 + 2:02d}{place % 90 + 1:02d}" for place in range(size // 8_000 - 3)),
    )
    villages = [f"{tambon}{moo:02d}" for tambon in tambons for moo in range(1, 16)]
    while len(people) < size:
        people += _family(draw, draw.choice(villages), len(people))
    return people


def _family(draw: random.Random, village: str, start: int) -> list[Somebody]:
    last = _surname(draw)
    born = date(1940, 1, 1) + timedelta(days=draw.randrange(20_000))
    father = Somebody(start, "", _first(draw, "M"), last, last, "M", born, village)
    mother = Somebody(
        start + 1,
        "",
        _first(draw, "F"),
        last,
        _surname(draw),
        "F",
        born + timedelta(days=draw.randrange(2500)),
        village,
    )
    family = [father, mother]
    day = born + timedelta(days=8000 + draw.randrange(2000))
    for _ in range(draw.choice((0, 1, 2, 2, 3, 4))):
        sex = draw.choice("MF")
        child = Somebody(start + len(family), "", _first(draw, sex), last, last, sex, day, village)
        if sex == "M" and draw.random() < 0.03:
            child = replace(child, first=father.first)
        family.append(child)
        if draw.random() < 0.06:  # a twin whose name begins alike
            twin_sex = sex if draw.random() < 0.7 else draw.choice("MF")
            name = next(start_ for start_ in sorted(_STARTS, key=len, reverse=True) if child.first.startswith(start_))
            other = name + draw.choice(_ENDS_M if twin_sex == "M" else _ENDS_F)
            if other != child.first:
                family.append(replace(child, id=start + len(family), first=other, sex=twin_sex))
        day += timedelta(days=draw.choice((370, 500, 800, 1200)))
    return [replace(one, pid=_pid(draw)) for one in family]


def _first(draw: random.Random, sex: str) -> str:
    return draw.choice(_STARTS) + draw.choice(_ENDS_M if sex == "M" else _ENDS_F)


def _surname(draw: random.Random) -> str:
    return draw.choice(_FAMILY_STARTS) + draw.choice(_FAMILY_MIDDLES) + draw.choice(_FAMILY_ENDS)


def _pid(draw: random.Random) -> str:
    twelve = f"{draw.choice('123458')}99{draw.randrange(10**9):09d}"
    return twelve + str(pid_check_digit(twelve))


def register(
    people: list[Somebody], *, name: str, share: float, numbers: float, seed: int
) -> list[dict[str, str | None]]:
    """The rows of an office that knows this share of the people, and the numbers of this share of them; in its own order."""
    draw = random.Random(f"{seed} {name}")
    known = [one for one in people if draw.random() < share]
    draw.shuffle(known)
    return [_row(draw, one, f"{name}-{number}", numbers) for number, one in enumerate(known)]


def _row(draw: random.Random, one: Somebody, record: str, numbers: float) -> dict[str, str | None]:
    last = one.maiden if one.sex == "F" and draw.random() < 0.12 else one.last
    area = one.area if draw.random() < 0.93 else draw.choice(("52010901", "56020103", "10330102"))
    return {
        "record_id": record,
        "person": str(one.id),
        "pid": one.pid if draw.random() < numbers else None,
        "title": draw.choice(("นาย", "นาง", "น.ส.", "")),
        "first_name": _slip(draw, one.first, 0.05),
        "last_name": _slip(draw, last, 0.05),
        "sex": None if draw.random() < 0.05 else one.sex if draw.random() < 0.995 else "MF"[one.sex == "M"],
        "birth_date": _written(draw, one.born),
        "area_code": area if draw.random() < 0.97 else area[:6],
    }


def _written(draw: random.Random, born: date) -> str | None:
    way = draw.random()
    if way < 0.03:
        return None
    if way < 0.09:
        return str(born.year + 543)
    year = born.year + 543 + (draw.choice((-1, 1)) if draw.random() < 0.01 else 0)
    if way < 0.5:
        return (
            f"{min(born.day, 28)}/{born.month}/{year}"
            if born.day > 28 and born.month == 2
            else f"{born.day}/{born.month}/{year}"
        )
    if way < 0.8:
        return f"{born.day} {_MONTHS[born.month - 1]} {year}"
    return born.isoformat() if year == born.year + 543 else f"{born.day}/{born.month}/{year}"


def _slip(draw: random.Random, name: str, chance: float) -> str:
    if draw.random() >= chance:
        return name
    place = draw.randrange(1, len(name))
    way = draw.randrange(5)
    if way == 0:
        return name[:place] + _NEIGHBOURS.get(name[place], name[place]) + name[place + 1 :]
    if way == 1 and place < len(name) - 1:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if way == 2:
        return name[:place] + name[place + 1 :]
    if way == 3:
        return next((name.replace(right, heard, 1) for right, heard in _SOUNDS if right in name), name + name[-1])
    return "".join(letter for letter in name if letter not in _MARKS) if set(name) & set(_MARKS) else name + name[-1]
