"""Lists of families and members as files on a phone, after the ODK entities specification.

ODK Collect takes a row anew only when its `__version` has grown, and drops the whole list when one row has no id, label
or version; so the version of a row is the household's, and a row always has a label.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.dates import age_on
from samutphok.kernel.spreadsheets import inert
from samutphok.registry.domain.identity import Identity
from samutphok.registry.domain.roll import RollFamily

MOST_FAMILIES = 3_000  # on one phone


class ListName(StrEnum):
    """The lists that a form may ask for, by file name."""

    HOUSEHOLDS = "households.csv"
    MEMBERS = "members.csv"


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as it goes to one phone. md5: of exactly these bytes, in hex. left_out: families that did not fit."""

    name: str
    content: bytes
    md5: str
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class FamilyNow:
    """What the office knows of visits to a family. version: 1 while nobody has been there. place: latitude, longitude."""

    version: int = 1
    place: tuple[float, float] | None = None
    due: date | None = None
    last_visit: date | None = None
    last_outcome: str = ""


HOUSEHOLD_COLUMNS = (
    *("name", "label", "__version", "village", "village_name", "house_code", "family_no"),
    *("head", "members", "geometry", "due", "last_visit", "last_outcome"),
)
MEMBER_COLUMNS = (
    *("name", "label", "__version", "household", "title", "first_name", "last_name", "sex", "birth_year", "age"),
)
_NAMELESS = "ไม่ทราบชื่อ"


def households_file(
    families: Iterable[RollFamily], now: Mapping[UUID, FamilyNow], villages: Mapping[str, str], *, left_out: int = 0
) -> ListFile:
    """households.csv of these families, in their order. villages: names by area code."""
    rows = (_household_row(family, now.get(family.id, FamilyNow()), villages) for family in families)
    return _file(ListName.HOUSEHOLDS, HOUSEHOLD_COLUMNS, rows, left_out)


def members_file(
    families: Iterable[RollFamily], now: Mapping[UUID, FamilyNow], *, today: date, left_out: int = 0
) -> ListFile:
    """members.csv of these families. Ages hold for the day; whoever lives in two of them stands once, with the first."""
    rows: dict[UUID, Sequence[str]] = {}
    for family in families:
        version = now.get(family.id, FamilyNow()).version
        for member in family.members:
            told = _member_told(member.identity, today)
            rows.setdefault(member.person_id, (str(member.person_id), told[0], str(version), str(family.id), *told[1:]))
    return _file(ListName.MEMBERS, MEMBER_COLUMNS, rows.values(), left_out)


def geometry(place: tuple[float, float] | None) -> str:
    """A point as forms write it: latitude, longitude, altitude, accuracy; '' where the house has no place yet."""
    return f"{place[0]:.6f} {place[1]:.6f} 0 0" if place else ""


def _household_row(family: RollFamily, now: FamilyNow, villages: Mapping[str, str]) -> Sequence[str]:
    head = family.members[0].identity.full_name if family.members else ""
    village = villages.get(family.area_code, "")
    people = f"{len(family.members)} คน" if family.members else ""
    return (
        str(family.id),
        _text(" · ".join(part for part in (head or _NAMELESS, village, people) if part)),
        str(now.version),
        family.area_code,
        _text(village),
        family.house_code,
        _text(family.family_no),
        _text(head),
        str(len(family.members)),
        geometry(now.place),
        now.due.isoformat() if now.due else "",
        now.last_visit.isoformat() if now.last_visit else "",
        now.last_outcome,
    )


def _member_told(identity: Identity, today: date) -> Sequence[str]:
    age = _age(identity, today)
    named = _text(identity.full_name or _NAMELESS)
    return (
        f"{named} ({age} ปี)" if age else named,
        _text(identity.title),
        _text(identity.first_name),
        _text(identity.last_name),
        identity.sex or "",
        str(identity.birth.year) if identity.birth else "",
        age,
    )


def _age(identity: Identity, today: date) -> str:
    """Completed years; the higher where a part of the birth date is unknown, '' without one or with one to come."""
    if identity.birth is None or identity.birth.earliest() > today:
        return ""
    return str(age_on(identity.birth, today).high)


def _text(value: str) -> str:
    return inert(" ".join(value.split()))


def _file(name: ListName, columns: Sequence[str], rows: Iterable[Sequence[str]], left_out: int) -> ListFile:
    written = io.StringIO(newline="")
    table = csv.writer(written, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    content = written.getvalue().encode()
    return ListFile(name.value, content, hashlib.md5(content, usedforsecurity=False).hexdigest(), left_out)
