"""How the job queue stands: whether somebody works through it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min
from django_tasks_db.models import DBTaskResult

LATE = timedelta(
    minutes=2
)  # the worker looks every second; a job that waits longer has no worker, or one behind a long job


@dataclass(frozen=True, slots=True)
class QueueState:
    """Jobs that wait and jobs in work; `late`: some have waited longer than `LATE` while nothing is in work."""

    waiting: int
    running: int
    late: bool


def queue_state(*, now: datetime) -> QueueState:
    """The queue as the database has it at this moment."""
    ready = DBTaskResult.objects.ready()
    waiting, running = ready.count(), DBTaskResult.objects.running().count()
    oldest = ready.aggregate(oldest=Min("enqueued_at"))["oldest"]
    late = oldest is not None and not running and now - oldest > LATE
    return QueueState(waiting, running, late)
