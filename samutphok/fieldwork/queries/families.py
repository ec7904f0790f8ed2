"""Families as assignments name them: by the lists that the viewer may read."""

from collections.abc import Collection
from uuid import UUID

from samutphok.access.domain import Sensitivity, Viewer
from samutphok.targeting.domain.lists import EntryView
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries

AT_ONCE = 900  # named households that one question to the database may hold


def families_named(household_ids: Collection[UUID], *, viewer: Viewer) -> dict[UUID, EntryView]:
    """What the lists in force say of these families, for names and places (S1) alone; who is on none is left out."""
    wanted = sorted(set(household_ids))
    found: dict[UUID, EntryView] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = tuple(wanted[start : start + AT_ONCE])
        selection = Selection(households=part, order=EntryOrder.AREA)
        page = entries(viewer=viewer, selection=selection, page=1, page_size=AT_ONCE, sensitivity=Sensitivity.S1)
        found |= {row.household: row for row in page.rows if row.household}
    return found
