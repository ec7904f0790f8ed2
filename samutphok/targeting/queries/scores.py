"""Lists drawn by an Alkire-Foster measure, and the counts of areas on them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from samutphok.access.domain import covers
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.identifiers import COUNTRY
from samutphok.kernel.policies import load_policy
from samutphok.targeting.domain.lists import AppliedRule
from samutphok.targeting.domain.scores import (
    ScoreAsked,
    ScoreListView,
    ScoreTallies,
    ScoreTally,
    Weighted,
    score_tally,
)
from samutphok.targeting.models import ScoreCount, ScoreList
from samutphok.targeting.queries.lists import source_of

_Rows = Mapping[tuple[UUID, str], ScoreCount]


def score_lists() -> tuple[ScoreListView, ...]:
    """Every score list, in force or earlier, by area prefix, measure and data cut. They hold no family and no scope."""
    rows = ScoreList.objects.order_by("area_prefix", "measure", "data_cut", "drawn_at", "pk")
    return tuple(score_list_view(row) for row in rows)


def score_lists_for(
    prefix: str, *, measure: str = "", year: int | None = None, among: Iterable[ScoreListView] | None = None
) -> tuple[ScoreListView, ...]:
    """The score lists that speak of an area: the narrowest that covers it, else those of places inside it.

    year (BE): the newest of that year's data cuts; without it those in force. Without `measure` the first by name.
    """
    known = score_lists() if among is None else among
    lists = [one for one in _standing(known, year) if not measure or one.measure == measure]
    covering = [one for one in lists if covers(one.area_prefix, prefix)]
    if covering:
        return (max(covering, key=lambda one: len(one.area_prefix)),)
    inside_it = [one for one in lists if covers(prefix, one.area_prefix)]
    first = min((one.measure for one in inside_it), default="")
    kept: list[ScoreListView] = []
    for one in sorted(inside_it, key=lambda one: len(one.area_prefix)):
        if one.measure == first and not any(covers(wider.area_prefix, one.area_prefix) for wider in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.area_prefix))


def score_years_of(prefix: str, *, measure: str = "", among: Iterable[ScoreListView] | None = None) -> tuple[int, ...]:
    """The years (BE) whose score lists speak of the area, the newest first."""
    known = score_lists() if among is None else tuple(among)
    years = {one.year for one in known}
    return tuple(
        year for year in sorted(years, reverse=True) if score_lists_for(prefix, measure=measure, year=year, among=known)
    )


def score_tallies(asked: Sequence[ScoreAsked]) -> tuple[ScoreTallies, ...]:
    """The counts of areas, of the areas inside each and of the one above it: one query.

    Where several lists lie in an area it is the sum of their tops; all of them must weigh the same indicators. An area
    without rows counts zero. These are statistics: the caller says who gets them, and how exact.
    """
    wanted = (_wanted(one, drawn) for one in asked for drawn in one.drawn)
    rows = ScoreCount.objects.filter(reduce(or_, wanted, Q(pk__in=[])))
    found = {(row.score_list_id, row.area_code): row for row in rows}
    return tuple(_area(one, found) for one in asked)


def score_list_view(row: ScoreList) -> ScoreListView:
    """The frozen view of a stored score list."""
    label, source = _words_of(row.measure)
    return ScoreListView(
        id=row.id,
        area_prefix=row.area_prefix,
        measure=row.measure,
        label=label,
        source=source,
        rule=AppliedRule(**row.rule),
        k=row.k,
        indicators=tuple(Weighted(**one) for one in row.indicators),
        sources=tuple(source_of(source) for source in row.sources),
        data_cut=row.data_cut,
        drawn_at=row.drawn_at,
        current=row.current,
    )


@cache
def _words_of(measure: str) -> tuple[Bilingual, Bilingual]:
    """Label and source of a measure."""
    policy = load_policy("measures", measure)
    label = policy.get("label")
    return Bilingual(label["th"], label["en"]), policy.source


def _standing(known: Iterable[ScoreListView], year: int | None) -> list[ScoreListView]:
    if year is None:
        return [one for one in known if one.current]
    newest: dict[tuple[str, str], ScoreListView] = {}
    for one in sorted(known, key=lambda one: (one.current, one.data_cut, one.drawn_at)):
        if one.year == year:
            newest[one.area_prefix, one.measure] = one
    return [newest[key] for key in sorted(newest)]


def _wanted(asked: ScoreAsked, drawn: ScoreListView) -> Q:
    codes = [_own_code(asked, drawn), *([asked.parent] if asked.parent else [])]
    return Q(score_list=drawn.id) & (Q(area_code__in=codes) | Q(parent=asked.code))


def _own_code(asked: ScoreAsked, drawn: ScoreListView) -> str:
    covered = covers(drawn.area_prefix, "" if asked.code == COUNTRY else asked.code)
    return asked.code if covered else drawn.area_prefix


def _area(asked: ScoreAsked, found: _Rows) -> ScoreTallies:
    def tally(code: str, rows: Sequence[ScoreCount]) -> ScoreTally:
        return score_tally(code, rows, asked.drawn[0].indicators)

    ids = {one.id for one in asked.drawn}
    tops = [found[key] for one in asked.drawn if (key := (one.id, _own_code(asked, one))) in found]
    below = [row for (of, _), row in found.items() if of in ids and row.parent == asked.code]
    above = (found[one.id, asked.parent] for one in asked.drawn if asked.parent and (one.id, asked.parent) in found)
    return ScoreTallies(
        here=tally(asked.code, tops),
        below=tuple(tally(row.area_code, [row]) for row in sorted(below, key=lambda row: row.area_code)),
        above=next((tally(row.area_code, [row]) for row in above), None),
    )
