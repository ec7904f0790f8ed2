"""The area tree: counts of one area, exact for whoever may see its families, rounded for everybody else."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from samutphok.access.domain import Action, Viewer
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.domain.shapes import Level
from samutphok.areas.errors import UnknownArea
from samutphok.areas.queries import boundaries, path
from samutphok.insights.domain.area import AreaPage
from samutphok.insights.domain.choice import Basis, Cut, DimensionChoice
from samutphok.insights.errors import PageNotFound
from samutphok.insights.queries.drawn_areas import Found, drawn_page
from samutphok.insights.queries.measures import measures_of
from samutphok.insights.queries.places import meets, place, prefix_of, reaches
from samutphok.insights.queries.published_areas import published_page
from samutphok.insights.queries.sources import sources_of
from samutphok.published.queries import published_counts
from samutphok.targeting.domain.lists import AreaAsked, ListView
from samutphok.targeting.queries import complete_lists, lists_for, score_lists, score_years_of, years_of

NO_SWITCH = DimensionChoice()
NEWEST = Basis()
VILLAGE = 8
_INSIDE: Mapping[int, Level] = {2: "amphoe", 4: "tambon"}  # digits of an area -> what lies inside it


def area_page(
    *, viewer: Viewer, code: str, choice: DimensionChoice = NO_SWITCH, basis: Basis = NEWEST, now: datetime
) -> AreaPage:
    """The page of one area: its counts and those of the areas inside it, under the switches.

    The year that `basis` names, where there is one; else the lists in force; else what TPMAP published. Counts are
    statistics, given for the areas of the viewer's grants; where the viewer may not list the families behind them they
    are rounded, published ones excepted. Raises PageNotFound out of scope.
    """
    lineage = lineage_of(viewer, code)
    village = len(prefix_of(code)) >= VILLAGE  # its families are read too, so what it can do without is left unread
    scores = () if village and not basis.measure else score_lists()
    public = {} if village else published_counts({code, COUNTRY})  # published down to tambon
    found = Found(basis, complete_lists(), scores, public)
    cuts = _cuts(code, found)
    page = AreaPage(
        place=place(viewer, lineage[-1]),
        path=tuple(place(viewer, above) for above in lineage[:-1]),
        choice=choice,
        cuts=cuts,
        measures=measures_of(found.lists, found.scores),
        sources=sources_of(code, now=now),
    )
    chosen = next((cut for cut in cuts if cut.value == basis.cut), None)
    year = chosen.year if chosen else None
    drawn = lists_for(prefix_of(code), measure=found.measure, among=found.lists, year=year)
    if drawn and not (chosen and chosen.published):
        return drawn_page(viewer, page, drawn, found, year)
    return published_page(viewer, page, found.public) if code in found.public else page


def _cuts(code: str, found: Found) -> tuple[Cut, ...]:
    """The years that the area has, our own before TPMAP's; of an index only those with its lists."""
    own = [one.year for one in years_of(prefix_of(code), measure=found.measure, among=found.lists)]
    if found.index_asked:
        scored = score_years_of(prefix_of(code), measure=found.basis.measure, among=found.scores)
        return tuple(Cut(year) for year in own if year in scored)
    public = [Cut(found.public[code].year, published=True)] if code in found.public else []
    return (*map(Cut, own), *public)


def outlines_file(*, viewer: Viewer, code: str) -> Path | None:
    """The operator's polygons of the areas inside an area, as GeoJSON of its whole province; None when none were loaded.

    Raises PageNotFound out of scope; an area around the viewer's own is inside it here, since shapes tell of nobody.
    The country's provinces come with the desk and are nobody's own.
    """
    if not meets(viewer, Action.VIEW_COUNTS, code):
        raise PageNotFound
    level = _INSIDE.get(len(prefix_of(code)))
    return boundaries(level, code) if level else None


def lineage_of(viewer: Viewer, code: str) -> tuple[AreaView, ...]:
    """The area with everything it lies in, the country first; raises PageNotFound when unknown or out of scope."""
    try:
        lineage = path(code)
    except UnknownArea:
        raise PageNotFound from None
    if not reaches(viewer, Action.VIEW_COUNTS, code):
        raise PageNotFound
    return lineage


def asked_of(code: str, lists: Iterable[ListView], *, measure: str = "") -> AreaAsked:
    """The area with those of the lists in force that speak of it."""
    parent = None if code == COUNTRY else code[:-2] or COUNTRY
    return AreaAsked(code, parent, lists_for(prefix_of(code), measure=measure, among=lists))
