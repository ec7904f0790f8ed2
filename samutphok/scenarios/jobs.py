"""Trying scenarios in the background, on the database's own queue."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.scenarios.actions import run_trial
from samutphok.scenarios.domain.events import ScenarioAsked


def enqueue_trying(event: ScenarioAsked) -> None:
    """Queues the trial that was asked for."""
    trial.enqueue(str(event.trial_id))


@task()
@Discreet()
def trial(trial_id: str) -> None:
    """Tries one scenario."""
    run_trial(trial_id=UUID(trial_id), now=timezone.now())
