"""Pages of the directory. It is public, so no viewer is asked; who changed an entry is told to those who keep it."""

from datetime import date

from samutphok.partners.domain.browsing import (
    AgencyPage,
    ServiceList,
    ServicePage,
    ServiceRow,
    ServicesWanted,
    listed,
)
from samutphok.partners.domain.entries import (
    OFFICE,
    PLACES,
    SERVICE,
    ChangeView,
    EntryView,
    contact_from,
    nearest,
    places_free,
    with_own_services,
)
from samutphok.partners.domain.organizations import AgencyContact, Organization, named_office
from samutphok.partners.domain.services import Service
from samutphok.partners.errors import ServiceNotFound
from samutphok.partners.models import Change
from samutphok.partners.queries.agreements import standards
from samutphok.partners.queries.directory import office_of, organization, organizations
from samutphok.partners.queries.entries import entries_for
from samutphok.partners.queries.export import problem_names
from samutphok.partners.queries.shipped import shipped_organizations, shipped_services

HISTORY = 8


def browse(*, area_code: str, wanted: ServicesWanted, on: date, page_size: int) -> ServiceList:
    """The services of an area under the filters, one page of them; two queries."""
    entries = entries_for(area_code)
    rows = _rows(entries, area_code, on)
    return listed(rows, wanted, page_size=page_size, problems=problem_names(on=on))


def service_page(*, code: str, area_code: str, on: date) -> ServicePage:
    """A service as it stands in an area; raises ServiceNotFound; at most five queries."""
    entries = entries_for(area_code)
    shipped = shipped_services(on)
    found = with_own_services(shipped, entries, area_code).get(code) or _closed_here(shipped.get(code), entries)
    if found is None or not found.works_in(area_code):
        raise ServiceNotFound
    known = {one.code: one for one in organizations(on=on)}
    agency = known[found.organization]
    names = problem_names(on=on)
    held = [(one, one.of(code)) for one in standards(on=on, area_code=area_code)]
    limits = [limit for one, _ in held if (limit := one.days_for(code)) is not None]
    own, places = nearest(entries, SERVICE, area_code).get(code), nearest(entries, PLACES, area_code).get(code)
    return ServicePage(
        service=found,
        agency=agency,
        contact=_contact(agency, entries, area_code, on),
        problems=tuple((name, label) for name, label in names.items() if name in found.problems),
        shipped=shipped.get(code),
        entry=own,
        places=places,
        standards=tuple((one, items) for one, items in held if items),
        limit=min(limits, default=None),
        history=_history(own, places),
    )


def agency_page(*, code: str, area_code: str, on: date) -> AgencyPage:
    """An organisation as it stands in an area; raises OrganizationNotFound; at most five queries."""
    entries = entries_for(area_code)
    known = {one.code: one for one in organizations(on=on)}
    agency = known.get(code) or organization(code=code, on=on)
    entry = nearest(entries, OFFICE, area_code).get(code)
    own = entry if entry is not None and entry.area_code == ("" if area_code == "TH" else area_code) else None
    return AgencyPage(
        agency=agency,
        parent=known.get(agency.parent),
        departments=tuple(one for one in known.values() if one.parent == code),
        contact=_contact(agency, entries, area_code, on),
        entry=own,
        services=tuple(row for row in _rows(entries, area_code, on) if row.agency.code == code),
        history=_history(entry),
    )


def _rows(entries: tuple[EntryView, ...], area_code: str, on: date) -> list[ServiceRow]:
    known = {one.code: one for one in organizations(on=on)}
    free = places_free(entries, area_code)
    found = with_own_services(shipped_services(on), entries, area_code).values()
    return [
        ServiceRow(one, known[one.organization], free.get(one.code, (None, ""))[0])
        for one in found
        if one.works_in(area_code) and one.organization in known
    ]


def _contact(agency: Organization, entries: tuple[EntryView, ...], area_code: str, on: date) -> AgencyContact:
    entry = nearest(entries, OFFICE, area_code).get(agency.code)
    contact = contact_from(entry, shipped_organizations(on).get(agency.code, agency))
    return named_office(contact, office_of(agency, area_code, on))


def _closed_here(shipped: Service | None, entries: tuple[EntryView, ...]) -> Service | None:
    """A service that those who keep the directory closed here: its page says so, and lets them open it again."""
    closed = any(one.code == shipped.code and one.words.get("closed") for one in entries) if shipped else False
    return shipped if closed else None


def _history(*entries: EntryView | None) -> tuple[ChangeView, ...]:
    """The latest changes of these entries, the newest first; one query, none where there is no entry."""
    ids = [one.id for one in entries if one is not None]
    if not ids:
        return ()
    rows = Change.objects.filter(entry__in=ids).order_by("-at", "-id")[:HISTORY]
    return tuple(ChangeView(row.name, tuple(row.fields), row.before, row.after, row.at, row.by) for row in rows)
