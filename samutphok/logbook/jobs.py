"""Taking visits in the background, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.logbook.actions import accept_visit
from samutphok.logbook.domain.visits import HeldVisitReady
from samutphok.submissions.domain.submission import SubmissionAccepted


@task()
@Discreet()
def take(submission_id: str) -> None:
    """Takes one submission into its family's logbook; harmless when it runs twice."""
    accept_visit(submission_id=UUID(submission_id), now=timezone.now())


def enqueue_taking(event: SubmissionAccepted | HeldVisitReady) -> None:
    """Hears of a submission that may be read, inside the transaction that says so."""
    take.enqueue(str(event.submission_id))
