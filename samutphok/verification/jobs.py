"""Checking in the background, and hearing of second interviews, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.verification.actions.checking import check_area
from samutphok.verification.actions.comparing import take_up_second
from samutphok.verification.domain.events import CheckAsked


def enqueue_checking(event: CheckAsked) -> None:
    """Queues the checking that was asked for."""
    check.enqueue(str(event.run_id))


def enqueue_comparing(event: VisitAccepted) -> None:
    """Queues a look whether the visit was a second interview of a drawn family."""
    compare.enqueue(str(event.household_id))


@task()
@Discreet()
def check(run_id: str) -> None:
    """Checks an area."""
    check_area(run_id=UUID(run_id), now=timezone.now())


@task()
@Discreet()
def compare(household_id: str) -> None:
    """Compares a family's second interview with the first."""
    take_up_second([UUID(household_id)])
