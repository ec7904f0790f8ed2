"""Staging in the background, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.intake.actions import discard_unconfirmed, stage_batch, unfinished
from samutphok.intake.domain.batch import BatchReceived


@task()
@Discreet()
def stage(batch_id: str) -> None:
    """Stages one batch; harmless when it runs twice."""
    stage_batch(UUID(batch_id))


def enqueue_staging(event: BatchReceived) -> None:
    """Hears of a received batch, inside the transaction that received it."""
    stage.enqueue(str(event.batch_id))


def resume() -> None:
    """What a worker does when it starts: takes up batches whose worker was killed, clears away old previews."""
    for batch_id in unfinished():
        stage.enqueue(str(batch_id))
    discard_unconfirmed(now=timezone.now())
