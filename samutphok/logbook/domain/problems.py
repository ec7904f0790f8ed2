"""Which problems a family has, in the codes of `policy/problems`, each with who says so and when.

Requests, plans, referrals and triage all speak in these codes. Nothing sealed is among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.domain.record import Answer, HouseholdRecord, IndicatorFacts
from samutphok.logbook.domain.standing import HouseholdVisits, Said, StandingFact

HOUSEHOLD = ""  # the subject of what is said of the family as one
CARD = "no_disability_card"  # shown by no visit where the register of disability knows the person


class SaidBy(StrEnum):
    """Who shows a problem."""

    REGISTER = "register"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class KnownProblem:
    """A problem of the catalogue. indicator: of the survey, None where it asks nothing of the kind.

    said: each a set of answers at the door that together show it, by fact, with the values that do.
    """

    code: str
    dimension: str
    label: Bilingual
    of_household: bool
    indicator: int | None
    said: tuple[Mapping[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The evidence of a problem: the row of a register or the visit that says so, and its day.

    register, row_number: of the newest survey row, '' and None for a visit; visit_id, speaker: None and '' for a register.
    fact: the column or the answer that shows it.
    """

    by: SaidBy
    day: date
    fact: str
    register: str = ""
    row_number: int | None = None
    visit_id: UUID | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class FamilyProblem:
    """A problem that a family has. person_id: whose, None for the family as one. shown: the newest evidence first.

    contested: two visits differ about it; it counts until somebody has decided.
    """

    code: str
    label: Bilingual
    dimension: str
    person_id: UUID | None
    shown: tuple[Shown, ...]
    contested: bool = False

    @property
    def since(self) -> date:
        """The day of the newest evidence."""
        return self.shown[0].day


Catalogue = Mapping[str, KnownProblem]


def read_problems(raw: Mapping[str, Any]) -> dict[str, KnownProblem]:
    """The problems of the policy file by code, in its order."""
    return {
        one["name"]: KnownProblem(
            code=one["name"],
            dimension=one["dimension"],
            label=Bilingual(one["th"], one["en"]),
            of_household=one["of"] == "household",
            indicator=one.get("indicator"),
            said=tuple({fact: frozenset(values) for fact, values in each.items()} for each in one.get("said", ())),
        )
        for one in raw["problems"]
    }


def problems_in(record: HouseholdRecord, visits: HouseholdVisits, known: Catalogue) -> tuple[FamilyProblem, ...]:
    """The problems that registers and visits show of a family, in the catalogue's order; one line a member and problem.

    A visit's answer stands in place of an older survey row. Empty for whoever is not cleared for poverty and health.
    """
    if not record.full:
        return ()
    rows = {one.number: one for dimension in record.dimensions for one in dimension.indicators}
    subjects = (HOUSEHOLD, *(str(one.person_id) for one in record.members))
    carded = {str(one.person_id) for one in record.members if one.disability}
    found = []
    for problem in known.values():
        column = rows.get(problem.indicator) if problem.indicator is not None else None
        for subject in subjects:
            if problem.code == CARD and subject in carded:
                continue
            shown, contested = _shown(problem, column, subject, visits)
            if shown:
                ordered = tuple(sorted(shown, key=lambda one: one.day, reverse=True))
                person = UUID(subject) if subject else None
                found.append(FamilyProblem(problem.code, problem.label, problem.dimension, person, ordered, contested))
    return tuple(found)


def _shown(
    problem: KnownProblem, column: IndicatorFacts | None, subject: str, visits: HouseholdVisits
) -> tuple[list[Shown], bool]:
    answered = visits.facts.get(FactKey(subject, column.column)) if column else None
    shown: list[Shown] = []
    if column is not None:
        shown += _by_register(column, subject, answered)
        shown += _failing(answered)
    for wanted in problem.said:
        shown += _by_answers(wanted, subject, visits)
    contested = answered is not None and answered.contested and bool(shown)
    return shown, contested


def _by_register(column: IndicatorFacts, subject: str, answered: StandingFact | None) -> Iterator[Shown]:
    """The survey rows that fail, unless a visit on a later day speaks of it. The family's rows speak once."""
    if column.of_household != (subject == HOUSEHOLD):
        return
    for one in column.findings:
        if one.answer is not Answer.FAILED or (subject and str(one.person_id) != subject):
            continue
        if answered is not None and answered.last.day >= one.source.as_of:
            continue
        source = one.source
        yield Shown(SaidBy.REGISTER, source.as_of, column.column, source.register, source.row_number)
        if column.of_household:
            return


def _failing(answered: StandingFact | None) -> Iterator[Shown]:
    if answered is not None:
        yield from (_by_visit(one, answered.key.fact) for one in answered.standing if one.value == "0")


def _by_answers(wanted: Mapping[str, frozenset[str]], subject: str, visits: HouseholdVisits) -> Iterable[Shown]:
    """The answers, when all are there: of the member, else of the household. One speaks for the family once, as the family's."""
    told: list[tuple[str, Said, str]] = []
    for fact, values in wanted.items():
        found = _answer(fact, values, subject, visits)
        if found is None:
            return ()
        told.append((fact, *found))
    whose = next((of for _, _, of in told if of), HOUSEHOLD)
    if whose != subject:
        return ()  # the family's own word is told with the family
    latest = max(told, key=lambda one: one[1].day)
    return (_by_visit(latest[1], latest[0]),)


def _answer(fact: str, values: frozenset[str], subject: str, visits: HouseholdVisits) -> tuple[Said, str] | None:
    for of in dict.fromkeys((subject, HOUSEHOLD)):
        standing = visits.facts.get(FactKey(of, fact))
        if standing is not None:
            said = next((one for one in reversed(standing.standing) if values & set(one.value.split())), None)
            return None if said is None else (said, of)
    return None


def _by_visit(said: Said, fact: str) -> Shown:
    return Shown(SaidBy.VISIT, said.day, fact, visit_id=said.visit_id, speaker=said.speaker)
