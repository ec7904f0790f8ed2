"""Families of the lists in force, inside the viewer's scope: pages, counts, exports, and one family."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.access.queries import inside, within
from samutphok.registry.queries import identities_of
from samutphok.targeting.domain.counts import FamilyCell, families_under
from samutphok.targeting.domain.lists import DefinitionAnswer, EntryPage, EntryView, Listing, ListView
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.models import COUNTED_DOWN_TO, Entry, FamilyCount
from samutphok.targeting.queries.lists import current_lists, list_view, lists_for

COUNTRY = "TH"
FEW = 2_000  # families whose keys are read at once
STEP = 500  # families of an export that are read at once
LISTINGS = 31  # drawings that one family's page looks back to
ORDERS = {
    EntryOrder.NEED: ("-dimensions", "-dependants", F("income_per_person").asc(nulls_last=True), "id"),
    EntryOrder.NAME: ("name_order", "id"),
    EntryOrder.AREA: ("area_code", "house_code", "family_no", "id"),
    EntryOrder.LEVEL: ("-level", "id"),
    EntryOrder.INCOME: (F("income_per_person").asc(nulls_last=True), "id"),
    EntryOrder.NEAREST: ("id",),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """The families of one list in one area, all of them in the viewer's scope. Parts share no family."""

    drawn: ListView
    area: str

    def rows(self) -> Q:
        return Q(target_list=self.drawn.id) & inside("area_code", self.area)


@dataclass(frozen=True, slots=True)
class _Cut:
    """The rows from `start` to `end` of all. at_once: read the keys of all and cut here.

    Few rows of a part of the country lie together in the order by place; told to stop at the end of the page, the
    database would rather walk the whole country in the page's order in search of them.
    """

    start: int
    end: int
    total: int
    at_once: bool


def entries(
    *,
    viewer: Viewer,
    selection: Selection,
    page: int,
    page_size: int,
    sensitivity: Sensitivity = Sensitivity.S2,
    among: Iterable[ListView] | None = None,
    leaving_out: "QuerySet[Any, UUID] | None" = None,
) -> EntryPage:
    """One page of families on the lists in force, inside the viewer's scope: four queries, paged in the database.

    Named households are few, and are read at once.

    sensitivity: what the caller will show of the rows; with S1 the selection may ask for place and name only. among: lists
    that were read before, which spares a query. leaving_out: a query for the households that are not wanted; with it
    families are counted one by one, and those that are not in the office database are left out too.
    """
    lists = current_lists() if among is None else tuple(one for one in among if one.current)
    parts = parts_of(viewer, selection.area, Action.LIST_HOUSEHOLDS, sensitivity, lists)
    rows = selected(parts, selection)
    if leaving_out is not None:
        rows = rows.filter(household__isnull=False).exclude(household__in=leaving_out)
    by_id = {part.drawn.id: part.drawn for part in parts}
    if selection.households is not None:
        found = _nearest_first(rows, selection)
        page = max(1, min(page, -(-len(found) // page_size)))
        views = tuple(entry_view(row, by_id[row.target_list_id]) for row in found[(page - 1) * page_size :][:page_size])
        return EntryPage(views, len(found), page, tuple(by_id.values()))
    total = _total(parts, selection, rows) if leaving_out is None else rows.count()
    page = max(1, min(page, -(-total // page_size)))
    start = (page - 1) * page_size
    few = total <= FEW and all(part.area for part in parts)
    shown = _page(rows, _Cut(start, min(start + page_size, total), total, at_once=few))
    views = tuple(entry_view(row, by_id[row.target_list_id]) for row in shown)
    return EntryPage(views, total, page, tuple(by_id.values()))


def every_entry(*, viewer: Viewer, selection: Selection) -> Iterator[EntryView]:
    """The families of `entries` in the same order, as far as the viewer may export them, some hundred in memory at a time.

    Keys first, rows by and by: whoever writes meanwhile (how far it is, into the same SQLite) must not stand on an open
    question to the database, whose view of it grows old.
    """
    parts = parts_of(viewer, selection.area, Action.EXPORT_HOUSEHOLDS, Sensitivity.S2, current_lists())
    lists = {part.drawn.id: part.drawn for part in parts}
    rows = selected(parts, selection)
    if selection.households is not None:
        yield from (entry_view(row, lists[row.target_list_id]) for row in _nearest_first(rows, selection))
        return
    keys = array("q", rows.values_list("pk", flat=True).iterator(chunk_size=10_000))
    for start in range(0, len(keys), STEP):
        step = keys[start : start + STEP]
        found = Entry.objects.in_bulk(list(step))
        yield from (entry_view(found[key], lists[found[key].target_list_id]) for key in step if key in found)


def count_exported(*, viewer: Viewer, selection: Selection) -> int:
    """How many families `every_entry` will give."""
    parts = parts_of(viewer, selection.area, Action.EXPORT_HOUSEHOLDS, Sensitivity.S2, current_lists())
    return _total(parts, selection, selected(parts, selection))


def household_listings(*, viewer: Viewer, household_id: UUID) -> tuple[Listing, ...]:
    """What the lists say of one household: first the narrowest list in force, then what earlier drawings said.

    One query. The earlier ones come newest first, at most 30, by the measure of the first. Empty when the household is
    on no list in force, or out of scope. A family is listed by whichever of its identities.
    """
    rows = Entry.objects.filter(
        within(viewer, Action.VIEW_HOUSEHOLD),
        household__in=identities_of(household_id),
        target_list__complete=True,
    )
    newest = rows.select_related("target_list__drawn_by").order_by("-target_list__drawn_at", "target_list__measure")[
        :LISTINGS
    ]
    found = [(row.target_list, row) for row in newest]
    in_force = sorted(
        (one for one in found if one[0].current),
        key=lambda one: (
            one[0].measure,
            one[1].household_id != household_id,
        ),  # by its own name before an absorbed one's
    )
    if not in_force:
        return ()
    first = max(in_force, key=lambda one: len(one[0].area_prefix))
    earlier = (one for one in found if not one[0].current and one[0].measure == first[0].measure)
    return tuple(Listing(drawn := list_view(stored), entry_view(row, drawn)) for stored, row in (first, *earlier))


def parts_of(
    viewer: Viewer, area: str, action: Action, sensitivity: Sensitivity, lists: Sequence[ListView]
) -> tuple[_Part, ...]:
    """What the viewer may reach of an area ('' for all), each place on the list that speaks of it; nothing by default."""
    reached = (
        area if covers(scope, area) else scope
        for scope in viewer.prefixes(action, sensitivity)
        if covers(scope, area) or covers(area, scope)
    )
    return tuple(
        _Part(drawn, max(place, drawn.area_prefix, key=len))
        for place in reached
        for drawn in lists_for(place, among=lists)
    )


def selected(parts: Sequence[_Part], selection: Selection) -> "QuerySet[Entry]":
    rows = Entry.objects.filter(reduce(or_, (part.rows() for part in parts), Q(pk__in=[])))
    if selection.mask:
        rows = rows.alias(common=F("mask").bitand(selection.mask))
        rows = rows.filter(common=selection.mask) if selection.every else rows.filter(common__gt=0)
    if selection.level is not None:
        rows = rows.filter(level=selection.level)
    if selection.target_poor is not None:
        rows = rows.filter(target_poor__gt=0) if selection.target_poor else rows.filter(target_poor=0)
    if selection.definition:
        rows = _meeting(rows, selection.definition, parts)
    if selection.households is not None:
        rows = rows.filter(household__in=selection.households)
    return rows.order_by(*ORDERS[selection.order])


def _meeting(rows: "QuerySet[Entry]", definition: str, parts: Iterable[_Part]) -> "QuerySet[Entry]":
    """Entries that meet a definition; its bit may differ from list to list."""
    wanted = Q(pk__in=[])
    for drawn in {part.drawn.id: part.drawn for part in parts}.values():
        if bit := drawn.bit(definition):
            rows = rows.alias(**{f"bit_{bit}": F("met").bitand(bit)})
            wanted |= Q(target_list=drawn.id, **{f"bit_{bit}__gt": 0})
    return rows.filter(wanted)


def _page(rows: "QuerySet[Entry]", cut: _Cut) -> Iterable[Entry]:
    """The rows of the page. First their keys, which an index holds by itself; past the middle from the end."""
    wanted = _keys(rows.values_list("pk", flat=True), cut)
    found = Entry.objects.annotate(stands_for=F("household__survivor")).in_bulk(wanted)
    return [found[key] for key in wanted]


def _keys(keys: "QuerySet[Entry, int]", cut: _Cut) -> list[int]:
    if cut.at_once:
        return list(keys)[cut.start : cut.end]
    if cut.start > cut.total // 2:
        return list(keys.reverse()[cut.total - cut.end : cut.total - cut.start])[::-1]
    return list(keys[cut.start : cut.end])


def _nearest_first(rows: "QuerySet[Entry]", selection: Selection) -> list[Entry]:
    """What a search found: few rows, sorted here when they are wanted as the search has them."""
    if selection.order is not EntryOrder.NEAREST or selection.households is None:
        return list(rows)
    place = {household: number for number, household in enumerate(selection.households)}
    return sorted(rows, key=lambda row: place[row.household_id] if row.household_id else len(place))


def _total(parts: Sequence[_Part], selection: Selection, rows: "QuerySet[Entry]") -> int:
    """How many families: from the lists' counts where these go down to the area, else counted one by one.

    Below an amphoe there are few enough; whatever a search found is few as well.
    """
    if selection.households is not None or any(len(part.area) > COUNTED_DOWN_TO for part in parts):
        return rows.count()
    areas = (Q(target_list=part.drawn.id, area_code=part.area or COUNTRY) for part in parts)
    counts = FamilyCount.objects.filter(reduce(or_, areas, Q(pk__in=[]))).order_by("target_list")
    bits = {part.drawn.id: part.drawn.bit(selection.definition) for part in parts}
    grouped = groupby(counts.values_list("target_list", "mask", "level", "met", "target_poor", "households"), _first)
    return sum(
        families_under(selection, (FamilyCell(*row[1:]) for row in counted), definition_bit=bits[drawn])
        for drawn, counted in grouped
    )


def _first(row: tuple[UUID, int, int, int, bool, int]) -> UUID:
    return row[0]


def entry_view(row: Entry, drawn: ListView) -> EntryView:
    """The frozen view of a stored entry. A family that turned out since to be another leads to that one (`stands_for`)."""
    return EntryView(
        target_list=row.target_list_id,
        household=getattr(row, "stands_for", None) or row.household_id,
        area_code=row.area_code,
        house_code=row.house_code,
        family_no=row.family_no,
        name=row.name,
        members=row.members,
        dependants=row.dependants,
        income_per_person=row.income_per_person,
        registered=row.registered,
        validated=row.validated,
        target_poor=row.target_poor,
        mask=row.mask,
        failed=tuple(row.failed),
        facts=row.facts,
        survey=drawn.survey(row.survey),
        target_rows=frozenset(row.target_rows),
        level=None if row.level < 0 else row.level,
        level_open=tuple(row.level_open),
        met=tuple(name for name in drawn.definitions() if row.met & drawn.bit(name)),
        clauses={
            name: DefinitionAnswer(tuple(said["met"]), tuple(said["unknown"]), said["persons"])
            for name, said in row.clauses.items()
        },
    )
