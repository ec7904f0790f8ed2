"""What happens to a case when its family was visited, and when a referral under it has ended."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.cases.actions import take_up_contact, take_up_referral
from samutphok.foundation.discretion import Discreet
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.logbook.queries.projected import visits_made
from samutphok.referrals.domain.referral import ReferralEnded
from samutphok.referrals.domain.table import State

MET = "visited"  # the outcome of a visit that met the family


def enqueue_contact(event: VisitAccepted) -> None:
    """Asks for the family's open case to hear of the visit."""
    follow_contact.enqueue(str(event.household_id))


@task()
@Discreet()
def follow_contact(household_id: str) -> None:
    """The last visit that met the family counts as contact in its open case; again changes nothing."""
    key = UUID(household_id)
    met = [one.day for one in visits_made([key]).get(key, ()) if one.outcome == MET]
    if met:
        take_up_contact(household_id=key, last_on=max(met))


def enqueue_referral(event: ReferralEnded) -> None:
    """Asks for the step of a plan to hear that its referral has helped; any other end is for a person to judge."""
    if event.state == State.WORKED and event.case_id is not None and event.step_id is not None:
        case, step = str(event.case_id), str(event.step_id)
        follow_referral.enqueue(case, step, str(event.referral_id), str(event.household_id), event.by)


@task()
@Discreet()
def follow_referral(case_id: str, step_id: str, referral_id: str, household_id: str, by: str) -> None:
    """The step that a referral carried is done, once it has helped; again changes nothing."""
    take_up_referral(
        case_id=UUID(case_id),
        step_id=UUID(step_id),
        referral_id=UUID(referral_id),
        household_id=UUID(household_id),
        by=by,
        now=timezone.now(),
    )
