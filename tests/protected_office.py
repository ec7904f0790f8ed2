"""People and matters for tests of the closed compartment."""

import uuid

from django.utils import timezone

from samutphok.access.actions import create_account, give_grant
from samutphok.access.domain import Grant, NewAccount, Role, Viewer
from samutphok.access.queries import operator, viewer_by_id
from samutphok.protected.actions import open_protected

CANARY = "คานารีเล่าว่าถูกทำร้าย"


def somebody(username: str, role: Role, *areas: str, agency: str = "") -> Viewer:
    """An account with one grant, as it stands now."""
    now = timezone.now()
    by = operator(now=now)
    made = create_account(viewer=by, account=NewAccount(username, username), now=now)
    give_grant(viewer=by, username=username, grant=Grant(role, areas or ("83",), agency=agency), now=now)
    return viewer_by_id(made.id, now=timezone.now())


def opened(viewer: Viewer, **more: object) -> uuid.UUID:
    """A matter in amphoe Mueang Phuket unless something else is said."""
    said = {"story": CANARY, "kind": "violence", "area_code": "830101", "now": timezone.now()} | more
    return open_protected(viewer=viewer, **said)
