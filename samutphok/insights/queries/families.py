"""Lists of families: what the page, the village's table and the export show, under one filter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.areas.domain import COUNTRY, AreaView
from samutphok.areas.queries import children, names
from samutphok.insights.domain.choice import Combine, Dimension, DimensionChoice, FamilyFilter, FamilyOrder, Option
from samutphok.insights.domain.families import FamilyList, FamilyRow
from samutphok.insights.domain.saved import asks_for_poverty
from samutphok.insights.errors import NotCleared
from samutphok.insights.queries.kept import picked_households
from samutphok.insights.queries.measures import measure_note
from samutphok.insights.queries.places import name_of, names_around, prefix_of
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.registry.queries import find_households
from samutphok.targeting.domain.lists import EntryView, ListView
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.queries import definition_named, entries, levels_named

FOUND_AT_MOST = 300  # families that a search may bring into a list
OPEN_TO_ALL = (FamilyOrder.NAME, FamilyOrder.AREA)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The households to which a search, a worklist or marked rows narrow a list, in their order; None: to none of them.

    closest: what was found is not spelt as asked. more: others are as near, and more letters would tell them apart.
    in_order: a list sorted by need keeps the order of these instead.
    """

    households: tuple[UUID, ...] | None = None
    closest: bool = False
    more: bool = False
    in_order: bool = False


def family_list(*, viewer: Viewer, wanted: FamilyFilter, page: int, page_size: int) -> FamilyList:
    """One page of families inside the viewer's scope.

    A viewer without clearance for poverty and health gets names and places only; asking for more raises NotCleared, and
    asking for a worklist of others PageNotFound. A search text may hold a citizen number, so it belongs into no log.
    """
    prefix = prefix_of(wanted.area_code) if wanted.area_code else ""
    full = cleared(viewer, prefix)
    narrowed = narrow(viewer, wanted)
    listed = entries(
        viewer=viewer,
        selection=selection_of(wanted, narrowed, full=full),
        page=page,
        page_size=page_size,
        sensitivity=Sensitivity.S2 if full else Sensitivity.S1,
    )
    known = names_around([prefix, *(row.area_code for row in listed.rows)] if prefix else _places(listed.rows))
    return FamilyList(
        rows=_rows(listed.rows, known, full=full),
        total=listed.total,
        page=listed.page,
        page_size=page_size,
        wanted=wanted,
        closest=narrowed.closest and listed.total > 0,
        more=narrowed.more,
        area=name_of(known[prefix]) if prefix in known else None,
        areas=() if wanted.text else _areas_offered(viewer, prefix),
        levels=_levels_offered(listed.lists) if full else (),
        definitions=_definitions_offered(listed.lists) if full else (),
        measure=note.label if (note := measure_note(listed.lists)) else None,
        as_of=note.as_of if note else None,
        full=full,
    )


def narrow(viewer: Viewer, wanted: FamilyFilter) -> Narrowed:
    """The households that the filter names: by a search inside the viewer's scope, a worklist, marked rows, or all three."""
    named: list[tuple[UUID, ...]] = []
    closest = more = False
    if wanted.only is not None:
        named.append(wanted.only)
    if wanted.text:
        prefix = prefix_of(wanted.area_code) if wanted.area_code else ""
        found = find_households(viewer=viewer, text=wanted.text, area_code=prefix or None, limit=FOUND_AT_MOST)
        named.append(found.households)
        closest, more = not found.exact, found.more
    in_order = bool(named)
    if wanted.picked is not None:
        named.append(picked_households(viewer=viewer, list_id=wanted.picked))
    if not named:
        return Narrowed()
    kept = set(named[0]).intersection(*named[1:])
    return Narrowed(tuple(one for one in dict.fromkeys(named[0]) if one in kept), closest, more, in_order)


def cleared(viewer: Viewer, prefix: str) -> bool:
    """Whether all that the viewer may list in the area may be shown with poverty and health (S2).

    Without a filter it asks about the viewer's whole scope, so a mixed scope shows names and places until narrowed.
    """
    listable = viewer.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S1)
    here = [own for own in listable if covers(prefix, own)] or [prefix]
    deep = viewer.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S2)
    return bool(listable) and all(any(covers(held, own) for held in deep) for own in here)


def selection_of(wanted: FamilyFilter, narrowed: Narrowed | None = None, *, full: bool) -> Selection:
    """The filter as the lists take it; raises NotCleared when it asks for what the viewer may not see."""
    if not full and asks_for_poverty(wanted):
        raise NotCleared
    named = narrowed or Narrowed()
    order = EntryOrder(wanted.order.value if full or wanted.order in OPEN_TO_ALL else FamilyOrder.AREA.value)
    return Selection(
        area=prefix_of(wanted.area_code) if wanted.area_code else "",
        mask=bits_of(wanted.choice),
        every=wanted.choice.combine is Combine.ALL,
        level=wanted.level,
        target_poor=wanted.target_poor,
        definition=wanted.definition,
        households=named.households,
        order=EntryOrder.NEAREST if named.in_order and wanted.order is FamilyOrder.NEED else order,
    )


def bits_of(choice: DimensionChoice) -> int:
    """The switches as dimension bits, health first."""
    return sum(1 << bit for bit, dimension in enumerate(Dimension) if dimension in choice.dimensions)


def family_rows(rows: Iterable[EntryView], *, full: bool = True) -> tuple[FamilyRow, ...]:
    """The families with their places named; without clearance only names and places are left."""
    views = list(rows)
    return _rows(views, names_around(_places(views)), full=full)


def _places(rows: Iterable[EntryView]) -> list[str]:
    return [row.area_code for row in rows]


def _rows(rows: Iterable[EntryView], known: Mapping[str, AreaView], *, full: bool) -> tuple[FamilyRow, ...]:
    return tuple(_row(row, known, full) for row in rows)


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
