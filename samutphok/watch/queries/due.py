"""Families that are to be met, inside the viewer's scope and paged in the database."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, names_of, within
from samutphok.registry.queries import family_roll
from samutphok.watch.domain.rhythms import Contact, NextContact, Rhythms
from samutphok.watch.domain.watching import DuePage, DueRow, DueWanted
from samutphok.watch.models import Followed
from samutphok.watch.queries.rules import rhythms_on

PAGE_SIZE = 25


def may_watch(viewer: Viewer, field: str = "area_code") -> Q:
    """Whoever works cases of the area, and whoever answers for them."""
    return within(viewer, Action.WORK_CASE, field) | within(viewer, Action.SUPERVISE_CASES, field)


def standing_is(wanted: Contact, *, today: date, rhythms: Rhythms) -> Q:
    """Families that stand so on the day; `NextContact.standing` says the same of one."""
    vain = Q(tries__gte=rhythms.tries) | Q(due_on__lt=today - timedelta(days=rhythms.days_late))
    match wanted:
        case Contact.DONE:
            return Q(due_on=None)
        case Contact.NO_CONTACT:
            return Q(due_on__isnull=False) & vain
        case Contact.OVERDUE:
            return Q(due_on__lt=today) & ~vain
        case Contact.DUE:
            return Q(due_on__gte=today, due_on__lte=today + timedelta(days=rhythms.due_soon)) & ~vain
        case Contact.LATER:
            return Q(due_on__gt=today + timedelta(days=rhythms.due_soon)) & ~vain


def due_list(*, viewer: Viewer, wanted: DueWanted, now: datetime) -> DuePage:
    """One page of the families that are followed, the longest due first. At most six queries."""
    today = timezone.localdate(now)
    rhythms = rhythms_on(today)
    scope = may_watch(viewer) & inside("area_code", wanted.area)
    rows = Followed.objects.filter(scope, household__retired_at=None)
    rows = rows.filter(worker=viewer.account_id) if wanted.mine else rows
    counted = rows.aggregate(
        **{one.value: Count("pk", filter=standing_is(one, today=today, rhythms=rhythms)) for one in Contact}
    )
    if wanted.standing:
        shown, total = rows.filter(standing_is(wanted.standing, today=today, rhythms=rhythms)), counted[wanted.standing]
    else:
        shown, total = rows.exclude(due_on=None), sum(counted.values()) - counted[Contact.DONE]
    pages = -(-total // PAGE_SIZE) or 1
    page = min(max(wanted.page, 1), pages)
    found = list(shown.order_by(F("due_on").asc(nulls_last=True), "id")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    names, workers = (
        family_names(viewer, (row.household_id for row in found)),
        names_of({row.worker for row in found}, viewer=viewer),
    )
    return DuePage(
        rows=tuple(_row(row, names, workers, today, rhythms) for row in found),
        total=total,
        page=page,
        pages=pages,
        counts=tuple((one, counted[one]) for one in Contact),
        source=rhythms.source,
    )


def family_names(viewer: Viewer, households: Iterable[UUID]) -> dict[UUID, str]:
    """What families are called: their first member's name, as far as the viewer may list them."""
    wanted = list(dict.fromkeys(households))
    roll = family_roll(viewer=viewer, first=wanted, areas=(), most=max(len(wanted), 1))
    return {one.id: one.members[0].identity.full_name for one in roll.families if one.members}


def _row(row: Followed, names: dict[UUID, str], workers: dict[str, str], today: date, rhythms: Rhythms) -> DueRow:
    found = NextContact(row.due_on, row.last_met, row.last_try, row.tries)
    return DueRow(
        household_id=row.household_id,
        name=names.get(row.household_id, ""),
        area_code=row.area_code,
        level=None if row.level < 0 else row.level,
        case_id=row.case_id,
        worker=workers.get(row.worker, ""),
        due_on=row.due_on,
        last_met=row.last_met,
        last_try=row.last_try,
        tries=row.tries,
        standing=found.standing(today=today, rhythms=rhythms),
        satisfaction=row.satisfaction,
        security=row.security,
        felt_on=row.felt_on,
        closed=row.closed_on is not None,
        told_at=row.told_at,
    )


def followed_in(area: str) -> tuple[UUID, ...]:
    """The families of an area that are followed: for jobs, which show them to nobody. One query."""
    rows = Followed.objects.filter(inside("area_code", area)).order_by("household_id")
    return tuple(rows.values_list("household_id", flat=True))
