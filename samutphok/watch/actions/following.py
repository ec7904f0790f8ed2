"""Following families: made anew from visits and cases whenever something happens. Jobs' acts that show nothing to anybody."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import field_operator
from samutphok.cases.domain.case import CaseSummary
from samutphok.cases.queries import case_of
from samutphok.logbook.domain.feelings import FeelingsOfDay, feelings_by_day
from samutphok.logbook.domain.record import HouseholdRecord
from samutphok.logbook.domain.standing import HouseholdVisits
from samutphok.logbook.queries import household_file, record_for_counting
from samutphok.logbook.queries.projected import visits_made
from samutphok.requests.queries import requests_of_household
from samutphok.targeting.domain.closing import LevelFound, LevelSource
from samutphok.targeting.domain.lists import Listing
from samutphok.targeting.queries import complete_lists, household_listings, list_before, worsened
from samutphok.targeting.queries.closing import level_by
from samutphok.watch.actions.folding import project
from samutphok.watch.domain.rhythms import Follow, Rhythms, Seen, WatchReason, next_contact
from samutphok.watch.domain.watching import SEE, WatchState
from samutphok.watch.domain.worsening import LevelOn, Sign, signs_of
from samutphok.watch.models import Followed, LevelSeen, WatchAct, Watched
from samutphok.watch.queries.levels import newest_of_each_cut
from samutphok.watch.queries.rules import rhythms_on

MET = "visited"
LOOK_BACK = timedelta(days=365)  # older signs say nothing about what is likely now
SYSTEM = "watch"


@transaction.atomic
def follow_family(*, household_id: UUID, now: datetime) -> int:
    """Takes everything up anew for one family: its level by the last visit, when it is to be met, what puts it on the
    watch list. Twice changes nothing. Returns how many new signs there were. Raises registry.errors.HouseholdNotFound."""
    today, seer = timezone.localdate(now), field_operator(now=now)
    record = record_for_counting(household_id=household_id, as_of=today, now=now)
    visits = household_file(viewer=seer, household_id=household_id, area_code=record.area_code).visits
    listings = household_listings(viewer=seer, household_id=household_id)
    level = level_by(record, visits, listings[:1])
    _note_level(record, visits, listings, level)
    _follow(seer, record, visits, level, now)
    found = signs_of(
        record,
        visits,
        _levels(household_id, listings),
        [timezone.localdate(one.taken_at) for one in requests_of_household(seer, household_id)],
        rhythms=rhythms_on(today),
        since=today - LOOK_BACK,
    )
    _seen(household_id, visits, now)
    return _note_signs(record, found, level, now)


def _note_level(
    record: HouseholdRecord, visits: HouseholdVisits, listings: Sequence[Listing], level: LevelFound | None
) -> None:
    """Keeps the level that the last visit showed, with the one before; a visit corrected later is written over."""
    if level is None or level.by is not LevelSource.VISIT or level.visit_id is None:
        return
    felt = _felt(visits)
    before = _known_before(record.household_id, listings, level)
    LevelSeen.objects.update_or_create(
        visit_id=level.visit_id,
        defaults={
            "household_id": record.household_id,
            "area_code": record.area_code,
            "day": level.day,
            "level": level.stands_at,
            "open": level.open,
            "before": before.level if before else None,
            "before_day": before.day if before else None,
            "satisfaction": felt.satisfaction if felt and felt.day == level.day else None,
            "security": felt.security if felt and felt.day == level.day else None,
        },
    )


def _known_before(household: UUID, listings: Sequence[Listing], level: LevelFound) -> LevelOn | None:
    earlier = [
        one for one in _levels(household, listings) if one.day < level.day and one.by != f"visit:{level.visit_id}"
    ]
    return max(earlier, key=lambda one: one.day, default=None)


def _levels(household: UUID, listings: Iterable[Listing]) -> list[LevelOn]:
    """Every level that was decided, by lists and by visits."""
    drawn = [
        LevelOn(one.drawn.data_cut, -1 if one.entry.level is None else one.entry.level, f"list:{one.drawn.id}")
        for one in newest_of_each_cut(listings)
        if one.entry.level is not None or not one.entry.level_open
    ]
    seen = LevelSeen.objects.filter(household=household, open=False).values_list("day", "level", "visit_id")
    return [*drawn, *(LevelOn(day, level, f"visit:{visit}") for day, level, visit in seen)]


def _felt(visits: HouseholdVisits) -> FeelingsOfDay | None:
    told = feelings_by_day((one.day, one.subject, one.fact, one.value) for one in visits.feelings)
    return told[-1] if told else None


def _follow(
    seer: Viewer, record: HouseholdRecord, visits: HouseholdVisits, level: LevelFound | None, now: datetime
) -> None:
    """A row for each family with a case, or with one that was closed not long ago; none for others."""
    today, household = timezone.localdate(now), record.household_id
    case = case_of(seer, household)
    rhythms = rhythms_on(today)
    if case is None or not _still(case, rhythms, today):
        Followed.objects.filter(household=household).delete()
        return
    tries = tuple(Seen(one.day, one.outcome == MET) for one in visits_made([household]).get(household, ()))
    tries += (Seen(case.contact_on, True),) if case.contact_on else ()
    following = Follow(case.opened_on, level.level if level else None, case.closed_on)
    found, felt = next_contact(following, tries, rhythms), _felt(visits)
    old = Followed.objects.filter(household=household).first()
    same = old if old and old.due_on == found.due_on else None
    Followed.objects.update_or_create(
        household_id=household,
        defaults={
            "area_code": record.area_code,
            "case_id": case.id,
            "worker": case.worker_id,
            "level": level.stands_at if level else -1,
            "since": case.opened_on,
            "closed_on": case.closed_on,
            "due_on": found.due_on,
            "last_met": found.last_met,
            "last_try": found.last_try,
            "tries": found.tries,
            "satisfaction": felt.satisfaction if felt else None,
            "security": felt.security if felt else None,
            "felt_on": felt.day if felt else None,
            "told_at": same.told_at if same else None,
            "reminded_at": same.reminded_at if same and same.worker == case.worker_id else None,
        },
    )


def _still(case: CaseSummary, rhythms: Rhythms, today: date) -> bool:
    if case.closed_on is None:
        return True
    return today <= case.closed_on + timedelta(days=max(rhythms.after_closing, default=0) + rhythms.days_late)


def _note_signs(record: HouseholdRecord, found: Iterable[Sign], level: LevelFound | None, now: datetime) -> int:
    """Puts new signs on the watch list; what was ended stays ended."""
    rhythms, today = rhythms_on(timezone.localdate(now)), timezone.localdate(now)
    known = set(Watched.objects.filter(household=record.household_id).values_list("reason", "key"))
    fresh = [one for one in found if (one.reason, one.key[:120]) not in known]
    Watched.objects.bulk_create(
        Watched(
            household_id=record.household_id,
            area_code=record.area_code,
            reason=one.reason,
            key=one.key[:120],
            day=one.day,
            by=one.by[:60],
            said=one.said[:60],
            level=level.stands_at if level else -1,
            due_on=max(one.day + timedelta(days=rhythms.watch[one.reason].due), today),
            state=WatchState.WATCHED,
            noted_at=now,
        )
        for one in fresh
    )
    return len(fresh)


def _seen(household: UUID, visits: HouseholdVisits, now: datetime) -> None:
    """A visit that met the family after the sign is an act of the system, told once a visit."""
    met = [one for one in visits.in_force if one.outcome == MET]
    for row in Watched.objects.select_for_update().filter(household=household).exclude(state=WatchState.ENDED):
        for visit in met:
            if visit.day > row.day:
                WatchAct.objects.get_or_create(
                    id=uuid5(row.id, str(visit.id)),
                    defaults={
                        "watched": row,
                        "name": SEE,
                        "at": visit.received_at,
                        "recorded_at": now,
                        "by": SYSTEM,
                        "details": {"visit": str(visit.id)},
                    },
                )
        project(row)


@transaction.atomic
def note_worsened(*, list_id: UUID, now: datetime) -> int:
    """Puts the families whose level a newly drawn list shows as worse on the watch list, all at once; the same sign is
    kept once, also where a visit's follow-up found it. Returns how many rows were looked at."""
    known = complete_lists()
    drawn = next((one for one in known if one.id == list_id), None)
    before = list_before(drawn, among=known) if drawn else None
    today = timezone.localdate(now)
    if drawn is None or before is None or drawn.data_cut < today - LOOK_BACK:
        return 0
    due = max(drawn.data_cut + timedelta(days=rhythms_on(today).watch[WatchReason.LEVEL_WORSE].due), today)
    rows = [
        Watched(
            household_id=household,
            area_code=area,
            reason=WatchReason.LEVEL_WORSE,
            key=f"{drawn.data_cut}:{was}>{level}",
            day=drawn.data_cut,
            by=f"list:{drawn.id}",
            said=f"{was}>{level}",
            level=level,
            due_on=due,
            state=WatchState.WATCHED,
            noted_at=now,
        )
        for household, area, was, level in worsened(drawn, before)
    ]
    Watched.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)
