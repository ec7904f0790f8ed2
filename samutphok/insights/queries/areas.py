"""The area tree: counts of one area, exact for whoever may see its families, rounded for everybody else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from samutphok.access.domain import Action, Viewer
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.errors import UnknownArea
from samutphok.areas.queries import names, path
from samutphok.insights.domain.area import AreaNumbers, AreaPage, AreaRow, DimensionCount, Share
from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice, FamilyFilter
from samutphok.insights.domain.disclosure import disclose, disclose_share
from samutphok.insights.domain.families import FamilyRow
from samutphok.insights.errors import PageNotFound
from samutphok.insights.queries.families import bits_of, family_rows, selection_of
from samutphok.insights.queries.measures import dimension_label, measure_note, measures_of
from samutphok.insights.queries.places import place, place_named, prefix_of, reaches
from samutphok.insights.queries.sources import sources_of
from samutphok.targeting.domain.counts import AreaTally
from samutphok.targeting.domain.lists import AreaAsked, AreaTallies, ListView
from samutphok.targeting.queries import area_tallies, current_lists, entries, lists_for

FAMILIES_OF_A_VILLAGE = 100
VILLAGE = 8
NO_SWITCH = DimensionChoice()


def area_page(
    *, viewer: Viewer, code: str, choice: DimensionChoice = NO_SWITCH, measure: str = "", now: datetime
) -> AreaPage:
    """The page of one area: its counts and those of the areas inside it, under the switches.

    Counts are statistics, given for the areas of the viewer's grants; where the viewer may not list the families behind
    them they are rounded. Raises PageNotFound out of scope.
    """
    lineage = lineage_of(viewer, code)
    exact = reaches(viewer, Action.LIST_HOUSEHOLDS, code)
    exact_above = reaches(viewer, Action.LIST_HOUSEHOLDS, lineage[max(0, len(lineage) - 2)].code)
    lists = current_lists()
    asked = asked_of(code, lists, measure=measure)
    drawn = asked.drawn
    tallies = tallies_of([asked], choice)[0] if drawn else None
    village = exact and bool(drawn) and lineage[-1].level == VILLAGE
    families, families_total = families_of_village(viewer, code, choice) if village else ((), 0)
    return AreaPage(
        place=place(viewer, lineage[-1]),
        path=tuple(place(viewer, above) for above in lineage[:-1]),
        choice=choice,
        measures=measures_of(lists),
        measure=measure_note(drawn),
        numbers=shown(tallies.here, exact) if tallies else None,
        profile=_profile(tallies, drawn[0].measure, exact=exact, exact_above=exact_above) if tallies else (),
        rows=rows_of(viewer, tallies.below, names(row.area_code for row in tallies.below), exact) if tallies else (),
        families=families,
        families_total=families_total,
        sources=sources_of(code, now=now),
        rounded=not exact,
    )


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


def tallies_of(asked: Sequence[AreaAsked], choice: DimensionChoice) -> tuple[AreaTallies, ...]:
    """The tallies of areas that have a list, under the switches."""
    return area_tallies(asked, mask=bits_of(choice), every=choice.combine is Combine.ALL)


def shown(counted: AreaTally, exact: bool) -> AreaNumbers:
    """A tally as a page's numbers, rounded unless the viewer may see the families."""
    numbers = AreaNumbers(
        households=counted.households,
        persons=counted.persons,
        registered=counted.registered,
        validated=counted.validated,
        poor=counted.poor,
        poor_and_registered=counted.poor_and_registered,
        poor_households=counted.poor_households,
        target_poor=counted.target_poor,
        selected=counted.selected,
        selected_households=counted.selected_households,
    )
    return numbers if exact else disclose(numbers)


def rows_of(
    viewer: Viewer, tallies: Iterable[AreaTally], known: Mapping[str, AreaView], exact: bool
) -> tuple[AreaRow, ...]:
    """The areas inside, named."""
    return tuple(AreaRow(place_named(viewer, row.area_code, known), shown(row, exact)) for row in tallies)


def families_of_village(viewer: Viewer, code: str, choice: DimensionChoice) -> tuple[tuple[FamilyRow, ...], int]:
    """The families behind a village's selected persons, most need first, and how many there are."""
    wanted = selection_of(FamilyFilter(area_code=code, choice=choice, target_poor=True), None, full=True)
    found = entries(viewer=viewer, selection=wanted, page=1, page_size=FAMILIES_OF_A_VILLAGE)
    return family_rows(found.rows), found.total


def _profile(tallies: AreaTallies, measure: str, *, exact: bool, exact_above: bool) -> tuple[DimensionCount, ...]:
    """Each dimension here beside the area above; either is rounded unless all of it is the viewer's."""
    above, above_known = (tallies.above, exact_above) if tallies.above else (tallies.here, exact)
    return tuple(
        DimensionCount(
            dimension=dimension,
            label=dimension_label(measure, dimension),
            here=_share(tallies.here, bit, exact),
            above=_share(above, bit, above_known),
        )
        for bit, dimension in enumerate(Dimension)
    )


def _share(counted: AreaTally, bit: int, exact: bool) -> Share:
    share = Share(counted.target_by_dimension[bit], counted.persons)
    return share if exact else disclose_share(share)
