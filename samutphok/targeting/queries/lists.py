"""Which lists are in force, and which of them speak of an area."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samutphok.access.domain import covers
from samutphok.targeting.domain.lists import AppliedRule, ListView, ListYear, ReadSource
from samutphok.targeting.errors import ListNotFound
from samutphok.targeting.models import TargetList


def current_lists() -> tuple[ListView, ...]:
    """The lists in force, by area prefix and measure. They hold no family and no scope."""
    return tuple(list_view(row) for row in _listed().filter(current=True).order_by("area_prefix", "measure"))


def list_named(list_id: UUID) -> ListView:
    """One list, in force or not; raises ListNotFound."""
    row = _listed().filter(pk=list_id, complete=True).first()
    if row is None:
        raise ListNotFound
    return list_view(row)


def complete_lists() -> tuple[ListView, ...]:
    """Every finished list, in force or earlier, by area prefix, measure and data cut. They hold no family and no scope."""
    rows = _listed().filter(complete=True).order_by("area_prefix", "measure", "data_cut", "drawn_at", "pk")
    return tuple(list_view(row) for row in rows)


def lists_for(
    prefix: str, *, measure: str = "", among: Iterable[ListView] | None = None, year: int | None = None
) -> tuple[ListView, ...]:
    """The lists that speak of an area: the narrowest one that covers it, else those of places inside it.

    Lists inside an area never overlap in the answer: of two where one holds the other, the wider one counts. Without
    `measure` the first by name that has a list. `year` (BE): the newest lists whose data were cut in that year, else the
    lists in force. `among`: lists that were read before, which spares the query; earlier ones among them count with
    `year` alone.
    """
    known = _read(year) if among is None else among
    standing = (one for one in known if one.current) if year is None else newest_of_year(known, year)
    lists = [one for one in standing if not measure or one.measure == measure]
    covering = [drawn for drawn in lists if covers(drawn.area_prefix, prefix)]
    if covering:
        return (max(covering, key=lambda drawn: len(drawn.area_prefix)),)
    inside_it = [drawn for drawn in lists if covers(prefix, drawn.area_prefix)]
    first = min((drawn.measure for drawn in inside_it), default="")
    kept: list[ListView] = []
    for drawn in sorted(inside_it, key=lambda one: len(one.area_prefix)):
        if drawn.measure == first and not any(covers(wider.area_prefix, drawn.area_prefix) for wider in kept):
            kept.append(drawn)
    return tuple(sorted(kept, key=lambda one: one.area_prefix))


def _read(year: int | None) -> tuple[ListView, ...]:
    return current_lists() if year is None else complete_lists()


def newest_of_year(lists: Iterable[ListView], year: int) -> tuple[ListView, ...]:
    """Of each area and measure the list to show for a year (BE): the one in force, else the newest cut, drawn last."""
    newest: dict[tuple[str, str], ListView] = {}
    for one in sorted(lists, key=lambda one: (one.current, one.data_cut, one.drawn_at)):
        if one.year == year:
            newest[one.area_prefix, one.measure] = one
    return tuple(newest[key] for key in sorted(newest))


def years_of(prefix: str, *, measure: str = "", among: Iterable[ListView] | None = None) -> tuple[ListYear, ...]:
    """The years (BE) whose lists speak of the area, the newest first, each with the lists that `lists_for` gives for it."""
    known = complete_lists() if among is None else tuple(among)
    found = {year: lists_for(prefix, measure=measure, among=known, year=year) for year in {one.year for one in known}}
    return tuple(
        ListYear(year, tuple(one.id for one in found[year]), min(one.data_cut for one in found[year]))
        for year in sorted(found, reverse=True)
        if found[year]
    )


def list_before(drawn: ListView, *, among: Iterable[ListView] | None = None) -> ListView | None:
    """The list of the same area and measure from the data cut before; None when there is none.

    Of several drawings of that cut the last. `among`: as `complete_lists` gives them.
    """
    known = complete_lists() if among is None else among
    earlier = [
        one
        for one in known
        if (one.area_prefix, one.measure) == (drawn.area_prefix, drawn.measure) and one.data_cut < drawn.data_cut
    ]
    return max(earlier, key=lambda one: (one.data_cut, one.drawn_at), default=None)


def _listed() -> "QuerySet[TargetList]":
    """Lists with the account that drew each, in one query."""
    return TargetList.objects.select_related("drawn_by")


def list_view(row: TargetList) -> ListView:
    """The frozen view of a stored list."""
    return ListView(
        id=row.id,
        area_prefix=row.area_prefix,
        measure=row.measure,
        levels=row.levels,
        rules=tuple(AppliedRule(**rule) for rule in row.rules),
        sources=tuple(source_of(source) for source in row.sources),
        as_of=row.as_of,
        data_cut=row.data_cut,
        drawn_at=row.drawn_at,
        households=row.households,
        persons=row.persons,
        conflicts=row.conflicts,
        result_sha256=row.result_sha256,
        current=row.current,
        drawn_by=row.drawn_by.get_full_name() if row.drawn_by else "",
    )


def source_of(stored: dict[str, str | int]) -> ReadSource:
    """A register that a list read, as it was stored."""
    return ReadSource(
        register=str(stored["register"]),
        batch=UUID(str(stored["batch"])),
        sha256=str(stored["sha256"]),
        as_of=date.fromisoformat(str(stored["as_of"])),
        rows=int(stored["rows"]),
    )
