"""Who may do something in a place now: those whom work can be given to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from samutphok.access.domain import CLEARANCE, Action, Role
from samutphok.access.domain.places import ancestors
from samutphok.access.models import GivenGrant, GrantedArea
from samutphok.access.queries.viewers import as_grant
from samutphok.areas.queries import coverage

_MOST = 500


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who may do it, the role that lets them, and the agency to which that grant is bound ('' none)."""

    account_id: UUID
    name: str
    role: Role
    agency: str


def able_in(
    *, action: Action, area_code: str, now: datetime, among: Collection[UUID] | None = None
) -> tuple[Able, ...]:
    """Those whose role knows the action and whose grant covers the place, by name, each once; two queries.

    For choosing whom to name; what they then see is decided anew at each of their requests. Grants bound to a programme
    or purpose are left out. `among` narrows to these accounts.
    """
    roles = [role for role in Role if action in CLEARANCE[role]]
    wider = ancestors(area_code)
    reaching = GrantedArea.objects.filter(Q(code__in=wider) | Q(code__startswith="L" + area_code[:2]))
    grants = GivenGrant.objects.select_related("account").filter(
        pk__in=reaching.values("grant"), role__in=roles, account__is_active=True, withdrawn_at=None, valid_from__lte=now
    )
    grants = grants.exclude(valid_to__lte=now).filter(programme="", purpose="")
    grants = grants if settings.DEMO else grants.filter(account__demo=False)
    if among is not None:
        grants = grants.filter(account_id__in=list(among))
    rows = list(grants.order_by("account__display_name", "pk")[:_MOST])
    covered = coverage({code for row in rows for code in row.areas if code[:1] == "L"})
    held = ((row, as_grant(row, covered)) for row in rows)
    found = {row.account_id: _able(row) for row, grant in held if grant.covers(area_code)}
    return tuple(found.values())


def _able(row: GivenGrant) -> Able:
    return Able(row.account_id, row.account.get_full_name(), Role(row.role), row.agency)
