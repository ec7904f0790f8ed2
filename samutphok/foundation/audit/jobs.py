"""Walking the whole chain in the background, for an auditor at the desk."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from samutphok.foundation.audit.models import Verification
from samutphok.foundation.audit.queries import verify
from samutphok.foundation.discretion import Discreet

_PATIENCE = timedelta(hours=1)  # a job that has not answered by then has died


@task()
@Discreet()
def verify_trail(verification: int) -> None:
    """Inspects the chain against this host's checkpoints and keeps what it found; harmless when it runs twice."""
    found = verify(checkpoints=Path(settings.CHECKPOINTS))
    fault = found.verdict.fault
    Verification.objects.filter(pk=verification).update(
        finished_at=timezone.now(),
        sound=found.verdict.sound,
        vouched=found.verdict.vouched,
        unsealed=found.unsealed,
        good=found.good,
        fault=fault.kind if fault else "",
        position=fault.position if fault else None,
    )


def request_verification(*, asked_by: str, now: datetime) -> None:
    """Enqueues an inspection; one that already waits is enough."""
    if not Verification.objects.filter(finished_at=None, asked_at__gte=now - _PATIENCE).exists():
        row = Verification.objects.create(asked_by=asked_by, asked_at=now)
        verify_trail.enqueue(row.pk)
