"""What stands out in a case, as conditions of the database and of one stored row; a test holds the two together."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope
from samutphok.access.queries import NOTHING, Worker, inside, may_work, workers_named
from samutphok.cases.domain.course import DESK, CaseState
from samutphok.cases.domain.listing import CaseStanding
from samutphok.cases.domain.rules import CaseRules
from samutphok.cases.models import Case

OPEN = ~Q(state=CaseState.CLOSED)


def standing_is(wanted: CaseStanding, *, now: datetime, rules: CaseRules) -> Q:
    """Cases in which this stands out."""
    today = timezone.localdate(now)
    silent = today - timedelta(days=rules.silent_after)
    match wanted:
        case CaseStanding.OVERDUE:
            return OPEN & Q(next_due__lt=today)
        case CaseStanding.DUE:
            return OPEN & Q(next_due__gte=today, next_due__lte=today + timedelta(days=rules.due_soon))
        case CaseStanding.SILENT:
            return OPEN & Q(opened_at__lt=_begins(silent)) & (Q(contact_on=None) | Q(contact_on__lt=silent))
        case CaseStanding.UNPLANNED:
            late = _begins(today - timedelta(days=rules.plan_within))
            return Q(state=CaseState.OPENED, opened_at__lt=late)
        case CaseStanding.UNAGREED:
            return Q(state__in=[CaseState.PLANNED, CaseState.CHANGED])
        case CaseStanding.CLOSING:
            return OPEN & Q(closing_at__isnull=False)
        case CaseStanding.CLOSED:
            return Q(state=CaseState.CLOSED)


def standings_of(row: Case, *, now: datetime, rules: CaseRules) -> tuple[CaseStanding, ...]:
    """Everything that stands out in a stored case."""
    if row.state == CaseState.CLOSED:
        return (CaseStanding.CLOSED,)
    today, due = timezone.localdate(now), row.next_due
    silent = today - timedelta(days=rules.silent_after)
    late = _begins(today - timedelta(days=rules.plan_within))
    told = {
        CaseStanding.OVERDUE: due is not None and due < today,
        CaseStanding.DUE: due is not None and today <= due <= today + timedelta(days=rules.due_soon),
        CaseStanding.SILENT: row.opened_at < _begins(silent) and (row.contact_on is None or row.contact_on < silent),
        CaseStanding.UNPLANNED: row.state == CaseState.OPENED and row.opened_at < late,
        CaseStanding.UNAGREED: row.state in (CaseState.PLANNED, CaseState.CHANGED),
        CaseStanding.CLOSING: row.closing_at is not None,
    }
    return tuple(one for one, holds in told.items() if holds)


def nobodys(workers: dict[str, Worker], named: set[str]) -> Q:
    """Open cases that nobody works on: of the desk, or of somebody (of `named`) who can no longer work there."""
    lost = Q(worker=DESK) | Q(worker__in=sorted(named - workers.keys() - {DESK}))
    for worker in workers.values():
        if "" in worker.areas:
            continue
        reached = NOTHING
        for prefix in worker.areas:
            reached |= inside("area_code", prefix)
        lost |= Q(worker=worker.id) & ~reached
    return OPEN & lost


def able_workers(named: set[str], *, now: datetime) -> dict[str, Worker]:
    """Those of these accounts that may work cases somewhere now."""
    return workers_named(named - {DESK}, action=Action.WORK_CASE, now=now)


def is_gone(row: Case, workers: dict[str, Worker]) -> bool:
    """Whether the worker of an open case can no longer work on it."""
    if row.worker == DESK or row.state == CaseState.CLOSED:
        return False
    worker = workers.get(row.worker)
    return worker is None or not may_work(worker, RecordScope(row.area_code))


def _begins(day: date) -> datetime:
    """The first moment of a day where the office is."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()), timezone.get_current_timezone())
