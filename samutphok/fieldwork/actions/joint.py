"""Visits that several agencies make together: planned, filled part by part, closed as one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.fieldwork.domain.joint import JointState, PartWanted, state_after
from samutphok.fieldwork.domain.progress import MET, VisitMade
from samutphok.fieldwork.errors import BadDay, BadParts, JointVisitClosed, JointVisitNotFound, VolunteerNotFound
from samutphok.fieldwork.models import JointPart, JointVisit, Volunteer
from samutphok.fieldwork.queries.families import families_named
from samutphok.fieldwork.queries.joint import fillable
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import seal
from samutphok.registry.queries import household_area

NOTE_LENGTH = 4_000


@transaction.atomic
def plan_joint_visit(
    *, viewer: Viewer, household_id: UUID, planned_on: date, parts: Sequence[PartWanted], now: datetime
) -> UUID:
    """Plans a visit of at least two sides to a family; returns its id. Each part of the form has one side to fill it.

    Raises registry.errors.HouseholdNotFound outside the viewer's area, BadDay, BadParts, VolunteerNotFound.
    """
    area_code = household_area(
        viewer=viewer, household_id=household_id, action=Action.MANAGE_FIELDWORK, sensitivity=Sensitivity.S1
    )
    if planned_on < timezone.localdate(now):
        raise BadDay
    _check(viewer, parts)
    listed = families_named([household_id], viewer=viewer)
    row = JointVisit.objects.create(
        id=uuid4(),
        household_id=household_id,
        area_code=area_code,
        family=listed[household_id].name if household_id in listed else "",
        planned_on=planned_on,
        state=JointState.PLANNED,
        called_by=viewer.account_id,
        called_at=now,
    )
    JointPart.objects.bulk_create(
        JointPart(joint=row, area_code=area_code, agency=one.agency, volunteer_id=one.volunteer_id, part=one.part)
        for one in parts
    )
    _record(viewer, "plan_joint_visit", row, [f"household:{household_id}"], now)
    return row.id


@transaction.atomic
def fill_part(*, viewer: Viewer, joint_id: UUID, part_id: UUID, note: str, now: datetime) -> JointState:
    """Fills one's own part with what one found; returns what the visit is then: held once nothing is missing.

    Filling it again writes the newer note. Raises JointVisitNotFound for a part that is another's, JointVisitClosed.
    """
    row = JointVisit.objects.select_for_update().filter(pk=joint_id).first()
    part = JointPart.objects.select_for_update().filter(fillable(viewer), joint=joint_id, pk=part_id).first()
    if row is None or part is None:
        raise JointVisitNotFound
    if row.state == JointState.CANCELLED:
        raise JointVisitClosed
    part.note_sealed = seal(note.strip()[:NOTE_LENGTH], bound_to=str(part.id)) if note.strip() else ""
    part.filled_by, part.filled_at = viewer.account_id, now
    part.save(update_fields=["note_sealed", "filled_by", "filled_at"])
    _record(viewer, "fill_joint_part", row, [f"joint-part:{part.id}"], now)
    return _settle(row, closed=row.state == JointState.HELD, now=now)


@transaction.atomic
def fill_by_visits(*, visits: Mapping[UUID, Iterable[VisitMade]], now: datetime) -> int:
    """A volunteer's form fills their part of the joint visit: whoever met the family on the planned day or later.

    A job's act, shown to nobody; doing it twice changes nothing. Returns how many parts were filled.
    """
    planned = JointPart.objects.select_for_update().filter(
        joint__household_id__in=list(visits), joint__state=JointState.PLANNED, filled_at=None, volunteer__isnull=False
    )
    filled = 0
    for part in planned.select_related("joint", "volunteer").order_by("id"):
        by = str(part.volunteer.account_id) if part.volunteer else ""
        made = visits[part.joint.household_id]
        if any(one.by == by and one.outcome == MET and one.day >= part.joint.planned_on for one in made):
            part.filled_by, part.filled_at = by, now
            part.save(update_fields=["filled_by", "filled_at"])
            _settle(part.joint, closed=False, now=now)
            filled += 1
    return filled


@transaction.atomic
def close_joint_visit(*, viewer: Viewer, joint_id: UUID, held: bool, now: datetime) -> None:
    """Closes a visit as held, with parts that stayed empty, or cancels it. Raises JointVisitNotFound, JointVisitClosed."""
    led = JointVisit.objects.filter(within(viewer, Action.MANAGE_FIELDWORK))
    row = led.select_for_update().filter(pk=joint_id).first()
    if row is None:
        raise JointVisitNotFound
    if row.state != JointState.PLANNED:
        raise JointVisitClosed
    if held:
        _settle(row, closed=True, now=now)
    else:
        row.state, row.closed_at = JointState.CANCELLED, now
        row.save(update_fields=["state", "closed_at"])
    _record(viewer, "close_joint_visit" if held else "cancel_joint_visit", row, [], now)


def _settle(row: JointVisit, *, closed: bool, now: datetime) -> JointState:
    filled = row.parts.values_list("filled_at", flat=True)
    state = state_after([one is not None for one in filled], closed=closed)
    if state != row.state:
        row.state, row.closed_at = state, now
        row.save(update_fields=["state", "closed_at"])
    return state


def _check(viewer: Viewer, parts: Sequence[PartWanted]) -> None:
    sides = {(one.agency, one.volunteer_id) for one in parts}
    once = len({one.part for one in parts}) == len(parts)
    if len(sides) < 2 or not once or any(bool(one.agency) == bool(one.volunteer_id) for one in parts):
        raise BadParts
    wanted = {one.volunteer_id for one in parts if one.volunteer_id}
    led = Volunteer.objects.filter(within(viewer, Action.MANAGE_FIELDWORK), active=True, pk__in=wanted)
    if led.count() < len(wanted):
        raise VolunteerNotFound


def _record(viewer: Viewer, act: str, row: JointVisit, fields: Sequence[str], now: datetime) -> None:
    record(actor=viewer.account_id, act=act, subject=f"joint-visit:{row.id}", fields=fields, now=now)
