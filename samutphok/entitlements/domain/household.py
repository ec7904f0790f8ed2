"""A household as a file tells of it: checked against the vocabulary, with the facts of one day.

The file is `{"household": {...facts}, "persons": [{"person_id": ..., ...facts}]}`; every fact may be left out or null, and
docs/schemas/household.schema.json says it all.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from samutphok.entitlements.domain.facts import Facts, first_impossible, household_facts, is_thai, person_facts
from samutphok.entitlements.domain.vocabulary import AREA, HOUSEHOLD, PERSON, RightsVocabulary
from samutphok.entitlements.errors import BadHousehold
from samutphok.kernel.dates import PartialDate
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.identifiers import read_area_code
from samutphok.kernel.json_lines import EntryPath
from samutphok.kernel.rules import FactType, Value

MOST_PERSONS = 100
LONGEST = 200
DATES = ("birth_date", "death_date")
_EXPECTED = {
    FactType.BOOL: Bilingual("true หรือ false", "true or false"),
    FactType.INT: Bilingual("จำนวนเต็มตั้งแต่ 0 ขึ้นไป", "a whole number of zero or more"),
    FactType.NUMBER: Bilingual("ตัวเลขตั้งแต่ 0 ขึ้นไป", "a number of zero or more"),
    FactType.TEXT: Bilingual("ข้อความ", "a text"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One member: the id that the file gives, or the place in the list, and the facts of the day."""

    person_id: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Household:
    """A household and its members on one day. A person's rule reads `facts` of the household too."""

    area_code: str
    facts: Facts
    persons: tuple[Person, ...]


def read_household(content: object, *, file: str, on: date, vocabulary: RightsVocabulary) -> Household:
    """The household of a file's content, with the ages of the day `on`.

    Raises BadHousehold for what is not of the shape, a fact nobody knows, money below zero, a date of birth or death that
    cannot be, or a file without persons; it names the place in the file and no value.
    """
    reader = _Reader(file, on, vocabulary)
    whole = reader.mapping(content, ())
    for key in whole:
        if key not in ("household", "persons"):
            reader.refuse((str(key),), "ไม่รู้จักรายการนี้", "this entry is not known.")
    home = reader.mapping(whole.get("household", {}), ("household",))
    members = reader.members(whole)
    ages = [age if isinstance(age := one.facts["age"], int) else None for one in members]
    stated = reader.facts(home, ("household",), HOUSEHOLD, besides=(AREA, "household_id"))
    return Household(reader.area(home), household_facts(stated, ages), members)


class _Reader:
    """Reads one file's entries; every refusal names the place."""

    def __init__(self, file: str, on: date, vocabulary: RightsVocabulary) -> None:
        self._file, self._on, self._vocabulary = file, on, vocabulary

    def refuse(self, place: EntryPath, th: str, en: str) -> NoReturn:
        """Raise the error of a place."""
        remedy = Bilingual(
            "แก้แฟ้มตามแบบใน docs/schemas/household.schema.json", "Mend it after docs/schemas/household.schema.json."
        )
        raise BadHousehold(self._file, place, Bilingual(th, en), remedy)

    def mapping(self, entry: object, place: EntryPath) -> Mapping[str, Any]:
        """The entry, which must be names with values."""
        if not isinstance(entry, dict):
            self.refuse(place, "ต้องเป็นรายการชื่อและค่า", "this must be names with values.")
        return entry

    def members(self, whole: Mapping[str, Any]) -> tuple[Person, ...]:
        """All members, each with an id of its own. A file that names none would be answered as if nobody lived there."""
        if (persons := whole.get("persons")) is None:
            self.refuse(
                (), "ไม่มีรายการ persons (ถ้าไม่มีสมาชิกให้เขียน [])", "persons is missing; write [] where nobody is known."
            )
        if not isinstance(persons, list) or len(persons) > MOST_PERSONS:
            self.refuse(
                ("persons",),
                f"ต้องเป็นรายการไม่เกิน {MOST_PERSONS} คน",
                f"this must be a list of at most {MOST_PERSONS} persons.",
            )
        members: dict[str, Person] = {}
        for number, entry in enumerate(persons):
            member = self.person(entry, number)
            if member.person_id in members:
                earlier = [*members].index(member.person_id)
                th, en = f"รหัสนี้ซ้ำกับ persons[{earlier}]", f"this id stands twice, first in persons[{earlier}]."
                self.refuse(("persons", number, "person_id"), th, en)
            members[member.person_id] = member
        return tuple(members.values())

    def person(self, entry: object, number: int) -> Person:
        """One member."""
        place = ("persons", number)
        stated = self.mapping(entry, place)
        facts = self.facts(stated, place, PERSON, besides=("person_id", "nationality", *DATES))
        birth, death = (self._date(stated.get(name), (*place, name)) for name in DATES)
        if wrong := first_impossible(birth, death, self._on):
            self.refuse((*place, wrong), "วันที่นี้เป็นไปไม่ได้", "this date cannot be.")
        if (written := stated.get("nationality")) is not None:
            if not isinstance(written, str) or len(written) > LONGEST:
                self.refuse((*place, "nationality"), "ต้องเป็นข้อความ", "this must be a text.")
            facts["nationality_thai"] = is_thai(written)
        given = stated.get("person_id")
        if not isinstance(given, str | int | None) or len(str(given)) > LONGEST:
            self.refuse((*place, "person_id"), "ต้องเป็นข้อความหรือตัวเลข", "this must be a text or a number.")
        name = str(number + 1) if given is None else str(given)
        return Person(name, person_facts(facts, birth=birth, death=death, on=self._on))

    def facts(
        self, entry: Mapping[str, Any], place: EntryPath, subject: str, *, besides: tuple[str, ...]
    ) -> dict[str, Value | None]:
        """The stated facts of a person or a household, each of its type."""
        types = {fact.name: fact.type for fact in self._vocabulary.askable(subject) if fact.name not in DATES}
        if subject == PERSON:
            types["nationality_thai"] = FactType.BOOL
        for name in entry:
            if name not in types and name not in besides:
                self.refuse((*place, str(name)), "ไม่รู้จักข้อมูลนี้", "this fact is not known.")
        return {name: self._value(entry[name], type_, (*place, name)) for name, type_ in types.items() if name in entry}

    def area(self, home: Mapping[str, Any]) -> str:
        """The area code, '' when none is given."""
        code = home.get(AREA)
        if code in (None, ""):
            return ""
        try:
            return read_area_code(code if isinstance(code, str) else "?")
        except InvalidInput:
            self.refuse(("household", AREA), "ไม่ใช่รหัสพื้นที่", "this is no area code.")

    def _value(self, value: Any, type_: FactType, place: EntryPath) -> Value | None:
        fits = {
            FactType.BOOL: isinstance(value, bool),
            FactType.INT: isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53,
            FactType.NUMBER: _is_amount(value),
            FactType.TEXT: isinstance(value, str) and len(value) <= LONGEST,
        }
        if value is None:
            return None
        if not fits[type_]:
            expected = _EXPECTED[type_]
            self.refuse(place, f"ต้องเป็น{expected.th}", f"this must be {expected.en}.")
        checked: Value = value
        return checked

    def _date(self, written: object, place: EntryPath) -> PartialDate | None:
        if written is None:
            return None
        try:
            return PartialDate.from_iso(written if isinstance(written, str) else "?")
        except InvalidInput:
            self.refuse(place, "ต้องเป็นวันที่ (ค.ศ.) เช่น 1960-05-01", "this must be a date (CE) such as 1960-05-01.")


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
