"""What a desk does with a request before it ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.areas.domain import read_code
from samutphok.areas.queries import names
from samutphok.foundation.events import publish
from samutphok.partners.queries import calendar
from samutphok.registry.queries import household_area
from samutphok.requests.actions.acting import act, done_before, locked
from samutphok.requests.domain.asking import ClockSet, Desk, Kind, Urgency
from samutphok.requests.errors import NotYours, PlaceMissing, ReasonMissing
from samutphok.requests.queries.rules import rules_on


@transaction.atomic
def claim(*, viewer: Viewer, request_id: UUID, version: int | None = None, now: datetime) -> None:
    """Takes a request into one's own hands, also out of another's. Raises RequestNotFound, ChangedMeanwhile, NotAllowedNow."""
    row = locked(viewer, request_id, version=version)
    if row.owner != viewer.account_id:
        act(row, "claim", by=viewer.account_id, now=now)


@transaction.atomic
def let_go(*, viewer: Viewer, request_id: UUID, now: datetime) -> None:
    """Puts a request back for whoever of the desk is free. Raises RequestNotFound, NotAllowedNow."""
    act(locked(viewer, request_id), "let_go", by=viewer.account_id, now=now)


@transaction.atomic
def note(*, viewer: Viewer, request_id: UUID, text: str, act_id: UUID | None = None, now: datetime) -> None:
    """Writes something down for whoever goes on with it. Raises RequestNotFound, ReasonMissing, NotAllowedNow."""
    if not text.strip():
        raise ReasonMissing
    row = locked(viewer, request_id)
    if not done_before(row, act_id):
        act(row, "note", by=viewer.account_id, now=now, note=text, act_id=act_id)


@transaction.atomic
def try_in_vain(*, viewer: Viewer, request_id: UUID, text: str = "", act_id: UUID | None = None, now: datetime) -> None:
    """Counts a call back that reached nobody. Raises RequestNotFound, NotAllowedNow."""
    row = locked(viewer, request_id)
    if not done_before(row, act_id):
        act(row, "try", by=viewer.account_id, now=now, note=text, act_id=act_id)


@transaction.atomic
def rate(
    *, viewer: Viewer, request_id: UUID, urgency: Urgency, because: str, version: int | None, now: datetime
) -> None:
    """Makes a request more or less urgent; its clock runs from when it was taken. Raises ReasonMissing and as `claim`."""
    if not because.strip():
        raise ReasonMissing
    row = locked(viewer, request_id, version=version)
    rules, hours = rules_on(timezone.localdate(now)), calendar(on=timezone.localdate(now))
    due = rules.due(kind=Kind(row.kind), urgency=urgency, start=row.taken_at, calendar=hours)
    details = {"urgency": urgency.value, "because": "desk", "due_at": due.isoformat()}
    act(row, "rate", by=viewer.account_id, now=now, details=details, note=because)
    publish(ClockSet(row.id, row.due_at))


@transaction.atomic
def pass_on(
    *,
    viewer: Viewer,
    request_id: UUID,
    desk: Desk,
    area_code: str,
    because: str,
    version: int | None = None,
    now: datetime,
) -> None:
    """Gives a request to another desk, also of another place, where the viewer may no longer see it. The clock runs on.

    Raises PlaceMissing for a place that does not exist, ReasonMissing, and what `claim` raises.
    """
    if not because.strip():
        raise ReasonMissing
    code = read_code(area_code) if area_code else ""
    if not code or code not in names([code]) or len(code) < 2 or code == "TH":
        raise PlaceMissing
    row = locked(viewer, request_id, version=version)
    details = {"desk": desk.value, "area_code": code}
    act(row, "pass_on", by=viewer.account_id, now=now, details=details, note=because)


@transaction.atomic
def link_family(*, viewer: Viewer, request_id: UUID, household_id: UUID, version: int | None, now: datetime) -> None:
    """Says which family it is about; the request moves to the family's place. Raises HouseholdNotFound and as `claim`."""
    row = locked(viewer, request_id, version=version)
    area = household_area(
        viewer=viewer, household_id=household_id, action=Action.TAKE_REQUEST, sensitivity=Sensitivity.S1
    )
    if not viewer.may(Action.TAKE_REQUEST, RecordScope(area)):
        raise NotYours
    row.household_id = household_id
    act(row, "link", by=viewer.account_id, now=now, details={"area_code": area})
