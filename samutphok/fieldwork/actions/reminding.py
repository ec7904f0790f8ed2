"""Telling volunteers of visits that have fallen due: once for each day that a visit falls due on. A job's act."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from samutphok.fieldwork.domain.progress import Standing
from samutphok.fieldwork.models import Assignment
from samutphok.fieldwork.queries.rules import rules_on
from samutphok.fieldwork.queries.standing import standing_is
from samutphok.messaging.actions import send
from samutphok.messaging.domain import Account

PAGE = "/"  # a volunteer's first page is the list of their own visits


@transaction.atomic
def remind_volunteers(*, now: datetime) -> int:
    """One message to each volunteer for all their families whose visit has fallen due since; returns how many were written.

    A visit given another day is told of anew; who has stopped, or may no longer come in, is told of nothing.
    """
    today = timezone.localdate(now)
    rules = rules_on(today)
    fallen = standing_is(Standing.DUE, today=today, rules=rules) | standing_is(
        Standing.OVERDUE, today=today, rules=rules
    )
    untold = Q(reminded_for=None) | ~Q(reminded_for=F("due_on"))
    rows = Assignment.objects.select_for_update(of=("self",)).filter(
        fallen & untold,
        state=Assignment.State.OPEN,
        household__retired_at=None,
        volunteer__active=True,
        volunteer__account__is_active=True,
    )
    found = list(rows.select_related("volunteer"))
    counted = Counter(row.volunteer.account_id for row in found)
    for account, count in sorted(counted.items(), key=lambda one: str(one[0])):
        send(to=Account(account), template="visit_due", values={"count": str(count), "link": PAGE}, now=now)
    Assignment.objects.filter(pk__in=[row.pk for row in found]).update(reminded_for=F("due_on"))
    return len(counted)
