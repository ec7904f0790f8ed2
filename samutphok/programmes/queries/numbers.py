"""Numbers of our own pages, as evidence: what they were on the day on which they were taken."""

from typing import Any

from samutphok.access.domain import Viewer
from samutphok.kernel.rounding import rounded
from samutphok.programmes.queries.scope import may_list
from samutphok.targeting.domain.lists import AreaAsked
from samutphok.targeting.queries import area_tallies, current_lists, lists_for

DIMENSIONS = ("health", "living", "education", "income", "accessibility")  # in the order of the tallies


def numbers_of(*, viewer: Viewer, area_code: str) -> dict[str, dict[str, Any]]:
    """The numbers of an area by what they count: [target_poor, target_households, poor_households, and each dimension].

    Each with the whole it is a part of, the day of its data, and the page that shows it. Empty without a list. Rounded for
    whoever may not list the area's families.
    """
    drawn = lists_for(area_code, among=current_lists())
    if not drawn:
        return {}
    here = area_tallies((AreaAsked(area_code, None, drawn),), mask=0, every=False)[0].here
    day = min(one.data_cut for one in drawn)
    counted = {
        "target_poor": (here.target_poor, here.persons),
        "target_households": (here.target_households, here.households),
        "poor_households": (here.poor_households, here.households),
        **{name: (many, here.target_poor) for name, many in zip(DIMENSIONS, here.target_by_dimension, strict=True)},
    }
    shown = (lambda count: count) if may_list(viewer, area_code) else rounded
    return {
        what: {
            "what": what,
            "value": shown(value),
            "of": shown(of),
            "as_of": day.isoformat(),
            "page": f"/areas/{area_code}/",
        }
        for what, (value, of) in counted.items()
    }
