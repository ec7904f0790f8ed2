"""Visits that were joined by themselves although somebody else had visited meanwhile: nothing they say differs."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.logbook.domain.joined import JoinedLine
from samutphok.logbook.models import Visit
from samutphok.registry.queries import family_roll

MOST = 100  # lines of a list


def joined_visits(*, viewer: Viewer) -> tuple[JoinedLine, ...]:
    """The visits that were so joined in families on which the viewer decides, the newest first, at most 100.

    Corrected visits, and those set aside, are not among them; nor are any answers. Five queries.
    """
    rows = list(joined_within(viewer).select_related("household").order_by("-taken_at", "id")[:MOST])
    others = Visit.objects.in_bulk({UUID(other) for row in rows for other in row.others})
    roll = family_roll(viewer=viewer, first={row.household_id for row in rows}, areas=(), most=MOST)
    names = {one.id: one.members[0].identity.full_name for one in roll.families if one.members}
    return tuple(
        JoinedLine(
            visit_id=row.id,
            household_id=row.household_id,
            area_code=row.household.area_code,
            name=names.get(row.household_id, ""),
            by=row.said_by,
            day=row.visited_on,
            received_at=row.received_at,
            others=tuple((found.said_by, found.visited_on) for one in row.others if (found := others.get(UUID(one)))),
            creates=row.creates,
        )
        for row in rows
    )


def joined_within(viewer: Viewer) -> "QuerySet[Visit]":
    """Visits that were joined by themselves and stand, of families on which the viewer decides."""
    scope = within(viewer, Action.RESOLVE_CONFLICT, "household__area_code")
    replaced = Visit.objects.filter(replaces=OuterRef("pk"))
    return Visit.objects.filter(scope, ~Exists(replaced), met=Visit.Met.SOFT, household__retired_at=None)
