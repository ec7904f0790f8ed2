"""What an area was given in a fiscal year, by kind, source and tambon at once."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Substr

from samutphok.access.domain import Viewer
from samutphok.access.queries import inside
from samutphok.aid.domain.ledger import By
from samutphok.aid.domain.money import whole
from samutphok.aid.models import LedgerEntry
from samutphok.aid.queries.ledger import readable


@dataclass(frozen=True, slots=True)
class Part:
    """What falls to one key; share of the largest, 0 to 1. quantity: in the kind's own unit, for kinds alone."""

    key: str
    baht: Decimal
    gifts: int
    quantity: Decimal
    share: float


@dataclass(frozen=True, slots=True)
class Overview:
    """A year of help. parts: by kind, source and tambon, each adding up to baht and gifts."""

    year: int
    baht: Decimal
    gifts: int
    parts: dict[str, tuple[Part, ...]]


def overview(viewer: Viewer, area_code: str, *, year: int) -> Overview:
    """The ledger of a fiscal year (BE) in an area, net of reversals: one query, summed three ways here."""
    rows = LedgerEntry.objects.filter(readable(viewer), inside("area_code", area_code), fiscal_year=year)
    given, back = Count("id", filter=Q(reverses=None)), Count("id", filter=Q(reverses__isnull=False))
    cells: list[Any] = list(
        rows.annotate(tambon=Substr("area_code", 1, 6))
        .values("kind", "source", "tambon")
        .annotate(satang=Sum("satang"), amount=Sum("quantity"), given=given, back=back)
        .order_by()
    )
    parts = {by.value: _parts(cells, by.value) for by in (By.KIND, By.SOURCE, By.TAMBON)}
    satang = sum(cell["satang"] for cell in cells)
    return Overview(year, whole(satang), sum(cell["given"] - cell["back"] for cell in cells), parts)


def _parts(cells: list[Any], key: str) -> tuple[Part, ...]:
    sums: dict[str, list[int]] = {}
    for cell in cells:
        found = sums.setdefault(cell[key], [0, 0, 0])
        found[0] += cell["satang"]
        found[1] += cell["given"] - cell["back"]
        found[2] += cell["amount"]
    most = max((found[0] for found in sums.values()), default=0)
    parts = [
        Part(name, whole(found[0]), found[1], whole(found[2]), found[0] / most if most else 0.0)
        for name, found in sums.items()
        if found[0] or found[1]
    ]
    return tuple(sorted(parts, key=lambda one: (-one.baht, -one.gifts, one.key)))
