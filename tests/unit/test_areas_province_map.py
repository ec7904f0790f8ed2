"""The map of the provinces: every province once, under its code, where it lies."""

import json
from pathlib import Path

from samutphok.areas.domain import AreaKind, catalogue
from samutphok.areas.domain.shapes import THAILAND

ASSETS = Path(__file__).parents[2] / "samutphok" / "web" / "assets"
PROVINCES = {area.code: area for area in catalogue() if area.kind is AreaKind.PROVINCE}


def test_each_of_the_77_provinces_has_one_shape_and_the_names_of_the_catalogue() -> None:
    table = json.loads((ASSETS / "provinces.json").read_text(encoding="utf-8"))
    named = {code: (row["name_th"], row["name_en"]) for code, row in table.items()}
    assert named == {code: (area.name_th, area.name_en) for code, area in PROVINCES.items()}
    assert len(named) == len({row["shape"] for row in table.values()}) == 77


def test_the_built_map_holds_each_province_once_within_thailand() -> None:
    text = (ASSETS / "provinces.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    assert len(text) < 500_000
    assert sorted(feature["properties"]["code"] for feature in features) == sorted(PROVINCES)
    west, south, east, north = THAILAND
    for feature in features:
        assert feature["id"] == int(feature["properties"]["code"])
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert all(west < x < east and south < y < north for x, y in ring)


def test_phuket_lies_in_the_south_west_and_ubon_in_the_east() -> None:
    features = json.loads((ASSETS / "provinces.geojson").read_text(encoding="utf-8"))["features"]
    first = {feature["properties"]["code"]: feature["geometry"]["coordinates"][0][0][0] for feature in features}
    assert first["83"][0] < 98.6
    assert first["83"][1] < 8.3
    assert first["34"][0] > 104
