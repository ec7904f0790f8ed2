"""The list of households, by place."""

from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import Viewer
from samutphok.registry.domain.views import (
    HouseholdPage,
    Tally,
)
from samutphok.registry.models import (
    Household,
    SourceRecord,
)
from samutphok.registry.queries.lines import lines, listed

PAGE, COUNTED = 50, 10_000
_ORDER = ("area_code", "house_code", "family_no", "id")


def households(
    *, viewer: Viewer, area_code: str | None = None, after: UUID | None = None, limit: int = PAGE
) -> HouseholdPage:
    """A page of the households of an area inside the viewer's scope, by place; `after` is the last one seen.

    Reading on costs the same on every page. An `after` that the viewer may not see begins anew.
    """
    rows = listed(viewer, area_code)
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        rows = rows.filter(_beyond(last))
    page = list(rows.order_by(*_ORDER)[: limit + 1])
    more = len(page) > limit
    return HouseholdPage(lines(page[:limit]), page[limit - 1].id if more else None)


def count_households(*, viewer: Viewer, area_code: str | None = None, up_to: int = COUNTED) -> Tally:
    """How many households of an area the viewer may list; counting stops at `up_to`, so a country costs no more."""
    counted = listed(viewer, area_code)[: up_to + 1].count()
    return Tally(min(counted, up_to), at_least=counted > up_to)


def _beyond(last: Household) -> Q:
    """Rows after this one in the list's order; the first condition lets the index begin there."""
    key = [(field, getattr(last, field)) for field in _ORDER]
    after = Q()
    for depth, (field, value) in enumerate(key):
        after |= Q(**dict(key[:depth]), **{f"{field}__gt": value})
    return Q(area_code__gte=last.area_code) & after


def households_told_by(*, viewer: Viewer, area_code: str, register: str, most: int) -> tuple[UUID, ...]:
    """The households of an area inside the viewer's scope that rows of a register speak of, by place: one query."""
    told = SourceRecord.objects.filter(register=register, household__isnull=False).values("household")
    return tuple(listed(viewer, area_code).filter(pk__in=told).order_by(*_ORDER).values_list("pk", flat=True)[:most])
