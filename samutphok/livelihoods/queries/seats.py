"""Intakes and their seats: places and numbers, never who has one."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from samutphok.access.domain import COUNTRY, Action, Sensitivity, Viewer, covers
from samutphok.access.queries import inside
from samutphok.livelihoods.domain.catalogue import Catalogue
from samutphok.livelihoods.domain.views import IntakeView
from samutphok.livelihoods.errors import IntakeNotFound
from samutphok.livelihoods.models import Intake
from samutphok.livelihoods.queries.rules import catalogue_on

MOST_SHOWN = 200


def intakes(*, viewer: Viewer, now: datetime) -> tuple[IntakeView, ...]:
    """The intakes of the viewer's province that have not begun, the soonest first, and those begun in the last weeks."""
    today, area = timezone.localdate(now), home_area(viewer)
    rows = Intake.objects.filter(inside("serves", area)).order_by("closed_at", "-starts_on", "id")[:MOST_SHOWN]
    shown = [view_of(one, catalogue_on(today), today, viewer) for one in rows]
    return tuple(sorted(shown, key=lambda one: (not one.open, one.starts_on if one.open else date.max, one.code)))


def intake_view(*, viewer: Viewer, intake_id: UUID, now: datetime) -> IntakeView:
    """One intake of the viewer's province; raises IntakeNotFound."""
    today = timezone.localdate(now)
    row = Intake.objects.filter(inside("serves", home_area(viewer)), pk=intake_id).first()
    if row is None:
        raise IntakeNotFound
    return view_of(row, catalogue_on(today), today, viewer)


def open_for(area_code: str, on: date) -> "QuerySet[Intake]":
    """The intakes in which somebody of an area can take a seat on a day, the soonest first."""
    above = [area_code[:n] for n in (2, 4, 6, 8) if len(area_code) >= n]
    rows = Intake.objects.filter(serves__in={area_code, COUNTRY, *above}, closed_at=None, apply_by__gte=on)
    return rows.order_by("starts_on", "id")


def open_inside(area_code: str, on: date) -> "QuerySet[Intake]":
    """The intakes open on a day anywhere in an area."""
    rows = Intake.objects.filter(inside("serves", area_code) | Q(serves=area_code), closed_at=None, apply_by__gte=on)
    return rows.order_by("starts_on", "id")


def by_occupation(rows: Iterable[Intake], catalogue: Catalogue, on: date) -> dict[str, tuple[IntakeView, ...]]:
    """Intakes under each occupation to which their course leads."""
    found: dict[str, tuple[IntakeView, ...]] = {}
    for row in rows:
        seen = view_of(row, catalogue, on)
        for occupation in seen.course.leads_to if seen.course else ():
            found[occupation] = (*found.get(occupation, ()), seen)
    return found


def view_of(row: Intake, catalogue: Catalogue, on: date, viewer: Viewer | None = None) -> IntakeView:
    """The frozen view of an intake."""
    return IntakeView(
        id=row.id,
        course=catalogue.courses.get(row.course),
        code=row.course,
        agency=row.agency,
        serves=row.serves,
        place=row.place,
        hours=row.hours,
        starts_on=row.starts_on,
        apply_by=row.apply_by,
        seats=row.seats,
        taken=row.taken,
        offers=tuple(code for code in row.offers if code in catalogue.removes),
        closed=row.closed_at is not None,
        open=row.closed_at is None and row.apply_by >= on and row.taken < row.seats,
        mine=viewer is not None and may_manage(viewer, row.serves, row.agency),
    )


def may_manage(viewer: Viewer, area_code: str, agency: str = "") -> bool:
    """Whether the viewer looks after the courses of an agency in an area; an agency's officer, only those of their own.

    agency '': demand and the like, which belong to no agency.
    """
    return any(
        (not grant.agency or not agency or grant.agency == agency)
        and not grant.programme
        and not grant.purpose
        and any(covers(prefix, area_code) for prefix in grant.areas)
        for grant in viewer.reaching(Action.MANAGE_COURSES, Sensitivity.S0)
    )


def home_area(viewer: Viewer) -> str:
    """The province in which the viewer works; the country where they work in more than one or in all."""
    held = [*viewer.prefixes(Action.WORK_CASE), *viewer.prefixes(Action.MANAGE_COURSES)]
    provinces = {prefix[:2] for prefix in held if prefix[:2].isdigit()}
    return provinces.pop() if len(provinces) == 1 and all(one[:2].isdigit() for one in held) else COUNTRY
