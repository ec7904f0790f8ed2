"""Measuring in the background, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.intake.domain.batch import BatchAttached, BatchStaged
from samutphok.quality.actions import measure_batch


@task()
@Discreet()
def measure(batch_id: str) -> None:
    """Measures one batch; harmless when it runs twice."""
    measure_batch(UUID(batch_id), now=timezone.now())


def enqueue_measuring(event: BatchStaged | BatchAttached) -> None:
    """Hears of a batch that can be measured, inside the transaction that staged or attached it."""
    measure.enqueue(str(event.batch_id))
