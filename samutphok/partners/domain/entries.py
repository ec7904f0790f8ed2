"""What the operator wrote over the shipped directory, and how the two become one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.partners.domain.organizations import (
    AgencyContact,
    Organization,
    OrganizationKind,
    Phone,
    steps,
)
from samutphok.partners.domain.services import Capacity, Level, Service

OFFICE, SERVICE, PLACES, PARTNER = "office", "service", "places", "partner"
OWN = "own-"  # how the codes of what the operator added begin

# What may be written of an office, in the order of its form, with the longest text.
OFFICE_WORDS: Mapping[str, int] = {
    "head": 200,
    "phone": 60,
    "email": 200,
    "line_id": 60,
    "address": 400,
    "hours": 200,
    "note": 400,
}

# What may be written of a service as it is in the area: texts, papers one a line, working days.
SERVICE_WORDS: Mapping[str, int] = {
    "what": 600,
    "who": 600,
    "documents": 2000,
    "how": 600,
    "hours": 200,
    "cost": 300,
    "days": 4,
    "phone": 60,
}
PARTNER_WORDS: Mapping[str, int] = {"th": 200, "en": 200, "phone": 60, "note": 400}


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the operator says of one thing in one area."""

    id: UUID
    kind: str
    code: str
    area_code: str
    words: Mapping[str, Any] = field(default_factory=dict)
    free: int | None = None
    ended: bool = False
    version: int = 1
    changed_by: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change, for the history of an entry."""

    name: str
    fields: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    at: datetime
    by: str


def nearest(entries: Iterable[EntryView], kind: str, area_code: str) -> dict[str, EntryView]:
    """Of each code the entry of a kind that lies nearest to the area: its own, else of what it lies in."""
    ranks = {code: rank for rank, code in enumerate(steps(area_code))}
    found: dict[str, EntryView] = {}
    for entry in entries:
        if entry.kind != kind or entry.ended or entry.area_code not in ranks:
            continue
        held = found.get(entry.code)
        if held is None or ranks[entry.area_code] < ranks[held.area_code]:
            found[entry.code] = entry
    return found


def contact_from(entry: EntryView | None, organization: Organization | None) -> AgencyContact:
    """The contact that the operator wrote, with the organisation's national number beside it."""
    hotline = organization.phones[0].number if organization is not None and organization.phones else ""
    if entry is None:
        return AgencyContact(hotline=hotline)
    said: dict[str, Any] = {name: str(entry.words.get(name, "")) for name in OFFICE_WORDS}
    return AgencyContact(hotline=hotline, area_code=entry.area_code, **said)


def places_free(entries: Iterable[EntryView], area_code: str) -> dict[str, tuple[int, str]]:
    """Free places by service with the area of which they are counted, as the nearest count says."""
    found = nearest(entries, PLACES, area_code)
    return {code: (entry.free, entry.area_code) for code, entry in found.items() if entry.free is not None}


def with_own_services(
    shipped: Mapping[str, Service], entries: Iterable[EntryView], area_code: str
) -> dict[str, Service]:
    """The services of an area: shipped ones as changed there, and the operator's own."""
    changed = nearest(entries, SERVICE, area_code)
    services = dict(shipped)
    for code, entry in changed.items():
        base = shipped.get(code)
        services[code] = _changed(base, entry) if base is not None else _own(entry)
    return {code: one for code, one in services.items() if not changed or not _closed(changed.get(code))}


def own_organization(entry: EntryView) -> Organization:
    """A partner that the operator added."""
    words = entry.words
    label = Bilingual(str(words.get("th", "")), str(words.get("en", "")) or str(words.get("th", "")))
    phone = str(words.get("phone", ""))
    return Organization(
        code=entry.code,
        kind=OrganizationKind(words.get("kind", OrganizationKind.NETWORK)),
        label=label,
        short=label,
        areas=(entry.area_code,) if entry.area_code else (),
        phones=(Phone(phone, label, stated=True),) if phone else (),
        source=Bilingual("ผู้ดูแลทำเนียบเพิ่มเอง", "Added by those who keep the directory"),
        own=True,
    )


def _own(entry: EntryView) -> Service:
    words = entry.words
    blank = Service(
        code=entry.code,
        organization=str(words.get("agency", "")),
        label=Bilingual(str(words.get("th", "")), str(words.get("en", "")) or str(words.get("th", ""))),
        problems=frozenset(str(name) for name in words.get("problems", ())),
        level=Level(words.get("level", Level.LOCAL)),
        areas=(entry.area_code,) if entry.area_code else (),
        source=Bilingual("ผู้ดูแลทำเนียบเพิ่มเอง", "Added by those who keep the directory"),
    )
    return _changed(blank, entry)


def _changed(base: Service, entry: EntryView) -> Service:
    """The service with what was written of it; what the operator writes is stated."""
    words = entry.words
    texts: dict[str, Any] = {
        name: _both(words[name]) for name in ("who", "what", "how", "hours", "cost") if words.get(name)
    }
    stated = set(base.stated) | set(texts)
    documents, days = base.documents, base.expected_days
    if words.get("documents"):
        documents = tuple(_both(line) for line in str(words["documents"]).splitlines() if line.strip())
        stated.add("documents")
    if words.get("days"):
        days = int(words["days"])
        stated.add("days")
    phones = base.phones
    if words.get("phone"):
        phones = (Phone(str(words["phone"]), base.label, stated=True), *base.phones)
        stated.add("phones")
    capacity = Capacity(words["capacity"]) if words.get("capacity") else base.capacity
    return replace(
        base,
        **texts,
        documents=documents,
        expected_days=days,
        phones=phones,
        capacity=capacity,
        stated=frozenset(stated),
        own=True,
    )


def _closed(entry: EntryView | None) -> bool:
    return entry is not None and bool(entry.words.get("closed"))


def _both(text: Any) -> Bilingual:
    return Bilingual(str(text).strip(), str(text).strip())
