"""People who chose a trade and wait for a seat, and where some ways stand, for rooms that share seats out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, within
from samutphok.livelihoods.domain.paths import PathState
from samutphok.livelihoods.models import Intake, Path
from samutphok.livelihoods.queries.rules import catalogue_on


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """Somebody whose way has no seat yet."""

    path_id: UUID
    household_id: UUID
    area_code: str
    since: date


def waiting_for_seat(*, viewer: Viewer, intake_id: UUID, area: str, now: datetime) -> tuple[WaitingPerson, ...]:
    """Those of an area whose trade an intake's course leads to: two queries; nobody where there is no such intake."""
    intake = Intake.objects.filter(pk=intake_id, closed_at=None).first()
    course = catalogue_on(timezone.localdate(now)).courses.get(intake.course) if intake else None
    if course is None:
        return ()
    rows = Path.objects.filter(
        within(viewer, Action.WORK_CASE),
        inside("area_code", area),
        state=PathState.CHOSEN,
        occupation__in=list(course.leads_to),
    ).order_by("chosen_at", "id")
    found = rows.values_list("id", "household_id", "area_code", "chosen_at")
    return tuple(WaitingPerson(key, home, code, timezone.localdate(at)) for key, home, code, at in found)


def path_states(*, viewer: Viewer, path_ids: Collection[UUID]) -> dict[UUID, str]:
    """The states of ways of the viewer's families: one query, some hundred at once."""
    rows = Path.objects.filter(within(viewer, Action.WORK_CASE), pk__in=list(path_ids))
    return dict(rows.values_list("id", "state"))
