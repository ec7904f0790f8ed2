"""Turning the compartment's key over: every row is sealed and indexed anew, then the old key goes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.foundation.audit.actions import record
from samutphok.protected.models import BreakGlass, Matter, MatterAct
from samutphok.protected.sealing import add_key, household_index, keep_newest_key, newest_key, seal, unseal


def turn_key_over(*, now: datetime) -> int:
    """Seals everything under a fresh key and forgets the older ones; returns how many rows that was.

    Killed on the way, it leaves both keys in the file and every row readable; run again, it finishes. For the machine's
    command line.
    """
    add_key()
    with transaction.atomic():
        count = sum(_matter(row) for row in Matter.objects.select_for_update())
        count += sum(_again(row, "sealed", f"act:{row.id}") for row in MatterAct.objects.select_for_update())
        count += sum(_glass(row) for row in BreakGlass.objects.select_for_update())
        record(actor="operator", act="turn_protected_key", subject=f"key:{newest_key()}", now=now)
    keep_newest_key()
    return count


def _matter(row: Matter) -> int:
    home = unseal(row.sealed, bound_to=f"matter:{row.id}")["household_id"]
    row.household_index = household_index(UUID(home)) if home else ""
    if row.facts_sealed:
        _again(row, "facts_sealed", f"facts:{row.id}")
    return _again(row, "sealed", f"matter:{row.id}")


def _glass(row: BreakGlass) -> int:
    row.household_index = household_index(UUID(unseal(row.sealed, bound_to=f"glass:{row.id}")["household_id"]))
    if row.review_sealed:
        _again(row, "review_sealed", f"review:{row.id}")
    return _again(row, "sealed", f"glass:{row.id}")


def _again(row: Matter | MatterAct | BreakGlass, column: str, bound_to: str) -> int:
    setattr(row, column, seal(unseal(getattr(row, column), bound_to=bound_to), bound_to=bound_to))
    row.save()
    return 1
