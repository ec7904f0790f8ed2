"""Who was given what, for jobs, which show it to nobody."""

from datetime import date
from uuid import UUID

from samutphok.access.queries import inside
from samutphok.aid.models import LedgerEntry
from samutphok.aid.queries.rules import rules_on


def received_in(*, area: str, year: int, on: date) -> tuple[tuple[UUID, UUID | None, str], ...]:
    """(household, person or None, benefit) of help of one fiscal year (BE) that was not taken back. One query."""
    benefits = {kind.id: kind.benefit for kind in rules_on(on).kinds.values() if kind.benefit}
    rows = LedgerEntry.objects.filter(
        inside("area_code", area),
        fiscal_year=year,
        kind__in=benefits,
        household__isnull=False,
        reverses__isnull=True,
        reversal__isnull=True,
    )
    return tuple(
        (household, person, benefits[kind])
        for household, person, kind in rows.values_list("household_id", "person_id", "kind")
    )
