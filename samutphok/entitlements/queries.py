"""The benefits there are, and what they say of a family. Nothing is stored: the facts come with the question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from samutphok.entitlements.domain.answers import Answer, answer
from samutphok.entitlements.domain.benefits import Benefit, Status, in_force, read_benefit
from samutphok.entitlements.domain.household import Household
from samutphok.entitlements.domain.questions import Question, read_questions
from samutphok.entitlements.domain.sheet import Sheet, rights_sheet
from samutphok.entitlements.domain.vocabulary import PERSON, rights_vocabulary
from samutphok.entitlements.errors import BenefitNotFound
from samutphok.kernel.policies import load_policy, policy_names


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and whom it is about: a member by id, or None for the household."""

    person_id: str | None
    answer: Answer


@cache
def benefits() -> tuple[Benefit, ...]:
    """Every benefit in policy/benefits, law and scenario, by name; raises PolicyError for a file that cannot be used."""
    words = rights_vocabulary()
    return tuple(read_benefit(load_policy("benefits", name), words) for name in policy_names("benefits"))


def chosen(names: Sequence[str] = (), *, scenarios: bool = False) -> tuple[Benefit, ...]:
    """The named benefits, or without names all that are law, and with `scenarios` proposals too; raises BenefitNotFound."""
    known = {benefit.name: benefit for benefit in benefits()}
    for name in names:
        if name not in known:
            raise BenefitNotFound(name, ", ".join(known))
    if names:
        return tuple(known[name] for name in dict.fromkeys(names))
    return tuple(benefit for benefit in known.values() if scenarios or benefit.status is Status.LAW)


def household_answers(household: Household, *, among: Sequence[Benefit], on: date) -> tuple[Answered, ...]:
    """What each benefit of that day says of the household, or of each of its members, member by member."""
    standing = tuple(in_force(among, on))
    of_persons = tuple(
        Answered(person.person_id, answer(benefit, rules, {**household.facts, **person.facts}))
        for person in household.persons
        for benefit, rules in standing
        if benefit.unit == PERSON
    )
    of_household = (answer(one, rules, household.facts) for one, rules in standing if one.unit != PERSON)
    return of_persons + tuple(Answered(None, said) for said in of_household)


@cache
def questions() -> tuple[Question, ...]:
    """The questions of policy/questions/rights.yaml; raises PolicyError for one that cannot be used."""
    return read_questions(load_policy("questions", "rights"), rights_vocabulary())


@lru_cache(maxsize=4)
def sheet(*, on: date, language: str) -> Sheet:
    """The law of a day as plain data in one language, for an interpreter in the browser (`rights_sheet`)."""
    return rights_sheet(in_force(chosen(), on), questions(), rights_vocabulary(), on=on, language=language)
