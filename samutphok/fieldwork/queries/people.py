"""Volunteers of an area, for whoever leads them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import inside, within
from samutphok.fieldwork.domain.people import (
    AttendanceView,
    TrainingView,
    VolunteerFilter,
    VolunteerPage,
    VolunteerSheet,
    VolunteerStanding,
)
from samutphok.fieldwork.domain.progress import MET
from samutphok.fieldwork.domain.suggestion import Helper
from samutphok.fieldwork.domain.volunteers import VolunteerKind, VolunteerView
from samutphok.fieldwork.errors import VolunteerNotFound
from samutphok.fieldwork.models import Attendance, Training, Volunteer, WorksIn
from samutphok.fieldwork.queries.work import assignments_of, loads
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal

_VILLAGES = Prefetch("villages", WorksIn.objects.order_by("area_code"))
FAMILIES_SHOWN = 50
MOST_HELPERS = 400


def volunteers(*, viewer: Viewer, wanted: VolunteerFilter, now: datetime, page_size: int) -> VolunteerPage:
    """One page of the volunteers that the viewer leads, by name; paged in the database, four queries."""
    rows = _wanted(viewer, wanted, now)
    total = rows.count()
    page = max(1, min(wanted.page, -(-total // page_size)))
    shown = rows.prefetch_related(_VILLAGES)[(page - 1) * page_size : page * page_size]
    return VolunteerPage(_views(shown), total, page, page_size)


def volunteer_sheet(*, viewer: Viewer, volunteer_id: UUID, now: datetime) -> VolunteerSheet:
    """One volunteer with phone number, families and sessions; that the number was read is recorded. Raises VolunteerNotFound."""
    row = _led(viewer).prefetch_related(_VILLAGES).filter(pk=volunteer_id).first()
    if row is None:
        raise VolunteerNotFound
    phone = _phone(viewer, row, now)
    families = assignments_of(viewer=viewer, volunteer_id=row.id, now=now, most=FAMILIES_SHOWN)
    waiting = len({one.household_id for one in families if one.due_on or one.last_outcome != MET})
    load = {row.id: waiting} if len(families) < FAMILIES_SHOWN else loads([row.id])
    attended = Attendance.objects.filter(volunteer=row).select_related("training").order_by("-training__held_on", "id")
    trainings = tuple(AttendanceView(one.training.title, one.training.held_on, one.certified_until) for one in attended)
    return VolunteerSheet(_view(row, load, phone=phone), families, trainings)


def helpers_in(*, viewer: Viewer, area: str) -> dict[UUID, Helper]:
    """The volunteers of an area who can be given families, by id, with how many they have; at most 400."""
    rows = list(
        _led(viewer)
        .filter(inside("area_code", area), active=True)
        .prefetch_related(_VILLAGES)
        .order_by("name", "id")[:MOST_HELPERS]
    )
    load = loads([row.id for row in rows])
    return {row.id: Helper(row.id, _codes(row), load.get(row.id, 0)) for row in rows}


def names_of_volunteers(ids: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, str]:
    """The names of volunteers that the viewer leads."""
    return dict(_led(viewer).filter(pk__in=list(ids)).values_list("id", "name"))


def accounts_of_volunteers(ids: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, str]:
    """The accounts of volunteers that the viewer leads, so that a family is asked again by somebody else."""
    rows = _led(viewer).filter(pk__in=list(ids)).values_list("id", "account_id")
    return {volunteer: str(account) for volunteer, account in rows}


def volunteers_by_part(*, viewer: Viewer, area: str, digits: int, now: datetime) -> dict[str, tuple[int, int]]:
    """How many active volunteers work in each part of an area, and how many of them are certified: one query.

    Somebody who goes to several villages counts in each of them, once.
    """
    today = timezone.localdate(now)
    scope = within(viewer, Action.MANAGE_FIELDWORK, "volunteer__area_code")
    rows = WorksIn.objects.filter(scope, inside("area_code", area), volunteer__active=True)
    counted = (
        rows.annotate(part=Substr("area_code", 1, digits))
        .values("part")
        .annotate(
            people=Count("volunteer_id", distinct=True),
            certified=Count("volunteer_id", distinct=True, filter=Q(volunteer__certified_until__gte=today)),
        )
    )
    return {row["part"]: (row["people"], row["certified"]) for row in counted.order_by("part")}


def trainings(*, viewer: Viewer, area: str, most: int = 20) -> tuple[TrainingView, ...]:
    """The newest sessions of an area that the viewer leads: one query."""
    rows = Training.objects.filter(within(viewer, Action.MANAGE_FIELDWORK), inside("area_code", area))
    counted = rows.annotate(
        attended=Count("attendances"), passed=Count("attendances", filter=Q(attendances__certified_until__isnull=False))
    )
    return tuple(
        TrainingView(row.id, row.title, row.area_code, row.held_on, row.months, row.attended, row.passed)
        for row in counted.order_by("-held_on", "id")[:most]
    )


def _led(viewer: Viewer) -> "QuerySet[Volunteer]":
    return Volunteer.objects.filter(within(viewer, Action.MANAGE_FIELDWORK))


def _wanted(viewer: Viewer, wanted: VolunteerFilter, now: datetime) -> "QuerySet[Volunteer]":
    today = timezone.localdate(now)
    rows = _led(viewer).filter(active=wanted.standing is not VolunteerStanding.STOPPED)
    if wanted.area:
        works = WorksIn.objects.filter(inside("area_code", wanted.area))
        rows = rows.filter(Q(pk__in=works.values("volunteer_id")) | inside("area_code", wanted.area))
    if wanted.text:
        rows = rows.filter(name__icontains=wanted.text)
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind)
    certified = Q(certified_until__gte=today)
    if wanted.standing is VolunteerStanding.CERTIFIED:
        rows = rows.filter(certified)
    if wanted.standing is VolunteerStanding.UNCERTIFIED:
        rows = rows.filter(~certified | Q(certified_until=None))
    return rows.order_by("name", "id")


def _views(rows: Iterable[Volunteer]) -> tuple[VolunteerView, ...]:
    listed = list(rows)
    load = loads([row.id for row in listed])
    return tuple(_view(row, load) for row in listed)


def _view(row: Volunteer, load: Mapping[UUID, int], *, phone: str | None = None) -> VolunteerView:
    return VolunteerView(
        id=row.id,
        account_id=str(row.account_id),
        name=row.name,
        kind=VolunteerKind(row.kind),
        area_code=row.area_code,
        villages=_codes(row),
        trained_on=row.trained_on,
        certified_until=row.certified_until,
        active=row.active,
        families=load.get(row.id, 0),
        phone=phone,
        stopped_at=row.stopped_at,
        stopped_because=row.stopped_because,
    )


def _codes(row: Volunteer) -> tuple[str, ...]:
    return tuple(one.area_code for one in row.villages.all())


def _phone(viewer: Viewer, row: Volunteer, now: datetime) -> str:
    if not row.phone_sealed:
        return ""
    with transaction.atomic(savepoint=False):
        subject = f"volunteer:{row.id}"
        record(actor=viewer.account_id, act="read_phone", subject=subject, fields=["phone"], now=now)
    return unseal(row.phone_sealed, bound_to=str(row.id))
