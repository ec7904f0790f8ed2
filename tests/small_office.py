"""A small office: some eighty families in two provinces, attached and drawn, with the same families as plain Python."""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.access.domain import Role
from samutphok.areas.actions import note_areas
from samutphok.linkage.actions import attach_batch
from samutphok.targeting.actions import draw_list
from samutphok.targeting.domain.lists import ListView

DRAWN_FOR = date(2021, 6, 30)
VILLAGES = ("83010101", "83010102", "83010201", "83030101", "83030301", "83030302", "82010101")
DIMENSION_OF = {
    **dict.fromkeys((1, 4, 5, 7), "health"),
    **dict.fromkeys((8, 9, 10, 11), "living"),
    **dict.fromkeys((15, 16, 17, 19), "education"),
    **dict.fromkeys((20, 21, 22), "income"),
    **dict.fromkeys((27, 28), "accessibility"),
}
FIRST = ("สมศรี", "มานะ", "ปิติ", "ชูใจ", "วีระ", "ดวงแก้ว", "สมคิด", "จันทร์")
ONSETS, RHYMES = "กขคจชดตทนบปพมรลวสห", ("าวิน", "ูรณ์ชัย", "ิตติพงษ์", "ันทรา", "ำเริง")


@dataclass
class Person:
    """One person as the registers have them. validated: None for whoever is in no state-welfare register."""

    number: int
    birth: str
    validated: int | None
    disabled: bool


@dataclass
class Family:
    """One family as the survey has it; `fails` are the failed indicators of the household."""

    village: str
    house_code: str
    family_no: str
    surname: str
    fails: frozenset[int]
    income: float | None
    members: list[Person] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str]:
        """What names a family in the survey."""
        return self.village, self.house_code, self.family_no

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions that fail."""
        return frozenset(DIMENSION_OF[number] for number in self.fails if number in DIMENSION_OF)

    @property
    def validated(self) -> int:
        """Members whose state-welfare registration is validated."""
        return sum(one.validated == 1 for one in self.members)

    @property
    def target_poor(self) -> int:
        """Members who are survey-poor and validated."""
        return self.validated if self.dimensions else 0

    def inside(self, area: str) -> bool:
        """Whether the family is registered in the area, by its code; 'TH' and '' are the country."""
        return area in ("TH", "") or self.village.startswith(area)


def made_up_families(count: int = 80, *, seed: int = 4) -> list[Family]:
    """Families of one to four; every fourth fails nothing, and each surname belongs to one family."""
    chance, families, number = random.Random(seed), [], 0
    names = chance.sample([onset + rhyme + end for onset in ONSETS for rhyme in RHYMES for end in ("", "กุล")], count)
    for place, surname in enumerate(names):
        family = Family(
            village=VILLAGES[place % len(VILLAGES)],
            house_code=f"8301{place // 2:07d}",
            family_no=str(1 + place % 2),
            surname=surname,
            fails=frozenset(chance.sample([2, 3, *DIMENSION_OF], chance.choice((0, 1, 1, 2, 3, 6)))),
            income=chance.choice((None, 20_000.0, 38_000.0, 90_000.0, 150_000.0)),
        )
        for _ in range(chance.choice((1, 2, 3, 4))):
            number += 1
            birth = chance.choice(("1944-02-01", "1958", "1985-07", "1999-12-31", "2012-04-05", "2019"))
            family.members.append(Person(number, birth, chance.choice((None, 0, 1, 1)), chance.random() < 0.15))
        families.append(family)
    return families


def survey_rows(families: list[Family]) -> list[dict[str, Any]]:
    """The survey; a household's failure stands in the first member's row alone."""
    rows = []
    for family in families:
        for place, one in enumerate(family.members):
            answers = {f"bmn{n}": 0 if n in family.fails and place == 0 else 1 for n in range(1, 32)}
            who = {"pid": synthetic_pid(one.number), "birth_date": one.birth, "income_per_person": family.income}
            home = {"house_code": family.house_code, "family_no": family.family_no, "area_code": family.village}
            rows.append(row(FIRST[one.number % len(FIRST)], family.surname, **who, **home, **answers))
    return rows


def register_rows_of(families: list[Family], register: str) -> list[dict[str, Any]]:
    """The state-welfare or the disability register."""
    rows = []
    for family in families:
        for one in family.members:
            who = {"pid": synthetic_pid(one.number), "birth_date": one.birth, "area_code": family.village}
            named = (FIRST[one.number % len(FIRST)], family.surname)
            if register == "state_welfare" and one.validated is not None:
                rows.append(row(*named, **who, validated=one.validated))
            elif register == "disability" and one.disabled:
                rows.append(row(*named, **who, disability_type="การเห็น"))
    return rows


def attach_families(families: list[Family]) -> None:
    """Their places noted, their registers staged and attached, newest cut of each."""
    note_areas({family.village for family in families}, seen_on=NOW.date())
    for register, rows in (
        ("bmn_survey", survey_rows(families)),
        ("state_welfare", register_rows_of(families, "state_welfare")),
        ("disability", register_rows_of(families, "disability")),
    ):
        attach_batch(stage(register, rows), now=NOW)


def draw(area_prefix: str = "", **options: Any) -> ListView:
    """The list of an area, drawn by somebody who may."""
    who = viewer(area_prefix, role=Role.PROVINCE)
    return draw_list(viewer=who, area_prefix=area_prefix, as_of=DRAWN_FOR, **({"now": NOW} | options))
