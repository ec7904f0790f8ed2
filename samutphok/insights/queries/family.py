"""The page of one family: what the registers say, what the drawn list says, and what waits for a decision."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.areas.queries import names
from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.family import (
    DimensionReading,
    Evidence,
    FamilyPage,
    HelpReceived,
    LevelReading,
    Member,
    Problem,
    Reading,
    RegisterSeen,
    ReviewNotice,
    Verdict,
)
from samutphok.insights.domain.reasons import household_definition, level_reading, person_definition
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import place_named
from samutphok.insights.queries.sources import register_label
from samutphok.kernel.dates import age_on
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.identifiers import COUNTRY
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.linkage.domain.review import REASON_WORDS
from samutphok.linkage.queries import household_reviews
from samutphok.logbook.domain.record import (
    Answer,
    DimensionFacts,
    Finding,
    Help,
    HelpKind,
    HouseholdRecord,
    IndicatorFacts,
    MemberRecord,
)
from samutphok.logbook.queries import household_record
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.views import Source
from samutphok.targeting.domain.lists import EntryView, ListView
from samutphok.targeting.domain.rulesets import Unit, assess_definition, assess_level, dependant_kinds
from samutphok.targeting.queries import definition_named, entry_of, levels_named

Listed = tuple[ListView, EntryView]
VERDICTS = {Answer.FAILED: Verdict.MET, Answer.PASSED: Verdict.NOT_MET, Answer.UNKNOWN: Verdict.UNKNOWN}


def family_page(*, viewer: Viewer, household_id: UUID, now: datetime) -> FamilyPage:
    """One family as the viewer may see it. Raises NotFound when it is absent or out of scope.

    Reading poverty and health is recorded before anything is returned (`logbook.queries.household_record`).
    """
    record = household_record(viewer=viewer, household_id=household_id, as_of=now.date())
    listed = entry_of(viewer=viewer, household_id=household_id) if record.full else None
    known = names([record.area_code[:length] for length in (2, 4, 6, 8)] + [COUNTRY])
    people = {member.person_id: written(member.identity) for member in record.members}
    return FamilyPage(
        household_id=record.household_id,
        name=written(record.members[0].identity) if record.members else "",
        house_code=record.house_code,
        family_no=record.family_no,
        place=place_named(viewer, record.area_code, known),
        path=tuple(place_named(viewer, code, known) for code in (COUNTRY, *(record.area_code[:n] for n in (2, 4, 6)))),
        members=tuple(_member(member, listed, now, record.full) for member in record.members),
        income_per_person=record.income.baht if record.income else None,
        income_evidence=_evidence(record.income.source) if record.income else None,
        measure=measure_note([listed[0]]) if listed else None,
        target_poor=listed[1].target_poor if listed else 0,
        dimensions=tuple(_dimension(found, people) for found in record.dimensions),
        level=_level(*listed) if listed else None,
        definitions=_definitions(*listed) if listed else (),
        help=tuple(_help(one, people) for one in record.help),
        registers=tuple(RegisterSeen(one.register, one.label, one.as_of, one.rows) for one in record.registers),
        reviews=_reviews(viewer, record, people),
        full=record.full,
    )


def written(identity: Identity) -> str:
    """A name as Thai offices write it: the title joined to the first name, then the last name."""
    return f"{identity.title}{identity.first_name} {identity.last_name}".strip()


def _member(member: MemberRecord, listed: Listed | None, now: datetime, full: bool) -> Member:
    identity = member.identity
    return Member(
        person_id=member.person_id,
        name=written(identity),
        sex=identity.sex,
        birth=identity.birth,
        age=age_on(identity.birth, now.date()) if identity.birth else None,
        pid=member.numbers[0].masked if member.numbers else "",
        dependant=_dependant(member, listed) if full else (),
        registers=tuple(register_label(source.register) for source in member.registers),
        target_poor=_target_poor(member, *listed) if listed else None,
        under_review=bool(member.under_review),
    )


def _dependant(member: MemberRecord, listed: Listed | None) -> tuple[Bilingual, ...]:
    """Why the member needs others, by the list's own levels and on the list's day, so that reasons and level agree."""
    if listed is None:
        return ()
    drawn = listed[0]
    birth = member.identity.birth
    age = age_on(birth, drawn.as_of).high if birth else None  # the legal age where parts of the date are unknown
    facts = {"age": age, "disabled": True if member.disability else None}
    return tuple(kind.label for kind, answer in dependant_kinds(levels_named(drawn.levels), facts) if answer)


def _target_poor(member: MemberRecord, drawn: ListView, entry: EntryView) -> bool:
    surveys = {source.batch for source in drawn.sources}
    rows = entry.target_rows
    return any(source.batch_id in surveys and source.row_number in rows for source in member.registers)


def _dimension(found: DimensionFacts, people: Mapping[UUID, str]) -> DimensionReading:
    problems = tuple(
        Problem(
            number=indicator.number,
            text=indicator.text,
            person_id=None if indicator.of_household else finding.person_id,
            who="" if indicator.of_household else people.get(finding.person_id, ""),
            evidence=_evidence(finding.source),
        )
        for indicator in found.indicators
        for finding in _failures(indicator)
    )
    return DimensionReading(Dimension(found.name), found.label, VERDICTS[found.answer], problems)


def _failures(indicator: IndicatorFacts) -> tuple[Finding, ...]:
    """The members' answers that fail; one speaks for all where the family is asked as one."""
    failing = tuple(finding for finding in indicator.findings if finding.answer is Answer.FAILED)
    return failing[:1] if indicator.of_household else failing


def _level(drawn: ListView, entry: EntryView) -> LevelReading:
    levels = levels_named(drawn.levels)
    found = assess_level(levels, entry.facts)
    assumed = tuple(
        Bilingual(f"{label.th}: {one.because.th}", f"{label.en}: {one.because.en}")
        for one in levels.assumed
        for label in [load_vocabulary().label(one.fact)]
    )
    reading = level_reading(levels, found, entry.facts, load_vocabulary())
    return LevelReading(found.level, reading, assumed, drawn.as_of)


def _definitions(drawn: ListView, entry: EntryView) -> tuple[Reading, ...]:
    return tuple(_definition(name, entry) for name in drawn.definitions())


def _definition(name: str, entry: EntryView) -> Reading:
    definition, words = definition_named(name), load_vocabulary()
    if definition.unit is Unit.HOUSEHOLD:
        outcomes = assess_definition(definition, entry.facts)
        return household_definition(definition, outcomes, entry.facts, words, name in entry.met)
    said = entry.clauses[name]
    return person_definition(definition, said.met, said.unknown, said.persons, words)


def _help(one: Help, people: Mapping[UUID, str]) -> HelpReceived:
    return HelpReceived(
        kind=one.label,
        who=people.get(one.person_id, ""),
        amount=one.amount,
        monthly=one.kind is HelpKind.ALLOWANCE,
        given_on=one.since,
        agency=one.giver,
        evidence=_evidence(one.source),
    )


def _reviews(viewer: Viewer, record: HouseholdRecord, people: Mapping[UUID, str]) -> tuple[ReviewNotice, ...]:
    if not record.full:
        return ()
    waiting = household_reviews(viewer=viewer, household_id=record.household_id)
    return tuple(
        ReviewNotice(
            register=register_label(one.register),
            who=people.get(one.person_id, ""),
            reasons=tuple(REASON_WORDS[reason] for reason in one.reasons),
            since=one.since,
        )
        for one in waiting
    )


def _evidence(source: Source) -> Evidence:
    return Evidence(
        register=source.register,
        label=register_label(source.register),
        as_of=source.as_of,
        batch_id=source.batch_id,
        row_number=source.row_number,
    )
