"""Reading drawn lists.

Families are narrowed to the viewer's scope. Counts of areas are statistics; `insights` says who gets them, and how exact.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.access.queries import inside, within
from samutphok.kernel.policies import load_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.counts import AreaTally, added, takes, tally
from samutphok.targeting.domain.lists import (
    AppliedRule,
    AreaTallies,
    DefinitionAnswer,
    EntryPage,
    EntryView,
    ListView,
    ReadSource,
)
from samutphok.targeting.domain.rulesets import Definition, Levels, read_definition, read_levels
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.domain.union import UnionMeasure, read_union_measure
from samutphok.targeting.errors import ListNotFound
from samutphok.targeting.models import AreaCount, Entry, TargetList

COUNTRY = "TH"
ORDERS = {
    EntryOrder.NEED: ("-dimensions", "-dependants", F("income_per_person").asc(nulls_last=True), "id"),
    EntryOrder.NAME: ("name_order", "id"),
    EntryOrder.AREA: ("area_code", "house_code", "family_no", "id"),
    EntryOrder.LEVEL: ("-level", "id"),
    EntryOrder.INCOME: (F("income_per_person").asc(nulls_last=True), "id"),
    EntryOrder.NEAREST: ("id",),
}


def current_lists(*, measure: str = "") -> tuple[ListView, ...]:
    """The lists in force, by area prefix; of one measure, or of all. They hold no family and no scope."""
    rows = TargetList.objects.filter(current=True).order_by("area_prefix", "measure")
    return tuple(list_view(row) for row in (rows.filter(measure=measure) if measure else rows))


def list_named(list_id: UUID) -> ListView:
    """One list, in force or not; raises ListNotFound."""
    row = TargetList.objects.filter(pk=list_id, complete=True).first()
    if row is None:
        raise ListNotFound
    return list_view(row)


def lists_for(prefix: str, *, measure: str = "") -> tuple[ListView, ...]:
    """The lists that speak of an area: the narrowest one that covers it, else those of places inside it.

    Lists inside an area never overlap in the answer: of two where one holds the other, the wider one counts. Without
    `measure` the first by name that has a list.
    """
    lists = current_lists(measure=measure)
    covering = [drawn for drawn in lists if covers(drawn.area_prefix, prefix)]
    if covering:
        return (max(covering, key=lambda drawn: len(drawn.area_prefix)),)
    inside_it = [drawn for drawn in lists if covers(prefix, drawn.area_prefix)]
    same = [drawn for drawn in inside_it if drawn.measure == inside_it[0].measure]
    kept: list[ListView] = []
    for drawn in sorted(same, key=lambda one: len(one.area_prefix)):
        if not any(covers(wider.area_prefix, drawn.area_prefix) for wider in kept):
            kept.append(drawn)
    return tuple(sorted(kept, key=lambda one: one.area_prefix))


def area_tallies(*, drawn: Sequence[ListView], code: str, parent: str | None, mask: int, every: bool) -> AreaTallies:
    """The counts of an area, of the areas inside it and of the one above it, under the dimension switches.

    drawn: what `lists_for` gave, at least one. Two queries a list; at most 32 rows an area. Where several lists lie in
    the area it has no rows of its own: it is the sum of their tops. An area without rows counts zero.
    """
    found = [_one_list(one, code, parent, mask, every) for one in drawn]
    above = [one.above for one in found if one.above is not None]
    below = sorted((row for one in found for row in one.below), key=lambda row: row.area_code)
    return AreaTallies(
        here=added(code, [one.here for one in found]),
        below=tuple(below),
        above=above[0] if above else None,
    )


def _one_list(drawn: ListView, code: str, parent: str | None, mask: int, every: bool) -> AreaTallies:
    top = drawn.area_prefix or COUNTRY
    inside_it = code != top and not covers(drawn.area_prefix, "" if code == COUNTRY else code)
    here = top if inside_it else code
    rows = AreaCount.objects.filter(target_list=drawn.id)
    by_area: dict[str, list[AreaCount]] = defaultdict(list)
    for row in rows.filter(Q(area_code__in=[here, parent or here]) | Q(parent=code)):
        by_area[row.area_code].append(row)

    def tally_of(area: str) -> AreaTally:
        return tally(area, by_area.get(area, ()), mask=mask, every=every)

    below = {row.area_code for rows in by_area.values() for row in rows if row.parent == code}
    return AreaTallies(
        here=tally_of(here),
        below=tuple(tally_of(area) for area in sorted(below)),
        above=tally_of(parent) if parent in by_area else None,
    )


def entries(
    *, viewer: Viewer, selection: Selection, page: int, page_size: int, sensitivity: Sensitivity = Sensitivity.S2
) -> EntryPage:
    """One page of families on the lists in force, inside the viewer's scope: three queries, paged in the database.

    sensitivity: what the caller will show of the rows; with S1 the selection may ask for place and name only.
    """
    drawn = lists_for(selection.area)
    rows = _selected(viewer, selection, drawn, sensitivity)
    total = _total(viewer, selection, drawn, rows, sensitivity)
    page = max(1, min(page, -(-total // page_size)))
    start = (page - 1) * page_size
    by_id = {found.id: found for found in drawn}
    shown = _in_order(rows, selection)[start : start + page_size]
    views = tuple(entry_view(row, by_id[row.target_list_id]) for row in shown)
    return EntryPage(views, total, page, drawn)


def every_entry(*, viewer: Viewer, selection: Selection) -> Iterator[EntryView]:
    """The families of `entries` in the same order, as far as the viewer may export them, a thousand in memory at a time."""
    drawn = {found.id: found for found in lists_for(selection.area)}
    rows = _selected(viewer, selection, drawn.values(), Sensitivity.S2, action=Action.EXPORT_HOUSEHOLDS)
    for row in rows.iterator(chunk_size=1000):
        yield entry_view(row, drawn[row.target_list_id])


def entry_of(*, viewer: Viewer, household_id: UUID) -> tuple[ListView, EntryView] | None:
    """What the list in force says of one household; None when it is on none, or out of scope."""
    rows = Entry.objects.filter(household=household_id, target_list__current=True).select_related("target_list")
    row = rows.filter(within(viewer, Action.VIEW_HOUSEHOLD)).order_by("-target_list__drawn_at").first()
    if row is None:
        return None
    drawn = list_view(row.target_list)
    return drawn, entry_view(row, drawn)


def _selected(
    viewer: Viewer,
    selection: Selection,
    drawn: Iterable[ListView],
    sensitivity: Sensitivity,
    *,
    action: Action = Action.LIST_HOUSEHOLDS,
) -> "QuerySet[Entry]":
    lists = list(drawn)
    rows = Entry.objects.filter(target_list__in=[found.id for found in lists])
    rows = rows.filter(within(viewer, action, sensitivity=sensitivity), inside("area_code", selection.area))
    if selection.mask:
        rows = rows.alias(common=F("mask").bitand(selection.mask))
        rows = rows.filter(common=selection.mask) if selection.every else rows.filter(common__gt=0)
    if selection.level is not None:
        rows = rows.filter(level=selection.level)
    if selection.target_poor is not None:
        rows = rows.filter(target_poor__gt=0) if selection.target_poor else rows.filter(target_poor=0)
    if selection.definition:
        rows = _meeting(rows, selection.definition, lists)
    if selection.households is not None:
        rows = rows.filter(household__in=selection.households)
    return rows.order_by(*ORDERS[selection.order])


def _in_order(rows: "QuerySet[Entry]", selection: Selection) -> "QuerySet[Entry] | list[Entry]":
    """The rows in the database's order, or in that of a search, whose few results are sorted here."""
    if selection.order is not EntryOrder.NEAREST or selection.households is None:
        return rows
    place = {household: number for number, household in enumerate(selection.households)}
    return sorted(rows, key=lambda row: place[row.household_id] if row.household_id else len(place))


def _meeting(rows: "QuerySet[Entry]", definition: str, drawn: Iterable[ListView]) -> "QuerySet[Entry]":
    """Entries that meet a definition; its bit may differ from list to list."""
    wanted = Q(pk__in=[])
    for found in drawn:
        if definition in found.definitions():
            bit = found.definitions().index(definition)
            rows = rows.alias(**{f"bit_{bit}": F("met").bitand(1 << bit)})
            wanted |= Q(target_list=found.id, **{f"bit_{bit}__gt": 0})
    return rows.filter(wanted)


def _total(
    viewer: Viewer,
    selection: Selection,
    drawn: tuple[ListView, ...],
    rows: "QuerySet[Entry]",
    sensitivity: Sensitivity,
) -> int:
    """How many families: from the area's counts where they answer it, else counted one by one."""
    scopes = viewer.prefixes(Action.LIST_HOUSEHOLDS, sensitivity)
    if not selection.countable or not any(covers(scope, selection.area) for scope in scopes):
        return rows.count()
    areas = [(found.id, max(selection.area, found.area_prefix, key=len) or COUNTRY) for found in drawn]
    wanted = [Q(target_list=found, area_code=area) for found, area in areas]
    counts = AreaCount.objects.filter(reduce(or_, wanted, Q(pk__in=[])))
    taken = [count for count in counts if takes(count.mask, switches=selection.mask, every=selection.every)]
    return sum(_families(count, selection.target_poor) for count in taken)


def _families(count: AreaCount, target_poor: bool | None) -> int:
    if target_poor is None:
        return count.households
    return count.target_households if target_poor else count.households - count.target_households


@cache
def measure_named(name: str) -> UnionMeasure:
    """The measure of that name: its label, dimensions and indicators in words."""
    return read_union_measure(load_policy("measures", name))


@cache
def levels_named(name: str) -> Levels:
    """The table of levels of that name."""
    return read_levels(load_policy("levels", name), load_vocabulary())


@cache
def definition_named(name: str) -> Definition:
    """The definition of that name."""
    return read_definition(load_policy("definitions", name), load_vocabulary())


def list_view(row: TargetList) -> ListView:
    """The frozen view of a stored list."""
    return ListView(
        id=row.id,
        area_prefix=row.area_prefix,
        measure=row.measure,
        levels=row.levels,
        rules=tuple(AppliedRule(**rule) for rule in row.rules),
        sources=tuple(_source(source) for source in row.sources),
        as_of=row.as_of,
        data_cut=row.data_cut,
        drawn_at=row.drawn_at,
        households=row.households,
        persons=row.persons,
        conflicts=row.conflicts,
        result_sha256=row.result_sha256,
    )


def _source(stored: dict[str, str | int]) -> ReadSource:
    return ReadSource(
        register=str(stored["register"]),
        batch=UUID(str(stored["batch"])),
        sha256=str(stored["sha256"]),
        as_of=date.fromisoformat(str(stored["as_of"])),
        rows=int(stored["rows"]),
    )


def entry_view(row: Entry, drawn: ListView) -> EntryView:
    """The frozen view of a stored entry."""
    return EntryView(
        target_list=row.target_list_id,
        household=row.household_id,
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
        target_rows=frozenset(row.target_rows),
        level=None if row.level < 0 else row.level,
        level_open=tuple(row.level_open),
        met=tuple(name for bit, name in enumerate(drawn.definitions()) if row.met >> bit & 1),
        clauses={
            name: DefinitionAnswer(tuple(said["met"]), tuple(said["unknown"]), said["persons"])
            for name, said in row.clauses.items()
        },
    )
