"""Thinning polygons and reading them: what must stay true whatever the shape."""

import json
import struct

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from samutphok.areas.domain.shapes import NotPolygons, coordinates_json, read_polygons, thinned

degrees = st.floats(5, 106, allow_nan=False, width=32)
rings = arrays.arrays(np.float64, st.tuples(st.integers(4, 30), st.just(2)), elements=degrees)
polygons = st.lists(st.lists(rings, min_size=1, max_size=3), min_size=1, max_size=4)


def wkb(shape: list, order: str) -> bytes:
    """A multipolygon as WKB, written by the book."""
    first = struct.pack("B", order == "<")
    parts = []
    for polygon in shape:
        body = b"".join(struct.pack(f"{order}I", len(ring)) + ring.astype(f"{order}f8").tobytes() for ring in polygon)
        parts.append(first + struct.pack(f"{order}II", 3, len(polygon)) + body)
    return first + struct.pack(f"{order}II", 6, len(shape)) + b"".join(parts)


@given(polygons, st.sampled_from("<>"))
def test_polygons_are_read_as_they_were_written_in_either_byte_order(shape: list, order: str) -> None:
    read = read_polygons(wkb(shape, order))
    assert [[ring.tolist() for ring in polygon] for polygon in read] == [
        [ring.tolist() for ring in polygon] for polygon in shape
    ]


@pytest.mark.parametrize("kind", [1, 2, 4, 5, 7, 10])
def test_points_lines_and_collections_are_no_polygons(kind: int) -> None:
    with pytest.raises(NotPolygons):
        read_polygons(struct.pack("<BII", 1, kind, 0))


@given(rings, st.integers(0, 29), st.sampled_from([0.001, 0.002]))
def test_a_vertex_goes_to_the_same_place_whatever_polygon_it_is_in(ring: np.ndarray, start: int, step: float) -> None:
    """The common border of two neighbours is the same points in other rings: each must move alike."""
    there, back = (
        {tuple(np.round(point, 6)) for polygon in thinned([[one]], step) for point in polygon[0]}
        for one in (ring, np.roll(ring, start % len(ring), axis=0)[::-1])
    )
    moved = {tuple(np.round(np.round(point / step) * step, 6)) for point in ring}
    assume(len(moved) > 3)
    assert there == back == moved


@given(polygons, st.sampled_from([0.001, 0.002]))
def test_thinning_moves_no_vertex_further_than_half_a_step_and_loses_no_area(shape: list, step: float) -> None:
    thin = thinned(shape, step)
    assert thin
    given_points = np.concatenate([ring for polygon in shape for ring in polygon])
    for ring in (ring for polygon in thin for ring in polygon):
        for point in ring:
            assert np.abs(given_points - point).max(axis=1).min() <= step / 2 + 1e-9


@given(rings)
def test_coordinates_are_json_within_a_metre(ring: np.ndarray) -> None:
    assert np.abs(np.array(json.loads(coordinates_json([ring]))[0]) - ring).max() <= 0.00001
