"""The conditions that keep querysets inside what a viewer may see."""

from collections.abc import Iterable

from django.db.models import Q

from samutphok.access.domain import COUNTRY, SHOWS, Action, Sensitivity, Viewer
from samutphok.access.domain.places import covers
from samutphok.access.models import GrantedArea
from samutphok.areas.queries import coverage

NOTHING = Q(pk__in=[])


def within(
    viewer: Viewer,
    action: Action,
    field: str = "area_code",
    *,
    sensitivity: Sensitivity | None = None,
    agency_field: str | None = None,
) -> Q:
    """The condition that keeps a queryset inside what the viewer may see; no grant, no rows.

    `field` holds the area code of a row. Grants bound to an agency count only where `agency_field` names the column
    with the agency a row is shared with. `sensitivity` is what the caller will show, by default what the action shows.
    """
    narrowed = NOTHING
    for prefix in viewer.prefixes(action, sensitivity):
        if prefix == COUNTRY:
            return Q()
        narrowed |= inside(field, prefix)
    return narrowed | _shared(viewer, action, field, sensitivity, agency_field) if agency_field else narrowed


def inside(field: str, prefix: str) -> Q:
    """Rows in the area `prefix`, as a range: an index serves that under every collation, which it does not for LIKE."""
    if prefix == COUNTRY:
        return Q()
    if len(prefix) >= 8 or not prefix.isdigit():
        return Q(**{field: prefix})
    return Q(**{f"{field}__gte": prefix, f"{field}__lte": prefix.ljust(8, "9")})


def granted_inside(prefixes: Iterable[str], field: str = "code") -> Q:
    """Areas of grants (`GrantedArea`) that lie in one of the prefixes; a local government, when all it covers does."""
    held = tuple(prefixes)
    if COUNTRY in held:
        return Q()
    lying = Q(**{f"{field}__in": _local_governments_inside(held)})
    for prefix in held:
        lying |= inside(field, prefix)
    return lying


def _local_governments_inside(prefixes: tuple[str, ...]) -> list[str]:
    """Local governments that somebody holds a grant by, and that cover nothing outside the prefixes."""
    named = GrantedArea.objects.filter(code__startswith="L").values_list("code", flat=True).distinct()
    known = coverage(named)
    return [
        code for code in named if all(any(covers(prefix, area) for prefix in prefixes) for area in known.get(code, ()))
    ]


def _shared(viewer: Viewer, action: Action, field: str, sensitivity: Sensitivity | None, agency_field: str | None) -> Q:
    shared = NOTHING
    for grant in viewer.reaching(action, SHOWS[action] if sensitivity is None else sensitivity):
        if grant.agency and not grant.programme and not grant.purpose:
            for prefix in grant.areas:
                shared |= inside(field, prefix) & Q(**{str(agency_field): grant.agency})
    return shared
