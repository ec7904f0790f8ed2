"""The map of the areas inside an area: outlines where there are some, else one tile an area; both need no script."""

from dataclasses import dataclass

from django.utils.translation import gettext

from samutphok.insights.domain.area import AreaPage, AreaRow
from samutphok.insights.domain.choice import Dimension
from samutphok.web.choropleth import MapClass, class_of, natural_classes
from samutphok.web.outlines import Outlines
from samutphok.web.ranking import Ranking
from samutphok.web.templatetags.desk import number, percent, said
from samutphok.web.words import DIMENSIONS, Sign

_MARGIN = 0.01  # of the drawing's longer side


@dataclass(frozen=True, slots=True)
class MapPlace:
    """One area on a map. name: without its kind; told: all that the map says of it; tone: its class's colour, 0 no data."""

    code: str
    name: str
    value: str
    told: str
    tone: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The outlines' file for a page: their version for the address, and what part of the drawing is looked at."""

    version: str
    view_box: str


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The map beside a ranking. drawing: None for tiles; without_outline: ranked areas that the outlines do not have."""

    places: tuple[MapPlace, ...]
    drawing: Drawing | None
    without_outline: int
    empty: int


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One dimension on a small map: the tone of each area, by code, on the scale of all five."""

    dimension: Dimension
    sign: Sign
    tones: tuple[tuple[str, int], ...]

    @property
    def coded(self) -> str:
        """The tones as a script reads them: '83:3 84:1'."""
        return " ".join(f"{code}:{tone}" for code, tone in self.tones)


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """One area with its five shares, each as words and as a tone."""

    row: AreaRow
    cells: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SmallMaps:
    """The five dimensions side by side on one scale, and the same as a table."""

    maps: tuple[SmallMap, ...]
    classes: tuple[MapClass, ...]
    rows: tuple[DimensionRow, ...]


def area_map(ranking: Ranking, outlines: Outlines | None) -> AreaMap:
    """The map of a ranking: its areas in the order of their codes, and those that only have an outline."""
    rows = sorted(ranking.rows, key=lambda ranked: ranked.row.place.code)
    places = [
        MapPlace(
            code=ranked.row.place.code,
            name=said(ranked.row.place.short),
            value=ranking.theme.said(ranked.shown.value),
            told=_told(ranking, ranked.row),
            tone=ranked.tone,
        )
        for ranked in rows
    ]
    if outlines is None:
        return AreaMap(tuple(places), None, 0, sum(not place.tone for place in places))
    known = {place.code: place for place in places}
    drawn = [known.get(code) or _nothing_known(code, said(name)) for code, name in sorted(outlines.names.items())]
    return AreaMap(
        places=tuple(drawn),
        drawing=drawing_of(outlines),
        without_outline=len(known.keys() - outlines.names.keys()),
        empty=sum(not place.tone for place in drawn),
    )


def drawing_of(outlines: Outlines) -> Drawing:
    """The whole of the outlines, with a little room around."""
    margin = round(_MARGIN * max(outlines.width, outlines.height))
    box = f"{-margin} {-margin} {outlines.width + 2 * margin} {outlines.height + 2 * margin}"
    return Drawing(outlines.version, box)


def small_maps(page: AreaPage) -> SmallMaps | None:
    """Five small maps by dimension on one scale of natural breaks; None where there are no areas to compare."""
    rows = [row for row in page.rows if row.by_dimension and row.numbers.persons]
    if len(rows) < 2:
        return None
    classes = natural_classes([share.fraction or 0.0 for row in rows for share in row.by_dimension])

    def tone(row: AreaRow, bit: int) -> int:
        return class_of(row.by_dimension[bit].fraction or 0.0, classes).tone

    return SmallMaps(
        maps=tuple(
            SmallMap(dimension, DIMENSIONS[dimension], tuple((row.place.code, tone(row, bit)) for row in rows))
            for bit, dimension in enumerate(Dimension)
        ),
        classes=classes,
        rows=tuple(
            DimensionRow(
                row, tuple((percent(share.fraction), tone(row, bit)) for bit, share in enumerate(row.by_dimension))
            )
            for row in rows
        ),
    )


def _told(ranking: Ranking, row: AreaRow) -> str:
    shown = ranking.theme.shown(row)
    if shown.value is None:
        return gettext("%(area)s: no data") % {"area": said(row.place.short)}
    return gettext("%(area)s: %(value)s, %(count)s of %(of)s persons") % {
        "area": said(row.place.short),
        "value": ranking.theme.said(shown.value),
        "count": number(shown.count),
        "of": number(shown.of),
    }


def _nothing_known(code: str, name: str) -> MapPlace:
    return MapPlace(code, name, "", gettext("%(area)s: no data") % {"area": name or code}, 0)
