"""What follows a visit or a drawn list: the levels of the families in programmes are read again."""

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from samutphok.foundation.discretion import Discreet
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.programmes.actions import read_again, read_area_again
from samutphok.targeting.domain.lists import ListDrawn


def enqueue_reading(event: VisitAccepted) -> None:
    """Asks for the family to be read again."""
    read_family.enqueue(str(event.household_id))


def enqueue_area(event: ListDrawn) -> None:
    """Asks for the families of the list's area to be read again."""
    read_area.enqueue(event.area_prefix)


@task()
@Discreet()
def read_family(household_id: str) -> None:
    """Reads the family's level in its programmes again; doing it twice changes nothing."""
    read_again(household_ids=[UUID(household_id)], now=timezone.now())


@task()
@Discreet()
def read_area(area_prefix: str) -> None:
    """Reads the levels of an area's families in programmes again; doing it twice changes nothing."""
    read_area_again(area_code=area_prefix, now=timezone.now())
