"""What families are called, for rows that name them."""

from collections.abc import Collection
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.registry.queries import family_roll

AT_ONCE = 800


def family_names(viewer: Viewer, household_ids: Collection[UUID]) -> dict[UUID, str]:
    """The eldest member's name of each family that the viewer may list. Two queries for some hundred families."""
    found: dict[UUID, str] = {}
    wanted = sorted(set(household_ids))
    for start in range(0, len(wanted), AT_ONCE):
        roll = family_roll(viewer=viewer, first=wanted[start : start + AT_ONCE], areas=(), most=AT_ONCE)
        for family in roll.families:
            found[family.id] = family.members[0].identity.full_name if family.members else ""
    return found
