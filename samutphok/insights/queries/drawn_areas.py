"""An area by its drawn lists: exact for whoever may see the families, rounded for everybody else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from samutphok.access.domain import Action, Viewer, covers
from samutphok.areas.domain import COUNTRY, AreaKind, AreaView, catalogue
from samutphok.areas.queries import names
from samutphok.insights.domain.area import AreaNumbers, AreaPage, AreaRow, Beside, Earlier, MeasureNote, Place, Share
from samutphok.insights.domain.choice import Basis, Combine, Cut, DimensionChoice, FamilyFilter
from samutphok.insights.domain.disclosure import disclose
from samutphok.insights.domain.families import FamilyRow
from samutphok.insights.queries.families import bits_of, family_rows, selection_of
from samutphok.insights.queries.indices import Indices, indices_of
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import place_named, prefix_of, reaches
from samutphok.insights.queries.profiles import profile, published_country, shares_of
from samutphok.insights.queries.published_areas import published
from samutphok.published.domain import PublishedCounts
from samutphok.published.queries import published_counts
from samutphok.targeting.domain.counts import AreaTally
from samutphok.targeting.domain.lists import AreaAsked, AreaTallies, ListView
from samutphok.targeting.domain.scores import ScoreListView
from samutphok.targeting.queries import area_tallies, entries, list_before, undone_sources

FAMILIES_OF_A_VILLAGE = 100
PROVINCES = sum(found.kind is AreaKind.PROVINCE and found.valid_to is None for found in catalogue())


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to make a page of: what was asked for, every drawn list, every score list, TPMAP's counts."""

    basis: Basis
    lists: tuple[ListView, ...]
    scores: tuple[ScoreListView, ...]
    public: Mapping[str, PublishedCounts]

    @property
    def index_asked(self) -> bool:
        """Whether the measure asked for is one of weighed deprivations."""
        return any(one.measure == self.basis.measure for one in self.scores)

    @property
    def measure(self) -> str:
        """The measure of the drawn lists; an index stands on whichever there is."""
        return "" if self.index_asked else self.basis.measure


def drawn_page(viewer: Viewer, page: AreaPage, drawn: tuple[ListView, ...], found: Found, year: int | None) -> AreaPage:
    """The page with the numbers of drawn lists."""
    code = page.place.code
    exact = reaches(viewer, Action.LIST_HOUSEHOLDS, code)
    tallies, earlier = _counted(code, drawn, found.lists, page.choice)
    beside, shares = _beside(viewer, page, tallies, found.public)
    index = (
        indices_of(code, found.scores, measure=found.basis.measure, year=year, exact=exact)
        if found.index_asked
        else None
    )
    compare = found.basis.compare and code in found.public and index is None
    page = replace(
        page,
        cut=Cut(max(one.year for one in drawn)),
        measure=index.measure if index else _note(drawn),
        numbers=shown(tallies.here, exact),
        index=index.here if index else None,
        cut_off=index.cut_off if index else None,
        earlier=Earlier(earlier[0], shown(earlier[1], exact)) if earlier else None,
        coverage=Share(len(tallies.below), PROVINCES) if code == COUNTRY else None,
        profile=profile(shares_of(tallies.here, exact), shares),
        beside=beside,
        comparable=code in found.public and index is None,
        published=published(found.public[code], page.choice) if compare else None,
        listed=exact and all(one.current for one in drawn),
        rounded=not exact,
    )
    page = replace(page, rows=_rows(viewer, page, tallies, index), parts=_parts(viewer, code, drawn))
    return _with_families(viewer, page, found.lists)


def _note(drawn: Sequence[ListView]) -> MeasureNote | None:
    note = measure_note(drawn)
    return replace(note, taken_back=bool(undone_sources(*drawn))) if note else None


def _counted(
    code: str, drawn: tuple[ListView, ...], lists: Sequence[ListView], choice: DimensionChoice
) -> tuple[AreaTallies, tuple[date, AreaTally] | None]:
    """The counts, and those of the cut before where every list has one: one query."""
    now = AreaAsked(code, _compared_with(code, drawn), drawn)
    before = tuple(one for one in (list_before(each, among=lists) for each in drawn) if one)
    if len(before) < len(drawn):
        return tallies_of([now], choice)[0], None
    here, past = tallies_of([now, AreaAsked(code, None, before)], choice)
    return here, (min(one.data_cut for one in before), past.here)


def _compared_with(code: str, drawn: Sequence[ListView]) -> str | None:
    """The area with which this one is compared: the country where the list is the country's, else the one above."""
    if code == COUNTRY:
        return None
    return COUNTRY if drawn[0].area_prefix == prefix_of(COUNTRY) else code[:-2] or COUNTRY


def _beside(
    viewer: Viewer, page: AreaPage, tallies: AreaTallies, public: Mapping[str, PublishedCounts]
) -> tuple[Beside, tuple[Share, ...]] | tuple[None, None]:
    """What the profile is compared with; TPMAP's country where no list of ours reaches above the area."""
    above = tallies.above
    if above is None:
        return published_country(page.place.code, public)
    named = next(one for one in page.path if one.code == above.area_code)
    return Beside(named.name), shares_of(above, reaches(viewer, Action.LIST_HOUSEHOLDS, above.area_code))


def _rows(viewer: Viewer, page: AreaPage, tallies: AreaTallies, index: Indices | None) -> tuple[AreaRow, ...]:
    """The areas inside, with what was asked for beside their counts."""
    codes = [row.area_code for row in tallies.below]
    public = published_counts(codes, year=page.published.year) if page.published else {}
    exact = not page.rounded
    return tuple(
        replace(
            row,
            by_dimension=shares_of(counted, exact),
            index=index.below.get(row.place.code) if index else None,
            published=published(public[row.place.code], page.choice) if row.place.code in public else None,
        )
        for counted, row in zip(tallies.below, rows_of(viewer, tallies.below, names(codes), exact), strict=True)
    )


def _parts(viewer: Viewer, code: str, drawn: Sequence[ListView]) -> tuple[Place, ...]:
    """The places whose lists make up the area, where none covers it; the country's page counts provinces instead."""
    own = [one.area_prefix for one in drawn if not covers(one.area_prefix, prefix_of(code))]
    if code == COUNTRY or not own:
        return ()
    known = names(own)
    return tuple(place_named(viewer, prefix, known) for prefix in own)


def _with_families(viewer: Viewer, page: AreaPage, lists: Sequence[ListView]) -> AreaPage:
    """A village's page with its families, for whoever may list them."""
    if not page.listed or page.place.kind not in (AreaKind.VILLAGE, AreaKind.COMMUNITY):
        return page
    families, total = families_of_village(viewer, page.place.code, page.choice, lists)
    return replace(page, families=families, families_total=total)


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


def families_of_village(
    viewer: Viewer, code: str, choice: DimensionChoice, lists: Sequence[ListView]
) -> tuple[tuple[FamilyRow, ...], int]:
    """The families behind a village's selected persons, most need first, and how many there are."""
    wanted = selection_of(FamilyFilter(area_code=code, choice=choice, target_poor=True), full=True)
    found = entries(viewer=viewer, selection=wanted, page=1, page_size=FAMILIES_OF_A_VILLAGE, among=lists)
    return family_rows(found.rows), found.total
