"""Which lists are in force, and which of them speak of an area."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from samutphok.access.domain import covers
from samutphok.targeting.domain.lists import AppliedRule, ListView, ReadSource
from samutphok.targeting.errors import ListNotFound
from samutphok.targeting.models import TargetList


def current_lists() -> tuple[ListView, ...]:
    """The lists in force, by area prefix and measure. They hold no family and no scope."""
    return tuple(list_view(row) for row in TargetList.objects.filter(current=True).order_by("area_prefix", "measure"))


def list_named(list_id: UUID) -> ListView:
    """One list, in force or not; raises ListNotFound."""
    row = TargetList.objects.filter(pk=list_id, complete=True).first()
    if row is None:
        raise ListNotFound
    return list_view(row)


def lists_for(prefix: str, *, measure: str = "", among: Iterable[ListView] | None = None) -> tuple[ListView, ...]:
    """The lists that speak of an area: the narrowest one that covers it, else those of places inside it.

    Lists inside an area never overlap in the answer: of two where one holds the other, the wider one counts. Without
    `measure` the first by name that has a list. `among`: lists in force that were read before, which spares the query.
    """
    lists = [one for one in (current_lists() if among is None else among) if not measure or one.measure == measure]
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
