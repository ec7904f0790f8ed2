"""Everything that visits say of a family, fact by fact, with who said it, when, and what was said before."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.insights.domain.family_visits import FamilySaid, SaidGroup
from samutphok.insights.queries.family_visits import people_named
from samutphok.logbook.queries import household_file, household_record


def family_said(*, viewer: Viewer, household_id: UUID, now: datetime) -> FamilySaid:
    """The facts of the household, then of each member. Raises NotFound when the family is absent or out of scope.

    Reading poverty and health is recorded before anything is returned; who is not cleared for them gets the rest.
    """
    record = household_record(viewer=viewer, household_id=household_id, as_of=timezone.localdate(now))
    visits = household_file(viewer=viewer, household_id=household_id, area_code=record.area_code).visits
    people = people_named(record, visits)
    subjects = sorted({key.subject for key in visits.facts}, key=lambda one: (one != "", people.get(one, ""), one))
    return FamilySaid(
        household_id=household_id,
        name=record.members[0].identity.full_name if record.members else "",
        groups=tuple(
            SaidGroup(
                people.get(subject, ""), tuple(one for key, one in visits.facts.items() if key.subject == subject)
            )
            for subject in subjects
        ),
    )
