"""Where families stand today: the list in force, or what a visit since said in its place. For jobs, shown to nobody."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from samutphok.access.domain import Grant, Role, Viewer
from samutphok.logbook.queries import last_visits
from samutphok.programmes.domain.standing import Standing, by_list, level_of
from samutphok.registry.errors import HouseholdNotFound
from samutphok.targeting.domain.closing import LevelSource
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import entries, standing_for_counting

AT_ONCE = 900


def standing_now(household_ids: Collection[UUID], *, now: datetime) -> dict[UUID, Standing]:
    """Where each family stands; nothing for a family of which neither a list nor a visit speaks.

    One query a 900 families, and some for each family that somebody has visited.
    """
    wanted, found = sorted(set(household_ids)), dict[UUID, Standing]()
    for start in range(0, len(wanted), AT_ONCE):
        piece = wanted[start : start + AT_ONCE]
        found |= _listed(piece, now)
        for household in sorted(last_visits(piece)):
            found[household] = _visited(household, found.get(household, Standing()), now)
    return {household: one for household, one in found.items() if one.by or one.happiness is not None}


def _listed(household_ids: list[UUID], now: datetime) -> dict[UUID, Standing]:
    reader = Viewer("programmes", "programmes", (Grant(Role.PROVINCE, ("",)),), now=now)
    selection = Selection(households=tuple(household_ids), order=EntryOrder.AREA)
    page = entries(viewer=reader, selection=selection, page=1, page_size=AT_ONCE)
    return {row.household: by_list(row) for row in page.rows if row.household}


def _visited(household_id: UUID, listed: Standing, now: datetime) -> Standing:
    try:
        level, felt = standing_for_counting(household_id=household_id, now=now)
    except HouseholdNotFound:
        return listed
    happiness = felt.satisfaction if felt else None
    if level is None or level.by is LevelSource.LIST:
        return replace(listed, happiness=happiness)
    return replace(listed, level=level_of(level), happiness=happiness, by="visit", day=level.day)
