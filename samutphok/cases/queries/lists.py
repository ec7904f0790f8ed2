"""Lists of cases: a worker's own, the area's, what nobody works on; loads, and what waits."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, names_of, within
from samutphok.cases.domain.case import Waiting
from samutphok.cases.domain.course import DESK
from samutphok.cases.domain.listing import CaseFilter, CasePage, CaseRow, CaseStanding, Load, Whose
from samutphok.cases.models import Case
from samutphok.cases.queries.one import summary
from samutphok.cases.queries.rules import rules_on
from samutphok.cases.queries.scope import visible
from samutphok.cases.queries.standing import OPEN, able_workers, is_gone, nobodys, standing_is, standings_of
from samutphok.fieldwork.queries.families import families_named

_PRESSING = (F("next_due").asc(nulls_last=True), "opened_at", "id")
_LAST_CLOSED = ("-closed_at", "id")


def cases_list(*, viewer: Viewer, wanted: CaseFilter, now: datetime, page_size: int) -> CasePage:
    """One page of the cases under the filter, what is due first on top; paged in the database."""
    rules = rules_on(timezone.localdate(now))
    rows = _wanted(viewer, wanted, now)
    total = rows.count()
    page = max(1, min(wanted.page, -(-total // page_size)))
    shown = list(rows[(page - 1) * page_size : page * page_size])
    names = names_of({row.worker for row in shown}, viewer=viewer)
    able = able_workers({row.worker for row in shown}, now=now)
    named = families_named({row.household_id for row in shown}, viewer=viewer)
    seen = (
        CaseRow(
            summary(row, names, named[row.household_id].name if row.household_id in named else ""),
            standings_of(row, now=now, rules=rules),
            is_gone(row, able),
        )
        for row in shown
    )
    return CasePage(tuple(seen), total, page, page_size)


def case_counts(*, viewer: Viewer, wanted: CaseFilter, now: datetime) -> dict[str, int]:
    """How many cases stand in each way, of those that the filter asks for without its standing; 'open': all open ones."""
    rules = rules_on(timezone.localdate(now))
    rows = _reached(viewer, wanted, now).order_by()
    told: dict[str, Any] = {
        one.value: Count("id", filter=standing_is(one, now=now, rules=rules)) for one in CaseStanding
    }
    return dict(rows.aggregate(open=Count("id", filter=OPEN), **told))


def loads(*, viewer: Viewer, area: str, now: datetime) -> tuple[Load, ...]:
    """Who has how many open cases in what the viewer supervises of an area; what nobody works on first."""
    rules = rules_on(timezone.localdate(now))
    rows = _supervised(viewer).filter(OPEN, inside("area_code", area))
    told = {
        name: Count("id", filter=standing_is(one, now=now, rules=rules))
        for name, one in (
            ("overdue", CaseStanding.OVERDUE),
            ("silent", CaseStanding.SILENT),
            ("unplanned", CaseStanding.UNPLANNED),
            ("closings", CaseStanding.CLOSING),
        )
    }
    counted: list[Any] = list(rows.values("worker").annotate(cases=Count("id"), **told).order_by("worker"))
    named = {row["worker"] for row in counted}
    able, names = able_workers(named, now=now), names_of(named, viewer=viewer)
    found = [
        Load(
            worker_id=row["worker"],
            worker=names.get(row["worker"], ""),
            gone=row["worker"] != DESK and row["worker"] not in able,
            **{name: row[name] for name in ("cases", *told)},
        )
        for row in counted
    ]
    return tuple(sorted(found, key=lambda one: (not one.nobody, -one.overdue, -one.cases, one.worker)))


def cases_chosen(*, viewer: Viewer, ids: Iterable[UUID]) -> tuple[CaseRow, ...]:
    """These open cases, as far as the viewer reaches them."""
    rows = list(visible(viewer).filter(OPEN, pk__in=list(ids)).order_by("area_code", "id"))
    names = names_of({row.worker for row in rows}, viewer=viewer)
    return tuple(CaseRow(summary(row, names), ()) for row in rows)


def cases_of_worker(*, viewer: Viewer, worker: str, area: str = "") -> tuple[UUID, ...]:
    """The open cases of a worker ('' the desk) that the viewer supervises."""
    rows = _supervised(viewer).filter(OPEN, inside("area_code", area), worker=worker)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def cases_waiting(viewer: Viewer) -> Waiting:
    """What waits for the viewer in cases, for the first page: one query, or two where there are open cases."""
    today = timezone.localdate(viewer.now)
    rules, mine = rules_on(today), Q(worker=viewer.account_id)
    counted = (
        visible(viewer)
        .filter(OPEN)
        .aggregate(
            mine=Count("id", filter=mine),
            overdue=Count("id", filter=mine & Q(next_due__lt=today)),
            desk=Count("id", filter=Q(worker=DESK)),
            closings=Count("id", filter=Q(closing_at__isnull=False) & ~Q(closing_by=viewer.account_id)),
            unplanned=Count("id", filter=mine & standing_is(CaseStanding.UNPLANNED, now=viewer.now, rules=rules)),
            unagreed=Count("id", filter=mine & standing_is(CaseStanding.UNAGREED, now=viewer.now, rules=rules)),
        )
    )
    return Waiting(**counted)


def _supervised(viewer: Viewer) -> "QuerySet[Case]":
    return Case.objects.filter(within(viewer, Action.SUPERVISE_CASES))


def _reached(viewer: Viewer, wanted: CaseFilter, now: datetime) -> "QuerySet[Case]":
    rows = visible(viewer).filter(inside("area_code", wanted.area))
    if wanted.whose is Whose.MINE:
        rows = rows.filter(worker=viewer.account_id)
    if wanted.whose is Whose.NOBODY:
        named = set(visible(viewer).filter(OPEN).values_list("worker", flat=True).distinct().order_by())
        rows = rows.filter(nobodys(able_workers(named, now=now), named))
    if wanted.worker:
        rows = rows.filter(worker=wanted.worker)
    if wanted.text:
        rows = rows.filter(number__contains=wanted.text)
    return rows


def _wanted(viewer: Viewer, wanted: CaseFilter, now: datetime) -> "QuerySet[Case]":
    rows = _reached(viewer, wanted, now)
    if wanted.standing is None:
        return rows.filter(OPEN).order_by(*_PRESSING)
    closed = wanted.standing is CaseStanding.CLOSED
    rows = rows.filter(standing_is(wanted.standing, now=now, rules=rules_on(timezone.localdate(now))))
    return rows.order_by(*(_LAST_CLOSED if closed else _PRESSING))
