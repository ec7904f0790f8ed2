"""A family's level then and now, by the rules of the list that speaks of it."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.logbook.domain.feelings import FeelingsOfDay, feelings_by_day
from samutphok.logbook.domain.record import HouseholdRecord
from samutphok.logbook.domain.standing import HouseholdVisits
from samutphok.logbook.queries import household_file, household_record
from samutphok.targeting.domain.closing import OPEN_LEVEL, WITHOUT_LEVEL, ClosingEvidence, LevelFound, LevelSource
from samutphok.targeting.domain.doorstep import assess
from samutphok.targeting.domain.family import heard
from samutphok.targeting.domain.lists import LEVELS, Listing
from samutphok.targeting.domain.rulesets import Levels
from samutphok.targeting.queries.families import household_listings
from samutphok.targeting.queries.rules import levels_named

MET = "visited"  # the outcome of a visit that met the family


def level_now(*, viewer: Viewer, household_id: UUID, now: datetime) -> LevelFound | None:
    """The family's level today: the list in force, or registers with newer visits in their place.

    None where nothing says anything, or the viewer is not cleared for poverty. Raises NotFound when the family is absent or
    out of scope; reading poverty and health is recorded.
    """
    return closing_evidence(viewer=viewer, household_id=household_id, since=timezone.localdate(now), now=now).now


def closing_evidence(
    *, viewer: Viewer, household_id: UUID, since: date, now: datetime, purpose: str = ""
) -> ClosingEvidence:
    """The level on the day `since` (when a case was opened) and today, with happiness and sense of security beside.

    Both come from registers and visits, never from help given. Raises NotFound when the family is absent or out of scope;
    reading poverty and health is recorded before anything is returned, with the code of its purpose ('case:<id>'). Whoever
    is not cleared for them gets no levels.
    """
    record = household_record(viewer=viewer, household_id=household_id, as_of=timezone.localdate(now), purpose=purpose)
    listings = household_listings(viewer=viewer, household_id=household_id) if record.full else ()
    kept = household_file(viewer=viewer, household_id=household_id, area_code=record.area_code, until=since)
    visits, before = kept.visits, kept.before or kept.visits
    met = [one.day for one in visits.in_force if one.outcome == MET]
    return ClosingEvidence(
        since=since,
        then=level_by(record, before, _in_force_on(listings, since)) if record.full else None,
        now=level_by(record, visits, listings[:1]) if record.full else None,
        feelings_then=_felt(before),
        feelings_now=_felt(visits),
        visited_on=max(met, default=None),
    )


def level_by(record: HouseholdRecord, visits: HouseholdVisits, listings: Sequence[Listing]) -> LevelFound | None:
    """The level by the first of the listings, or by the visits where the last of them is not older than its registers."""
    listing = listings[0] if listings else None
    last = visits.last
    if last is None or not visits.facts or (listing and last.day < listing.drawn.data_cut):
        return _listed(listing) if listing else None
    levels = levels_named(listing.drawn.levels if listing else LEVELS)
    found = assess(heard(record, visits), levels, (), words=load_vocabulary(), as_of=last.day).level
    return LevelFound(
        level=found.level,
        open=found.is_open,
        outcome=outcome_of(levels, found.level, is_open=found.is_open),
        day=last.day,
        by=LevelSource.VISIT,
        missing=tuple(load_vocabulary().label(name) for name in sorted(found.missing)),
        visit_id=last.id,
    )


def outcome_of(levels: Levels, level: int | None, *, is_open: bool) -> Bilingual:
    """The level in words."""
    label = next((row.label for row in levels.rows if row.level == level), None)
    return label or (OPEN_LEVEL if is_open else WITHOUT_LEVEL)


def _listed(listing: Listing) -> LevelFound:
    entry, drawn = listing.entry, listing.drawn
    is_open = entry.level is None and bool(entry.level_open)
    return LevelFound(
        level=entry.level,
        open=is_open,
        outcome=outcome_of(levels_named(drawn.levels), entry.level, is_open=is_open),
        day=drawn.data_cut,
        by=LevelSource.LIST,
        missing=tuple(load_vocabulary().label(name) for name in entry.level_open),
    )


def _in_force_on(listings: Sequence[Listing], day: date) -> Sequence[Listing]:
    """The newest drawing up to that day; where all are later, the oldest, whose day says so."""
    ordered = sorted(listings, key=lambda one: one.drawn.drawn_at, reverse=True)
    then = [one for one in ordered if timezone.localdate(one.drawn.drawn_at) <= day]
    return then[:1] or ordered[-1:]


def _felt(visits: HouseholdVisits) -> FeelingsOfDay | None:
    told = feelings_by_day((one.day, one.subject, one.fact, one.value) for one in visits.feelings)
    return told[-1] if told else None
