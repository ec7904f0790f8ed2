"""The page of one family: what the registers say, what the drawn list says, and what waits for a decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.access.domain.labels import ROLE_LABELS
from samutphok.access.queries import colleagues
from samutphok.areas.queries import names
from samutphok.insights.domain.area import MeasureNote
from samutphok.insights.domain.choice import Dimension
from samutphok.insights.domain.family import (
    Colleague,
    DimensionReading,
    FamilyPage,
    Former,
    HelpReceived,
    LevelReading,
    Member,
    Paper,
    Problem,
    Reading,
    RegisterSeen,
    ReviewNotice,
    Verdict,
)
from samutphok.insights.domain.family_visits import FamilyVisits
from samutphok.insights.domain.reasons import assumption_words, household_definition, level_reading, person_definition
from samutphok.insights.domain.timeline import Event, Redrawn, redrawn
from samutphok.insights.queries.family_events import (
    cut_events,
    decision_events,
    document_events,
    drawing_events,
    drawing_of,
    visit_events,
)
from samutphok.insights.queries.family_visits import family_visits
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import place_named
from samutphok.insights.queries.sources import evidence_of, register_label
from samutphok.kernel.dates import age_on
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.identifiers import COUNTRY
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.linkage.domain.review import REASON_WORDS, HouseholdReview
from samutphok.linkage.queries import household_reviews
from samutphok.logbook.domain.document import DocumentView
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
from samutphok.logbook.queries import household_file, household_record
from samutphok.registry.domain.identity import Identity
from samutphok.targeting.domain.lists import EntryView, Listing, ListView
from samutphok.targeting.domain.rulesets import Unit, assess_definition, assess_level, dependant_kinds
from samutphok.targeting.queries import definition_named, household_listings, levels_named

Listed = tuple[ListView, EntryView]
LATELY = timedelta(days=90)  # how far back somebody counts as working with the family
VERDICTS = {Answer.FAILED: Verdict.MET, Answer.PASSED: Verdict.NOT_MET, Answer.UNKNOWN: Verdict.UNKNOWN}


def family_page(*, viewer: Viewer, household_id: UUID, now: datetime) -> FamilyPage:
    """One family as the viewer may see it. Raises NotFound when it is absent or out of scope.

    Reading poverty and health is recorded before anything is returned (`logbook.queries.household_record`).
    """
    record = household_record(viewer=viewer, household_id=household_id, as_of=timezone.localdate(now))
    listings = household_listings(viewer=viewer, household_id=household_id) if record.full else ()
    known = names([record.area_code[:length] for length in (2, 4, 6, 8)] + [COUNTRY])
    listed = (listings[0].drawn, listings[0].entry) if listings else None
    people = {member.person_id: written(member.identity) for member in record.members}
    kept = household_file(viewer=viewer, household_id=household_id, area_code=record.area_code)
    drawn = listings[0].drawn if listings else None
    visits = family_visits(record, kept.visits, kept.documents, drawn=drawn)
    return FamilyPage(
        household_id=record.household_id,
        name=written(record.members[0].identity) if record.members else "",
        house_code=record.house_code,
        family_no=record.family_no,
        place=place_named(viewer, record.area_code, known),
        path=tuple(place_named(viewer, code, known) for code in (COUNTRY, *(record.area_code[:n] for n in (2, 4, 6)))),
        members=tuple(_member(member, listed, record.full) for member in record.members),
        former=tuple(Former(written(one.identity), one.until) for one in record.former if one.until),
        income_per_person=record.income.baht if record.income else None,
        income_evidence=evidence_of(record.income.source) if record.income else None,
        dimensions=tuple(_dimension(found, people) for found in record.dimensions),
        help=tuple(help_received(one, people) for one in record.help),
        registers=tuple(RegisterSeen(one.register, one.label, one.as_of, one.rows) for one in record.registers),
        full=record.full,
        visits=visits,
        **_drawn(listings),
        **_worked_on(viewer, record, _Kept(redrawn(map(drawing_of, listings)), kept.documents, visits), now),
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What lists, people at the desk and visitors have done, each in its own words."""

    drawings: tuple[Redrawn, ...]
    documents: tuple[DocumentView, ...]
    visits: FamilyVisits


class _Drawn(TypedDict):
    """What the lists add to the page."""

    measure: MeasureNote | None
    target_poor: int
    level: LevelReading | None
    definitions: tuple[Reading, ...]
    drawings: tuple[Redrawn, ...]
    received: frozenset[str]


def _drawn(listings: Sequence[Listing]) -> _Drawn:
    found = (listings[0].drawn, listings[0].entry) if listings else None
    return _Drawn(
        measure=measure_note([found[0]]) if found else None,
        target_poor=found[1].target_poor if found else 0,
        level=_level(*found) if found else None,
        definitions=_definitions(*found) if found else (),
        drawings=redrawn(map(drawing_of, listings)),
        received=frozenset(source.register for source in found[0].sources) if found else frozenset(),
    )


class _WorkedOn(TypedDict):
    """What people did with the family, and everything that has a day."""

    reviews: tuple[ReviewNotice, ...]
    documents: tuple[Paper, ...]
    colleagues: tuple[Colleague, ...]
    events: tuple[Event, ...]
    may_add: bool


def _worked_on(viewer: Viewer, record: HouseholdRecord, kept: _Kept, now: datetime) -> _WorkedOn:
    people = {one.person_id: written(one.identity) for one in (*record.members, *record.former)}
    reviews = household_reviews(viewer=viewer, household_id=record.household_id) if record.full else ()
    documents = tuple(_paper(one, viewer) for one in kept.documents)
    events = (
        *cut_events(record.cuts, people),
        *visit_events(kept.visits),
        *drawing_events(kept.drawings),
        *decision_events(reviews, people),
        *document_events(one for one in documents if one.visit_id is None),
    )
    return _WorkedOn(
        reviews=_reviews(reviews, people),
        documents=documents,
        colleagues=_colleagues(viewer, record, documents, now) if record.full else (),
        events=events,
        may_add=viewer.may(Action.ADD_DOCUMENT, RecordScope(record.area_code)),
    )


def _paper(one: DocumentView, viewer: Viewer) -> Paper:
    return Paper(
        id=one.id,
        label=one.label,
        title=one.title,
        taken_on=one.taken_on,
        added_at=one.added_at,
        size=one.size,
        picture=one.picture,
        sensitive=one.sensitivity >= Sensitivity.S2,
        mine=one.added_by == viewer.account_id,
        visit_id=one.visit_id,
    )


def _colleagues(
    viewer: Viewer, record: HouseholdRecord, papers: Iterable[Paper], now: datetime
) -> tuple[Colleague, ...]:
    """Roles that opened or changed the family's record in the last quarter of a year."""
    found = colleagues(
        viewer=viewer,
        area_code=record.area_code,
        subjects=(f"household:{record.household_id}", *(f"document:{one.id}" for one in papers)),
        reading=("read_household",),
        changing=("add_document",),
        since=now - LATELY,
    )
    return tuple(Colleague(ROLE_LABELS[one.role], one.agency, one.changed) for one in found)


def written(identity: Identity) -> str:
    """A name as Thai offices write it: the title joined to the first name, then the last name."""
    return f"{identity.title}{identity.first_name} {identity.last_name}".strip()


def _member(member: MemberRecord, listed: Listed | None, full: bool) -> Member:
    identity = member.identity
    return Member(
        person_id=member.person_id,
        name=written(identity),
        sex=identity.sex,
        birth=identity.birth,
        age=member.age,
        pid=member.numbers[0].masked if member.numbers else "",
        dependant=_dependant(member, listed) if full else (),
        registers=tuple(register_label(source.register) for source in member.registers),
        target_poor=_target_poor(member, listed[1]) if listed else None,
        under_review=bool(member.under_review),
    )


def _dependant(member: MemberRecord, listed: Listed | None) -> tuple[Bilingual, ...]:
    """Why the member needs others, by the list's own levels and on the list's day, so that reasons and level agree."""
    if listed is None:
        return ()
    drawn = listed[0]
    birth = member.identity.birth
    born = birth is not None and birth.earliest() <= drawn.as_of  # a visit may tell of somebody born after the list
    age = age_on(birth, drawn.as_of).high if birth and born else None  # the legal age where parts are unknown
    facts = {"age": age, "disabled": True if member.disability else None}
    return tuple(kind.label for kind, answer in dependant_kinds(levels_named(drawn.levels), facts) if answer)


def _target_poor(member: MemberRecord, entry: EntryView) -> bool:
    return any(one.batch_id == entry.survey and one.row_number in entry.target_rows for one in member.registers)


def _dimension(found: DimensionFacts, people: Mapping[UUID, str]) -> DimensionReading:
    problems = tuple(
        Problem(
            number=indicator.number,
            text=indicator.text,
            person_id=None if indicator.of_household else finding.person_id,
            who="" if indicator.of_household else people.get(finding.person_id, ""),
            evidence=evidence_of(finding.source),
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
    assumed = tuple(assumption_words(one, load_vocabulary()) for one in levels.assumed)
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


def help_received(one: Help, people: Mapping[UUID, str]) -> HelpReceived:
    """Help that a register records, with the member's name."""
    return HelpReceived(
        kind=one.label,
        person_id=one.person_id,
        who=people.get(one.person_id, ""),
        amount=one.amount,
        monthly=one.kind is HelpKind.ALLOWANCE,
        given_on=one.since,
        until=one.until,
        agency=one.giver,
        evidence=evidence_of(one.source),
    )


def _reviews(reviews: Iterable[HouseholdReview], people: Mapping[UUID, str]) -> tuple[ReviewNotice, ...]:
    return tuple(
        ReviewNotice(
            register=register_label(one.register),
            who=people.get(one.person_id, ""),
            reasons=tuple(REASON_WORDS[reason] for reason in one.reasons),
            since=one.since,
        )
        for one in reviews
        if one.decided_at is None
    )
