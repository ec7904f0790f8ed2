"""The same rules over one family with what a visit says laid over the registers: levels and definitions after a visit.

A drawn list stays as it was drawn. This reads one family's registers as `engine.office` reads all of them (a test holds
the two together), puts what was said at the door in its place, and applies the list's own rules again. What two visits
say differently is unknown until somebody decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias
from uuid import UUID

from samutphok.kernel.dates import PartialDate, age_on
from samutphok.kernel.rules import FactType, Value
from samutphok.kernel.vocabulary import Vocabulary
from samutphok.targeting.domain.rulesets import (
    Definition,
    Facts,
    LevelAssessment,
    Levels,
    Unit,
    assess_definition,
    assess_level,
    dependant_kinds,
    meets,
)

FAILED = 0
Answers: TypeAlias = Mapping[str, str | None]  # facts as a visit states them; None: two visits differ


@dataclass(frozen=True, slots=True)
class PersonHeard:
    """A member of today. registers: facts as the registers have them; said: as visits do, by name."""

    person: UUID
    birth: PartialDate | None
    registers: Facts = field(repr=False)
    said: Answers = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class FamilyHeard:
    """A family of today. registers, said: of the household as one; indicators: survey columns that are asked of a person."""

    people: tuple[PersonHeard, ...]
    registers: Facts = field(repr=False)
    said: Answers = field(repr=False)
    indicators: frozenset[str]


@dataclass(frozen=True, slots=True)
class DefinitionHeard:
    """A definition applied to the family. met, unknown: ids of clauses; persons: members who meet it (1 or 0: the family)."""

    definition: Definition
    met: tuple[str, ...]
    unknown: tuple[str, ...]
    persons: int


@dataclass(frozen=True, slots=True)
class Assessed:
    """The family's facts on a day, its level, and the definitions. stated: facts of which no register knew before."""

    as_of: date
    facts: Facts
    level: LevelAssessment
    definitions: tuple[DefinitionHeard, ...]
    stated: frozenset[str]


def assess(
    family: FamilyHeard, levels: Levels, definitions: Iterable[Definition], *, words: Vocabulary, as_of: date
) -> Assessed:
    """The family by these rules on that day, ages included."""
    people = [person_facts(one, words=words, as_of=as_of) for one in family.people]
    facts = household_facts(family, people, levels, words=words)
    return Assessed(
        as_of=as_of,
        facts=facts,
        level=assess_level(levels, facts),
        definitions=tuple(_definition(one, facts, people, levels) for one in definitions),
        stated=frozenset(_newly_stated(family)),
    )


def person_facts(one: PersonHeard, *, words: Vocabulary, as_of: date) -> dict[str, Value | None]:
    """What is known of a member: registers, visits in their place, and the legal age on the day."""
    facts = {**one.registers, **typed(one.said, words)}
    birth = one.birth
    facts["age"] = age_on(birth, as_of).high if birth and birth.earliest() <= as_of else None
    return facts


def household_facts(
    family: FamilyHeard, people: Sequence[Facts], levels: Levels, *, words: Vocabulary
) -> dict[str, Value | None]:
    """What rules read of the household; a person's failed indicator counts for all, as on the drawn lists."""
    facts = {**family.registers, **typed(family.said, words)}
    facts |= {name: _spread(person.get(name) for person in people) for name in family.indicators}
    kinds = [_is_dependant(levels, person) for person in people]
    least, still_open = kinds.count(True), kinds.count(None)
    facts["members"] = len(people)
    facts["dependants_at_least"], facts["dependants_at_most"] = least, least + still_open
    facts["dependants"] = None if still_open else least
    return facts


def typed(said: Answers, words: Vocabulary) -> dict[str, Value | None]:
    """Answers as rules read them; what no rule knows is left out, what cannot be read is unknown."""
    return {name: _typed(value, words.facts[name].type) for name, value in said.items() if name in words.facts} | {
        name: _typed(value, FactType.INT) for name, value in said.items() if name.startswith("bmn")
    }


def _typed(value: str | None, kind: FactType) -> Value | None:
    if value is None:
        return None
    if kind is FactType.BOOL:
        return {"1": True, "0": False}.get(value)
    try:
        return int(value) if kind is FactType.INT else float(value) if kind is FactType.NUMBER else None
    except ValueError:
        return None


def _spread(values: Iterable[Value | None]) -> int | None:
    """Fail beats pass beats nothing."""
    told = [value for value in values if isinstance(value, int)]
    return min(told, default=None)


def _is_dependant(levels: Levels, person: Facts) -> bool | None:
    answers = [answer for _, answer in dependant_kinds(levels, person)]
    return True if True in answers else None if None in answers else False


def _definition(one: Definition, facts: Facts, people: Sequence[Facts], levels: Levels) -> DefinitionHeard:
    if one.unit is Unit.HOUSEHOLD:
        judged = [facts]
    else:
        alone = len(people) == 1
        judged = [
            {**facts, "lives_alone": alone, **{k: v for k, v in own.items() if not k.startswith("bmn")}}
            | {"dependant": _is_dependant(levels, own)}
            for own in people
        ]
    outcomes = [assess_definition(one, each) for each in judged]
    held = [[clause.outcome.value for clause in found] for found in outcomes]
    ids = [clause.id for clause in one.open_clauses()]
    return DefinitionHeard(
        definition=one,
        met=tuple(name for place, name in enumerate(ids) if any(found[place] is True for found in held)),
        unknown=tuple(name for place, name in enumerate(ids) if any(found[place] is None for found in held)),
        persons=sum(meets(one, [_truth(value) for value in found]) is True for found in held),
    )


def _truth(value: Value | None) -> bool | None:
    return value if isinstance(value, bool) else None


def _newly_stated(family: FamilyHeard) -> Iterable[str]:
    """Facts that a visit states and no register told, of the household or of any member."""
    for said, registers in ((family.said, family.registers), *((one.said, one.registers) for one in family.people)):
        yield from (name for name, value in said.items() if value is not None and registers.get(name) is None)
