"""The events of one family's timeline, from what registers, lists, decisions and documents say."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone

from samutphok.insights.domain.family import Paper
from samutphok.insights.domain.family_visits import FamilyVisits
from samutphok.insights.domain.reasons import NO_LEVEL, OPEN_LEVEL
from samutphok.insights.domain.timeline import Drawing, Event, EventKind, Redrawn, Told
from samutphok.insights.queries.sources import evidence_of, register_label
from samutphok.kernel.errors import Bilingual
from samutphok.linkage.domain.review import HouseholdReview
from samutphok.logbook.domain.cuts import Change, RegisterCut
from samutphok.targeting.domain.lists import EntryView, Listing, ListView
from samutphok.targeting.queries import definition_named, levels_named, measure_named

People = Mapping[UUID, str]
VISIT = Bilingual("เยี่ยมบ้าน", "Visit")


def cut_events(cuts: Iterable[RegisterCut], people: People) -> tuple[Event, ...]:
    """Each cut of a register with what it changed."""
    return tuple(
        Event(
            on=cut.source.as_of,
            kind=EventKind.REGISTER,
            label=cut.label,
            evidence=evidence_of(cut.source),
            changes=tuple(_told(change, people) for change in cut.changes),
        )
        for cut in cuts
    )


def _told(change: Change, people: People) -> Told:
    return Told(
        kind=change.kind.value,
        who=tuple(people[one] for one in change.people if one in people),
        label=change.label,
        number=change.number,
        before=change.before,
        after=change.after,
        day=change.day,
        until=change.until,
    )


def drawing_of(listing: Listing) -> Drawing:
    """What one list said of the family, with the words of its own rules."""
    drawn, entry = listing.drawn, listing.entry
    return Drawing(
        on=timezone.localtime(drawn.drawn_at).date(),
        cut=drawn.data_cut,
        measure=measure_named(drawn.measure).label,
        level=entry.level,
        open=entry.level is None and bool(entry.level_open),
        outcome=_outcome(drawn, entry),
        met=tuple((name, definition_named(name).label) for name in entry.met),
        target_poor=entry.target_poor,
    )


def _outcome(drawn: ListView, entry: EntryView) -> Bilingual:
    label = next((row.label for row in levels_named(drawn.levels).rows if row.level == entry.level), None)
    return label or (OPEN_LEVEL if entry.level_open else NO_LEVEL)


def drawing_events(drawings: Iterable[Redrawn]) -> tuple[Event, ...]:
    """Each drawing of a list, beside the one before."""
    return tuple(Event(one.now.on, EventKind.DRAWING, one.now.measure, drawing=one) for one in drawings)


def decision_events(reviews: Iterable[HouseholdReview], people: People) -> tuple[Event, ...]:
    """What somebody decided about register rows that were in doubt."""
    return tuple(
        Event(
            on=timezone.localtime(one.decided_at).date(),
            kind=EventKind.DECISION,
            label=register_label(one.register),
            who=people.get(one.person_id, ""),
            same=one.outcome == "same",
        )
        for one in reviews
        if one.decided_at
    )


def document_events(papers: Iterable[Paper]) -> tuple[Event, ...]:
    """Each document that stands with the family, on the day it was added."""
    return tuple(
        Event(timezone.localtime(one.added_at).date(), EventKind.DOCUMENT, one.label, title=one.title) for one in papers
    )


def visit_events(visits: FamilyVisits) -> tuple[Event, ...]:
    """Each visit and each decision between visits, on its day."""
    return tuple(Event(one.day, EventKind.VISIT, VISIT, visit=one) for one in visits.visits)
