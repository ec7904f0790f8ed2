"""Who else of the desk works with a record: roles and offices, never persons or times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q

from samutphok.access.domain import Action, RecordScope, Role, Viewer
from samutphok.access.models import GivenGrant
from samutphok.access.queries.viewers import as_grant
from samutphok.foundation.audit.queries import grants_acting


@dataclass(frozen=True, slots=True, order=True)
class Colleague:
    """A role that works with a record now. agency: named only where it changed something, '' otherwise."""

    role: Role
    agency: str
    changed: bool


def colleagues(
    *,
    viewer: Viewer,
    area_code: str,
    subjects: Iterable[str],
    reading: Iterable[str],
    changing: Iterable[str],
    since: datetime,
) -> tuple[Colleague, ...]:
    """Roles, other than the viewer's account, that read or changed the subjects since a moment and still reach the area.

    One query. Whoever only read is told by role alone: that a certain office looked at a family may itself say something
    about the family. `reading` and `changing` are acts of the audit; acts of closed compartments must not be among them.
    """
    named = tuple(subjects)
    read, changed = (grants_acting(subjects=named, acts=acts, since=since) for acts in (reading, changing))
    acted = ExpressionWrapper(Q(pk__in=changed), output_field=BooleanField())
    standing = GivenGrant.objects.filter(Q(pk__in=read) | Q(pk__in=changed), withdrawn_at=None, account__is_active=True)
    rows = standing.select_related("account").annotate(acted=acted)
    place = RecordScope(area_code)
    found = set()
    for row in rows:
        held = Viewer(str(row.account_id), "", (as_grant(row),), now=viewer.now)
        if held.account_id != viewer.account_id and held.may(Action.VIEW_HOUSEHOLD, place):
            agency = (row.agency or row.account.agency) if row.acted else ""
            found.add(Colleague(Role(row.role), agency, bool(row.acted)))
    return tuple(sorted(one for one in found if one.changed or not any(_more(other, one) for other in found)))


def _more(other: Colleague, one: Colleague) -> bool:
    """Whether the other says the same of the role, and that it changed something."""
    return other.role is one.role and other.changed
