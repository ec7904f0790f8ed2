"""Phone numbers as sheets hold them, and names by which the same person is found again."""

import pytest

from samutphok.fieldwork.domain.board import Dot
from samutphok.fieldwork.domain.progress import Standing
from samutphok.fieldwork.domain.recruits import name_key, read_phone, sound_key
from samutphok.fieldwork.domain.suggestion import middles_of
from samutphok.web.field_map import field_map


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("076-000-0001", "0760000001"),
        ("๐๗๖ ๐๐๐ ๐๐๐๑", "0760000001"),
        ("+66 76 000 0001", "0760000001"),
        ("760000001", "0760000001"),  # Excel has lost the zero
        ("02 000 0000", "020000000"),
        ("1300", None),
        ("07600000012", None),
        ("'=1+1", None),
        ("ไม่มี", None),
    ],
)
def test_a_number_is_read_or_refused(written: str, read: str | None) -> None:
    assert read_phone(written) == read


def test_a_title_and_a_slip_of_the_finger_make_no_other_person() -> None:
    assert name_key("นางสมศรี  ใจดี") == name_key("สมศรี ใจดี")
    assert name_key("สมศรี ใจดี") != name_key("สมสี ใจดี")
    assert sound_key("สมศรี ใจดี") == sound_key("สมสรี ใจดี")


def test_the_middle_of_a_village_lies_among_its_places() -> None:
    assert middles_of([("a", (7.0, 98.0)), ("a", (8.0, 99.0)), ("b", (1.0, 2.0))]) == {
        "a": (7.5, 98.5),
        "b": (1.0, 2.0),
    }


def test_a_map_has_north_above_and_east_to_the_right_inside_its_frame() -> None:
    assert field_map([]) is None
    north, south_east = Dot((8.1, 98.3), Standing.DUE), Dot((8.0, 98.4), Standing.OVERDUE)
    found = field_map([north, south_east, south_east])
    assert found is not None
    assert [layer.standing for layer in found.layers] == [Standing.DUE, Standing.OVERDUE]  # what presses lies on top
    (x1, y1), (x2, y2) = (tuple(map(float, layer.path[1:].split("h")[0].split())) for layer in found.layers)
    assert x1 < x2
    assert y1 < y2
    assert all(0 <= x <= found.width for x in (x1, x2))
    assert all(0 <= y <= found.height for y in (y1, y2))
    assert found.layers[1].places == 2
    assert 0 < found.bar <= found.width / 4 + 1


def test_one_place_alone_makes_a_map_too() -> None:
    found = field_map([Dot((8.0, 98.3), Standing.VISITED)])
    assert found is not None
    assert found.layers[0].path == "M300 210h0"
