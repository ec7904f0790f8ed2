"""From fragile to strong: a family's levels over time, and the flows of an area, visits included."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Avg, Count, Max, Q

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, within
from samutphok.areas.domain import COUNTRY
from samutphok.foundation.counting import counted
from samutphok.registry.queries import identities_of
from samutphok.targeting.domain.flows import AreaFlows, Flow, added_flows
from samutphok.targeting.domain.lists import Listing
from samutphok.targeting.queries import household_listings
from samutphok.watch.domain.rhythms import Contact
from samutphok.watch.domain.watching import LevelStep, WatchState
from samutphok.watch.models import Followed, LevelSeen, Watched
from samutphok.watch.queries.due import may_watch, standing_is
from samutphok.watch.queries.rules import rhythms_on


@dataclass(frozen=True, slots=True)
class VisitFlows:
    """Families met since a day whose level was known before: how they stood then and stand now.

    families: how many were met and had a level before and now; met: all that were met; felt: mean life satisfaction of
    ten of those who answered, None where nobody did, `answered` families.
    """

    area_code: str
    flows: AreaFlows
    families: int
    met: int
    since: date
    until: date | None
    felt: float | None
    secure: float | None
    answered: int


@dataclass(frozen=True, slots=True)
class WatchWaiting:
    """What waits in following families: households to look in on, contacts due or late, families that nobody meets."""

    watched: int
    due: int
    no_contact: int


def newest_of_each_cut(listings: Iterable[Listing]) -> tuple[Listing, ...]:
    """One listing a cut, the one drawn last: drawing a cut again is no step of the family."""
    kept: dict[date, Listing] = {}
    for one in sorted(listings, key=lambda each: each.drawn.drawn_at, reverse=True):
        kept.setdefault(one.drawn.data_cut, one)
    return tuple(kept.values())


def level_history(*, viewer: Viewer, household_id: UUID) -> tuple[LevelStep, ...]:
    """Every level of a family, by drawn lists and by visits, the oldest first; two queries.

    Nothing for whoever may not see poverty and health of the family.
    """
    drawn = [
        LevelStep(one.drawn.data_cut, one.entry.level, one.entry.level is None and bool(one.entry.level_open), "list")
        for one in newest_of_each_cut(household_listings(viewer=viewer, household_id=household_id))
    ]
    seen = LevelSeen.objects.filter(within(viewer, Action.VIEW_HOUSEHOLD), household__in=identities_of(household_id))
    visits = [LevelStep(row.day, None if row.level < 0 else row.level, row.open, "visit", row.visit_id) for row in seen]
    return tuple(sorted((*drawn, *visits), key=lambda one: (one.day, one.by)))


def visit_flows(*, viewer: Viewer, area: str, since: date) -> VisitFlows:
    """How the families met since a day in an area stood before and stand now, each by its last visit. Three queries.

    For whoever may count there (`VIEW_COUNTS`); statistics without names.
    """
    scope = within(viewer, Action.VIEW_COUNTS) & inside("area_code", area)
    rows = LevelSeen.objects.filter(scope, day__gte=since)
    last: dict[UUID, tuple[int | None, int, bool]] = {}
    first: dict[UUID, int] = {}
    for household, before, level, is_open in rows.order_by("day", "id").values_list(
        "household", "before", "level", "open"
    ):
        if before is not None:
            first.setdefault(household, before)
        last[household] = (first.get(household), level, is_open)
    counted = Counter((was, now) for was, now, is_open in last.values() if was is not None and not is_open)
    flows = added_flows(area or COUNTRY, (Flow(was, now, count) for (was, now), count in counted.items()))
    told = rows.aggregate(
        until=Max("day"),
        felt=Avg("satisfaction"),
        secure=Avg("security"),
        answered=Count("household", filter=~Q(satisfaction=None), distinct=True),
    )
    return VisitFlows(
        area_code=area or COUNTRY,
        flows=flows,
        families=sum(counted.values()),
        met=len(last),
        since=since,
        until=told["until"],
        felt=told["felt"],
        secure=told["secure"],
        answered=told["answered"],
    )


def watch_waiting(*, viewer: Viewer, today: date) -> WatchWaiting:
    """What waits for the viewer: one query."""
    rhythms = rhythms_on(today)
    mine = Followed.objects.filter(may_watch(viewer), household__retired_at=None)
    due = standing_is(Contact.OVERDUE, today=today, rhythms=rhythms) | standing_is(
        Contact.DUE, today=today, rhythms=rhythms
    )
    vain = standing_is(Contact.NO_CONTACT, today=today, rhythms=rhythms)
    watched = Watched.objects.filter(may_watch(viewer), household__retired_at=None, due_on__lte=today)
    found = counted(
        watched=watched.filter(state__in=(WatchState.WATCHED, WatchState.SEEN)),
        due=mine.filter(due),
        no_contact=mine.filter(vain),
    )
    return WatchWaiting(found["watched"], found["due"], found["no_contact"])
