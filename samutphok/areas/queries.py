"""Reading areas. Names and codes of places are public, so no viewer is asked."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db.models import Q

from samutphok.areas.boundary_store import boundary_file
from samutphok.areas.domain import COUNTRY, AreaKind, AreaView, lineage, read_code
from samutphok.areas.domain.shapes import Level
from samutphok.areas.errors import MalformedAreaCode, UnknownArea
from samutphok.areas.models import Area, Coverage
from samutphok.areas.search import search_areas

_CHUNK = 500  # SQLite and PostgreSQL both take that many parameters gladly


def area(code: str) -> AreaView:
    """The area with this code; raises UnknownArea."""
    return path(code)[-1]


def children(code: str, *, on: date | None = None) -> tuple[AreaView, ...]:
    """The areas one step down, by code: those whose code held on the day, or, without a day, that were never abolished.

    Local governments are not among them: they lie across the tree and would be counted twice.
    """
    below = Area.objects.filter(parent=code).exclude(kind=AreaKind.LOCAL_GOVERNMENT)
    if on is None:
        return tuple(view(found) for found in below.filter(valid_to=None))
    started, going_on = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on)
    return tuple(view(found) for found in below.filter(started, going_on))


def children_of(codes: Iterable[str]) -> dict[str, tuple[AreaView, ...]]:
    """The areas one step down in each of many areas, as `children` gives them without a day, in one query."""
    below: dict[str, list[AreaView]] = {}
    rows = Area.objects.filter(parent__in=list(codes), valid_to=None).exclude(kind=AreaKind.LOCAL_GOVERNMENT)
    for found in rows:
        below.setdefault(found.parent_id or "", []).append(view(found))
    return {code: tuple(inside) for code, inside in below.items()}


def path(code: str) -> tuple[AreaView, ...]:
    """The area with everything it lies in, the country first; raises UnknownArea."""
    try:
        steps = lineage(read_code(code))
    except MalformedAreaCode:
        raise UnknownArea(code) from None
    known = names(steps)
    if code not in known:
        raise UnknownArea(code)
    return tuple(known[step] for step in steps)


def names(codes: Iterable[str]) -> dict[str, AreaView]:
    """The areas of many codes at once; a code never seen is simply absent."""
    wanted = sorted(set(codes))
    chunks = (wanted[start : start + _CHUNK] for start in range(0, len(wanted), _CHUNK))
    return {found.code: view(found) for chunk in chunks for found in Area.objects.filter(pk__in=chunk)}


def search(text: str, *, limit: int = 20) -> tuple[AreaView, ...]:
    """The areas of today whose Thai or English name fits best, a little misspelt too, best first."""
    return tuple(view(found) for found in search_areas(text, limit=limit))


def provinces() -> tuple[AreaView, ...]:
    """The provinces of today, by code."""
    return tuple(found for found in children(COUNTRY) if found.kind == AreaKind.PROVINCE)


def covered_by(local_government: str) -> tuple[str, ...]:
    """The area codes (prefixes of the tree) that a local government covers; none until the operator has said which.

    A grant 'by local government' reaches these prefixes and nothing else.
    """
    covered = Coverage.objects.filter(local_government=local_government)
    return tuple(covered.order_by("area_id").values_list("area_id", flat=True))


def coverage(local_governments: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each of many local governments covers, as `covered_by`, in one query; none for those that cover nothing."""
    wanted = set(local_governments)
    covered: dict[str, list[str]] = {}
    if wanted:
        rows = Coverage.objects.filter(local_government__in=wanted).order_by("area_id")
        for local_government, area_code in rows.values_list("local_government_id", "area_id"):
            covered.setdefault(local_government, []).append(area_code)
    return {code: tuple(found) for code, found in covered.items()}


def boundaries(level: Level, parent: str) -> Path | None:
    """The GeoJSON file with the operator's polygons of that level in the province of `parent`, if any were loaded.

    Its features carry `code`, `name_th` and `name_en`; for an amphoe take those whose code begins with the amphoe's.
    """
    stored = boundary_file(level, parent[:2])
    return stored if parent[:2].isdigit() and stored.is_file() else None


def view(found: Area) -> AreaView:
    """The frozen view of a stored area."""
    return AreaView(
        code=found.code,
        kind=AreaKind(found.kind),
        level=found.level,
        name_th=found.name_th,
        name_en=found.name_en,
        parent=found.parent_id,
        listed=found.listed,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
    )
