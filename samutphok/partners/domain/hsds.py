"""The directory in the shape of Open Referral's Human Services Data Specification (HSDS) 3.

Ids are made of the codes, so that two exports name one thing alike. Texts are Thai, the English name stands beside as the
alternate one. What no source gives is told by an attribute, never left to be taken as certain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from samutphok.kernel.errors import Bilingual
from samutphok.partners.domain.organizations import NOTHING_SAID, AgencyContact, OfficePattern, Organization, Phone
from samutphok.partners.domain.services import Service

Record = dict[str, Any]

_PROBLEMS = ("problems", "ปัญหาของครอบครัวตามสมุดพกครอบครัว")
_BENEFITS = ("benefits", "สวัสดิการของรัฐที่บริการนี้ช่วยให้ได้รับ")
_CERTAINTY = ("certainty", "ข้อมูลที่รอยืนยันกับหน่วยงาน")
_DAYS = ("expected-working-days", "วันทำการที่คาดว่าจะได้รับความช่วยเหลือ")
_TO_CONFIRM = Bilingual("รอยืนยัน", "To be confirmed")
_VOICE = "voice"


@dataclass(frozen=True, slots=True)
class OfficeAt:
    """An office of an organisation in an area, as far as the operator filled it in."""

    organization: str
    area_code: str
    pattern: OfficePattern | None
    contact: AgencyContact


@dataclass(frozen=True, slots=True)
class PlacesAt:
    """How many places of a service are free in an area, since when."""

    service: str
    area_code: str
    free: int
    updated: datetime


@dataclass(frozen=True, slots=True)
class Directory:
    """What is exported. problems and areas: names by code, for what services name."""

    organizations: tuple[Organization, ...]
    services: tuple[Service, ...]
    offices: tuple[OfficeAt, ...]
    places: tuple[PlacesAt, ...]
    problems: Mapping[str, Bilingual]
    areas: Mapping[str, Bilingual]
    on: date


def organizations_json(directory: Directory) -> list[Record]:
    """The organisations with their phones and the offices that are filled in."""
    return [
        _organization(one) | {"locations": [_location(office) for office in _offices(directory, one.code)]}
        for one in directory.organizations
    ]


def services_json(directory: Directory) -> list[Record]:
    """The services, each with everything that belongs to it."""
    owners = {one.code: one for one in directory.organizations}
    return [_service(directory, one, owners[one.organization]) for one in directory.services]


def identity(kind: str, *codes: str) -> str:
    """The id of a record, the same in each export."""
    return str(uuid5(NAMESPACE_URL, ":".join(("samutphok", kind, *codes))))


def _organization(one: Organization) -> Record:
    made: Record = {
        "id": identity("organization", one.code),
        "name": one.label.th,
        "alternate_name": one.label.en,
        "description": one.source.th or one.label.th,
        "phones": [_phone(phone, "organization", one.code) for phone in one.phones],
        "organization_identifiers": [
            {
                "id": identity("organization-identifier", one.code),
                "identifier_type": "samutphok",
                "identifier": one.code,
            }
        ],
    }
    if one.parent:
        made["parent_organization_id"] = identity("organization", one.parent)
    if one.url:
        made["website"] = one.url
    return made


def _service(directory: Directory, one: Service, owner: Organization) -> Record:
    made: Record = {
        "id": identity("service", one.code),
        "organization_id": identity("organization", owner.code),
        "name": one.label.th,
        "alternate_name": one.label.en,
        "status": "active",
        "description": one.what.th,
        "application_process": one.how.th,
        "fees_description": one.cost.th,
        "eligibility_description": one.who.th,
        "assured_date": directory.on.isoformat(),
        "url": one.url,
        "phones": [_phone(phone, "service", one.code) for phone in one.phones],
        "schedules": _schedules(one),
        "service_areas": [_area(directory, one, code) for code in one.areas or ("TH",)],
        "service_at_locations": _at_locations(directory, one),
        "languages": [{"id": identity("language", one.code), "name": "ไทย", "code": "th"}],
        "cost_options": _costs(one),
        "capacities": [_capacity(found) for found in directory.places if found.service == one.code],
        "required_documents": [
            {"id": identity("document", one.code, str(place)), "document": text.th}
            for place, text in enumerate(one.documents)
        ],
        "attributes": _attributes(directory, one),
        "organization": _organization(owner),
    }
    return {name: value for name, value in made.items() if value not in ("", [])}


def _schedules(one: Service) -> list[Record]:
    return [{"id": identity("schedule", one.code), "description": one.hours.th}] if one.hours != NOTHING_SAID else []


def _costs(one: Service) -> list[Record]:
    """A cost in words; an amount only where the words say that there is none."""
    if one.cost == NOTHING_SAID:
        return []
    made: Record = {"id": identity("cost", one.code), "currency": "THB", "amount_description": one.cost.th}
    return [made]


def _area(directory: Directory, one: Service, code: str) -> Record:
    name = directory.areas.get(code, Bilingual(code, code)).th if code != "TH" else "ประเทศไทย"
    made = {"id": identity("service-area", one.code, code), "name": name, "uri": f"urn:th:area:{code}"}
    without = [directory.areas.get(lying, Bilingual(lying, lying)).th for lying in one.without]
    return made | ({"description": "ยกเว้น " + " ".join(without)} if without else {})


def _at_locations(directory: Directory, one: Service) -> list[Record]:
    return [
        {
            "id": identity("at", one.code, office.area_code),
            "service_id": identity("service", one.code),
            "location": _location(office),
        }
        for office in _offices(directory, one.organization)
        if one.works_in(office.area_code)
    ]


def _offices(directory: Directory, organization: str) -> Iterable[OfficeAt]:
    return (office for office in directory.offices if office.organization == organization)


def _location(office: OfficeAt) -> Record:
    key = (office.organization, office.area_code)
    contact = office.contact
    made: Record = {
        "id": identity("location", *key),
        "location_type": "physical",
        "name": office.pattern.label.th if office.pattern else office.area_code,
        "description": " ".join(text for text in (contact.address, contact.hours, contact.note) if text),
        "external_identifier": office.area_code,
        "external_identifier_type": "Thai area code",
    }
    person: Record = {"id": identity("contact", *key), "title": contact.head}
    if contact.email:
        person["email"] = contact.email
    if contact.head or contact.email:
        made["contacts"] = [person]
    if contact.phone:
        made["phones"] = [{"id": identity("phone", *key), "number": contact.phone, "type": _VOICE}]
    return made


def _phone(phone: Phone, kind: str, code: str) -> Record:
    certain = phone.label.th if phone.stated else f"{phone.label.th} ({_TO_CONFIRM.th})"
    return {
        "id": identity("phone", kind, code, phone.number),
        "number": phone.number,
        "type": _VOICE,
        "description": certain,
    }


def _capacity(found: PlacesAt) -> Record:
    return {
        "id": identity("capacity", found.service, found.area_code),
        "unit": {"id": identity("unit", "place"), "name": "ที่ว่าง"},
        "available": found.free,
        "description": f"ที่ว่างในพื้นที่ {found.area_code or 'TH'}",
        "updated": found.updated.isoformat(timespec="milliseconds"),
    }


def _attributes(directory: Directory, one: Service) -> list[Record]:
    met = [
        _attribute(one, _PROBLEMS, code, directory.problems.get(code, Bilingual(code, code)), "need")
        for code in sorted(one.problems)
    ]
    behind = [_attribute(one, _BENEFITS, one.benefit, one.label, "benefit")] if one.benefit else []
    open_ = [
        _attribute(one, _CERTAINTY, f"to-confirm-{name}", Bilingual(f"{_TO_CONFIRM.th}: {name}", name), "certainty")
        for name in one.to_confirm
    ]
    days = str(one.expected_days)
    wait = [_attribute(one, _DAYS, days, Bilingual(f"{days} วันทำการ", days), "wait")] if one.expected_days else []
    return [*met, *behind, *wait, *open_]


def _attribute(one: Service, taxonomy: tuple[str, str], code: str, label: Bilingual, link: str) -> Record:
    name, description = taxonomy
    return {
        "id": identity("attribute", one.code, name, code),
        "link_id": identity("service", one.code),
        "link_type": link,
        "link_entity": "service",
        "value": code,
        "taxonomy_term": {
            "id": identity("term", name, code),
            "code": code,
            "name": label.th,
            "description": label.th,
            "taxonomy": name,
            "language": "th",
            "taxonomy_detail": {"id": identity("taxonomy", name), "name": name, "description": description},
        },
    }
