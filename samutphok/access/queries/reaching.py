"""Who is to hear of something in an area: accounts by role or agency, for messages that a clock sends."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from samutphok.access.domain import CLEARANCE, Action, Role
from samutphok.access.domain.places import ancestors
from samutphok.access.models import GivenGrant

MOST = 20  # accounts that are told of one thing


def accounts_reaching(
    *, action: Action, area_code: str, now: datetime, roles: Collection[Role] = (), agency: str = ""
) -> tuple[str, ...]:
    """Ids of active accounts whose grant lets them do this in the area, the nearest grants first, at most twenty; one query.

    agency: only grants of that agency; without it only grants that belong to none. Grants by local government, programme or
    purpose are left out. For jobs: it shows nothing to anybody.
    """
    able = [role for role in roles or Role if action in CLEARANCE[role]]
    standing = Q(withdrawn_at=None, valid_from__lte=now) & (Q(valid_to=None) | Q(valid_to__gt=now))
    rows = GivenGrant.objects.filter(
        standing,
        role__in=able,
        agency=agency,
        programme="",
        purpose="",
        account__is_active=True,
        places__code__in=ancestors(area_code),
    )
    found = rows.order_by("-places__code", "account_id").values_list("account_id", flat=True)
    return tuple(dict.fromkeys(str(one) for one in found[: MOST * 2]))[:MOST]
