"""Citizen numbers in the answers of a visit: sealed, found by their keyed index, and whom they are known to belong to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from samutphok.foundation.privacy import blind_index, seal
from samutphok.kernel.identifiers import PidStatus, read_pid
from samutphok.logbook.domain.hearing import Heard
from samutphok.logbook.domain.members import birth_said
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.queries.sealed_numbers import PID, bound
from samutphok.registry.actions import door
from samutphok.registry.domain.identity import Identity, name_key


@dataclass(frozen=True, slots=True)
class Numbered:
    """A visit whose numbers are indexes, and the numbers themselves, sealed for the visit, by subject."""

    heard: Heard
    numbers: Mapping[str, str] = field(repr=False)


def with_numbers_sealed(heard: Heard, *, visit: UUID, reaches: Callable[[str], bool]) -> Numbered:
    """Puts a keyed index in place of each number; somebody new whose number and name the office knows is that person.

    reaches: whether the sender may go to an area. Nobody is brought over from a family that the sender may not visit:
    whoever is told with such a number stays somebody new, and the number is a contradiction for those who verify.
    """
    given = {key.subject: value for key, value in heard.facts.items() if key.fact == PID}
    indexes = {subject: _index(value) for subject, value in given.items()}
    known = door.people_with_numbers(set(indexes.values()))
    homes = door.homes([person for person, _ in known.values()])
    free = {person for person, _ in known.values() if all(reaches(area) for area in homes.get(person, ()))}
    meant = {
        subject: str(known[index][0])
        for subject, index in indexes.items()
        if subject in heard.new_people and index in known and known[index][0] in free
        if _same_name(heard, subject, known[index][1])
    }
    facts = {
        replace(key, subject=meant.get(key.subject, key.subject)): indexes[key.subject] if key.fact == PID else value
        for key, value in heard.facts.items()
    }
    return Numbered(
        heard=replace(heard, facts=facts, new_people=frozenset(meant.get(one, one) for one in heard.new_people)),
        numbers={meant.get(who, who): seal(value, bound_to=bound(visit)) for who, value in given.items()},
    )


def _index(given: str) -> str:
    read = read_pid(given)
    if read.status is PidStatus.VALID and read.value:
        return blind_index("pid", read.value)
    return blind_index("number_given", given.strip())


def _same_name(heard: Heard, subject: str, known: Identity) -> bool:
    """First name and one more thing, family name or year of birth, as the office has them."""

    def said(fact: str) -> str:
        return heard.facts.get(FactKey(subject, fact), "")

    birth = birth_said(said("birth_date"), said("birth_precision"))
    years_agree = bool(birth and known.birth and birth.year == known.birth.year)
    families_agree = name_key(said("last_name")) == name_key(known.last_name) != ""
    return name_key(said("first_name")) == name_key(known.first_name) != "" and (years_agree or families_agree)
