"""Who works with the families: ministries, departments, bodies outside, and how their offices in an area are called."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from samutphok.kernel.errors import Bilingual

NOTHING_SAID = Bilingual("", "")
_PROVINCE, _AMPHOE = 2, 4  # digits


class OrganizationKind(StrEnum):
    """What an organisation is to the programme."""

    MINISTRY = "ministry"  # of the memorandum's twelve
    CITY = "city"  # Bangkok, the thirteenth
    DEPARTMENT = "department"  # of the ministry that convenes
    OUTSIDE = "outside"  # not of the memorandum, but needed
    LOCAL = "local"  # local governments
    NETWORK = "network"  # funds, foundations, firms and groups that the operator adds


@dataclass(frozen=True, slots=True)
class OfficePattern:
    """How an office of the organisation is called, and how a letter addresses its head; '{area}' stands for the place."""

    label: Bilingual
    head: Bilingual

    def at(self, place: Bilingual) -> "OfficePattern":
        """The same with the place's name in it."""
        return OfficePattern(_placed(self.label, place), _placed(self.head, place))


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that people call, and what answers there; stated: its source is on file, else it is to be confirmed."""

    number: str
    label: Bilingual
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation of the directory. areas: prefixes in which it works, none for the whole country, but `without`.

    code: by which grants and referrals name it; parent: the ministry of a department. own: the operator added it.
    """

    code: str
    kind: OrganizationKind
    label: Bilingual
    short: Bilingual
    parent: str = ""
    areas: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    url: str = ""
    provincial: OfficePattern | None = None
    amphoe: OfficePattern | None = None
    source: Bilingual = NOTHING_SAID
    own: bool = False

    @property
    def in_memorandum(self) -> bool:
        """Whether it is one of the twelve and one."""
        return self.kind in (OrganizationKind.MINISTRY, OrganizationKind.CITY)

    def works_in(self, area_code: str) -> bool:
        """Whether it works in the area, or in a part of it."""
        return reaches(self.areas, self.without, area_code)

    def office(self, area_code: str, names: Mapping[str, Bilingual]) -> OfficePattern | None:
        """Its office for the area: of the amphoe when the area lies in one and the organisation has such offices, else
        of the province; None when there is none. names: of provinces and amphoe, by code."""
        if self.amphoe is not None and len(area_code) >= _AMPHOE and area_code[:_AMPHOE] in names:
            return self.amphoe.at(names[area_code[:_AMPHOE]])
        return self.provincial_office(area_code, names)

    def provincial_office(self, area_code: str, names: Mapping[str, Bilingual]) -> OfficePattern | None:
        """Its office of the province in which the area lies."""
        if self.provincial is None or len(area_code) < _PROVINCE:
            return None
        return self.provincial.at(names.get(area_code[:_PROVINCE], NOTHING_SAID))


@dataclass(frozen=True, slots=True)
class AgencyContact:
    """Whom to write to and whom to call in an area; what nobody has filled in is empty.

    head: as whom a letter addresses the head of the office (Thai). label: the office. hotline: a national number of the
    organisation. area_code: of the entry that the operator filled in, '' when none has been.
    """

    email: str = ""
    phone: str = ""
    head: str = ""
    label: Bilingual = NOTHING_SAID
    hotline: str = ""
    address: str = ""
    line_id: str = ""
    hours: str = ""
    note: str = ""
    area_code: str = ""

    @property
    def filled(self) -> bool:
        """Whether there is any way to reach the office."""
        return bool(self.email or self.phone or self.line_id)


def reaches(areas: tuple[str, ...], without: tuple[str, ...], area_code: str) -> bool:
    """Whether something that holds in `areas` (none: everywhere) but not in `without` touches the area."""
    if area_code in ("", "TH"):
        return True
    if any(area_code.startswith(prefix) for prefix in without):
        return False
    return not areas or any(area_code.startswith(prefix) or prefix.startswith(area_code) for prefix in areas)


def steps(area_code: str) -> tuple[str, ...]:
    """The area and what it lies in, the nearest first; the country is ''."""
    if not area_code.isdigit():
        return (area_code, "") if area_code not in ("", "TH") else ("",)
    return (*(area_code[:length] for length in (8, 6, 4, 2) if len(area_code) >= length), "")


def named_office(contact: AgencyContact, office: OfficePattern | None) -> AgencyContact:
    """The contact with the name of the office and its head's title where the operator has written none."""
    if office is None:
        return contact
    return replace(contact, label=office.label, head=contact.head or office.head.th)


def _placed(text: Bilingual, place: Bilingual) -> Bilingual:
    return Bilingual(
        text.th.replace("{area}", place.th).strip(), text.en.replace("{area}", place.en or place.th).strip(" ,")
    )
