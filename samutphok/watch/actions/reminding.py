"""Telling people of families that are to be met: the worker once when a day falls due, the supervisor once when nobody meets
a family any more. Jobs' acts; twice a day changes nothing, since each family remembers that it was told of."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samutphok.access.domain import Action
from samutphok.access.queries import workers_named
from samutphok.access.queries.reaching import accounts_reaching
from samutphok.messaging.actions import send
from samutphok.messaging.domain import Account
from samutphok.watch.domain.rhythms import Contact
from samutphok.watch.models import Followed
from samutphok.watch.queries.due import standing_is
from samutphok.watch.queries.rules import rhythms_on

TAMBON = 6  # digits
PAGE = "/watch/due/"


@transaction.atomic
def remind_workers(*, now: datetime) -> int:
    """One message to each worker for all their families that have fallen due since; returns how many were written."""
    today = timezone.localdate(now)
    rhythms = rhythms_on(today)
    wanted = standing_is(Contact.DUE, today=today, rhythms=rhythms) | standing_is(
        Contact.OVERDUE, today=today, rhythms=rhythms
    )
    rows = _locked(wanted & Q(reminded_at=None) & ~Q(worker=""))
    counted = Counter(row.worker for row in rows)
    able = workers_named(counted, action=Action.WORK_CASE, now=now)
    told = {worker: count for worker, count in counted.items() if worker in able}
    for worker, count in sorted(told.items()):
        _tell(worker, count, now)
    Followed.objects.filter(pk__in=[row.pk for row in rows if row.worker in told]).update(reminded_at=now)
    return len(told)


@transaction.atomic
def tell_supervisors(*, now: datetime) -> int:
    """One message to those who answer for each tambon for its families that nobody meets; the names stand on their page.

    A family of a tambon that nobody answers for yet is told of as soon as somebody does. Returns how many were written.
    """
    today = timezone.localdate(now)
    rows = _locked(standing_is(Contact.NO_CONTACT, today=today, rhythms=rhythms_on(today)) & Q(told_at=None))
    by_place: dict[str, list[int]] = {}
    for row in rows:
        by_place.setdefault(row.area_code[:TAMBON], []).append(row.pk)
    counted, told = Counter[str](), list[int]()
    for place, keys in by_place.items():
        heads = accounts_reaching(action=Action.SUPERVISE_CASES, area_code=place, now=now)
        counted.update({head: len(keys) for head in heads})
        told += keys if heads else []
    for head, count in sorted(counted.items()):
        _tell(head, count, now, template="nobody_meets")
    Followed.objects.filter(pk__in=told).update(told_at=now)
    return len(counted)


def _locked(wanted: Q) -> list[Followed]:
    return list(Followed.objects.select_for_update(of=("self",)).filter(wanted, household__retired_at=None))


def _tell(account: str, count: int, now: datetime, template: str = "visit_due") -> None:
    send(to=Account(UUID(account)), template=template, values={"count": str(count), "link": PAGE}, now=now)
