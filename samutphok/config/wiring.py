"""Which actions hear of which event. No other room calls upwards."""

from samutphok.foundation.events import subscribe
from samutphok.intake.domain.batch import BatchReceived, BatchStaged


def wire() -> None:
    """Subscribes every listener; doing it twice changes nothing. Listeners only enqueue jobs."""
    subscribe(BatchReceived, _stage)
    subscribe(BatchStaged, _attach)


# Jobs are imported when they are first needed: most commands never read a register.


def _stage(event: BatchReceived) -> None:
    from samutphok.intake.jobs import enqueue_staging

    enqueue_staging(event)


def _attach(event: BatchStaged) -> None:
    from samutphok.linkage.jobs import enqueue_attaching

    enqueue_attaching(event)
