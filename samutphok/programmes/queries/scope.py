"""Which programmes and areas are a viewer's: by what they lead, by what they report, by what they may count."""

from django.db.models import Q

from samutphok.access.domain import COUNTRY, Action, RecordScope, Sensitivity, Viewer, covers
from samutphok.access.queries import NOTHING, inside
from samutphok.kernel.errors import Bilingual
from samutphok.programmes.domain.views import AreaView
from samutphok.programmes.models import ProgrammeArea


def touching(viewer: Viewer, action: Action, field: str = "area_code") -> Q:
    """Areas that lie in those of the viewer, or around them: a province's programme is also its amphoe's."""
    found, prefixes = NOTHING, viewer.prefixes(action, Sensitivity.S0)
    if COUNTRY in prefixes:
        return Q()  # joined by 'or' to a condition, an empty one would vanish and leave nothing
    for prefix in prefixes:
        around = [prefix[:digits] for digits in (2, 4, 6) if digits < len(prefix)]
        found |= inside(field, prefix) | Q(**{f"{field}__in": around})
    return found


def may_manage(viewer: Viewer, area_code: str) -> bool:
    """Whether the viewer leads programmes in an area."""
    return viewer.may(Action.MANAGE_PROGRAMME, RecordScope(area_code), Sensitivity.S1)


def may_report(viewer: Viewer, area_code: str, agency: str) -> bool:
    """Whether the viewer reports for an agency in an area: its leaders for everybody, an agency's officer for their own."""
    if may_manage(viewer, area_code):
        return True
    for grant in viewer.reaching(Action.REPORT_PROGRAMME, Sensitivity.S0):
        near = any(covers(prefix, area_code) or covers(area_code, prefix) for prefix in grant.areas)
        own = grant.agency == agency if grant.bound_to_agency else True
        if near and own and not grant.programme and not grant.purpose:
            return True
    return False


def agencies_of(viewer: Viewer) -> frozenset[str]:
    """The agencies for which the viewer alone reports; empty for whoever is bound to none."""
    grants = viewer.reaching(Action.REPORT_PROGRAMME, Sensitivity.S0)
    return frozenset(grant.agency for grant in grants if grant.bound_to_agency and grant.agency)


def may_list(viewer: Viewer, area_code: str) -> bool:
    """Whether the viewer may list the families of an area, and so sees its counts as they are."""
    return viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area_code), Sensitivity.S1)


def area_view(row: ProgrammeArea, viewer: Viewer, partners: frozenset[str]) -> AreaView:
    """An area with what the viewer may do there. partners: agencies of the programme."""
    own = agencies_of(viewer) & (partners | {row.agency})
    reports = any(may_report(viewer, row.area_code, one) for one in own or {row.agency})
    return AreaView(
        id=row.id,
        code=row.area_code,
        label=Bilingual(row.label_th, row.label_en or row.label_th),
        agency=row.agency,
        manages=may_manage(viewer, row.area_code),
        reports=reports,
    )
