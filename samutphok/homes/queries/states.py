"""Families that wait for a place, and where some stays stand, for rooms that share places out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, within
from samutphok.homes.domain.stays import BEFORE
from samutphok.homes.models import Stay


@dataclass(frozen=True, slots=True)
class WaitingFamily:
    """A family of the registry that asked for a place and has none yet; area_code: where it lives."""

    stay_id: UUID
    household_id: UUID
    area_code: str
    since: date


def waiting_families(*, viewer: Viewer, area: str) -> tuple[WaitingFamily, ...]:
    """Families of an area that wait in homes where the viewer works: one query."""
    rows = Stay.objects.filter(
        within(viewer, Action.MANAGE_HOME), inside("household__area_code", area), state__in=BEFORE
    ).order_by("asked_at", "id")
    found = rows.values_list("id", "household_id", "household__area_code", "asked_at")
    return tuple(WaitingFamily(key, home, code, timezone.localdate(at)) for key, home, code, at in found)


def stay_states(*, viewer: Viewer, stay_ids: Collection[UUID]) -> dict[UUID, str]:
    """The states of stays in homes where the viewer works: one query, some hundred at once."""
    rows = Stay.objects.filter(within(viewer, Action.MANAGE_HOME), pk__in=list(stay_ids))
    return dict(rows.values_list("id", "state"))
