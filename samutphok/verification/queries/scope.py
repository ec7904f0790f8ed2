"""Which findings a viewer may see, and what they may do with them."""

from django.db.models import Q

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.verification.domain.rules import Owner
from samutphok.verification.domain.standing import BY_CHECKING, DESK, MOVES, TEAM, State

PROVINCE = 2


def visible(viewer: Viewer) -> Q:
    """The team sees all of its areas; a desk sees what was sent to it."""
    return within(viewer, Action.CHECK_DATA) | within(viewer, Action.MEND_DATA) & ~Q(state=State.FOUND)


def may_mend(viewer: Viewer, owner: str, area_code: str) -> bool:
    """Whether the finding is the viewer's to mend: of a register only where they answer for the whole province."""
    place = area_code[:PROVINCE] if owner == Owner.REGISTER else area_code
    return viewer.may(Action.MEND_DATA, RecordScope(place))


def open_acts(viewer: Viewer, *, state: str, owner: str, area_code: str) -> frozenset[str]:
    """The acts that the state and the viewer's grants allow. What nobody sent yet is not a desk's."""
    allowed: set[str] = set()
    if viewer.may(Action.CHECK_DATA, RecordScope(area_code)):
        allowed |= TEAM
    if may_mend(viewer, owner, area_code):
        allowed |= DESK
    return frozenset(set(MOVES.open_to(state)) & allowed - set(BY_CHECKING))
