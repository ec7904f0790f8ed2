"""Who reaches what: members of a team while their grants last, and somebody who broke the glass for a few hours."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import Action, Grant, RecordScope, Sensitivity, Viewer
from samutphok.access.queries import NOTHING, inside
from samutphok.protected.errors import MatterNotFound
from samutphok.protected.models import BreakGlass, Matter, TeamMember

WORK = Action.WORK_PROTECTED


def own_id(viewer: Viewer) -> UUID | None:
    """The viewer's account, None for processes."""
    try:
        return UUID(viewer.account_id)
    except ValueError:
        return None


def memberships(viewer: Viewer) -> Q:
    """Team rows of the viewer in places and agencies of grants that still hold."""
    held = NOTHING
    for grant in viewer.reaching(WORK, Sensitivity.S2):
        held |= _places(grant, "matter__area_code") & (Q(agency=grant.agency) if grant.bound_to_agency else Q())
    account = own_id(viewer)
    return held & Q(account=account) if account else NOTHING


def reached(viewer: Viewer, field: str = "area_code") -> Q:
    """Places in which the viewer may be asked to allow or review: they supervise cases and work on such matters there."""
    both = (viewer.reaching(action, Sensitivity.S1) for action in (WORK, Action.SUPERVISE_CASES))
    working, leading = ({grant.id or str(grant): grant for grant in grants} for grants in both)
    held = NOTHING
    for key in set(working) & set(leading):
        held |= _places(working[key], field)
    return held


def matter_reached(
    viewer: Viewer, matter_id: UUID, *, now: datetime
) -> tuple[Matter, TeamMember | None, datetime | None]:
    """The matter with the viewer's own row in its team, or until when the glass is broken. Raises MatterNotFound."""
    row = Matter.objects.filter(pk=matter_id).prefetch_related("team__account").first()
    if row is None:
        raise MatterNotFound
    team = {str(member.account_id): member for member in row.team.all()}
    own = team.get(viewer.account_id)
    agencies = frozenset({own.agency}) if own and own.agency else frozenset[str]()
    scope = RecordScope(row.area_code, agencies=agencies, case_team=frozenset(team))
    if own is not None and viewer.may(WORK, scope, Sensitivity.S3):
        return row, own, None
    broken = _broken(viewer, row, now)
    if broken is None:
        raise MatterNotFound
    return row, None, broken.ends_at


def _broken(viewer: Viewer, row: Matter, now: datetime) -> BreakGlass | None:
    if not row.household_index or not any(
        grant.covers(row.area_code) for grant in viewer.reaching(WORK, Sensitivity.S2)
    ):
        return None
    open_now = BreakGlass.objects.filter(asked_by=own_id(viewer), allowed_at__lte=now, ends_at__gt=now)
    return open_now.filter(household_index=row.household_index).first()


def _places(grant: Grant, field: str) -> Q:
    held = NOTHING
    for prefix in grant.areas:
        if prefix == "":
            return Q()
        held |= inside(field, prefix)
    return held
