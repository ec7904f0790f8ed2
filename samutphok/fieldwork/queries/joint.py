"""Joint visits: all of an area for whoever leads it, to everybody else those in which they take part."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Role, Sensitivity, Viewer
from samutphok.access.queries import NOTHING, inside, within
from samutphok.fieldwork.domain.joint import JointState, JointView, Part, PartView
from samutphok.fieldwork.errors import JointVisitNotFound
from samutphok.fieldwork.models import JointPart, JointVisit
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal

_PARTS = Prefetch("parts", JointPart.objects.select_related("volunteer").order_by("part", "id"))
PLANNED_FIRST = ("-state", "-planned_on", "id")  # 'planned' comes last by letter


def joint_visits(*, viewer: Viewer, area: str = "", most: int = 50) -> tuple[JointView, ...]:
    """The joint visits of an area that the viewer leads or takes part in, planned ones first; no note is opened."""
    rows = _visible(viewer).filter(inside("area_code", area)).prefetch_related(_PARTS)
    return tuple(_view(row, viewer, {}) for row in rows.order_by(*PLANNED_FIRST)[:most])


def joint_visit(*, viewer: Viewer, joint_id: UUID, now: datetime) -> JointView:
    """One joint visit with the notes that the viewer may read: their own side's, or all for whoever leads the work.

    A note may speak of poverty or health, so its reading is recorded first. Raises JointVisitNotFound.
    """
    row = _visible(viewer).prefetch_related(_PARTS).filter(pk=joint_id).first()
    if row is None:
        raise JointVisitNotFound
    leads = viewer.may(Action.MANAGE_FIELDWORK, RecordScope(row.area_code), Sensitivity.S2)
    readable = [one for one in row.parts.all() if one.note_sealed and (leads or _mine(viewer, one))]
    if readable:
        with transaction.atomic(savepoint=False):
            fields = [f"joint-part:{one.id}" for one in readable]
            subject = f"joint-visit:{row.id}"
            record(actor=viewer.account_id, act="read_joint_visit", subject=subject, fields=fields, now=now)
    notes = {one.id: unseal(one.note_sealed, bound_to=str(one.id)) for one in readable}
    return _view(row, viewer, notes)


def count_joint_waiting(*, viewer: Viewer) -> int:
    """How many planned joint visits wait for a part of the viewer's own: one query, none for who can have no part."""
    grants = viewer.reaching(Action.JOIN_VISIT, Sensitivity.S1)
    if not any(grant.agency or grant.role is Role.VOLUNTEER for grant in grants):
        return 0
    waiting = JointPart.objects.filter(fillable(viewer), filled_at=None, joint__state=JointState.PLANNED)
    return waiting.values("joint_id").distinct().count()


def fillable(viewer: Viewer) -> Q:
    """The parts that are the viewer's own: of their agency in their area, or theirs as a volunteer."""
    own = NOTHING
    for grant in viewer.reaching(Action.JOIN_VISIT, Sensitivity.S1):
        for prefix in grant.areas if grant.agency else ():
            own |= inside("area_code", prefix) & Q(agency=grant.agency)
    if volunteer := _uuid(viewer.account_id):
        own |= within(viewer, Action.JOIN_VISIT) & Q(volunteer__account_id=volunteer)
    return own


def _visible(viewer: Viewer) -> "QuerySet[JointVisit]":
    mine = JointPart.objects.filter(fillable(viewer), joint=OuterRef("pk"))
    return JointVisit.objects.filter(within(viewer, Action.MANAGE_FIELDWORK) | Q(Exists(mine)))


def _mine(viewer: Viewer, part: JointPart) -> bool:
    """`fillable` of one part."""
    reaching = viewer.reaching(Action.JOIN_VISIT, Sensitivity.S1)
    if part.agency:
        return any(grant.agency == part.agency and grant.covers(part.area_code) for grant in reaching)
    own = part.volunteer is not None and str(part.volunteer.account_id) == viewer.account_id
    return own and viewer.may(Action.JOIN_VISIT, RecordScope(part.area_code))


def _view(row: JointVisit, viewer: Viewer, notes: Mapping[UUID, str]) -> JointView:
    return JointView(
        id=row.id,
        household_id=row.household_id,
        area_code=row.area_code,
        family=row.family,
        planned_on=row.planned_on,
        state=JointState(row.state),
        parts=tuple(_part(one, viewer, notes) for one in _parts(row)),
    )


def _parts(row: JointVisit) -> Iterable[JointPart]:
    order = list(Part)
    return sorted(row.parts.all(), key=lambda one: order.index(Part(one.part)))


def _part(one: JointPart, viewer: Viewer, notes: Mapping[UUID, str]) -> PartView:
    return PartView(
        id=one.id,
        part=Part(one.part),
        agency=one.agency,
        volunteer=one.volunteer.name if one.volunteer else "",
        note=notes.get(one.id),
        filled_at=one.filled_at,
        mine=_mine(viewer, one),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
