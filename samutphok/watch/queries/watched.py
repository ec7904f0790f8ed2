"""Households likely to get worse, inside the viewer's scope and paged in the database."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import inside
from samutphok.registry.queries import identities_of
from samutphok.watch.domain.rhythms import Rhythms, WatchReason
from samutphok.watch.domain.watching import WatchPage, WatchRow, WatchState, WatchWanted
from samutphok.watch.models import LevelSeen, Watched
from samutphok.watch.queries.due import PAGE_SIZE, family_names, may_watch
from samutphok.watch.queries.rules import rhythms_on

Felt = tuple[float | None, float | None, datetime]


def watch_list(*, viewer: Viewer, wanted: WatchWanted, now: datetime) -> WatchPage:
    """One page of the watch list, the soonest due first; how happy the family felt stands beside. At most five queries."""
    rhythms = rhythms_on(timezone.localdate(now))
    scope = may_watch(viewer) & inside("area_code", wanted.area)
    rows = Watched.objects.filter(scope, household__retired_at=None)
    rows = rows.filter(state=WatchState.ENDED) if wanted.ended else rows.exclude(state=WatchState.ENDED)
    counted = dict(rows.order_by().values_list("reason").annotate(times=Count("pk")))
    total = counted.get(wanted.reason, 0) if wanted.reason else sum(counted.values())
    pages = -(-total // PAGE_SIZE) or 1
    page = min(max(wanted.page, 1), pages)
    shown = rows.filter(reason=wanted.reason) if wanted.reason else rows
    order = ("-day", "id") if wanted.ended else ("due_on", "-level", "id")
    found = list(shown.order_by(*order)[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    return WatchPage(
        rows=_rows(viewer, found, rhythms),
        total=total,
        page=page,
        pages=pages,
        reasons=tuple((one, said.label, counted[one]) for one, said in rhythms.watch.items() if counted.get(one)),
    )


def watched_of(*, viewer: Viewer, household_id: UUID, now: datetime) -> tuple[WatchRow, ...]:
    """Why one family is watched, the soonest due first; at most four queries."""
    rhythms = rhythms_on(timezone.localdate(now))
    rows = Watched.objects.filter(may_watch(viewer), household__in=identities_of(household_id)).exclude(
        state=WatchState.ENDED
    )
    return _rows(viewer, list(rows.order_by("due_on", "id")[:PAGE_SIZE]), rhythms)


def _rows(viewer: Viewer, found: list[Watched], rhythms: Rhythms) -> tuple[WatchRow, ...]:
    if not found:
        return ()
    households = [row.household_id for row in found]
    names = family_names(viewer, households)
    felt = {
        household: (satisfaction, security, day)
        for household, satisfaction, security, day in LevelSeen.objects.filter(household__in=households)
        .exclude(satisfaction=None, security=None)
        .order_by("day")
        .values_list("household", "satisfaction", "security", "day")
    }
    return tuple(
        WatchRow(
            id=row.id,
            version=row.version,
            household_id=row.household_id,
            name=names.get(row.household_id, ""),
            area_code=row.area_code,
            level=None if row.level < 0 else row.level,
            reason=WatchReason(row.reason),
            label=rhythms.watch[WatchReason(row.reason)].label,
            day=row.day,
            said=row.said,
            by=row.by,
            due_on=row.due_on,
            state=WatchState(row.state),
            end=row.end,
            satisfaction=felt[row.household_id][0] if row.household_id in felt else None,
            security=felt[row.household_id][1] if row.household_id in felt else None,
            felt_on=felt[row.household_id][2] if row.household_id in felt else None,
        )
        for row in found
    )
