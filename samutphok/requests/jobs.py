"""What happens later: clocks that run out, and what visits found."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.requests.actions.escalating import escalate_all, escalate_late
from samutphok.requests.actions.following import follow_case
from samutphok.requests.actions.hearing import hear_visit
from samutphok.requests.domain.asking import ClockSet


def enqueue_watching(event: ClockSet) -> None:
    """Asks for a look at the request at the moment its clock runs out."""
    if event.due_at is not None:
        look_at_clock.using(run_after=event.due_at).enqueue(str(event.request_id))


def enqueue_hearing(event: VisitAccepted) -> None:
    """Asks for a request of what a visit found."""
    hear.enqueue(str(event.visit_id), str(event.household_id))


def enqueue_case(case_id: UUID, *, ended: bool) -> None:
    """Asks for the answers of the requests that led to a case to follow it."""
    follow.enqueue(str(case_id), ended)


@task()
@Discreet()
def follow(case_id: str, ended: bool) -> None:
    """What callers are told follows the case; again changes nothing."""
    follow_case(case_id=UUID(case_id), ended=ended, now=timezone.now())


@task()
@Discreet()
def hear(visit_id: str, household_id: str) -> None:
    """Makes a request of a visit that found a family or in which something cannot wait; again changes nothing."""
    hear_visit(visit_id=UUID(visit_id), household_id=UUID(household_id), now=timezone.now())


@task()
@Discreet()
def look_at_clock(request_id: str) -> None:
    """Raises the request when it is still open and late; a look too early, or once more, changes nothing."""
    escalate_late(request_id=UUID(request_id), now=timezone.now())


def resume() -> int:
    """Raises what ran late while no worker was there; returns how many requests that were."""
    return escalate_all(now=timezone.now())
