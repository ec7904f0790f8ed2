"""Where the operator's polygons are kept: a GeoJSON file per level and province, replaced whole or not at all."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from samutphok.areas.domain.shapes import Level


def boundary_file(level: Level, province: str) -> Path:
    """The file of a province's polygons of that level, whether it exists or not."""
    return Path(settings.BOUNDARIES) / level / f"{province}.geojson"


def store_boundaries(level: Level, features_by_province: Mapping[str, Iterable[str]]) -> None:
    """Write the provinces' features (GeoJSON texts); all files are on disk before the first takes its place."""
    folder = boundary_file(level, "00").parent
    folder.mkdir(parents=True, exist_ok=True)
    written: list[tuple[Path, Path]] = []
    try:
        for province, features in features_by_province.items():
            target = boundary_file(level, province)
            part = target.with_suffix(f".{os.getpid()}.part")
            written.append((part, target))
            _write(part, features)
        for part, target in written:
            part.replace(target)
    finally:
        for part, _ in written:
            part.unlink(missing_ok=True)


def feature_text(code: str, names: tuple[str, str], polygons: Iterable[str]) -> str:
    """An area as a GeoJSON feature; the id is a number because MapLibre keeps no other."""
    properties = json.dumps({"code": code, "name_th": names[0], "name_en": names[1]}, ensure_ascii=False)
    coordinates = ",".join(polygons)
    geometry = f'{{"type":"MultiPolygon","coordinates":[{coordinates}]}}'
    return f'{{"type":"Feature","id":{code},"properties":{properties},"geometry":{geometry}}}'


def _write(part: Path, features: Iterable[str]) -> None:
    with part.open("w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[\n')
        out.write(",\n".join(features))
        out.write("\n]}\n")
        out.flush()
        os.fsync(out.fileno())
