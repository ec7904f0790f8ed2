"""Reading drawn lists.

Families are narrowed to the viewer's scope. Counts of areas are statistics; `insights` says who gets them, and how exact.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from itertools import groupby
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet

from samutphok.access.domain import Action, Viewer, covers
from samutphok.access.queries import inside, within
from samutphok.targeting.domain.counts import AreaTally, takes, tally
from samutphok.targeting.domain.lists import AppliedRule, AreaTallies, EntryPage, EntryView, ListView, ReadSource
from samutphok.targeting.domain.selection import EntryOrder, Selection
from samutphok.targeting.models import AreaCount, Entry, TargetList

COUNTRY = "TH"
ORDERS = {
    EntryOrder.NEED: ("-dimensions", "-dependants", F("income_per_person").asc(nulls_last=True), "id"),
    EntryOrder.NAME: ("name_order", "id"),
    EntryOrder.AREA: ("area_code", "house_code", "family_no", "id"),
    EntryOrder.LEVEL: ("-level", "id"),
    EntryOrder.INCOME: (F("income_per_person").asc(nulls_last=True), "id"),
}


def current_lists(*, measure: str = "") -> tuple[ListView, ...]:
    """The lists in force, by area prefix; of one measure, or of all. They hold no family and no scope."""
    rows = TargetList.objects.filter(current=True).order_by("area_prefix", "measure")
    return tuple(list_view(row) for row in (rows.filter(measure=measure) if measure else rows))


def list_covering(code: str, *, measure: str = "") -> ListView | None:
    """The list in force that covers the area; None when none was drawn."""
    prefix = "" if code == COUNTRY else code
    found = [drawn for drawn in current_lists(measure=measure) if covers(drawn.area_prefix, prefix)]
    return max(found, key=lambda drawn: len(drawn.area_prefix), default=None)


def area_tallies(*, drawn: ListView, code: str, parent: str | None, mask: int, every: bool) -> AreaTallies:
    """The counts of an area, of the areas inside it and of the one above it, under the dimension switches.

    Two queries; at most 32 rows an area. An area without rows in the list counts zero.
    """
    rows = AreaCount.objects.filter(target_list=drawn.id)
    below = [
        tally(area, counts, mask=mask, every=every)
        for area, counts in groupby(rows.filter(parent=code).order_by("area_code"), key=lambda row: row.area_code)
    ]
    wanted = {code, parent} - {None}
    own: dict[str, list[AreaCount]] = {str(area): [] for area in wanted}
    for row in rows.filter(area_code__in=wanted):
        own[row.area_code].append(row)

    def tally_of(area: str) -> AreaTally:
        return tally(area, own[area], mask=mask, every=every)

    return AreaTallies(drawn, tally_of(code), tuple(below), tally_of(parent) if parent and own[parent] else None)


def entries(*, viewer: Viewer, selection: Selection, page: int, page_size: int) -> EntryPage:
    """One page of families on the lists in force, inside the viewer's scope: three queries, paged in the database."""
    drawn = tuple(found for found in current_lists() if _touches(found, selection.area))
    rows = _selected(viewer, selection, drawn)
    total = _total(viewer, selection, drawn, rows)
    page = max(1, min(page, -(-total // page_size)))
    start = (page - 1) * page_size
    by_id = {found.id: found for found in drawn}
    views = tuple(entry_view(row, by_id[row.target_list_id]) for row in rows[start : start + page_size])
    return EntryPage(views, total, page, drawn)


def every_entry(*, viewer: Viewer, selection: Selection) -> Iterator[EntryView]:
    """The same families as `entries`, all of them in the same order, a thousand rows of memory at a time."""
    drawn = {found.id: found for found in current_lists() if _touches(found, selection.area)}
    for row in _selected(viewer, selection, tuple(drawn.values())).iterator(chunk_size=1000):
        yield entry_view(row, drawn[row.target_list_id])


def entry_of(*, viewer: Viewer, household_id: UUID) -> tuple[ListView, EntryView] | None:
    """What the list in force says of one household; None when it is on none, or out of scope."""
    rows = Entry.objects.filter(household=household_id, target_list__current=True).select_related("target_list")
    row = rows.filter(within(viewer, Action.VIEW_HOUSEHOLD)).order_by("-target_list__drawn_at").first()
    if row is None:
        return None
    drawn = list_view(row.target_list)
    return drawn, entry_view(row, drawn)


def _selected(viewer: Viewer, selection: Selection, drawn: Iterable[ListView]) -> "QuerySet[Entry]":
    lists = list(drawn)
    rows = Entry.objects.filter(target_list__in=[found.id for found in lists])
    rows = rows.filter(within(viewer, Action.LIST_HOUSEHOLDS), inside("area_code", selection.area))
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


def _meeting(rows: "QuerySet[Entry]", definition: str, drawn: Iterable[ListView]) -> "QuerySet[Entry]":
    """Entries that meet a definition; its bit may differ from list to list."""
    wanted = Q(pk__in=[])
    for found in drawn:
        if definition in found.definitions():
            bit = found.definitions().index(definition)
            rows = rows.alias(**{f"bit_{bit}": F("met").bitand(1 << bit)})
            wanted |= Q(target_list=found.id, **{f"bit_{bit}__gt": 0})
    return rows.filter(wanted)


def _total(viewer: Viewer, selection: Selection, drawn: tuple[ListView, ...], rows: "QuerySet[Entry]") -> int:
    """How many families: from the area's counts where they answer it, else counted one by one."""
    scopes = viewer.prefixes(Action.LIST_HOUSEHOLDS)
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


def _touches(drawn: ListView, area: str) -> bool:
    return covers(drawn.area_prefix, area) or covers(area, drawn.area_prefix)


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
        level=None if row.level < 0 else row.level,
        level_open=tuple(row.level_open),
        met=tuple(name for bit, name in enumerate(drawn.definitions()) if row.met >> bit & 1),
        clauses=row.clauses,
    )
