"""The area commands as an operator types them."""

from pathlib import Path

import pytest
from area_maps import write_map
from pytest_django import Settings

from samutphok.areas import queries
from samutphok.cli.main import main

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_the_catalogue_then_a_list_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["areas", "catalogue"]) == 0
    path = tmp_path / "own.csv"
    path.write_text("code,name_th,covers\n83010601,บ้านบน,\nL8301,เทศบาล,830106\n", encoding="utf-8")
    assert main(["areas", "load", str(path)]) == 0
    assert "2 areas taken, 2 of them new; 1 local governments changed" in capsys.readouterr().out
    assert queries.covered_by("L8301") == ("830106",)


def test_a_bad_list_ends_with_exit_code_2_and_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.csv"
    path.write_text("code,name_th\n8301x,บ้านบน\n", encoding="utf-8")
    assert main(["areas", "load", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.strip().splitlines()) == 1
    assert "own.csv" in printed.err


def test_boundaries_say_what_came_and_what_is_missing(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.BOUNDARIES = tmp_path / "kept"
    assert main(["areas", "catalogue"]) == 0
    capsys.readouterr()
    assert (
        main(["boundaries", "load", str(write_map(tmp_path / "map.geojson", ["8301", "8377"])), "--level", "amphoe"])
        == 0
    )
    printed = capsys.readouterr()
    assert "2 amphoe in 1 provinces, codes from column AMP_CODE" in printed.out
    assert "1 in no list, kept by code: 8377" in printed.err
    assert "2 without a shape in the file: 8302 8303" in printed.err


def test_a_file_that_is_no_map_ends_with_exit_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "map.geojson"
    path.write_text("no map")
    assert main(["boundaries", "load", str(path), "--level", "tambon"]) == 2
    assert "map.geojson" in capsys.readouterr().err
