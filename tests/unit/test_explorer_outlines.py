"""Outlines as a drawing, and what a map says of areas it cannot draw or knows nothing of."""

import json
import os
import re
from pathlib import Path

import pytest

from samutphok.web.outlines import LONGER_SIDE, read_outlines

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


def write(path: Path, shapes: dict[str, list[list[float]]]) -> Path:
    features = [
        {
            "properties": {"code": code, "name_th": f"ก{code}", "name_en": ""},
            "geometry": {"type": "MultiPolygon", "coordinates": [[[[98 + x, 8 + y] for x, y in ring]]]},
        }
        for code, ring in shapes.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def points(svg: str, code: str) -> list[tuple[int, int]]:
    """The corners of an area's first ring, put back together from the steps between them."""
    path = re.search(rf'id="a{code}"[^>]* d="M(-?\d+) (-?\d+)l([^z]*)z', svg)
    assert path
    x, y = int(path.group(1)), int(path.group(2))
    corners, steps = [(x, y)], [int(step) for step in path.group(3).split()]
    for right, down in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + down
        corners.append((x, y))
    return corners


def test_north_is_up_and_degrees_east_are_shorter_than_degrees_north(tmp_path: Path) -> None:
    found = read_outlines(write(tmp_path / "a.geojson", {"8301": SQUARE}), "83")
    assert found
    assert (found.height, found.width) == (LONGER_SIDE, pytest.approx(LONGER_SIDE * 0.989, abs=1))
    assert points(found.svg, "8301") == [
        (0, LONGER_SIDE),
        (found.width, LONGER_SIDE),
        (found.width, 0),
        (0, 0),
        (0, LONGER_SIDE),
    ]


def test_only_what_lies_inside_the_area_is_drawn(tmp_path: Path) -> None:
    beside = [[x + 1, y] for x, y in SQUARE]
    file = write(tmp_path / "a.geojson", {"830101": SQUARE, "830201": beside})
    found = read_outlines(file, "8301")
    assert found
    assert list(found.names) == ["830101"]
    assert "a830201" not in found.svg
    assert read_outlines(file, "8303") is None


def test_an_area_without_an_english_name_keeps_its_thai_one(tmp_path: Path) -> None:
    found = read_outlines(write(tmp_path / "a.geojson", {"8301": SQUARE}), "83")
    assert found
    assert (found.names["8301"].th, found.names["8301"].en) == ("ก8301", "ก8301")


def test_a_file_that_was_replaced_is_read_anew_under_another_version(tmp_path: Path) -> None:
    file = write(tmp_path / "a.geojson", {"8301": SQUARE})
    first = read_outlines(file, "83")
    write(file, {"8301": SQUARE, "8302": [[x + 1, y] for x, y in SQUARE]})
    os.utime(file, ns=(1, 1))
    second = read_outlines(file, "83")
    assert first
    assert second
    assert first.version != second.version
    assert set(second.names) == {"8301", "8302"}


def test_neighbours_keep_their_common_border(tmp_path: Path) -> None:
    beside = [[1, 0], [1.5, 0.3], [1, 1], [1, 0]]
    found = read_outlines(write(tmp_path / "a.geojson", {"8301": SQUARE, "8302": beside}), "83")
    assert found
    assert {points(found.svg, "8301")[1], points(found.svg, "8301")[2]} <= set(points(found.svg, "8302"))
