"""Who left a household, by the word of visits."""

from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.registry.models import Departure
from samutphok.registry.queries.identities import identities_of


def left_household(*, viewer: Viewer, household_id: UUID) -> dict[UUID, bool]:
    """Who no longer belongs to a household, by person, and whether they died; nothing out of scope. One query."""
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S1)
    rows = Departure.objects.filter(scope, household__in=identities_of(household_id)).values_list("person_id", "died")
    found: dict[UUID, bool] = {}
    for person, died in rows:
        found[person] = died or found.get(person, False)
    return found
