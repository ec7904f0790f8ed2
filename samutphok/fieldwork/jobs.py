"""What happens once a visit was taken into the logbook: the assignments of its family are counted anew."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.fieldwork.actions import fill_by_visits, take_up_visits
from samutphok.fieldwork.domain.progress import VisitMade
from samutphok.foundation.discretion import Discreet
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.logbook.queries.projected import visits_made


def enqueue_following(event: VisitAccepted) -> None:
    """Asks for the family's assignments to be counted anew."""
    follow_visit.enqueue(str(event.household_id))


@task()
@Discreet()
def follow_visit(household_id: str) -> None:
    """Counts the family's open assignments anew from all its visits, and joint visits with them; again changes nothing."""
    follow_households([UUID(household_id)])


def follow_households(household_ids: list[UUID]) -> int:
    """The same for many families at once; returns how many assignments were counted."""
    made = visits_made(household_ids)
    visits = {one: [VisitMade(seen.day, seen.outcome, seen.by) for seen in made.get(one, ())] for one in household_ids}
    fill_by_visits(visits=visits, now=timezone.now())
    return take_up_visits(visits=visits)
