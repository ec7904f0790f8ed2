"""Benefits that ask what only the team may know: assessed here and nowhere else."""

from collections.abc import Mapping
from datetime import date

from samutphok.entitlements.domain.benefits import Benefit
from samutphok.entitlements.domain.household import Household, Person
from samutphok.entitlements.domain.vocabulary import rights_vocabulary
from samutphok.entitlements.queries import Answered, chosen, household_answers
from samutphok.kernel.rules import FactType, facts_used
from samutphok.kernel.vocabulary import FactDefinition


def sealed_benefits(*, on: date) -> tuple[Benefit, ...]:
    """The law's benefits of that day that read a fact which only a named team may know."""
    return tuple(one for one in chosen() if one.sealed and one.on(on) is not None)


def facts_asked(*, on: date) -> tuple[FactDefinition, ...]:
    """What the form asks: every fact that these benefits read, yes or no, or a number; by name."""
    read: set[str] = set()
    for benefit in sealed_benefits(on=on):
        rules = benefit.on(on)
        if rules is not None:
            read |= {name for clause in rules.clauses for name in facts_used(clause.rule)} - set(rules.numbers)
    known = rights_vocabulary().words.facts
    return tuple(known[name] for name in sorted(read) if known[name].type in (FactType.BOOL, FactType.NUMBER))


def sealed_rights(*, facts: Mapping[str, object], on: date) -> tuple[Answered, ...]:
    """What each of these benefits says of the person; nothing while no fact is known."""
    if not facts:
        return ()
    asked = {one.name for one in facts_asked(on=on)}
    stated = {name: value for name, value in facts.items() if name in asked and isinstance(value, bool | float)}
    person = Person("1", stated)
    return household_answers(Household("", {}, (person,)), among=sealed_benefits(on=on), on=on)
