"""The map of visited places: dots on plain ground, no tiles and no foreign server; drawn small, with a scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from samutphok.fieldwork.domain.board import Dot
from samutphok.fieldwork.domain.progress import Standing
from samutphok.web import fieldwork_words as words
from samutphok.web.words import Sign

WIDTH, HEIGHT, MARGIN = 600, 420, 24
_METRES_A_DEGREE = 111_200
_SCALES = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)  # metres
# Drawn over one another in this order: what presses lies on top.
_LAYERS = (
    Standing.LATER,
    Standing.VISITED,
    Standing.MOVED,
    Standing.REFUSED,
    Standing.UNREACHABLE,
    Standing.DUE,
    Standing.OVERDUE,
)


@dataclass(frozen=True, slots=True)
class Layer:
    """The places of one standing. path: a stroke of no length at each, which round ends make a dot."""

    standing: Standing
    sign: Sign
    path: str
    places: int


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A map of WIDTH x HEIGHT. scale: metres, as long as `bar` units of the drawing."""

    layers: tuple[Layer, ...]
    scale: int
    bar: float
    width: int = WIDTH
    height: int = HEIGHT


def field_map(dots: Sequence[Dot]) -> FieldMap | None:
    """The map of these places, north above; None without any."""
    if not dots:
        return None
    south, north = min(dot.at[0] for dot in dots), max(dot.at[0] for dot in dots)
    west, east = min(dot.at[1] for dot in dots), max(dot.at[1] for dot in dots)
    squeeze = cos(radians((south + north) / 2))  # a degree of longitude is shorter than one of latitude
    across, up = max((east - west) * squeeze, 1e-3), max(north - south, 1e-3)
    unit = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / up)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2

    def place(dot: Dot) -> str:
        x = WIDTH / 2 + (dot.at[1] - middle_x) * squeeze * unit
        y = HEIGHT / 2 - (dot.at[0] - middle_y) * unit
        return f"M{x:.0f} {y:.0f}h0"

    layers = []
    for standing in _LAYERS:
        drawn = [place(dot) for dot in dots if dot.standing is standing]
        if drawn:
            layers.append(Layer(standing, words.STANDINGS[standing], "".join(dict.fromkeys(drawn)), len(drawn)))
    metre = unit / _METRES_A_DEGREE
    scale = max((one for one in _SCALES if one * metre <= WIDTH / 4), default=_SCALES[0])
    return FieldMap(tuple(layers), scale, round(scale * metre, 1))
