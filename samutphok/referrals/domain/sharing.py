"""What of a family goes to an agency: the named fields, each told in lines; what is not named is never even told.

The telling is a snapshot of the day on which it was shared. It is read from here alone by the page, the letter, the
spreadsheet and the one-time link, so that all of them show the same and nothing else.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from samutphok.kernel.dates import PartialDate, age_on
from samutphok.kernel.errors import Bilingual
from samutphok.referrals.domain.referral import SharedField
from samutphok.referrals.domain.rules import FieldRule


@dataclass(frozen=True, slots=True)
class MemberTold:
    """A member as far as it can be shared. answers: of visits, by fact; disability, benefits: as registers call them."""

    person_id: UUID
    name: str = field(repr=False)
    sex: str | None
    birth: PartialDate | None
    number: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    disability: str = field(default="", repr=False)
    benefits: tuple[Bilingual, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class FamilyTold:
    """A family as far as it can be shared, on a day.

    person_id: whom the referral is for, None for the family. place: as it is called; answers: of the household; words: what
    facts and choices are called; problem: of the referral; dimensions: in which the family has problems.
    """

    as_of: date
    person_id: UUID | None
    place: Bilingual = field(repr=False)
    house: str = field(repr=False)
    members: tuple[MemberTold, ...]
    answers: Mapping[str, str] = field(repr=False)
    income_per_person: float | None = field(repr=False)
    problem: Bilingual
    dimensions: tuple[Bilingual, ...]
    papers: tuple[Bilingual, ...]
    words: Mapping[str, Bilingual]

    @property
    def meant(self) -> tuple[MemberTold, ...]:
        """The member it is for, else all."""
        one = tuple(each for each in self.members if each.person_id == self.person_id)
        return one or self.members

    @property
    def who(self) -> str:
        """The name of the person it is for, else of the eldest."""
        return self.meant[0].name if self.meant else ""


Lines = list[Bilingual]
_YES = Bilingual("ใช่", "yes")
_NO = Bilingual("ไม่ใช่", "no")
_HOUSEHOLD_FACTS: Mapping[str, tuple[str, ...]] = {
    "income": ("income_per_person", "income_year", "breadwinner_lost"),
    "debt": ("debt_formal", "debt_informal"),
    "housing": ("tenure", "house_dilapidated", "house_unsuitable", "may_build"),
}
_PERSON_FACTS: Mapping[str, tuple[str, ...]] = {
    "schooling": ("in_school", "school_level", "school_stopped", "bmn15", "bmn16", "bmn17", "bmn19"),
    "work": ("work", "employed", "has_income", "bmn20", "bmn21"),
    "disability": ("disabled", "disability_card", "needs_device"),
    "health": ("self_care", "bedridden", "chronic_illness", "adl_score", "has_carer", "health_insurance"),
    "welfare": ("receives", "welfare_card"),
}


def tell(name: str, family: FamilyTold) -> tuple[Bilingual, ...]:
    """One field of the family in lines; none when nothing is known."""
    special = _SPECIAL.get(name)
    lines = special(family) if special else []
    lines += _of_household(family, _HOUSEHOLD_FACTS.get(name, ()))
    lines += _of_people(family, _PERSON_FACTS.get(name, ()))
    return tuple(lines)


def told(names: Iterable[str], family: FamilyTold) -> str:
    """The named fields as they are sealed: [[name, [[th, en], ...]], ...]."""
    return json.dumps(
        [[name, [[line.th, line.en] for line in tell(name, family)]] for name in names],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_back(
    text: str, catalogue: Mapping[str, FieldRule], named: Iterable[str], language: str
) -> tuple[SharedField, ...]:
    """What was sealed, in the catalogue's order; only what the referral names."""
    if not text:
        return ()
    kept = dict(json.loads(text))
    wanted = frozenset(named)
    return tuple(
        SharedField(name, rule.label, tuple(line[1] if language.startswith("en") else line[0] for line in kept[name]))
        for name, rule in catalogue.items()
        if name in wanted and name in kept
    )


def _name(family: FamilyTold) -> Lines:
    return [Bilingual(family.who, family.who)] if family.who else []


def _place(family: FamilyTold) -> Lines:
    house = Bilingual(f"รหัสบ้าน {family.house} ", f"House code {family.house}, ") if family.house else Bilingual("", "")
    return [Bilingual(house.th + family.place.th, house.en + family.place.en)]


def _phone(family: FamilyTold) -> Lines:
    phone = family.answers.get("phone", "")
    return [Bilingual(phone, phone)] if phone else []


def _members(family: FamilyTold) -> Lines:
    number = len(family.members)
    lines = [Bilingual(f"{number} คน", f"{number} people")]
    return lines + [_age(one, family.as_of) for one in family.members]


def _age(one: MemberTold, on: date) -> Bilingual:
    sex = {"M": Bilingual("ชาย", "male"), "F": Bilingual("หญิง", "female")}.get(one.sex or "", Bilingual("", ""))
    born = one.birth is not None and one.birth.earliest() <= on
    age = age_on(one.birth, on).high if one.birth and born else None
    if age is None:
        return Bilingual(f"{sex.th} ไม่ทราบอายุ".strip(), f"{sex.en} age unknown".strip())
    return Bilingual(f"{sex.th} {age} ปี".strip(), f"{sex.en} {age} years".strip())


def _member_names(family: FamilyTold) -> Lines:
    return [Bilingual(one.name, one.name) for one in family.members if one.name]


def _number(family: FamilyTold) -> Lines:
    return [Bilingual(one.number, one.number) for one in family.meant[:1] if one.number]


def _problem(family: FamilyTold) -> Lines:
    return [family.problem]


def _dimensions(family: FamilyTold) -> Lines:
    return list(family.dimensions)


def _income(family: FamilyTold) -> Lines:
    if family.income_per_person is None:
        return []
    baht = f"{family.income_per_person:,.0f}"
    return [Bilingual(f"เฉลี่ย {baht} บาทต่อคนต่อปี (แบบสำรวจ)", f"{baht} baht a person a year (survey)")]


def _disability(family: FamilyTold) -> Lines:
    return [_whose(family, one, Bilingual(one.disability, one.disability)) for one in family.meant if one.disability]


def _welfare(family: FamilyTold) -> Lines:
    return [_whose(family, one, benefit) for one in family.meant for benefit in one.benefits]


def _documents(family: FamilyTold) -> Lines:
    return list(family.papers)


_SPECIAL: Mapping[str, Callable[[FamilyTold], Lines]] = {
    "name": _name,
    "place": _place,
    "phone": _phone,
    "members": _members,
    "member_names": _member_names,
    "number": _number,
    "problem": _problem,
    "dimensions": _dimensions,
    "income": _income,
    "disability": _disability,
    "welfare": _welfare,
    "documents": _documents,
}


def _of_household(family: FamilyTold, facts: Iterable[str]) -> Lines:
    return [_line(fact, family.answers[fact], family.words) for fact in facts if family.answers.get(fact)]


def _of_people(family: FamilyTold, facts: Iterable[str]) -> Lines:
    return [
        _whose(family, one, _line(fact, one.answers[fact], family.words))
        for one in family.meant
        for fact in facts
        if one.answers.get(fact)
    ]


def _whose(family: FamilyTold, one: MemberTold, line: Bilingual) -> Bilingual:
    """A member is told apart by sex and age, which name nobody; the one person it is for needs no telling apart."""
    if len(family.meant) == 1:
        return line
    whose = _age(one, family.as_of)
    return Bilingual(f"{whose.th}: {line.th}", f"{whose.en}: {line.en}")


def _line(fact: str, value: str, words: Mapping[str, Bilingual]) -> Bilingual:
    label = words.get(fact, Bilingual(fact, fact))
    said = {"1": _YES, "0": _NO}.get(value)
    if said is None:
        parts = [words.get(f"{fact}={one}", Bilingual(one, one)) for one in value.split()]
        said = Bilingual(", ".join(one.th for one in parts), ", ".join(one.en for one in parts))
    return Bilingual(f"{label.th}: {said.th}", f"{label.en}: {said.en}")
