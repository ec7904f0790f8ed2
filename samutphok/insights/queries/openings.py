"""Who has opened a family's logbook, for the office that answers for it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.access.queries import TrailView, openings
from samutphok.foundation.audit.actions import record
from samutphok.foundation.audit.domain import TrailFilter
from samutphok.registry.queries import household_area

REACHES_BACK = timedelta(days=365)


@transaction.atomic
def family_openings(*, viewer: Viewer, household_id: UUID, before: str = "", now: datetime) -> TrailView:
    """The readings of one family's logbook within a year, newest first, with the readers' names; asking is recorded too.

    Acts of closed compartments bear other names and are never among them. Raises HouseholdNotFound.
    """
    area_code = household_area(viewer=viewer, household_id=household_id, action=Action.VIEW_OPENINGS)
    grant = decide(viewer, Action.VIEW_OPENINGS, RecordScope(area_code)).grant
    subject = f"household:{household_id}"
    record(
        actor=viewer.account_id,
        act="read_openings",
        subject=subject,
        grant=grant.id if grant else "",
        now=now,
    )
    today = timezone.localdate(now)
    wanted = TrailFilter(first=today - REACHES_BACK, last=today, act="read_household", before=before)
    return openings(viewer=viewer, subject=subject, wanted=wanted, page_size=50)
