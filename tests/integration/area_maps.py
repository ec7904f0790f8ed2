"""Small maps for the tests: squares with codes, in each of the formats that operators have."""

import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyogrio.raw

DRIVERS = {".geojson": "GeoJSON", ".gpkg": "GPKG", ".shp": "ESRI Shapefile"}
PHUKET = (98.3, 7.9)  # degrees east, north


def square(west: float, south: float, *, side: float = 0.1, points: int = 50) -> bytes:
    """A square as WKB, with `points` vertices on each side."""
    along = np.linspace(0, side, points, endpoint=False)
    there = [(west + a, south) for a in along] + [(west + side, south + a) for a in along]
    back = [(west + side - a, south + side) for a in along] + [(west, south + side - a) for a in along]
    ring = [*there, *back, (west, south)]
    return struct.pack("<BIII", 1, 3, 1, len(ring)) + b"".join(struct.pack("<dd", *point) for point in ring)


def line() -> bytes:
    """A line as WKB, which is no area."""
    return struct.pack("<BII4d", 1, 2, 2, *PHUKET, 98.4, 8.0)


def write_map(
    path: Path,
    codes: Sequence[object],
    *,
    shapes: Iterable[bytes | None] | None = None,
    column: str = "AMP_CODE",
    crs: str | None = "EPSG:4326",
    kind: str = "Polygon",
) -> Path:
    """A map file with a square for each code side by side from Phuket eastward, beside columns that hold no codes."""
    west, south = PHUKET
    squares = [square(west + 0.1 * place, south) for place in range(len(codes))] if shapes is None else list(shapes)
    columns = {"OBJECTID": list(range(1001, 1001 + len(codes))), column: list(codes), "NAME": ["แขวง"] * len(codes)}
    fields = [np.array(values, dtype=object if isinstance(values[0], str) else None) for values in columns.values()]
    pyogrio.raw.write(
        path,
        geometry=np.array(squares, dtype=object),
        field_data=fields,
        fields=list(columns),
        driver=DRIVERS[path.suffix],
        geometry_type=kind,
        crs=crs,
        encoding="UTF-8",
    )
    return path


def zipped(archive: Path, members: dict[str, bytes | Path]) -> Path:
    """A ZIP file with the members under these names."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content.read_bytes() if isinstance(content, Path) else content)
    return archive
