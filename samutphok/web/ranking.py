"""How the areas inside an area are ranked and classed under a theme, in the table and on the map alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samutphok.insights.domain.area import AreaPage, AreaRow
from samutphok.kernel.thai import sort_key
from samutphok.web.choropleth import MapClass, class_of, fit_of, natural_classes
from samutphok.web.themes import Shown, Theme

ORDERS: dict[str, Promise] = {"share": _("Largest share"), "count": _("Largest count"), "name": _("By name")}


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One line of the ranking: its place by the theme's value, and the tone of its class on the map (0: no value)."""

    rank: int
    row: AreaRow
    tone: int
    shown: Shown

    @property
    def points_from_published(self) -> float | None:
        """The share of target-poor persons here less the published one; None where either is not known."""
        published = self.row.published
        here = self.row.numbers.selected_share.fraction
        there = published.numbers.selected_share.fraction if published else None
        return None if here is None or there is None else here - there


@dataclass(frozen=True, slots=True)
class Ranking:
    """The areas inside, largest value first, with the map's classes.

    values: how many areas have a value; fit: how much of their spread lies between the classes, 0 to 1; most: the
    largest value.
    """

    theme: Theme
    rows: tuple[RankedRow, ...]
    classes: tuple[MapClass, ...]
    values: int
    fit: float
    most: float

    def tone(self, code: str) -> int:
        """The tone of an area by its code; 0 without a value."""
        return next((ranked.tone for ranked in self.rows if ranked.row.place.code == code), 0)


def rank(page: AreaPage, theme: Theme) -> Ranking:
    """The areas inside by the theme's value; areas without one come last."""
    known = [(row, theme.shown(row)) for row in page.rows]
    values = [shown.value for _, shown in known if shown.value is not None]
    classes = natural_classes(values)
    rows = tuple(
        RankedRow(place, row, 0 if shown.value is None else class_of(shown.value, classes).tone, shown)
        for place, (row, shown) in enumerate(sorted(known, key=_largest_first), start=1)
    )
    fit = fit_of(values, classes) if values else 1.0
    return Ranking(theme, rows, classes, len(values), fit, max(values, default=0.0))


def in_order(rows: Sequence[RankedRow], order: str) -> list[RankedRow]:
    """The ranking in one of `ORDERS`; the rank stays that of the value."""
    if order == "count":
        return sorted(rows, key=lambda ranked: (-(ranked.shown.count or 0), ranked.rank))
    if order == "name":
        language = get_language() or "th"
        return sorted(rows, key=lambda ranked: sort_key(ranked.row.place.name.in_language(language)))
    return list(rows)


def _largest_first(known: tuple[AreaRow, Shown]) -> tuple[bool, float, str]:
    row, shown = known
    return (shown.value is None, -(shown.value or 0.0), row.place.code)
