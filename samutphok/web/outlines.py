"""Outlines of areas as one SVG file. A page draws them with `<use>`: no script, no tile server, sharp on paper."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from math import cos, radians
from pathlib import Path
from typing import Any

from samutphok.kernel.errors import Bilingual

LONGER_SIDE = 3000  # units of the drawing: finer than the grids that outlines are kept on

Point = Sequence[float]  # degrees east, degrees north
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The shapes of areas, each under the id 'a' and its code. width, height: of the drawing, in its own units.

    names: of every area by its code, empty where the file has none.
    """

    names: Mapping[str, Bilingual]
    width: int
    height: int
    version: str
    svg: str


def read_outlines(file: Path, prefix: str) -> Outlines | None:
    """The outlines in a GeoJSON file of those areas whose code begins with `prefix`; None when it has none.

    Features carry `code`. A file is read once and again when it has been replaced.
    """
    state = file.stat()
    return _read(file, prefix, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _read(file: Path, prefix: str, _changed: int, _size: int) -> Outlines | None:
    collection: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    inside = [one for one in collection["features"] if one["properties"]["code"].startswith(prefix)]
    rings = {one["properties"]["code"]: list(_rings(one["geometry"])) for one in inside}
    named = {one["properties"]["code"]: _name(one["properties"]) for one in inside}
    return drawn(rings, named) if any(rings.values()) else None


def _name(properties: Mapping[str, str]) -> Bilingual:
    thai = properties.get("name_th", "")
    return Bilingual(thai, properties.get("name_en") or thai)


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


def drawn(rings: Mapping[str, Sequence[Ring]], named: Mapping[str, Bilingual]) -> Outlines:
    """Rings in degrees as a drawing: north up, degrees east shortened as in the middle of the map (plate carrée)."""
    points = [point for parts in rings.values() for ring in parts for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrower = cos(radians((south + north) / 2))
    scale = LONGER_SIDE / max((east - west) * narrower, north - south)

    def placed(ring: Ring) -> list[tuple[int, int]]:
        return [(round((x - west) * narrower * scale), round((north - y) * scale)) for x, y in ring]

    paths = [
        f'<path id="a{code}" vector-effect="non-scaling-stroke" d="{"".join(_path(placed(ring)) for ring in parts)}"/>'
        for code, parts in sorted(rings.items())
    ]
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{"".join(paths)}</defs></svg>'
    return Outlines(
        names=named,
        width=round((east - west) * narrower * scale),
        height=round((north - south) * scale),
        version=sha256(svg.encode()).hexdigest()[:8],
        svg=svg,
    )


def _path(points: Iterable[tuple[int, int]]) -> str:
    """One closed ring, each step from the point before it, which keeps the file small."""
    (left, top), *rest = points
    steps = [f"M{left} {top}l"]
    for x, y in rest:
        if (x, y) != (left, top):
            steps.append(f"{x - left} {y - top} ")
            left, top = x, y
    return "".join(steps) + "z"
