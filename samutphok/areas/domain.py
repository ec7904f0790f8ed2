"""What an area is, without a database: kinds, names as people write them, and the catalogue of the Interior's codes.

The codes and names of provinces, amphoe and tambon come from geothai (data CC-BY-4.0, from the Department of Provincial
Administration). No list of villages, communities and local governments exists: those are the operator's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

import geothai
from geothai.abolished import abolished_areas

COUNTRY = "TH"
BANGKOK = "10"


class AreaKind(StrEnum):
    """The kinds of area; two kinds may stand on the same level of the tree."""

    COUNTRY = "country"
    PROVINCE = "province"
    AMPHOE = "amphoe"
    DISTRICT = "district"  # เขต of Bangkok
    TAMBON = "tambon"
    SUBDISTRICT = "subdistrict"  # แขวง of Bangkok
    VILLAGE = "village"
    COMMUNITY = "community"
    LOCAL_GOVERNMENT = "local_government"  # อปท.: beside the tree, it covers areas


_BEFORE_NAME = {
    AreaKind.PROVINCE: "จังหวัด",
    AreaKind.AMPHOE: "อำเภอ",
    AreaKind.DISTRICT: "เขต",
    AreaKind.TAMBON: "ตำบล",
    AreaKind.SUBDISTRICT: "แขวง",
}
_ENGLISH_TITLE = {
    AreaKind.PROVINCE: "{} Province",
    AreaKind.AMPHOE: "Amphoe {}",
    AreaKind.DISTRICT: "{} District",
    AreaKind.TAMBON: "Tambon {}",
    AreaKind.SUBDISTRICT: "{} Subdistrict",
}


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area as other parts of the programme see it.

    `level` is 0 country, 2 province, 4 amphoe, 6 tambon, 8 village, so for coded areas it is the code's length;
    communities stand on 8, local governments on 6. `listed` is False when the level has a list and the code is not in it.
    `valid_to` is the first day on which the code no longer held, None while it holds.
    """

    code: str
    kind: AreaKind
    level: int
    name_th: str
    name_en: str
    parent: str | None
    listed: bool
    valid_from: date | None = None
    valid_to: date | None = None

    def name(self, language: str) -> str:
        """The bare name in the language, the Thai one when no English name is known."""
        return (self.name_en or self.name_th) if language.startswith("en") else self.name_th

    def title(self, language: str) -> str:
        """The name with its kind, as in an address: 'อำเภอกะทู้', 'Amphoe Kathu'."""
        if self.code in (COUNTRY, BANGKOK) or not self.listed:
            return self.name(language)
        if language.startswith("en") and self.name_en:
            return _ENGLISH_TITLE.get(self.kind, "{}").format(self.name_en)
        return _BEFORE_NAME.get(self.kind, "") + self.name_th

    def valid_on(self, day: date) -> bool:
        """Whether the code held on that day; an unknown start is taken as long ago."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class CatalogueArea(AreaView):
    """An area of the national catalogue; `successors` are the codes that took over an abolished one, where known."""

    successors: tuple[str, ...] = ()


def kind_of(code: str) -> AreaKind:
    """The kind that a well-formed code has when nobody said otherwise: Bangkok has communities where others have villages."""
    if code == COUNTRY:
        return AreaKind.COUNTRY
    if code[0] in "CL":
        return AreaKind.COMMUNITY if code[0] == "C" else AreaKind.LOCAL_GOVERNMENT
    in_bangkok = code[:2] == BANGKOK
    return {
        2: AreaKind.PROVINCE,
        4: AreaKind.DISTRICT if in_bangkok else AreaKind.AMPHOE,
        6: AreaKind.SUBDISTRICT if in_bangkok else AreaKind.TAMBON,
        8: AreaKind.COMMUNITY if in_bangkok else AreaKind.VILLAGE,
    }[len(code)]


@cache
def catalogue() -> tuple[CatalogueArea, ...]:
    """The country and every province, amphoe (เขต) and tambon (แขวง), abolished ones too; parents before children.

    geothai knows when a code was abolished (the registry's date; 2006-01-01 stands for 'by then'), not when one began.
    """
    country = CatalogueArea(COUNTRY, AreaKind.COUNTRY, 0, "ประเทศไทย", "Thailand", None, True)
    return (country, *sorted((*_current(), *_abolished()), key=lambda area: (area.level, area.code)))


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
        level=len(code),
        name_th=name_th.removeprefix(_BEFORE_NAME[kind]),  # geothai writes เขต before Bangkok's districts only
        name_en=name_en,
        parent=code[:-2] or COUNTRY,
        listed=True,
        valid_to=valid_to,
        successors=successors,
    )
