"""Forms as the demo's volunteers fill them in: the published form's own structure, with answers that somebody might give."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from samutphok.registry.domain.roll import RollFamily

XFORMS = "{http://www.w3.org/2002/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
DEMO = UUID("6d5f2a0e-1d5c-5a51-9f0b-5a0f7c1b8300")  # the names of the demo's forms and found families come of it
NOTICE = "2569-1"
MET, REFUSED = "visited", "refused"
NEEDS = (
    ("money", "ค่าใช้จ่ายในบ้านสูงขึ้น อยากได้เงินช่วยเหลือชั่วคราว"),
    ("work", "อยากมีงานที่ทำใกล้บ้านได้ เพราะต้องดูแลแม่"),
    ("house", "หลังคารั่วหลายจุด หน้าฝนนอนไม่ได้"),
    ("health", "ต้องไปหาหมอทุกเดือน ไม่มีรถไปโรงพยาบาล"),
    ("care", "ลูกต้องหยุดงานมาดูแลยาย อยากมีคนช่วยตอนกลางวัน"),
    ("device", "รถเข็นเก่าชำรุด อยากได้คันใหม่"),
    ("school", "ค่าเดินทางไปโรงเรียนของหลานไม่พอ"),
)
SINCE = ("better", "same", "same", "worse")
HOUSES = (("own", "none"), ("own", "roof"), ("lent", "roof walls"), ("rent", "crowded"), ("lent", "none"))
INCOMES = (6_500, 8_000, 9_500, 12_000, 15_000)  # baht a month of the whole family, round as people tell them
Answers = Mapping[str, str | int]  # by path below the form's root, or below one round of its members


@dataclass(frozen=True, slots=True)
class Blank:
    """A published form, empty."""

    xform: bytes = field(repr=False)

    def filled(self, answers: Answers, people: Sequence[Answers], *, name: str) -> bytes:
        """What the phone sends. answers: by path below the form's root, `@` for an attribute of the entity; name: makes
        the instanceID, so that the same name is the same form. people: the rounds of the form's members, in order.
        """
        root = fromstring(self.xform).find(f".//{XFORMS}model/{XFORMS}instance")[0]
        _without_templates(root)
        _write_people(root, people)
        for path, value in answers.items():
            _write(root, path, value)
        _write(root, "meta/instanceID", f"uuid:{uuid5(DEMO, name)}")
        return tostring(root, encoding="utf-8", xml_declaration=True)


def at_the_door(family: UUID, day: date, *, outcome: str, version: int = 1) -> dict[str, str | int]:
    """What every form begins with. version: of the family, as the phone knew it."""
    met = MET if outcome == REFUSED else outcome
    said: dict[str, str | int] = {
        "household": str(family),
        "visited_on": day.isoformat(),
        "met": met,
        "outcome": outcome,
    }
    if met == MET:
        said |= {"agreed": 0 if outcome == REFUSED else 1, "notice_version": NOTICE}
    return said | {"meta/entity/@id": str(family), "meta/entity/@baseVersion": version}


def talk(chance: random.Random, day: date) -> dict[str, str | int]:
    """A visit's short talk: how it goes since the last time, and what the family would like."""
    need, words = chance.choice(NEEDS)
    return {
        "talk/informant": "หัวหน้าครอบครัว",
        "talk/change_since": chance.choice(SINCE),
        "talk/changed_in": chance.choice(("income", "health", "house", "income health")),
        "talk/help_received": chance.choice(("none", "goods", "money", "health")),
        "talk/needs": need,
        "talk/needs_words": words,
        "talk/urgent": 0,
        "family/changed": 0,
        "house/photo_consent": 0,
        "house/next_visit_on": (day + timedelta(days=chance.choice((30, 60, 90)))).isoformat(),
    }


def household(chance: random.Random, day: date, *, people: int) -> dict[str, str | int]:
    """The whole logbook's questions of house and money; people: how many live there."""
    tenure, problems = chance.choice(HOUSES)
    broken, month = int(problems not in ("none", "crowded")), chance.choice(INCOMES)
    a_person = round(month * 12 / people)
    need, words = chance.choice(NEEDS)
    return {
        "informant": "หัวหน้าครอบครัว",
        "people": people,
        "house/looked/tenure": tenure,
        "house/looked/house_problems": problems,
        "house/house_dilapidated": broken,
        "house/bmn8": 1 - broken,
        "house/bmn11": 1,
        "house/housing_problem": broken,
        "house/may_build": int(tenure != "rent"),
        "house/daily/bmn9": 1,
        "house/daily/bmn10": chance.choice((0, 1, 1)),
        "house/photo_consent": 0,
        "money/sources": "wages",
        "money/incomes/income_wages": month,
        "money/income_year": month * 12,
        "money/income_per_person": a_person,
        "money/bmn22": int(a_person >= 38_000),
        "money/spending/cost_living": month - chance.choice((500, 1_000, 2_000)),
        "ahead/needs": need,
        "ahead/needs_words": words,
        "ahead/strengths": chance.choice(("together hard_working", "kin", "skill together", "community")),
        "ahead/urgent": 0,
        "ahead/next_visit_on": (day + timedelta(days=90)).isoformat(),
    }


def everybody(family: RollFamily, chance: random.Random) -> list[dict[str, str | int]]:
    """The members on the list, each still there, with what the logbook asks of everybody."""
    return [_member(str(one.person_id), place, chance) for place, one in enumerate(family.members)]


def _member(person: str, place: int, chance: random.Random) -> dict[str, str | int]:
    conditions = "chronic" if place == 0 else chance.choice(("none", "none", "chronic"))
    return {
        "nth": place + 1,
        "person_id": person,
        "who/still": "none",
        "member_change": "none",
        "here": 1,
        "about/conditions": conditions,
        "about/chronic_illness": int(conditions == "chronic"),
        "about/disabled": 0,
        "about/health_insurance": 1,
        "about/feeling/willing": "yes",
        "about/feeling/life_satisfaction": chance.randint(4, 9),
        "about/feeling/security": chance.randint(3, 8),
    }


def _without_templates(parent: Element) -> None:
    for child in list(parent):
        if child.get(f"{JAVAROSA}template") is None:
            _without_templates(child)
        else:
            parent.remove(child)


def _write_people(root: Element, people: Sequence[Answers]) -> None:
    """The form's one empty round, once for each person; no round at all without people."""
    parent = next((one for one in root.iter() if any(_name(child) == "members" for child in one)), None)
    if parent is None:  # a form that names nobody
        return
    empty = next(child for child in parent if _name(child) == "members")
    place = list(parent).index(empty)
    parent.remove(empty)
    for number, person in enumerate(people):
        again = fromstring(tostring(empty))
        for path, value in person.items():
            _write(again, path, value)
        parent.insert(place + number, again)


def _write(node: Element, path: str, value: str | int) -> None:
    """Writes one answer where the form has its question. Raises KeyError when the form has none there."""
    for step in path.split("/"):
        if step.startswith("@"):
            node.set(step[1:], str(value))
            return
        found = next((child for child in node if _name(child) == step), None)
        if found is None:
            raise KeyError(path)
        node = found
    node.text = str(value)


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]
