"""Counting in the background, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.uptake.actions import count_uptake
from samutphok.uptake.domain.events import UptakeAsked


def enqueue_counting(event: UptakeAsked) -> None:
    """Queues the counting that was asked for."""
    count.enqueue(str(event.cut_id))


@task()
@Discreet()
def count(cut_id: str) -> None:
    """Counts an area."""
    count_uptake(cut_id=UUID(cut_id), now=timezone.now())
