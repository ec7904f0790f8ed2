"""The directory of an area, gathered for its export."""

from datetime import date

from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import policy_on
from samutphok.partners.domain.entries import OFFICE, PLACES, contact_from
from samutphok.partners.domain.hsds import Directory, OfficeAt, PlacesAt
from samutphok.partners.models import Entry
from samutphok.partners.queries.directory import area_names, organizations, services
from samutphok.partners.queries.entries import entry_view
from samutphok.partners.queries.scope import lying_in


def directory(*, on: date, area_code: str = "") -> Directory:
    """Every organisation and service of an area ('' the country) with offices and free places; four queries."""
    known = organizations(on=on, area_code=area_code)
    listed = services(area_code=area_code, on=on)
    rows = Entry.objects.filter(lying_in(area_code), kind__in=(OFFICE, PLACES), ended=False).order_by(
        "area_code", "code"
    )
    entries = [entry_view(row) for row in rows]
    named = area_names(
        *(one.area_code for one in entries), *(code for one in listed for code in one.areas + one.without)
    )
    by_code = {one.code: one for one in known}
    return Directory(
        organizations=known,
        services=tuple(one for one in listed if one.organization in by_code),
        offices=tuple(
            OfficeAt(
                one.code,
                one.area_code,
                by_code[one.code].office(one.area_code, named),
                contact_from(one, by_code[one.code]),
            )
            for one in entries
            if one.kind == OFFICE and one.code in by_code
        ),
        places=tuple(
            PlacesAt(one.code, one.area_code, one.free, one.changed_at)
            for one in entries
            if one.kind == PLACES and one.free is not None and one.changed_at is not None
        ),
        problems=problem_names(on=on),
        areas=named,
        on=on,
    )


def problem_names(*, on: date) -> dict[str, Bilingual]:
    """What families' problems are called, by code, in the catalogue's order."""
    listed = policy_on("problems", "problems", day=on).get("problems")
    return {str(one["name"]): Bilingual(str(one["th"]), str(one["en"])) for one in listed}
