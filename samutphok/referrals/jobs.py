"""The clocks' own worker: looks every few minutes, and once more whenever a worker starts."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from samutphok.foundation.discretion import Discreet
from samutphok.referrals.actions import turn_clocks

EVERY = timedelta(minutes=5)


@task()
@Discreet()
def turn_referral_clocks() -> None:
    """Does what has fallen due, and asks to be called again; done twice it changes nothing."""
    now = timezone.now()
    if not _waits():
        turn_referral_clocks.using(run_after=now + EVERY).enqueue()
    turn_clocks(now=now)


def keep_turning() -> None:
    """What a worker does when it starts: turns the clocks at once, which catches up after an outage."""
    DBTaskResult.objects.ready().filter(task_path=turn_referral_clocks.module_path).delete()
    turn_referral_clocks.enqueue()


def _waits() -> bool:
    return DBTaskResult.objects.filter(task_path=turn_referral_clocks.module_path, status="READY").exists()
