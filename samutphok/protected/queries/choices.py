"""What the form of a new matter offers: places, colleagues and families, each within the viewer's reach."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import Able, able_in
from samutphok.areas.domain import AreaView
from samutphok.areas.queries import children, names
from samutphok.protected.queries.scope import WORK
from samutphok.registry.queries import search_households

_MOST = 8


@dataclass(frozen=True, slots=True)
class FamilyFound:
    """A family that a search found: the member by whom, and where."""

    id: UUID
    name: str
    place: str


def places(viewer: Viewer) -> tuple[AreaView, ...]:
    """The amphoe in which the viewer may work on such matters, by code."""
    found: dict[str, AreaView] = {}
    for grant in viewer.reaching(WORK, Sensitivity.S2):
        for prefix in grant.areas:
            wider = children(prefix) if len(prefix) == 2 else names([prefix[:4]]).values() if prefix else ()
            found |= {one.code: one for one in wider}
    return tuple(found[code] for code in sorted(found))


def colleagues_for(viewer: Viewer, *, area_code: str, now: datetime) -> tuple[Able, ...]:
    """Who could be named in a team there; nobody for a viewer who may not work on such matters in that place."""
    if not any(grant.covers(area_code[:4]) for grant in viewer.reaching(WORK, Sensitivity.S2)):
        return ()
    able = able_in(action=WORK, area_code=area_code[:4], now=now)
    return tuple(sorted(able, key=lambda one: str(one.account_id) != viewer.account_id))  # oneself first


def families_found(viewer: Viewer, text: str) -> tuple[FamilyFound, ...]:
    """Families that the words point at, within what the viewer may see; none without words, or without that right."""
    if not text.strip() or not viewer.reaching(Action.LIST_HOUSEHOLDS, Sensitivity.S1):
        return ()
    found = search_households(viewer=viewer, text=text, limit=_MOST).found
    known = names({one.line.area_code for one in found})
    return tuple(FamilyFound(one.line.id, one.name, _place(one.line.area_code, known)) for one in found)


def _place(code: str, known: dict[str, AreaView]) -> str:
    return known[code].name_th if code in known else code
