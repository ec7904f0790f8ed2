"""Places that a desk can choose from when the family is not known."""

from dataclasses import dataclass

from samutphok.access.domain import Action, Viewer
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import children_of, names, provinces

_WHOLE = 6  # prefixes; whoever holds more chooses among provinces
PROVINCE, AMPHOE = 2, 4  # digits


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """An amphoe with its tambon, or a heading of its own."""

    place: AreaView
    inside: tuple[AreaView, ...] = ()


def places_to_take(viewer: Viewer) -> tuple[PlaceGroup, ...]:
    """The amphoe and tambon of what the viewer's desk answers for, or the provinces where that is many: three queries."""
    held = viewer.prefixes(Action.TAKE_REQUEST)
    if not held or "" in held or len(held) > _WHOLE:
        return tuple(PlaceGroup(one) for one in (provinces() if "" in held else names(held).values()))
    known = names(held)
    below = children_of([code for code in held if len(code) == PROVINCE])
    amphoe = [one for code in held for one in below.get(code, ()) or filter(None, [known.get(code)])]
    inside = children_of([one.code for one in amphoe if len(one.code) == AMPHOE])
    return tuple(PlaceGroup(one, inside.get(one.code, ())) for one in amphoe)
