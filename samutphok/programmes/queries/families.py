"""The target families of a programme, for whoever leads it where they live."""

from uuid import UUID

from django.db.models import Count, Window

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.fieldwork.queries.families import families_named
from samutphok.kernel.errors import Bilingual
from samutphok.programmes.domain.views import FamilyLine, FamilyPage
from samutphok.programmes.errors import ProgrammeNotFound
from samutphok.programmes.models import Family, Programme
from samutphok.registry.queries import family_roll

PAGE_SIZE = 25


def target_families(
    *, viewer: Viewer, programme_id: UUID, page: int, area_id: UUID | None = None, now_at: int | None = None
) -> FamilyPage:
    """A page of the families whom the viewer leads in a programme, the most fragile first. Raises ProgrammeNotFound."""
    scope = within(viewer, Action.MANAGE_PROGRAMME, sensitivity=Sensitivity.S1)
    rows = Family.objects.filter(scope, programme=programme_id, left_on=None).select_related("area")
    rows = rows.filter(area=area_id) if area_id else rows
    rows = rows if now_at is None else rows.filter(level_now=now_at)
    rows = rows.order_by("-level_now", "entered_on", "id").annotate(total=Window(Count("*")))
    page = max(1, page)
    shown = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    if not shown and page > 1:  # there are fewer pages by now
        page = max(1, -(-rows.count() // PAGE_SIZE))
        shown = list(rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    if not shown and not Programme.objects.filter(pk=programme_id).exists():
        raise ProgrammeNotFound
    total = shown[0].total if shown else 0
    listed = families_named([one.household_id for one in shown], viewer=viewer)
    names = {household: entry.name for household, entry in listed.items()}
    unlisted = [one.household_id for one in shown if one.household_id not in names]
    names |= _called(viewer, unlisted) if unlisted else {}
    return FamilyPage(tuple(_line(one, names) for one in shown), total, page, PAGE_SIZE)


def _called(viewer: Viewer, households: list[UUID]) -> dict[UUID, str]:
    """Families on no list, as Bangkok's are, by their first member's name."""
    roll = family_roll(viewer=viewer, first=households, areas=(), most=len(households))
    return {one.id: one.members[0].identity.full_name for one in roll.families if one.members}


def _line(row: Family, names: dict[UUID, str]) -> FamilyLine:
    return FamilyLine(
        id=row.id,
        household_id=row.household_id,
        name=names.get(row.household_id, ""),
        area_code=row.area_code,
        area=Bilingual(row.area.label_th, row.area.label_en or row.area.label_th),
        way=row.way,
        entered_on=row.entered_on,
        then=row.level_then,
        now=row.level_now,
    )
