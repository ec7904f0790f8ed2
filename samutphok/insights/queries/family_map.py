"""The map of a family's page: nothing of poverty or health is read, so names and places (S1) are all that it asks for."""

from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.areas.queries import children, names
from samutphok.insights.domain.family_map import FamilyMap
from samutphok.insights.queries.areas import outlines_file
from samutphok.insights.queries.places import meets, place, place_named
from samutphok.registry.queries import household_area


def family_map(*, viewer: Viewer, household_id: UUID) -> FamilyMap:
    """Where one family lives, for whoever may see its members and address (S1): three queries, none of them recorded.

    Raises HouseholdNotFound when the family is absent or out of scope.
    """
    code = household_area(
        viewer=viewer, household_id=household_id, action=Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1
    )
    amphoe, tambon = code[:4], code[:6]
    steps = sorted({code, tambon, amphoe, code[:2]}, key=len, reverse=True)
    known = names(steps)
    named = {step: place_named(viewer, step, known) for step in steps}
    inside = {found.code: place(viewer, found) for found in children(amphoe)}
    inside[tambon] = named[tambon]  # abolished ones are not among the amphoe's own
    return FamilyMap(
        household_id=household_id,
        path=tuple(named.values()),
        amphoe=named[amphoe],
        tambon=named[tambon],
        tambons=tuple(inside[one] for one in sorted(inside)),
        shapes=outlines_file(viewer=viewer, code=amphoe) if meets(viewer, Action.VIEW_COUNTS, amphoe) else None,
    )
