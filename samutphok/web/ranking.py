"""How the areas inside an area are ranked, classed and described beside the map."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samutphok.insights.domain.area import AreaPage, AreaRow, DimensionCount
from samutphok.kernel.thai import sort_key
from samutphok.web.choropleth import MapClass, class_of, natural_classes
from samutphok.web.templatetags.desk import number, percent
from samutphok.web.words import DIMENSIONS, Sign

ORDERS: dict[str, Promise] = {"share": _("Largest share"), "count": _("Largest count"), "name": _("By name")}


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One line of the ranking: its place by share, and the tone of its class on the map (0 without persons)."""

    rank: int
    row: AreaRow
    tone: int
    fraction: float


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One of the five dimensions, with whether its switch is on."""

    count: DimensionCount
    sign: Sign
    on: bool


def rank(page: AreaPage) -> tuple[list[RankedRow], tuple[MapClass, ...]]:
    """The areas inside by share, largest first, each with its class; areas without persons have no share and come last."""
    classes = natural_classes(
        [share for row in page.rows if (share := row.numbers.selected_share.fraction) is not None]
    )
    ranked = []
    for place, row in enumerate(sorted(page.rows, key=_by_share), start=1):
        share = row.numbers.selected_share.fraction
        ranked.append(RankedRow(place, row, 0 if share is None else class_of(share, classes).tone, share or 0.0))
    return ranked, classes


def in_order(ranking: list[RankedRow], order: str) -> list[RankedRow]:
    """The ranking in one of `ORDERS`; the rank stays that of the share."""
    if order == "count":
        return sorted(ranking, key=lambda ranked: (-ranked.row.numbers.selected, ranked.rank))
    if order == "name":
        language = get_language() or "th"
        return sorted(ranking, key=lambda ranked: sort_key(ranked.row.place.name.in_language(language)))
    return ranking


def profile(page: AreaPage) -> list[ProfileRow]:
    """The five dimensions as bars."""
    chosen = page.choice.dimensions
    return [ProfileRow(count, DIMENSIONS[count.dimension], count.dimension in chosen) for count in page.profile]


def map_numbers(ranking: list[RankedRow]) -> dict[str, dict[str, object]]:
    """What the map knows of each area, by code: its class, and what it says under the pointer."""
    return {ranked.row.place.code: {"class": ranked.tone, "told": _told(ranked)} for ranked in ranking}


def _told(ranked: RankedRow) -> str:
    numbers = ranked.row.numbers
    return gettext("%(area)s: %(share)s, %(count)s persons") % {
        "area": ranked.row.place.name.in_language(get_language() or "th"),
        "share": percent(numbers.selected_share.fraction),
        "count": number(numbers.selected),
    }


def _by_share(row: AreaRow) -> tuple[float, str]:
    return (-(row.numbers.selected_share.fraction or 0.0), row.place.code)
