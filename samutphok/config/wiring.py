"""Which actions hear of which event. No other room calls upwards."""

from samutphok.foundation.events import subscribe
from samutphok.intake.domain.batch import BatchReceived, BatchStaged


def wire() -> None:
    """Subscribes every listener; doing it twice changes nothing. Listeners only enqueue jobs."""
    from samutphok.intake.jobs import enqueue_staging
    from samutphok.linkage.jobs import enqueue_attaching

    subscribe(BatchReceived, enqueue_staging)
    subscribe(BatchStaged, enqueue_attaching)
