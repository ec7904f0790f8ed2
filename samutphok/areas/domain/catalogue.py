"""The national catalogue: provinces, amphoe and tambon with their names, abolished ones too.

From geothai (data CC-BY-4.0; codes, names and dates of the Department of Provincial Administration). No list of
villages, communities and local governments exists: those are the operator's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import geothai
from geothai.abolished import abolished_areas

from samutphok.areas.domain.codes import kind_of, level_of, parent_of
from samutphok.areas.domain.kinds import KIND_WORDS, AreaKind, AreaView
from samutphok.kernel.identifiers import COUNTRY


@dataclass(frozen=True, slots=True)
class CatalogueArea(AreaView):
    """An area of the national catalogue; `successors` are the codes that took over an abolished one, where known."""

    successors: tuple[str, ...] = ()


@cache
def catalogue() -> tuple[CatalogueArea, ...]:
    """The country and every province, amphoe (เขต) and tambon (แขวง), abolished ones too; parents before children.

    geothai knows when the registry abolished a code (2006-01-01 stands for 'by then'), not when one began.
    """
    country = CatalogueArea(COUNTRY, AreaKind.COUNTRY, 0, "ประเทศไทย", "Thailand", None, True)
    return (country, *sorted((*_current(), *_abolished()), key=lambda area: (area.level, area.code)))


def catalogue_area(code: str) -> CatalogueArea | None:
    """The catalogue's area with this code, abolished or not."""
    return _by_code().get(code)


@cache
def _by_code() -> dict[str, CatalogueArea]:
    return {area.code: area for area in catalogue()}


def _current() -> Iterator[CatalogueArea]:
    for province in geothai.provinces():
        yield _area(province.code, province.name_th, province.name_en)
        for district in geothai.districts(province.code):
            yield _area(district.code, district.name_th, district.name_en)
            for subdistrict in geothai.subdistricts(district.code):
                yield _area(subdistrict.code, subdistrict.name_th, subdistrict.name_en)


def _abolished() -> Iterator[CatalogueArea]:
    for area in abolished_areas():
        ended = date.fromisoformat(area.abolished_on)
        yield _area(area.code, area.name_th, area.name_en or "", valid_to=ended, successors=area.successors)


def _area(
    code: str, name_th: str, name_en: str, *, valid_to: date | None = None, successors: tuple[str, ...] = ()
) -> CatalogueArea:
    kind = kind_of(code)
    return CatalogueArea(
        code=code,
        kind=kind,
        level=level_of(code),
        name_th=name_th.removeprefix(KIND_WORDS[kind][0]),  # geothai writes เขต before Bangkok's districts only
        name_en=name_en,
        parent=parent_of(code),
        listed=True,
        valid_to=valid_to,
        successors=successors,
    )
