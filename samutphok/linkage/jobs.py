"""Attaching in the background, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.intake.domain.batch import BatchStaged
from samutphok.intake.queries import waiting_for_linkage
from samutphok.linkage.actions import attach_batch


@task()
@Discreet()
def attach(batch_id: str) -> None:
    """Joins the rows of one batch to people and families; harmless when it runs twice."""
    attach_batch(UUID(batch_id), now=timezone.now())


def enqueue_attaching(event: BatchStaged) -> None:
    """Hears of a staged batch, inside the transaction that staged it."""
    attach.enqueue(str(event.batch_id))


def resume() -> None:
    """What a worker does when it starts: takes up batches whose worker was killed while it attached them."""
    for batch_id in waiting_for_linkage():
        attach.enqueue(str(batch_id))
