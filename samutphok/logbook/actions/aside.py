"""Undoing what was joined by itself: a visit is set aside, and stays in the history with everything it says."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.foundation.held_keys import hold_key
from samutphok.logbook.actions.refreshing import refresh, visits_of
from samutphok.logbook.domain.visits import VisitAccepted
from samutphok.logbook.errors import VisitBeginsTheFamily, VisitNotFound
from samutphok.logbook.models import Visit
from samutphok.logbook.queries.joined import joined_within
from samutphok.logbook.queries.visits import logbook_of


@transaction.atomic
def set_visit_aside(*, viewer: Viewer, visit_id: UUID, now: datetime) -> None:
    """Takes a visit that was joined by itself out of what the logbook says now, as if it had been another family's.

    An empty entry takes its place; the visit, its answers and who made it stay in the history. Raises VisitNotFound
    (absent, set aside or corrected already, or not the viewer's to decide on), VisitBeginsTheFamily.
    """
    found = joined_within(viewer).select_related("household").filter(pk=visit_id).first()
    if found is None:
        raise VisitNotFound
    if found.creates:
        raise VisitBeginsTheFamily
    hold_key(f"household:{found.household_id}")
    if Visit.objects.filter(replaces=found.pk).exists():
        raise VisitNotFound
    take_out(found, by=viewer.account_id, now=now)
    grant = decide(viewer, Action.RESOLVE_CONFLICT, RecordScope(found.household.area_code)).grant
    record_act(
        actor=viewer.account_id,
        act="set_visit_aside",
        subject=f"household:{found.household_id}",
        grant=grant.id if grant else "",
        fields=[f"visit:{found.pk}"],
        now=now,
    )


def take_out(visit: Visit, *, by: str, now: datetime) -> None:
    """Puts an empty entry in the place of a visit. Inside the transaction of whoever decides so, with the family held."""
    aside = Visit.objects.create(
        id=uuid4(),
        household_id=visit.household_id,
        said_by=by,
        received_at=now,
        taken_at=now,
        version=logbook_of(visits_of(visit.household_id)).version + 1,
        base=0,
        replaces=visit.pk,
        visited_on=visit.visited_on,
        answers=[],
        met=Visit.Met.DECISION,
    )
    refresh(visit.household_id, now=now)
    publish(VisitAccepted(aside.id, visit.household_id))
