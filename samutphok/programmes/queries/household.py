"""In which programmes a household is."""

from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.kernel.errors import Bilingual
from samutphok.programmes.domain.views import PartOf
from samutphok.programmes.models import Family
from samutphok.registry.queries import identities_of


def programmes_of(household_id: UUID, *, viewer: Viewer) -> tuple[PartOf, ...]:
    """The programmes a household is in now, for whoever may see the household: one query."""
    scope = within(viewer, Action.VIEW_HOUSEHOLD, sensitivity=Sensitivity.S1)
    rows = Family.objects.filter(scope, household__in=identities_of(household_id), left_on=None).select_related(
        "programme", "area"
    )
    return tuple(
        PartOf(
            programme_id=row.programme_id,
            name=Bilingual(row.programme.name_th, row.programme.name_en or row.programme.name_th),
            type=row.programme.type,
            area=Bilingual(row.area.label_th, row.area.label_en or row.area.label_th),
            agency=row.area.agency,
            entered_on=row.entered_on,
            then=row.level_then,
            now=row.level_now,
        )
        for row in rows.order_by("entered_on", "id")
    )
