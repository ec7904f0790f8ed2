"""What is worked out in the background across the rooms."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.insights.actions.doubts import weigh_doubts


def enqueue_weighing(_event: Any) -> None:
    """Asks for the questions about who is who to be ordered anew: rows came, a list was drawn, a case opened or closed."""
    weigh.enqueue()


@task()
@Discreet()
def weigh() -> None:
    """Orders the open questions; again changes nothing."""
    weigh_doubts(now=timezone.now())
