"""Lists of families: what the page, the village's table and the export show, under one filter."""

from collections.abc import Iterable, Mapping

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.queries import children, names
from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice, FamilyFilter, FamilyOrder, Option
from samutphok.insights.domain.families import FamilyList, FamilyRow
from samutphok.insights.errors import NotCleared
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import name_of, names_around, prefix_of
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.registry.domain.views import SearchResult
from samutphok.registry.queries import search_households
from samutphok.targeting.domain.lists import EntryView, ListView
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import definition_named, entries, levels_named

FOUND_AT_MOST = 300  # families that a search may bring into a list
OPEN_TO_ALL = (FamilyOrder.NAME, FamilyOrder.AREA)


def family_list(*, viewer: Viewer, wanted: FamilyFilter, page: int, page_size: int) -> FamilyList:
    """One page of families inside the viewer's scope.

    A viewer without clearance for poverty and health gets names and places only; asking for more raises NotCleared. A
    search text may hold a citizen number, so it belongs into no log.
    """
    prefix = prefix_of(wanted.area_code) if wanted.area_code else ""
    full = cleared(viewer, prefix)
    found = searched(viewer, wanted.text, prefix) if wanted.text else None
    listed = entries(
        viewer=viewer,
        selection=selection_of(wanted, found, full=full),
        page=page,
        page_size=page_size,
        sensitivity=Sensitivity.S2 if full else Sensitivity.S1,
    )
    return FamilyList(
        rows=family_rows(listed.rows, full=full),
        total=listed.total,
        page=listed.page,
        page_size=page_size,
        wanted=wanted,
        closest=found is not None and bool(found.found) and not found.exact,
        area=_area_name(prefix),
        areas=_areas_offered(viewer, prefix),
        levels=_levels_offered(listed.lists) if full else (),
        definitions=_definitions_offered(listed.lists) if full else (),
        measure=note.label if (note := measure_note(listed.lists)) else None,
        as_of=note.as_of if note else None,
        full=full,
    )


def searched(viewer: Viewer, text: str, prefix: str) -> SearchResult:
    """The families that a search text points at, inside the viewer's scope."""
    return search_households(viewer=viewer, text=text, area_code=prefix or None, limit=FOUND_AT_MOST)


def cleared(viewer: Viewer, prefix: str) -> bool:
    """Whether all that the viewer may list in the area may be shown with poverty and health (S2).

    Without a filter it asks about the viewer's whole scope, so a mixed scope shows names and places until narrowed.
    """
    listable = viewer.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S1)
    here = [own for own in listable if covers(prefix, own)] or [prefix]
    deep = viewer.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S2)
    return bool(listable) and all(any(covers(held, own) for held in deep) for own in here)


def selection_of(wanted: FamilyFilter, found: SearchResult | None, *, full: bool) -> Selection:
    """The filter as the lists take it; raises NotCleared when it asks for what the viewer may not see."""
    asks_more = bool(wanted.choice.dimensions or wanted.definition) or (wanted.level, wanted.target_poor) != (
        None,
        None,
    )
    if not full and (asks_more or wanted.order in (FamilyOrder.LEVEL, FamilyOrder.INCOME)):
        raise NotCleared
    order = EntryOrder(wanted.order.value if full or wanted.order in OPEN_TO_ALL else FamilyOrder.AREA.value)
    return Selection(
        area=prefix_of(wanted.area_code) if wanted.area_code else "",
        mask=bits_of(wanted.choice),
        every=wanted.choice.combine is Combine.ALL,
        level=wanted.level,
        target_poor=wanted.target_poor,
        definition=wanted.definition,
        households=None if found is None else tuple(one.line.id for one in found.found),
        order=EntryOrder.NEAREST if found is not None and wanted.order is FamilyOrder.NEED else order,
    )


def bits_of(choice: DimensionChoice) -> int:
    """The switches as dimension bits, health first."""
    return sum(1 << bit for bit, dimension in enumerate(Dimension) if dimension in choice.dimensions)


def family_rows(rows: Iterable[EntryView], *, full: bool = True) -> tuple[FamilyRow, ...]:
    """The families with their places named; without clearance only names and places are left."""
    views = list(rows)
    known = names_around(row.area_code for row in views)
    return tuple(_row(row, known, full) for row in views)


def _row(row: EntryView, known: Mapping[str, AreaView], full: bool) -> FamilyRow:
    village, tambon, amphoe, province = (_named(known, row.area_code[:length]) for length in (8, 6, 4, 2))
    words = load_vocabulary()
    return FamilyRow(
        household_id=row.household,
        name=row.name,
        house_code=row.house_code,
        family_no=row.family_no,
        area_code=row.area_code,
        village=village,
        tambon=tambon,
        amphoe=amphoe,
        province=province,
        members=row.members,
        dependants=row.dependants if full else 0,
        income_per_person=row.income_per_person if full else None,
        dimensions=dimensions_in(row.mask) if full else (),
        target_poor=row.target_poor if full else 0,
        level=row.level if full else None,
        level_missing=tuple(words.label(name) for name in row.level_open) if full else (),
        definitions=row.met if full else (),
    )


def dimensions_in(mask: int) -> tuple[Dimension, ...]:
    """The dimensions of a mask, in TPMAP's order."""
    return tuple(dimension for bit, dimension in enumerate(Dimension) if mask >> bit & 1)


def _named(known: Mapping[str, AreaView], code: str) -> Bilingual:
    found = known.get(code)
    return name_of(found) if found else Bilingual("", "")


def _area_name(prefix: str) -> Bilingual | None:
    found = names([prefix]).get(prefix) if prefix else None
    return name_of(found) if found else None


def _areas_offered(viewer: Viewer, prefix: str) -> tuple[Option, ...]:
    """The areas one step below the filtered one, or the viewer's own when nothing is filtered."""
    scope = viewer.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S1)
    if not prefix and scope and "" not in scope:
        if len(scope) > 1:
            return tuple(Option(code, name_of(found)) for code, found in sorted(names(scope).items()))
        prefix = scope[0]
    below = children(prefix or COUNTRY)
    mine = [found for found in below if any(covers(own, found.code) or covers(found.code, own) for own in scope)]
    return tuple(Option(found.code, name_of(found)) for found in mine)


def _levels_offered(lists: Iterable[ListView]) -> tuple[Option, ...]:
    tables = [levels_named(name) for name in sorted({one.levels for one in lists})]
    return tuple(Option(str(row.level), row.label) for table in tables for row in table.rows)


def _definitions_offered(lists: Iterable[ListView]) -> tuple[Option, ...]:
    named = sorted({name for one in lists for name in one.definitions()})
    return tuple(Option(name, definition_named(name).label) for name in named)
