"""The operator's own list of areas: villages, communities, local governments and what they cover, names for unlisted codes.

One row an area. Columns (Thai names in brackets): `code` (รหัส) and `name_th` (ชื่อ) are needed; `kind` (ประเภท), `name_en`
(ชื่ออังกฤษ), `covers` (ครอบคลุม: codes between spaces, commas or semicolons), `valid_from` (เริ่มใช้), `valid_to` (สิ้นสุด)
may be there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samutphok.areas.domain.catalogue import catalogue_area
from samutphok.areas.domain.codes import kind_of, level_of, parent_of, read_code
from samutphok.areas.domain.kinds import KIND_WORDS, AreaKind, AreaView
from samutphok.kernel.dates import read_date
from samutphok.kernel.errors import Bilingual, InvalidInput

_COLUMNS = {
    "code": ("code", "รหัส", "รหัสพื้นที่"),
    "name_th": ("name_th", "ชื่อ", "ชื่อพื้นที่"),
    "kind": ("kind", "ประเภท"),
    "name_en": ("name_en", "ชื่ออังกฤษ", "ชื่อภาษาอังกฤษ"),
    "covers": ("covers", "ครอบคลุม", "พื้นที่ครอบคลุม"),
    "valid_from": ("valid_from", "เริ่มใช้"),
    "valid_to": ("valid_to", "สิ้นสุด"),
}
NEEDED = ("code", "name_th")
_KINDS = {word.casefold(): kind for kind, words in KIND_WORDS.items() for word in (*words, kind.value)}


@dataclass(frozen=True, slots=True)
class OperatorArea:
    """An area of the operator's list; `covers` is what a local government covers, outermost codes only."""

    area: AreaView
    covers: tuple[str, ...] = ()


class BadRow(InvalidInput):
    """A row of the operator's list that cannot be taken; whoever knows the file and row adds them."""


def column_names(header: Sequence[str]) -> dict[str, str]:
    """Which column of the file holds what, by its English or Thai name; columns of other names are left alone."""
    given = {name.strip().casefold(): name for name in header}
    return {meant: given[name] for meant, names in _COLUMNS.items() for name in names if name in given}


def read_row(values: Mapping[str, str]) -> OperatorArea:
    """The area of one row, given by meaning of column; raises BadRow or MalformedAreaCode, with the remedy."""
    code = read_code(values["code"])
    if catalogue_area(code) is not None:
        raise _bad(
            Bilingual(f"รหัส {code} อยู่ในบัญชีกลางแล้ว", f"{code} is in the national catalogue already."),
            Bilingual("ลบแถวนี้ออก ชื่อจากบัญชีกลางใช้ได้เอง", "Leave the row out; the catalogue's name is used."),
        )
    name_th = values["name_th"].strip()
    if not name_th:
        raise _bad(
            Bilingual(f"รหัส {code} ไม่มีชื่อ", f"{code} has no name."),
            Bilingual("ใส่ชื่อภาษาไทย หรือลบแถวนี้ออก", "Give its Thai name, or leave the row out."),
        )
    kind = _kind(values.get("kind", ""), code)
    area = AreaView(
        code=code,
        kind=kind,
        level=level_of(code),
        name_th=name_th,
        name_en=values.get("name_en", "").strip(),
        parent=parent_of(code),
        listed=True,
        valid_from=_day(values.get("valid_from", "")),
        valid_to=_day(values.get("valid_to", "")),
    )
    return OperatorArea(area, _covers(values.get("covers", ""), kind))


def _kind(given: str, code: str) -> AreaKind:
    meant = kind_of(code)
    kind = _KINDS.get(given.strip().casefold()) if given.strip() else meant
    # only at the village's level may two kinds have codes of the same form
    if kind == meant or (kind in (AreaKind.VILLAGE, AreaKind.COMMUNITY) and len(code) == 8 and code.isdigit()):
        return kind or meant
    thai, english = KIND_WORDS[meant]
    raise _bad(
        Bilingual(f"ประเภท '{given}' ไม่ตรงกับรหัส {code}", f"The kind '{given}' does not go with the code {code}."),
        Bilingual(f"รหัสแบบนี้เป็น{thai}", f"A code of this form is a {english.casefold()}; leave the kind empty."),
    )


def _covers(given: str, kind: AreaKind) -> tuple[str, ...]:
    codes = {read_code(code) for code in re.split(r"[\s,;|]+", given.strip()) if code}
    if codes and kind is not AreaKind.LOCAL_GOVERNMENT:
        raise _bad(
            Bilingual("มีเฉพาะ อปท. ที่ครอบคลุมพื้นที่อื่นได้", "Only a local government covers other areas."),
            Bilingual("ลบช่องครอบคลุมของแถวนี้", "Empty the column 'covers' of this row."),
        )
    if any(not code[0].isdigit() and code[0] != "C" for code in codes):
        raise _bad(
            Bilingual("อปท. ครอบคลุมทั้งประเทศหรือ อปท. อื่นไม่ได้", "It cannot cover the country or a local government."),
            Bilingual("ใช้รหัสตำบล หมู่บ้าน หรือชุมชน", "Give codes of tambon, villages or communities."),
        )
    return tuple(sorted(code for code in codes if not any(code != other and code.startswith(other) for other in codes)))


def _day(given: str) -> date | None:
    read = read_date(given)
    return read.earliest() if read else None


def _bad(problem: Bilingual, remedy: Bilingual) -> BadRow:
    return BadRow(problem=problem, remedy=remedy)
