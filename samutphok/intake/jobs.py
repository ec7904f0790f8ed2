"""Staging and comparing in the background, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.intake.actions import compare_again, compare_batch, discard_unconfirmed, stage_batch
from samutphok.intake.domain.batch import BatchReceived, BatchStaged, BatchUndone
from samutphok.intake.queries import waiting_for_staging


@task()
@Discreet()
def stage(batch_id: str) -> None:
    """Stages one batch; harmless when it runs twice."""
    stage_batch(UUID(batch_id))


@task()
@Discreet()
def compare(batch_id: str) -> None:
    """Sets one batch beside the one before it; harmless when it runs twice."""
    compare_batch(UUID(batch_id), now=timezone.now())


@task()
@Discreet()
def compare_those_beside(batch_id: str) -> None:
    """Sets the batches that stood beside an undone one beside the one before that."""
    compare_again(UUID(batch_id), now=timezone.now())


def enqueue_staging(event: BatchReceived) -> None:
    """Hears of a received batch, inside the transaction that received it."""
    stage.enqueue(str(event.batch_id))


def enqueue_comparing(event: BatchStaged) -> None:
    """Hears of a staged batch, inside the transaction that staged it."""
    compare.enqueue(str(event.batch_id))


def enqueue_comparing_again(event: BatchUndone) -> None:
    """Hears of an undone batch, inside the transaction that ended it."""
    compare_those_beside.enqueue(str(event.batch_id))


def resume() -> None:
    """What a worker does when it starts: takes up batches whose worker was killed, clears away old previews."""
    for batch_id in waiting_for_staging():
        stage.enqueue(str(batch_id))
    discard_unconfirmed(now=timezone.now())
