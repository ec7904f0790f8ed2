"""What volunteers found at the door and cannot wait: a request by itself, once each visit."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Grant, Role, Sensitivity, Viewer
from samutphok.logbook.domain.visits import VisitView
from samutphok.logbook.queries import visits_until
from samutphok.registry.queries import household_areas
from samutphok.requests.actions.taking import take_once
from samutphok.requests.domain.asking import Caller, Channel, Kind, NewRequest, Taken
from samutphok.requests.queries.team import SYSTEM, desk_of_province

FOUND, YES = "find", "1"  # the form by which a family that no register had is brought in; the answer 'yes' of forms
CANNOT_WAIT = "cannot_wait"  # the safety question that stands for the form's own


def hear_visit(*, visit_id: UUID, household_id: UUID, now: datetime) -> Taken | None:
    """Makes a request of a visit that found a family, or in which something cannot wait; once, however often it is told.

    None for every other visit. A visit that was corrected is not heard again.
    """
    viewer = Viewer(SYSTEM, SYSTEM, (Grant(Role.PROVINCE, ("",)),), now=now)
    areas = household_areas(
        viewer=viewer, household_ids=[household_id], action=Action.TAKE_REQUEST, sensitivity=Sensitivity.S2
    )
    area = areas.get(household_id, "")
    visit = _visit(viewer, household_id, area, visit_id, now) if area else None
    if visit is None or not (urgent(visit) or visit.form_id == FOUND):
        return None
    asked = NewRequest(
        channel=Channel.VOLUNTEER,
        kind=Kind.HELP,
        area_code=area,
        words=_words(visit),
        caller=Caller(relation="officer"),
        safety=(CANNOT_WAIT,) if urgent(visit) else (),
        household_id=household_id,
    )
    return take_once(viewer=desk_of_province(area, now=now), asked=asked, source=f"visit:{visit_id}", now=now)


def urgent(visit: VisitView) -> bool:
    """Whether the family said that something cannot wait."""
    return visit.of_household("urgent") == YES


def _visit(viewer: Viewer, household_id: UUID, area: str, visit_id: UUID, now: datetime) -> VisitView | None:
    told = visits_until(viewer=viewer, household_id=household_id, area_code=area, day=timezone.localdate(now))
    return next((one for one in told.visits if one.id == visit_id), None)


def _words(visit: VisitView) -> str:
    said = (visit.of_household("urgent_words"), visit.of_household("needs_words"))
    found = "พบครอบครัวที่ไม่มีในทะเบียน" if visit.form_id == FOUND else "มีเรื่องที่รอไม่ได้"
    return "\n".join(text for text in said if text) or found
