"""Messages leave after the act that they tell of has committed: the job's row is written in the same transaction."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.messaging.actions.delivering import deliver
from samutphok.messaging.actions.forgetting import forget_old
from samutphok.messaging.domain.states import MessageDue


def enqueue_delivery(event: MessageDue) -> None:
    """Asks for a message to be tried when it falls due."""
    job = deliver_message if event.not_before is None else deliver_message.using(run_after=event.not_before)
    job.enqueue(str(event.message_id))


@task()
@Discreet()
def deliver_message(message_id: str) -> None:
    """Tries a message that is due; again changes nothing."""
    deliver(message_id=UUID(message_id), now=timezone.now())


@task()
@Discreet()
def forget_addresses() -> None:
    """Forgets the numbers of messages that were settled long ago."""
    forget_old(now=timezone.now())


def resume() -> None:
    """When a worker starts: what was due and has no job left is tried, old numbers are forgotten."""
    from samutphok.messaging.queries.waiting import overdue

    for message_id in overdue(now=timezone.now()):
        deliver_message.enqueue(str(message_id))
    forget_addresses.enqueue()
