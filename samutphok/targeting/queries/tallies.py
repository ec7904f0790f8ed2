"""Counts of areas on the lists in force."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import covers
from samutphok.targeting.domain.counts import AreaTally, added, tally
from samutphok.targeting.domain.lists import AreaAsked, AreaTallies, ListView
from samutphok.targeting.models import AreaCount

COUNTRY = "TH"
_Counts = Mapping[tuple[UUID, str], Sequence[AreaCount]]


def area_tallies(asked: Sequence[AreaAsked], *, mask: int, every: bool) -> tuple[AreaTallies, ...]:
    """The counts of areas, of the areas inside each and of the one above it, under the dimension switches: one query.

    At most 32 rows an area. Where several lists lie in an area it has no rows of its own: it is the sum of their tops.
    An area without rows counts zero.
    """
    wanted = (_rows_wanted(one, drawn) for one in asked for drawn in one.drawn)
    found: dict[tuple[UUID, str], list[AreaCount]] = {}
    for row in AreaCount.objects.filter(reduce(or_, wanted, Q(pk__in=[]))):
        found.setdefault((row.target_list_id, row.area_code), []).append(row)
    return tuple(_area(one, found, mask, every) for one in asked)


def _rows_wanted(asked: AreaAsked, drawn: ListView) -> Q:
    codes = [_own_code(asked, drawn), *([asked.parent] if asked.parent else [])]
    return Q(target_list=drawn.id) & (Q(area_code__in=codes) | Q(parent=asked.code))


def _own_code(asked: AreaAsked, drawn: ListView) -> str:
    """The area's code on the list, or the list's own top where the list lies inside the area."""
    covered = covers(drawn.area_prefix, "" if asked.code == COUNTRY else asked.code)
    return asked.code if covered else drawn.area_prefix


def _area(asked: AreaAsked, found: _Counts, mask: int, every: bool) -> AreaTallies:
    def tally_of(drawn: ListView, area: str) -> AreaTally:
        return tally(area, found.get((drawn.id, area), ()), mask=mask, every=every)

    below = [tally_of(drawn, code) for drawn in asked.drawn for code in sorted(_below(asked.code, drawn, found))]
    above = (tally_of(one, asked.parent) for one in asked.drawn if asked.parent and (one.id, asked.parent) in found)
    return AreaTallies(
        here=added(asked.code, [tally_of(drawn, _own_code(asked, drawn)) for drawn in asked.drawn]),
        below=tuple(sorted(below, key=lambda row: row.area_code)),
        above=next(above, None),
    )


def _below(code: str, drawn: ListView, found: _Counts) -> Iterable[str]:
    return (area for (of, area), rows in found.items() if of == drawn.id and rows[0].parent == code)
