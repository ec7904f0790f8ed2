"""Polygons of areas: reading them from WKB, thinning them so that neighbours keep their common border, finding their codes."""

import json
import re
import struct
from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from samutphok.areas.domain.catalogue import catalogue_area
from samutphok.kernel.thai import arabic_digits

Level = Literal["amphoe", "tambon"]
Ring = NDArray[np.float64]  # shape (points, 2): degrees east, degrees north
Polygon = list[Ring]

DIGITS: Mapping[Level, int] = {"amphoe": 4, "tambon": 6}
STEP: Mapping[Level, float] = {"amphoe": 0.002, "tambon": 0.001}  # degrees: about 220 m and 110 m
THAILAND = (97.0, 5.0, 106.0, 21.0)  # west, south, east, north: a file outside has other coordinates

_POLYGON, _MULTIPOLYGON = 3, 6
_WELL_FORMED = 0.9  # of the rows of a code column: files have lakes and seas among their rows
_KNOWN = 0.5
_RUNNING_NUMBER = re.compile(r"objectid.*|fid|gid|oid|ogc_fid|no|ลำดับ.*", re.IGNORECASE)
_CODE_NAME = re.compile(r"code|idn|dopa|dola|รหัส", re.IGNORECASE)


class NotPolygons(ValueError):
    """A geometry that is no polygon."""


def read_polygons(wkb: bytes) -> list[Polygon]:
    """The polygons of a two-dimensional WKB geometry, little or big endian; raises NotPolygons for lines and points."""
    return _geometry(memoryview(wkb), 0)[0]


def _geometry(wkb: memoryview, at: int) -> tuple[list[Polygon], int]:
    order: Literal["<", ">"] = "<" if wkb[at] else ">"
    kind, count = struct.unpack_from(f"{order}II", wkb, at + 1)
    at += 9
    if kind == _POLYGON:
        polygon, at = _rings(wkb, at, count, order)
        return [polygon] if polygon else [], at
    if kind != _MULTIPOLYGON:
        raise NotPolygons
    polygons: list[Polygon] = []
    for _ in range(count):
        part, at = _geometry(wkb, at)
        polygons += part
    return polygons, at


def _rings(wkb: memoryview, at: int, count: int, order: str) -> tuple[Polygon, int]:
    rings = []
    for _ in range(count):
        (points,) = struct.unpack_from(f"{order}I", wkb, at)
        numbers = np.frombuffer(wkb, dtype=f"{order}f8", count=2 * points, offset=at + 4)
        rings.append(numbers.astype(np.float64).reshape(points, 2))
        at += 4 + 16 * points
    return rings, at


def thinned(polygons: Sequence[Polygon], step: float) -> list[Polygon]:
    """The polygons with every vertex moved to a grid of `step` degrees and repeated ones dropped.

    The grid is the same for all, so two neighbours keep one border, unlike with line simplification. Islets that shrink
    to less than a triangle go, unless nothing would be left: then all stay as they were.
    """
    moved = [[ring for ring in (_on_grid(ring, step) for ring in polygon) if len(ring) > 3] for polygon in polygons]
    return [polygon for polygon in moved if polygon] or list(polygons)


def _on_grid(ring: Ring, step: float) -> Ring:
    on_grid = np.round(ring / step)
    new = np.ones(len(ring), dtype=bool)
    new[1:] = (on_grid[1:] != on_grid[:-1]).any(axis=1)
    return on_grid[new] * step


def coordinates_json(polygon: Polygon) -> str:
    """A polygon as GeoJSON coordinates; five decimals are about a metre."""
    return json.dumps([np.round(ring, 5).tolist() for ring in polygon], separators=(",", ":"))


def outside_thailand(polygons: Sequence[Polygon]) -> bool:
    """Whether a vertex lies where no Thai area can be: metres instead of degrees, or north before east."""
    west, south, east, north = THAILAND
    points = [ring for polygon in polygons for ring in polygon]
    return any((ring < (west, south)).any() or (ring > (east, north)).any() for ring in points)


def code_text(value: object) -> str:
    """An area code as files hold it: a number, Thai digits, or with the country before it ('TH830106')."""
    if isinstance(value, float | np.floating) and float(value).is_integer():
        value = int(value)
    return arabic_digits("" if value is None else str(value)).strip().upper().removeprefix("TH")


def is_code(text: str, level: Level) -> bool:
    """Whether the text is a well-formed code of that level."""
    return re.fullmatch(rf"[1-9][0-9]{{{DIGITS[level] - 1}}}", text) is not None


def find_code_column(columns: Mapping[str, Sequence[object]], level: Level) -> str | None:
    """The column that holds the area codes: nearly all well formed, most of them known; None when no column is so.

    Of several such columns the one named like a code is taken. Running numbers can look like codes (1001 is a district),
    so columns that software names for those are passed over.
    """
    shares = {
        name: _known_share([code_text(value) for value in values], level)
        for name, values in columns.items()
        if not _RUNNING_NUMBER.fullmatch(name)
    }
    fit = [name for name, share in shares.items() if share >= _KNOWN]
    return max(fit, key=lambda name: (_CODE_NAME.search(name) is not None, shares[name]), default=None)


def _known_share(codes: Sequence[str], level: Level) -> float:
    well_formed = [code for code in codes if is_code(code, level)]
    if not well_formed or len(well_formed) < _WELL_FORMED * len(codes):
        return 0.0
    return sum(catalogue_area(code) is not None for code in well_formed) / len(well_formed)
