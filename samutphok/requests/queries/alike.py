"""Whether somebody has asked for the same already."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.fieldwork.domain.recruits import read_phone
from samutphok.foundation.privacy import blind_index
from samutphok.requests.domain.standing import OPEN
from samutphok.requests.domain.views import RequestLine
from samutphok.requests.queries.lines import line
from samutphok.requests.queries.rules import rules_on
from samutphok.requests.queries.scope import visible

_MOST = 5


def requests_alike(
    viewer: Viewer,
    *,
    phone: str = "",
    household_id: UUID | None = None,
    person_id: UUID | None = None,
    but_not: UUID | None = None,
) -> tuple[RequestLine, ...]:
    """Requests of the same phone, family or person: open ones, and those settled lately; open ones first. One query."""
    number = read_phone(phone) or ""
    same = Q(pk__in=[])
    if number:
        same |= Q(phone_index=blind_index("phone", number))
    if household_id:
        same |= Q(household=household_id)
    if person_id:
        same |= Q(person_id=person_id)
    lately = viewer.now - timedelta(days=rules_on(timezone.localdate(viewer.now)).duplicate_days)
    found = visible(viewer).filter(same, Q(state__in=OPEN) | Q(settled_at__gte=lately))
    others = found.exclude(pk=but_not) if but_not else found
    rows = others.order_by("outcome", "-taken_at")[:_MOST]
    return tuple(line(row) for row in rows)
