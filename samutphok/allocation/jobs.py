"""Working proposals out, making approved places and hearing what came of them, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.allocation.actions import hear_of, make_places, work_out
from samutphok.allocation.domain.events import ProposalAsked, SharesApproved
from samutphok.allocation.models import PlaceGiven
from samutphok.foundation.discretion import Discreet


def enqueue_working(event: ProposalAsked) -> None:
    """Queues a proposal."""
    work_proposal.enqueue(str(event.proposal_id))


def enqueue_making(event: SharesApproved) -> None:
    """Queues the making of places."""
    make_approved.enqueue(str(event.sharing_id))


def enqueue_hearing(key: str) -> None:
    """Queues the look at what became of something, where a place became it."""
    if PlaceGiven.objects.filter(made=key).exists():
        hear.enqueue(key)


@task()
@Discreet()
def work_proposal(proposal_id: str) -> None:
    """Works a proposal out."""
    work_out(proposal_id=UUID(proposal_id), now=timezone.now())


@task()
@Discreet()
def make_approved(sharing_id: str) -> None:
    """Makes the approved places of a sharing."""
    make_places(sharing_id=UUID(sharing_id), now=timezone.now())


@task()
@Discreet()
def hear(key: str) -> None:
    """Looks at what became of one thing that was made."""
    hear_of(made=[key], now=timezone.now())
