"""What happens once something was learnt of a family: it is sorted anew."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.registry.errors import HouseholdNotFound
from samutphok.targeting.domain.lists import ListDrawn
from samutphok.triage.actions import refresh_area, refresh_family


def enqueue_sorting(event: VisitAccepted) -> None:
    """Asks for the family to be sorted anew."""
    sort_family.enqueue(str(event.household_id))


def enqueue_area(event: ListDrawn) -> None:
    """Asks for the families of an area to be sorted by its new list."""
    sort_area.enqueue(event.area_prefix)


@task()
@Discreet()
def sort_family(household_id: str) -> None:
    """Sorts one family anew; one that is gone meanwhile is left alone."""
    try:
        refresh_family(household_id=UUID(household_id), now=timezone.now())
    except HouseholdNotFound:
        return


@task()
@Discreet()
def sort_area(area: str) -> None:
    """Sorts the families of an area anew after its list was drawn."""
    refresh_area(area=area, now=timezone.now())
