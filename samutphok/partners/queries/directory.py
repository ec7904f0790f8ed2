"""Who helps with what in an area: the shipped directory with what the operator wrote over it.

The directory is public: names of offices, what they offer, whom to call. No viewer is asked, and nothing of a person is in it.
"""

from collections.abc import Collection, Iterable
from datetime import date

from samutphok.areas.queries import names
from samutphok.kernel.errors import Bilingual
from samutphok.partners.domain.entries import (
    OFFICE,
    OWN,
    PARTNER,
    EntryView,
    contact_from,
    nearest,
    own_organization,
    places_free,
    with_own_services,
)
from samutphok.partners.domain.organizations import AgencyContact, OfficePattern, Organization, named_office
from samutphok.partners.domain.services import Service, ServiceOffer, offered
from samutphok.partners.errors import OrganizationNotFound, ServiceNotFound
from samutphok.partners.models import Entry
from samutphok.partners.queries.entries import entries_for, entry_view
from samutphok.partners.queries.shipped import every_organization, shipped_organizations, shipped_services


def organizations(*, on: date, area_code: str = "") -> tuple[Organization, ...]:
    """The organisations that work in the area ('' the whole country) on a day, shipped ones first; one query."""
    rows = Entry.objects.filter(kind=PARTNER, ended=False)
    return _at_work([entry_view(row) for row in rows], area_code, on)


def _at_work(entries: Iterable[EntryView], area_code: str, on: date) -> tuple[Organization, ...]:
    added = sorted((one for one in entries if one.kind == PARTNER), key=lambda one: one.code)
    every = (*shipped_organizations(on).values(), *(own_organization(one) for one in added))
    return tuple(one for one in every if one.works_in(area_code))


def organization(*, code: str, on: date) -> Organization:
    """One organisation; raises OrganizationNotFound. A query only for those that the operator added."""
    found = shipped_organizations(on).get(code)
    if found is not None:
        return found
    row = Entry.objects.filter(kind=PARTNER, code=code, ended=False).first()
    if row is None:
        raise OrganizationNotFound
    return own_organization(entry_view(row))


def agency_label(code: str) -> Bilingual:
    """The name of an organisation of any version of the directory; the code itself where there is none."""
    found = every_organization().get(code)
    return found.label if found is not None else _own_label(code)


def agency_short(code: str) -> Bilingual:
    """The short name of an organisation, as in a table; the code itself where there is none."""
    found = every_organization().get(code)
    return found.short if found is not None else _own_label(code)


def agencies_short(codes: Collection[str]) -> dict[str, Bilingual]:
    """The same for each of many: no query but for the operator's own, and one for all of these."""
    known = every_organization()
    mine = Entry.objects.filter(kind=PARTNER, code__in=[code for code in codes if code.startswith(OWN)])
    own = {row.code: own_organization(entry_view(row)).label for row in mine}
    return {code: known[code].short if code in known else own.get(code, Bilingual(code, code)) for code in codes}


def services_for(*, problems: Iterable[str], area_code: str, on: date) -> tuple[ServiceOffer, ...]:
    """What may be had against these problems in an area on a day: those with room first, then the quickest; one query."""
    return _offers(entries_for(area_code), problems, area_code, on)


def helpers_for(
    *, problems: Iterable[str], area_code: str, on: date
) -> tuple[tuple[ServiceOffer, ...], tuple[Organization, ...]]:
    """What may be had against these problems in an area, as `services_for`, and all who work there; one query for both."""
    entries = entries_for(area_code)
    return _offers(entries, problems, area_code, on), _at_work(entries, area_code, on)


def _offers(
    entries: tuple[EntryView, ...], problems: Iterable[str], area_code: str, on: date
) -> tuple[ServiceOffer, ...]:
    known = shipped_organizations(on)
    offices = nearest(entries, OFFICE, area_code)
    return offered(
        with_own_services(shipped_services(on), entries, area_code).values(),
        area_code=area_code,
        wanted=frozenset(problems),
        free=places_free(entries, area_code),
        contacts={code: contact_from(offices.get(code), known.get(code)) for code in {*known, *offices}},
    )


def services(*, area_code: str, on: date) -> tuple[Service, ...]:
    """Every service that people of the area may get on a day; one query."""
    found = with_own_services(shipped_services(on), entries_for(area_code), area_code)
    return tuple(one for one in found.values() if one.works_in(area_code))


def service(*, code: str, area_code: str, on: date) -> Service:
    """One service as it stands in the area; raises ServiceNotFound; one query."""
    found = with_own_services(shipped_services(on), entries_for(area_code), area_code).get(code)
    if found is None or not found.works_in(area_code):
        raise ServiceNotFound
    return found


def contact_of(*, agency: str, area_code: str, on: date) -> AgencyContact:
    """Whom to write to at an agency about a family of the area; two queries. What nobody filled in is empty.

    The office is that of the area's province, by name; its head as a letter addresses them.
    """
    known = shipped_organizations(on).get(agency)
    entry = nearest(entries_for(area_code, OFFICE), OFFICE, area_code).get(agency)
    contact = contact_from(entry, known)
    return named_office(contact, office_of(known, area_code, on) if known else None)


def area_names(*area_codes: str) -> dict[str, Bilingual]:
    """The names of the provinces and amphoe in which areas lie, by code; one query."""
    wanted = {code[:length] for code in area_codes for length in (2, 4) if len(code) >= length and code.isdigit()}
    return {code: Bilingual(found.name_th, found.name_en or found.name_th) for code, found in names(wanted).items()}


def office_of(agency: Organization, area_code: str, on: date) -> OfficePattern | None:
    """The agency's office of the province; a department without one of its own is reached through its ministry's.

    At most one query.
    """
    ministry = shipped_organizations(on).get(agency.parent)
    host = agency if agency.provincial is not None or ministry is None else ministry
    return host.provincial_office(area_code, area_names(area_code))


def _own_label(code: str) -> Bilingual:
    row = Entry.objects.filter(kind=PARTNER, code=code).first() if code.startswith(OWN) else None
    return own_organization(entry_view(row)).label if row is not None else Bilingual(code, code)
