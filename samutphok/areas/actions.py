"""Making areas: the national catalogue, areas seen in registers, and the operator's own lists and polygons."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from samutphok.areas.boundaries import LoadedBoundaries, take_boundaries
from samutphok.areas.domain import AreaView, catalogue, level_of, lineage, read_code
from samutphok.areas.domain.catalogue import catalogue_area
from samutphok.areas.domain.codes import unnamed
from samutphok.areas.domain.names import search_key
from samutphok.areas.domain.operator_list import OperatorArea
from samutphok.areas.domain.shapes import Level
from samutphok.areas.models import Area, Coverage
from samutphok.areas.operator_files import read_operator_areas
from samutphok.areas.queries import area as area_by_code
from samutphok.areas.queries import covered_by, names
from samutphok.foundation.audit.actions import record

_ROWS = 1000
_FROM_LIST = ["kind", "level", "parent", "name_th", "name_en", "valid_from", "valid_to", "listed", "search_key"]


@dataclass(frozen=True, slots=True)
class Noted:
    """What a register's codes brought: areas `made` now, and all `unlisted` codes among them, made now or before."""

    made: tuple[str, ...]
    unlisted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadedList:
    """What an operator's list brought: areas in it, those new to the office, local governments that cover other areas now."""

    areas: int
    made: int
    coverage_changed: int


@transaction.atomic
def load_catalogue() -> int:
    """Bring in the national catalogue, abolished codes too; again after an update of it. Returns the areas it holds.

    An area that was unlisted until now becomes listed; areas of the operator's own stay as they are.
    """
    rows = [_row(area) for area in catalogue()]
    Area.objects.bulk_create(
        rows, batch_size=_ROWS, update_conflicts=True, unique_fields=["code"], update_fields=_FROM_LIST
    )
    return len(rows)


@transaction.atomic
def note_area(code: str, *, name_th: str = "", seen_on: date) -> AreaView:
    """An area was seen: make it, under what it lies in, when this is the first time. Returns it as it now stands.

    The name is taken unless somebody has named the area already. Raises MalformedAreaCode.
    """
    read = read_code(code)
    note_areas([read], seen_on=seen_on)
    found = area_by_code(read)
    name = name_th.strip()
    if not name or found.name_th != unnamed(read).name_th:
        return found
    Area.objects.filter(pk=read).update(name_th=name, name_en="", search_key=search_key(name, ""))
    return area_by_code(read)


@transaction.atomic
def note_areas(codes: Iterable[str], *, seen_on: date | None = None) -> Noted:
    """The codes of a register were seen: make those that are new, in bulk, with whatever is missing above them.

    A well-formed code is never refused: when its level has a list and the code is not in it, it becomes an unlisted
    area and is reported. Raises MalformedAreaCode, and then nothing was made.
    """
    seen = {step for code in set(codes) for step in lineage(read_code(code))}
    known = names(seen)
    made = [_first_seen(code, seen_on) for code in sorted(seen - known.keys(), key=lambda code: (level_of(code), code))]
    # another import may have made the same area a moment ago
    Area.objects.bulk_create(made, batch_size=_ROWS, ignore_conflicts=True)
    unlisted = [found.code for found in known.values() if not found.listed]
    unlisted += [new.code for new in made if not new.listed]
    return Noted(made=tuple(new.code for new in made), unlisted=tuple(sorted(unlisted)))


@transaction.atomic
def load_operator_list(file: Path, *, now: datetime) -> LoadedList:
    """Take the operator's CSV of villages, communities and local governments; see docs/areas.md for its columns.

    Each area of the file takes the place of what was known of it, and a local government covers just what its row says:
    that changes what grants by local government reach, so it is recorded. All rows are taken, or none (BadAreaFile).
    """
    listed = read_operator_areas(file)
    codes = [row.area.code for row in listed]
    noted = note_areas(
        [*codes, *(covered for row in listed for covered in row.covers)], seen_on=timezone.localdate(now)
    )
    Area.objects.bulk_create(
        [_row(row.area) for row in listed],
        batch_size=_ROWS,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_FROM_LIST,
    )
    changed = [row for row in listed if row.covers != covered_by(row.area.code)]
    for row in changed:
        _cover(row, now)
    return LoadedList(areas=len(listed), made=len(set(codes) & set(noted.made)), coverage_changed=len(changed))


def load_boundaries(file: Path, *, level: Level, column: str | None = None) -> LoadedBoundaries:
    """Take the operator's polygons of amphoe or tambon (GeoJSON, GeoPackage, Shapefile; alone or zipped).

    The column with the codes is found, or named. Whole provinces are replaced. Raises BadBoundaryFile; nothing is then
    stored.
    """
    return take_boundaries(file, level=level, column=column)


def _cover(row: OperatorArea, now: datetime) -> None:
    Coverage.objects.filter(local_government=row.area.code).delete()
    Coverage.objects.bulk_create(Coverage(local_government_id=row.area.code, area_id=covered) for covered in row.covers)
    record(actor="operator", act="areas.cover", subject=f"area:{row.area.code}", fields=["covers"], now=now)


def _row(area: AreaView) -> Area:
    return Area(
        code=area.code,
        kind=area.kind,
        level=area.level,
        parent_id=area.parent,
        name_th=area.name_th,
        name_en=area.name_en,
        valid_from=area.valid_from,
        valid_to=area.valid_to,
        listed=area.listed,
        search_key=search_key(area.name_th, area.name_en),
    )


def _first_seen(code: str, seen_on: date | None) -> Area:
    new = _row(catalogue_area(code) or unnamed(code))
    new.first_seen = seen_on
    return new
