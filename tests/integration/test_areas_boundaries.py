"""The operator's polygons: each format is taken whole, every hostile or unfit file is refused with a remedy."""

import json
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from area_maps import line, square, write_map, zipped
from pytest_django import Settings

from samutphok.areas import boundary_files, queries
from samutphok.areas.actions import load_boundaries, note_areas
from samutphok.areas.errors import BadBoundaryFile

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AMPHOE = ["8301", "8302", "8303"]


@pytest.fixture(autouse=True)
def known_areas(settings: Settings, tmp_path: Path) -> None:
    settings.BOUNDARIES = tmp_path / "kept"
    note_areas([*AMPHOE, "830201"])


def kept(level: str = "amphoe", parent: str = "83") -> dict[str, dict]:
    path = queries.boundaries(level, parent)
    assert path is not None
    return {feature["properties"]["code"]: feature for feature in json.loads(path.read_text("utf-8"))["features"]}


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp"])
def test_each_format_is_taken_and_named_from_the_catalogue(tmp_path: Path, suffix: str) -> None:
    loaded = load_boundaries(write_map(tmp_path / f"map{suffix}", AMPHOE), level="amphoe")
    assert (loaded.column, loaded.areas, loaded.provinces) == ("AMP_CODE", 3, ("83",))
    assert (loaded.unmatched, loaded.missing, loaded.skipped) == ((), (), 0)
    kathu = kept()["8302"]
    assert kathu["properties"] == {"code": "8302", "name_th": "กะทู้", "name_en": "Kathu"}
    assert kathu["id"] == 8302
    assert kept(parent="8302").keys() == kept().keys()


def test_a_zipped_shapefile_is_taken_with_its_side_files_whatever_its_folder(tmp_path: Path) -> None:
    write_map(tmp_path / "map.shp", AMPHOE)
    files = {f"แผนที่/map{suffix}": tmp_path / f"map{suffix}" for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg")}
    archive = zipped(tmp_path / "map.zip", {**files, "__MACOSX/._map.shp": b"", "readme.txt": b"hello"})
    assert load_boundaries(archive, level="amphoe").areas == 3


@pytest.mark.parametrize(
    "codes", [[8301, 8302, 8303], [8301.0, 8302.0, 8303.0], ["TH8301", "TH8302", "TH8303"], ["๘๓๐๑", "๘๓๐๒", "๘๓๐๓"]]
)
def test_codes_are_recognised_as_numbers_thai_digits_and_with_the_country(tmp_path: Path, codes: list[object]) -> None:
    load_boundaries(write_map(tmp_path / "map.gpkg", codes), level="amphoe")
    assert sorted(kept()) == AMPHOE


def test_codes_that_no_list_knows_and_areas_without_a_shape_are_reported(tmp_path: Path) -> None:
    shapes = [square(98.3, 7.9), square(98.4, 7.9), None, square(98.5, 7.9)]
    written = write_map(tmp_path / "map.geojson", ["8301", "8377", "8303", "0"], shapes=shapes)
    loaded = load_boundaries(written, level="amphoe", column="AMP_CODE")
    assert (loaded.areas, loaded.unmatched, loaded.missing, loaded.skipped) == (2, ("8377",), ("8302", "8303"), 2)
    assert kept()["8377"]["properties"] == {"code": "8377", "name_th": "", "name_en": ""}


def test_two_rows_of_one_code_become_one_area(tmp_path: Path) -> None:
    loaded = load_boundaries(write_map(tmp_path / "map.geojson", ["8301", "8302", "8301"]), level="amphoe")
    assert loaded.areas == 2
    assert len(kept()["8301"]["geometry"]["coordinates"]) == 2


def test_shapes_are_thinned_and_neighbours_keep_one_border(tmp_path: Path) -> None:
    load_boundaries(write_map(tmp_path / "map.geojson", AMPHOE), level="amphoe")
    west, middle = (
        {tuple(point) for point in kept()[code]["geometry"]["coordinates"][0][0]} for code in ("8301", "8302")
    )
    border = {point for point in west if point[0] == 98.4}
    assert len(border) > 40
    assert border == {point for point in middle if point[0] == 98.4}


def test_another_file_replaces_its_provinces_and_leaves_the_others(tmp_path: Path) -> None:
    load_boundaries(write_map(tmp_path / "a.geojson", [*AMPHOE, "8201"]), level="amphoe")
    load_boundaries(write_map(tmp_path / "b.geojson", ["8302"]), level="amphoe")
    assert sorted(kept()) == ["8302"]
    assert sorted(kept(parent="82")) == ["8201"]
    assert queries.boundaries("tambon", "83") is None
    assert queries.boundaries("amphoe", "../8") is None


def test_tambon_need_codes_of_six_digits(tmp_path: Path) -> None:
    written = write_map(tmp_path / "map.geojson", ["830201"], column="ตำบล")
    with pytest.raises(BadBoundaryFile, match="no column holds codes of 4 digits among OBJECTID, ตำบล, NAME"):
        load_boundaries(written, level="amphoe")
    assert load_boundaries(written, level="tambon").areas == 1


def test_a_file_in_metres_is_refused_with_the_command_that_converts_it(tmp_path: Path) -> None:
    with pytest.raises(BadBoundaryFile, match=r"EPSG:32647.*ogr2ogr -t_srs EPSG:4326"):
        load_boundaries(write_map(tmp_path / "map.gpkg", AMPHOE, crs="EPSG:32647"), level="amphoe")


def test_a_file_with_north_before_east_is_refused(tmp_path: Path) -> None:
    shapes = [square(7.9, 98.3)]
    with pytest.raises(BadBoundaryFile, match="row 1 lies outside Thailand"):
        load_boundaries(write_map(tmp_path / "map.geojson", ["8301"], shapes=shapes), level="amphoe")


def test_lines_are_no_areas(tmp_path: Path) -> None:
    written = write_map(tmp_path / "map.geojson", ["8301"], shapes=[line()], kind="LineString")
    with pytest.raises(BadBoundaryFile, match="row 1 is no polygon"):
        load_boundaries(written, level="amphoe")


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(BadBoundaryFile, match="no column X, but OBJECTID, AMP_CODE, NAME"):
        load_boundaries(write_map(tmp_path / "map.geojson", AMPHOE), level="amphoe", column="X")


VRT = "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
HOSTILE_TEXTS = {
    "another file's reader": VRT,
    "a program for the reader": '{"type":"gdal_streamed_alg","command_line":"gdal vector pipeline ! read /etc/passwd"}',
    "half a file": '{"type":"FeatureCollection","features":[{"type":"Feature"',
    "no map": "hello",
    "nothing": "",
}


@pytest.mark.parametrize("content", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp", ".txt"])
def test_a_text_that_is_no_map_is_refused_whatever_its_name(tmp_path: Path, content: str, suffix: str) -> None:
    path = tmp_path / f"map{suffix}"
    path.write_text(content)
    with pytest.raises(BadBoundaryFile):
        load_boundaries(path, level="amphoe")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadBoundaryFile, match=r"gone\.shp: there is no such file"):
        load_boundaries(tmp_path / "gone.shp", level="amphoe")


@pytest.mark.parametrize("name", ["../map.geojson", "/etc/map.geojson", "..\\map.geojson", "C:\\map.geojson"])
def test_a_zip_whose_paths_lead_out_of_it_is_refused(tmp_path: Path, name: str) -> None:
    written = write_map(tmp_path / "map.geojson", AMPHOE)
    with pytest.raises(BadBoundaryFile, match="lead out of it"):
        load_boundaries(zipped(tmp_path / "map.zip", {name: written}), level="amphoe")


def test_a_zip_with_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("map.geojson")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "map.zip", "w") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(BadBoundaryFile, match="links"):
        load_boundaries(tmp_path / "map.zip", level="amphoe")


def test_a_zip_of_two_layers_or_of_many_members_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadBoundaryFile, match="one layer, not 2"):
        load_boundaries(zipped(tmp_path / "two.zip", {"a.geojson": b"{}", "b.gpkg": b""}), level="amphoe")
    many = {f"{number}.txt": b"" for number in range(51)}
    with pytest.raises(BadBoundaryFile, match="too many members"):
        load_boundaries(zipped(tmp_path / "many.zip", many), level="amphoe")


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "map.zip", {"map.geojson": write_map(tmp_path / "map.geojson", AMPHOE)})
    raw = bytearray(archive.read_bytes())
    raw[60:90] = bytes(30)
    archive.write_bytes(raw)
    with pytest.raises(BadBoundaryFile, match="cannot be opened"):
        load_boundaries(archive, level="amphoe")


def test_a_bomb_is_refused_by_the_size_it_declares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary_files, "LARGEST", 1 << 20)
    archive = zipped(tmp_path / "map.zip", {"map.geojson": b"{" + b" " * (2 << 20)})
    assert archive.stat().st_size < 10_000
    with pytest.raises(BadBoundaryFile, match="larger than 1 MB"):
        load_boundaries(archive, level="amphoe")


def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary_files, "LARGEST", 1 << 20)
    archive = zipped(tmp_path / "map.zip", {"map.geojson": b"{" + b" " * (2 << 20)})
    raw = bytearray(archive.read_bytes())
    directory = raw.index(b"PK\x01\x02")
    raw[directory + 24 : directory + 28] = struct.pack("<I", 100)
    archive.write_bytes(raw)
    with pytest.raises(BadBoundaryFile):
        load_boundaries(archive, level="amphoe")


def test_a_refused_file_leaves_what_was_there(tmp_path: Path, settings: Settings) -> None:
    load_boundaries(write_map(tmp_path / "good.geojson", AMPHOE), level="amphoe")
    before = sorted(kept())
    with pytest.raises(BadBoundaryFile):
        load_boundaries(write_map(tmp_path / "bad.geojson", ["8301"], shapes=[square(1, 1)]), level="amphoe")
    assert sorted(kept()) == before
    assert [path.name for path in settings.BOUNDARIES.rglob("*") if path.is_file()] == ["83.geojson"]
