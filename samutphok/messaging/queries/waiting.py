"""Messages that wait."""

from datetime import datetime, timedelta
from uuid import UUID

from samutphok.messaging.domain.states import State
from samutphok.messaging.models import Message


def overdue(*, now: datetime) -> tuple[UUID, ...]:
    """Messages that have been due for an hour: their jobs were lost. For the worker; one query."""
    late = Message.objects.filter(state=State.WAITING, next_at__lt=now - timedelta(hours=1))
    return tuple(late.order_by("next_at").values_list("pk", flat=True)[:1_000])
