"""Taking the operator's polygons: which column holds the codes, which areas they are, what is missing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from samutphok.areas.boundary_files import Features, read_features, refused
from samutphok.areas.boundary_store import feature_text, store_boundaries
from samutphok.areas.domain.shapes import (
    DIGITS,
    STEP,
    Level,
    NotPolygons,
    Polygon,
    code_text,
    coordinates_json,
    find_code_column,
    is_code,
    outside_thailand,
    read_polygons,
    thinned,
)
from samutphok.areas.models import Area
from samutphok.areas.queries import names
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class LoadedBoundaries:
    """What a boundary file brought. `unmatched`: codes in the file that no list knows, kept under their code; `skipped`:
    rows without a well-formed code or without a shape; `missing`: areas of these provinces that the file has not."""

    level: Level
    column: str
    areas: int
    provinces: tuple[str, ...]
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]
    skipped: int


def take_boundaries(file: Path, *, level: Level, column: str | None) -> LoadedBoundaries:
    """Read, match, thin and store a boundary file; raises BadBoundaryFile, and then nothing was stored."""
    features = read_features(file)
    chosen = _column(features, file, level=level, column=column)
    codes = [code_text(value) for value in features.columns[chosen]]
    shapes: defaultdict[str, list[Polygon]] = defaultdict(list)
    for row, (code, wkb) in enumerate(zip(codes, features.shapes, strict=True), start=1):
        if wkb is not None and is_code(code, level):
            shapes[code] += _polygons(wkb, file, row)
    if not shapes:
        raise refused(file, "ไม่มีพื้นที่ที่ใช้ได้", "no row has both a code and a shape", _name_column(level))
    known = names(shapes)
    store_boundaries(level, _by_province(shapes, level, {code: (a.name_th, a.name_en) for code, a in known.items()}))
    provinces = tuple(sorted({code[:2] for code in shapes}))
    return LoadedBoundaries(
        level=level,
        column=chosen,
        areas=len(shapes),
        provinces=provinces,
        unmatched=tuple(sorted(code for code in shapes if code not in known or not known[code].listed)),
        missing=tuple(code for code in _expected(level, provinces) if code not in shapes),
        skipped=sum(wkb is None or not is_code(code, level) for code, wkb in zip(codes, features.shapes, strict=True)),
    )


def _column(features: Features, file: Path, *, level: Level, column: str | None) -> str:
    there = ", ".join(features.columns) or "-"
    if column is not None and column not in features.columns:
        raise refused(
            file, f"ไม่มีคอลัมน์ {column} (มี {there})", f"it has no column {column}, but {there}", _name_column(level)
        )
    chosen = column or find_code_column({name: list(values) for name, values in features.columns.items()}, level)
    if chosen is None:
        th, en = (
            f"ไม่พบคอลัมน์รหัส {DIGITS[level]} หลัก (มี {there})",
            f"no column holds codes of {DIGITS[level]} digits among {there}",
        )
        raise refused(file, th, en, _name_column(level))
    return chosen


def _polygons(wkb: bytes, file: Path, row: int) -> list[Polygon]:
    try:
        polygons = read_polygons(wkb)
    except NotPolygons as error:
        raise refused(file, f"แถวที่ {row} ไม่ใช่รูปพื้นที่", f"row {row} is no polygon") from error
    if outside_thailand(polygons):
        raise refused(file, f"แถวที่ {row} อยู่นอกประเทศไทย", f"row {row} lies outside Thailand; degrees east come first")
    return polygons


def _by_province(
    shapes: Mapping[str, list[Polygon]], level: Level, known: Mapping[str, tuple[str, str]]
) -> dict[str, Iterator[str]]:
    """For each province its features as GeoJSON texts, made one at a time while they are written."""
    by_province: defaultdict[str, list[str]] = defaultdict(list)
    for code in sorted(shapes):
        by_province[code[:2]].append(code)

    def texts(codes: list[str]) -> Iterator[str]:
        for code in codes:
            polygons = (coordinates_json(polygon) for polygon in thinned(shapes[code], STEP[level]))
            yield feature_text(code, known.get(code, ("", "")), polygons)

    return {province: texts(codes) for province, codes in by_province.items()}


def _expected(level: Level, provinces: tuple[str, ...]) -> list[str]:
    today = Area.objects.filter(level=DIGITS[level], valid_to=None, listed=True).exclude(code__startswith="L")
    return [code for code in today.order_by("code").values_list("code", flat=True) if code[:2] in provinces]


def _name_column(level: Level) -> Bilingual:
    return Bilingual(
        f"ระบุคอลัมน์ที่เก็บรหัส {DIGITS[level]} หลักด้วย --column หรือเลือก --level ให้ตรงกับไฟล์",
        f"Name the column with the {DIGITS[level]}-digit codes with --column, or choose the --level that fits the file.",
    )
