"""The five dimensions of an area beside those of another, as bars and as a radar; the numbers stand beside both."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from samutphok.insights.domain.area import AreaPage, DimensionCount
from samutphok.web.words import DIMENSIONS, Sign

RADIUS = 100.0  # of the radar's outermost ring
_RINGS = (0.25, 0.5, 0.75, 1.0)
_LABELS_AT = 1.12


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One of the five dimensions, with whether its switch is on and, of an index, its part of M0."""

    count: DimensionCount
    sign: Sign
    on: bool
    contribution: float | None


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of the radar: where it ends, and where its name stands."""

    sign: Sign
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Radar:
    """Polygons as SVG points around the middle (0, 0). here: the area; beside: what it is compared with, empty for none."""

    axes: tuple[Axis, ...]
    rings: tuple[str, ...]
    here: str
    beside: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The profile of a page. most: the largest share in it, the length of a whole bar and the radar's outermost ring."""

    rows: tuple[ProfileRow, ...]
    most: float
    radar: Radar


def area_profile(page: AreaPage) -> Profile | None:
    """The page's five dimensions; None when it has no numbers."""
    if not page.profile:
        return None
    chosen, parts = page.choice.dimensions, page.index.contributions if page.index else None
    rows = tuple(
        ProfileRow(count, DIMENSIONS[count.dimension], count.dimension in chosen, parts[bit] if parts else None)
        for bit, count in enumerate(page.profile)
    )
    shares = [share for row in rows for share in (row.count.here, row.count.beside) if share]
    most = max((share.fraction or 0.0 for share in shares), default=0.0)
    return Profile(rows, most, _radar(rows, most))


def _radar(rows: Sequence[ProfileRow], most: float) -> Radar:
    here = [(row.count.here.fraction or 0.0) for row in rows]
    beside = [(row.count.beside.fraction or 0.0) for row in rows if row.count.beside]
    return Radar(
        axes=tuple(_axis(row.sign, place) for place, row in enumerate(rows)),
        rings=tuple(_polygon([ring] * len(rows)) for ring in _RINGS),
        here=_polygon([share / most for share in here]) if most else "",
        beside=_polygon([share / most for share in beside]) if most and len(beside) == len(rows) else "",
    )


def _axis(sign: Sign, place: int) -> Axis:
    x, y = _at(place, 1.0)
    label_x, label_y = _at(place, _LABELS_AT)
    anchor = "middle" if abs(x) < 1 else "start" if x > 0 else "end"
    return Axis(sign, x, y, label_x, label_y, anchor)


def _polygon(lengths: Sequence[float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(place, length) for place, length in enumerate(lengths)))


def _at(place: int, length: float) -> tuple[float, float]:
    """The point on an axis, the first axis straight up and the others clockwise, each a fifth of the circle on."""
    angle = 2 * pi * place / 5 - pi / 2
    return round(RADIUS * length * cos(angle), 1), round(RADIUS * length * sin(angle), 1)
