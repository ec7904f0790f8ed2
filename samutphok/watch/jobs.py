"""What happens once something was learnt or done for a family: it is followed anew, and the lists of work say so."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from samutphok.access.queries import field_operator
from samutphok.cases.queries import case_of
from samutphok.fieldwork.actions import remind_volunteers
from samutphok.foundation.discretion import Discreet
from samutphok.referrals.domain.table import ENDS
from samutphok.referrals.queries import referrals_of_household
from samutphok.registry.errors import HouseholdNotFound
from samutphok.targeting.domain.lists import ListDrawn
from samutphok.triage.actions import note_work
from samutphok.watch.actions import follow_family, note_worsened, remind_workers, tell_supervisors
from samutphok.watch.queries.rules import rhythms_on


def enqueue_following(household_id: UUID | None) -> None:
    """Asks for the family to be followed anew; an event without one asks for nothing."""
    if household_id is not None:
        follow.enqueue(str(household_id))


@task()
@Discreet()
def follow(household_id: str) -> None:
    """Follows one family anew, and notes who deals with its problems; one that is gone meanwhile is left alone."""
    now = timezone.now()
    try:
        follow_family(household_id=UUID(household_id), now=now)
    except HouseholdNotFound:
        return
    note_dealt_with(household_id=UUID(household_id))


def note_dealt_with(*, household_id: UUID) -> None:
    """Tells the list of what can be solved first which of the family's problems a case or a referral deals with."""
    seer = field_operator(now=timezone.now())
    case = case_of(seer, household_id)
    referred = {one.problem for one in referrals_of_household(seer, household_id) if one.state not in ENDS}
    note_work(household_id=household_id, case_open=bool(case and case.closed_on is None), referred=referred)


def enqueue_comparing(event: ListDrawn) -> None:
    """Asks for the families that a new list shows as worse off."""
    compare_levels.enqueue(str(event.list_id))


@task()
@Discreet()
def compare_levels(list_id: str) -> None:
    """Puts families whose level got worse since the list before on the watch list; again changes nothing."""
    note_worsened(list_id=UUID(list_id), now=timezone.now())


@task()
@Discreet()
def remind() -> None:
    """Tells workers, volunteers and supervisors of families to be met, and asks to be called again the next morning."""
    now = timezone.now()
    if not DBTaskResult.objects.filter(task_path=remind.module_path, status="READY").exists():
        remind.using(run_after=next_morning(now)).enqueue()
    remind_workers(now=now)
    remind_volunteers(now=now)
    tell_supervisors(now=now)


def next_morning(now: datetime) -> datetime:
    """The morning of the day after, where the office is."""
    local = timezone.localtime(now) + timedelta(days=1)
    return local.replace(hour=rhythms_on(local.date()).told_at_hour, minute=0, second=0, microsecond=0)


def keep_reminding() -> None:
    """What a worker does when it starts: tells what fell due while none was there."""
    DBTaskResult.objects.ready().filter(task_path=remind.module_path).delete()
    remind.enqueue()
