"""Making everything that follows from visits anew, after its rules have changed or a register came later."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.held_keys import hold_key
from samutphok.logbook.actions.refreshing import READER, refresh
from samutphok.logbook.models import HouseholdNow, Visit


def rebuild_logbooks(*, household_id: UUID | None = None, now: datetime) -> int:
    """Makes versions, members, conflicts and contradictions anew from the visits; returns how many households.

    One transaction a household, so a kill loses nothing and people work on meanwhile. Running it twice changes nothing.
    """
    rebuilt = 0
    for household in [household_id] if household_id else list(_visited()):
        with transaction.atomic():
            hold_key(f"household:{household}")
            refresh(household, now=now)
            record_act(actor=READER, act="rebuild_logbook", subject=f"household:{household}", now=now)
        rebuilt += 1
    return rebuilt


def _visited() -> Iterator[UUID]:
    """Every household with a visit, and those of which something was made from visits."""
    visited = Visit.objects.order_by().values_list("household_id", flat=True).distinct()
    made = HouseholdNow.objects.values_list("household_id", flat=True)
    yield from sorted({*visited, *made}, key=str)
