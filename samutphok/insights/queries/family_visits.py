"""What visits tell of a family beside its registers, and what the rules say when both are read together."""

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.family_visits import (
    AfterVisit,
    Compared,
    DimensionCompared,
    FactTold,
    FamilyVisits,
    MemberChange,
    Side,
    VisitSeen,
    feelings_by_day,
    side_of,
)
from samutphok.insights.domain.readings import Reading
from samutphok.insights.domain.reasons import assumption_words, household_definition, level_reading, person_definition
from samutphok.insights.queries.sources import evidence_of
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.logbook.domain.document import DocumentView
from samutphok.logbook.domain.merge import FactKey
from samutphok.logbook.domain.record import Answer, Finding, HouseholdRecord, IndicatorFacts
from samutphok.logbook.domain.standing import HouseholdVisits, StandingFact
from samutphok.logbook.domain.visits import VisitView
from samutphok.targeting.domain.doorstep import Assessed, DefinitionHeard, assess
from samutphok.targeting.domain.family import VALUES as VALUES
from samutphok.targeting.domain.family import heard as heard
from samutphok.targeting.domain.lists import LEVELS, ListView
from samutphok.targeting.domain.rulesets import Levels, Unit, assess_definition
from samutphok.targeting.queries import definition_named, levels_named

# who somebody is, and where a family lives, stands among members and in the head of the page
_ELSEWHERE = frozenset(
    {"member_change", "member_change_on", "pid", "no_number_reason", "title", "first_name", "last_name", "sex", "age"}
    | {"birth_date", "birth_precision", "village", "house_code", "house_number", "phone"}
)
_CHANGES = ("born", "joined", "moved_out", "died")
MET = "met"  # of somebody who has always lived here and is in no register
People = Mapping[str, str]


def family_visits(
    record: HouseholdRecord,
    visits: HouseholdVisits,
    documents: Iterable[DocumentView],
    *,
    drawn: ListView | None,
) -> FamilyVisits:
    """Everything that visits tell of the family; the rules are those of the list, or of today where there is none."""
    people = people_named(record, visits)
    papers: dict[UUID, list[UUID]] = {}
    for one in documents:
        if one.visit_id:
            papers.setdefault(one.visit_id, []).append(one.id)
    speakers = {one.id: one.speaker for one in visits.visits}
    return FamilyVisits(
        visits=tuple(_seen(one, people, papers.get(one.id, ()), speakers) for one in visits.visits),
        after=_after(record, visits, drawn) if record.full else None,
        compared=tuple(_compared(record, visits, people)),
        told=tuple(
            FactTold(one, people.get(one.key.subject, ""))
            for one in visits.facts.values()
            if not one.key.fact.startswith("bmn") and one.key.fact not in _ELSEWHERE
        ),
        feelings=feelings_by_day((one.day, one.subject, one.fact, one.value) for one in visits.feelings),
        words=visits.words,
        conflicts=len(visits.contested),
    )


def people_named(record: HouseholdRecord, visits: HouseholdVisits) -> dict[str, str]:
    """Members of today and before by id, also those whom only a visit in the history names."""
    names = {str(one.person_id): one.identity.full_name for one in (*record.members, *record.former)}
    for visit in visits.visits:
        for subject in visit.new_people:
            said = (visit.answers.get(FactKey(subject, part), "") for part in ("first_name", "last_name"))
            names.setdefault(subject, " ".join(said).strip())
    return names


def _seen(one: VisitView, people: People, papers: Iterable[UUID], speakers: Mapping[UUID, str]) -> VisitSeen:
    return VisitSeen(
        id=one.id,
        day=one.day,
        received_at=one.received_at,
        speaker=one.speaker,
        outcome=one.outcome,
        changes=tuple(_member_changes(one, people)),
        answers=len(one.answers),
        photographs=tuple(papers),
        met=one.met,
        others=tuple(dict.fromkeys(speakers[other] for other in one.others if other in speakers)),
        replaced=one.replaced,
    )


def _member_changes(one: VisitView, people: People) -> Iterator[MemberChange]:
    told = {key.subject: value for key, value in one.answers.items() if key.fact == "member_change"}
    for subject in sorted({*told, *one.new_people}):
        change = told.get(subject, "")
        kind = change if change in _CHANGES else MET if subject in one.new_people else ""
        if kind:
            yield MemberChange(kind, people.get(subject, ""), one.answers.get(FactKey(subject, "member_change_on"), ""))


def _after(record: HouseholdRecord, visits: HouseholdVisits, drawn: ListView | None) -> AfterVisit | None:
    """None without facts, and where a list was drawn from registers that are newer than the last visit."""
    last = visits.last
    if last is None or not visits.facts or (drawn and last.day < drawn.data_cut):
        return None
    levels, words = levels_named(drawn.levels if drawn else LEVELS), load_vocabulary()
    definitions = [definition_named(name) for name in drawn.definitions()] if drawn else []
    found = assess(heard(record, visits), levels, definitions, words=words, as_of=last.day)
    known = [name for name in sorted(found.stated) if name in words.facts]
    return AfterVisit(
        as_of=last.day,
        level=found.level.level,
        reading=level_reading(levels, found.level, found.facts, words),
        definitions=tuple(_definition(one, found) for one in found.definitions),
        learnt=tuple(words.label(name) for name in known),
        disputed=tuple(dict.fromkeys(one.fact.label for one in visits.contested)),
        assumed=_assumed(levels, record, visits),
    )


def _assumed(levels: Levels, record: HouseholdRecord, visits: HouseholdVisits) -> tuple[Bilingual, ...]:
    """Facts that are still taken as given, because not every member was asked about them."""
    asked = {(key.subject, key.fact) for key in visits.facts}
    taken = (one for one in levels.assumed if any((str(m.person_id), one.fact) not in asked for m in record.members))
    return tuple(assumption_words(one, load_vocabulary()) for one in taken)


def _definition(one: DefinitionHeard, found: Assessed) -> Reading:
    words = load_vocabulary()
    if one.definition.unit is Unit.HOUSEHOLD:
        outcomes = assess_definition(one.definition, found.facts)
        return household_definition(one.definition, outcomes, found.facts, words, one.persons > 0)
    return person_definition(one.definition, one.met, one.unknown, one.persons, words)


def _compared(record: HouseholdRecord, visits: HouseholdVisits, people: People) -> Iterator[DimensionCompared]:
    for dimension in record.dimensions:
        rows = tuple(row for one in dimension.indicators for row in _rows(one, visits, people))
        if rows:
            yield DimensionCompared(Dimension(dimension.name), dimension.label, rows)


def _rows(indicator: IndicatorFacts, visits: HouseholdVisits, people: People) -> Iterator[Compared]:
    for key, fact in visits.facts.items():
        if key.fact != indicator.column or (indicator.of_household and key.subject):
            continue
        findings = [one for one in indicator.findings if not key.subject or str(one.person_id) == key.subject]
        yield Compared(
            number=indicator.number,
            text=indicator.text,
            who=people.get(key.subject, ""),
            register=_register_side(findings),
            visit=_visit_side(fact),
            contested=fact.contested,
        )


def _register_side(findings: Iterable[Finding]) -> Side:
    told = sorted((one for one in findings if one.answer in VALUES), key=lambda one: VALUES[one.answer])
    return Side(told[0].answer, evidence_of(told[0].source)) if told else Side(Answer.UNKNOWN)


def _visit_side(fact: StandingFact) -> Side:
    return side_of(fact.last, fact.value)
