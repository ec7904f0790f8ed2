"""Reading the operator's polygons: GeoJSON, GeoPackage or Shapefile, alone or in a ZIP file.

A file of polygons comes from outside, so nothing of it is believed: its bytes, not its name, say what it is, and only
the one reader for that is used (left to itself, GDAL follows a text file's instructions to open other files). A ZIP is
never unpacked under its own names, nor past a size.
"""

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import pyogrio
import pyogrio.raw

from samutphok.areas.errors import BadBoundaryFile
from samutphok.kernel.errors import Bilingual

LARGEST = 500 * 2**20  # bytes, packed or not; the country's tambon in full detail are about 150 MB
MOST_MEMBERS = 50

_LAYERS = {".geojson": "GeoJSON", ".json": "GeoJSON", ".gpkg": "GPKG", ".shp": "ESRI Shapefile"}
_SIDECARS = (".shx", ".dbf", ".prj", ".cpg")
_MAGIC = {"ESRI Shapefile": b"\x00\x00\x27\x0a", "GPKG": b"SQLite format 3\x00"}
_DEGREES = ("EPSG:4326", "OGC:CRS84")
_UNREADABLE = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    pyogrio.errors.FeatureError,
    pyogrio.errors.GeometryError,
    UnicodeDecodeError,
)
_UNREADABLE_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)  # RuntimeError: locked

_CONVERT = Bilingual(
    "แปลงไฟล์ก่อน เช่น ogr2ogr -t_srs EPSG:4326 -f GPKG ใหม่.gpkg ไฟล์เดิม หรือใช้ QGIS",
    "Convert it first, for example: ogr2ogr -t_srs EPSG:4326 -f GPKG new.gpkg OLD_FILE, or with QGIS.",
)


@dataclass(frozen=True, slots=True)
class Features:
    """The rows of a boundary file: their columns by name, and each row's geometry as WKB (None when it has none)."""

    columns: dict[str, np.ndarray]
    shapes: list[bytes | None]


def read_features(file: Path) -> Features:
    """All rows of a boundary file; raises BadBoundaryFile, naming the file and the remedy."""
    with _layer(file) as source:
        try:
            meta, _, shapes, columns = pyogrio.raw.read(source, force_2d=True)
        except _UNREADABLE as error:
            raise refused(file, "อ่านแผนที่ไม่ได้ ไฟล์อาจไม่สมบูรณ์", "the map cannot be read; it may be incomplete") from error
    crs = meta["crs"] or ""
    if crs not in _DEGREES and not crs.startswith('GEOGCS["GCS_WGS_1984"'):
        given = crs[:40] or "-"
        raise refused(file, f"พิกัดไม่ใช่ EPSG:4326 (พบ {given})", f"its coordinates are not in EPSG:4326 but in {given}")
    if shapes is None:
        raise refused(file, "ไม่มีรูปแผนที่", "it has no shapes")
    return Features(dict(zip(meta["fields"], columns, strict=True)), list(shapes))


def refused(file: Path, problem_th: str, problem_en: str, remedy: Bilingual = _CONVERT) -> BadBoundaryFile:
    """The error that says why this file is not taken."""
    return BadBoundaryFile(
        problem=Bilingual(f"{file.name}: {problem_th}", f"{file.name}: {problem_en}."), remedy=remedy
    )


@contextmanager
def _layer(file: Path) -> Iterator[str]:
    """What to hand to the reader: the reader's name before the path where it has such a form."""
    if not file.is_file():
        raise refused(file, "ไม่พบไฟล์", "there is no such file", Bilingual("ตรวจสอบชื่อไฟล์", "Check the path."))
    if file.stat().st_size > LARGEST:
        raise _too_large(file)
    if not zipfile.is_zipfile(file):
        yield _source(file, file)
        return
    with tempfile.TemporaryDirectory(prefix="boundaries-") as folder:
        yield _source(_unpacked(file, Path(folder)), file)


def _source(layer: Path, file: Path) -> str:
    driver = _LAYERS.get(layer.suffix.lower(), "")
    with layer.open("rb") as opened:
        start = opened.read(64)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if driver == "GeoJSON" and text.startswith(b"{"):
        return f"GeoJSON:{layer}"
    if driver in _MAGIC and start.startswith(_MAGIC[driver]):
        return str(layer)
    raise refused(file, "ไม่ใช่ GeoJSON, GeoPackage หรือ Shapefile", "it is no GeoJSON, GeoPackage or Shapefile")


def _unpacked(file: Path, folder: Path) -> Path:
    """The one layer of a ZIP, written into the folder under names of our own."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = _members(archive, file)
            for suffix, member in members.items():
                with archive.open(member) as packed, (folder / f"layer{suffix}").open("xb") as out:
                    shutil.copyfileobj(packed, out)  # never more than the size that _members has counted
    except _UNREADABLE_ZIP as error:
        problem = "the ZIP file cannot be opened (damaged or with a password)"
        raise refused(file, "เปิดไฟล์ ZIP ไม่ได้ (เสียหายหรือมีรหัสผ่าน)", problem, _repack()) from error
    return folder / f"layer{next(iter(members))}"


def _members(archive: zipfile.ZipFile, file: Path) -> dict[str, zipfile.ZipInfo]:
    """The members to unpack by their suffix, the layer itself first; raises when anything about the ZIP is odd."""
    infos = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX/")]
    if len(infos) > MOST_MEMBERS or any(_escapes(info) for info in infos):
        problem = "the ZIP file has too many members, or links or paths that lead out of it"
        raise refused(file, "ไฟล์ ZIP มีรายการมากเกินไป หรือมีลิงก์หรือที่อยู่นอกไฟล์", problem, _repack())
    if sum(info.file_size for info in infos) > LARGEST:
        raise _too_large(file)
    layers = [info for info in infos if PurePosixPath(info.filename).suffix.lower() in _LAYERS]
    if len(layers) != 1:
        found = len(layers)
        raise refused(file, f"ไฟล์ ZIP ต้องมีแผนที่ 1 ชั้น พบ {found}", f"the ZIP must hold one layer, not {found}", _repack())
    return _with_sidecars(layers[0], infos)


def _with_sidecars(layer: zipfile.ZipInfo, infos: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    path = PurePosixPath(layer.filename)
    beside = {PurePosixPath(info.filename): info for info in infos} if path.suffix.lower() == ".shp" else {}
    sidecars = {
        other.suffix.lower(): info
        for other, info in beside.items()
        if other.with_suffix("") == path.with_suffix("") and other.suffix.lower() in _SIDECARS
    }
    return {path.suffix.lower(): layer, **sidecars}


def _escapes(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or stat.S_ISLNK(info.external_attr >> 16)


def _too_large(file: Path) -> BadBoundaryFile:
    megabytes = LARGEST >> 20
    return refused(
        file,
        f"ไฟล์ใหญ่เกิน {megabytes} MB",
        f"it is larger than {megabytes} MB, packed or unpacked",
        Bilingual("แบ่งไฟล์เป็นรายจังหวัด หรือลดรายละเอียด", "Split it by province, or simplify it."),
    )


def _repack() -> Bilingual:
    return Bilingual(
        "ทำ ZIP ใหม่ ใส่เฉพาะแผนที่ชั้นเดียวกับไฟล์ประกอบ (.shp .shx .dbf .prj .cpg) ไม่ใส่รหัสผ่าน",
        "Make a new ZIP with just one layer and its side files (.shp .shx .dbf .prj .cpg), without a password.",
    )
