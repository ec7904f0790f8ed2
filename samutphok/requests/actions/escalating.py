"""Raising requests whose clock has run out, once and again, until somebody has settled them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.foundation.events import publish
from samutphok.requests.actions.acting import act
from samutphok.requests.domain.asking import ClockSet, Urgency
from samutphok.requests.domain.standing import OPEN
from samutphok.requests.models import Request
from samutphok.requests.queries.rules import rules_on

CLOCK = "clock"  # who acts, when nobody did


@transaction.atomic
def escalate_late(*, request_id: UUID, now: datetime) -> bool:
    """Raises the request when it is open, late, and was not raised just now; asks for the next look. True when it did."""
    row = Request.objects.select_for_update().filter(pk=request_id, state__in=OPEN, due_at__lte=now).first()
    if row is None:
        return False
    again = rules_on(timezone.localdate(now)).terms[Urgency(row.urgency)].again
    if row.escalated_at is not None and now < row.escalated_at + again:
        return False
    act(row, "escalate", by=CLOCK, now=now)
    publish(ClockSet(row.id, now + again))
    return True


def escalate_all(*, now: datetime) -> int:
    """The same for every request that is late, after a time without a worker; returns how many were raised."""
    late = Request.objects.filter(state__in=OPEN, due_at__lte=now).values_list("pk", flat=True)
    return sum(escalate_late(request_id=one, now=now) for one in list(late))
