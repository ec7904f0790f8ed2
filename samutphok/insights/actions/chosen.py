"""Which families somebody means when they act on a list: resolved now, inside their own scope."""

from dataclasses import replace
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.insights.domain.choice import FamilyFilter
from samutphok.insights.domain.saved import PICKED_AT_MOST
from samutphok.insights.errors import NothingChosen, TooManyChosen
from samutphok.insights.queries.families import cleared, family_list, narrow, selection_of
from samutphok.insights.queries.places import prefix_of


def settled(viewer: Viewer, wanted: FamilyFilter, *, full: bool) -> FamilyFilter:
    """The filter with a search or marked rows resolved into the households they mean now, inside the viewer's scope."""
    narrowed = narrow(viewer, wanted)
    selection_of(wanted, narrowed, full=full or cleared(viewer, prefix_of(wanted.area_code)))
    if not (wanted.text or wanted.only is not None):
        return wanted
    if not narrowed.households:
        raise NothingChosen
    if len(narrowed.households) > PICKED_AT_MOST:
        raise TooManyChosen(PICKED_AT_MOST)
    return replace(wanted, text="", only=narrowed.households)


def families_meant(viewer: Viewer, wanted: FamilyFilter, *, most: int = PICKED_AT_MOST) -> tuple[UUID, ...]:
    """The households of a filter inside the viewer's scope, in the list's order; never more than `most`."""
    found = family_list(viewer=viewer, wanted=wanted, page=1, page_size=most)
    if found.total > most:
        raise TooManyChosen(most)
    households = tuple(row.household_id for row in found.rows if row.household_id)
    if not households:
        raise NothingChosen
    return households
