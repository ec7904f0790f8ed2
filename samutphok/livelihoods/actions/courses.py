"""What whoever looks after courses writes down: intakes with their seats, and demand."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.areas.domain import read_code
from samutphok.foundation.audit.actions import record
from samutphok.livelihoods.domain.asking import NewIntake
from samutphok.livelihoods.errors import IntakeNotFound, NotOfTheCatalogue, OccupationNotFound, SeatsTaken
from samutphok.livelihoods.models import Demand, Intake
from samutphok.livelihoods.queries.rules import catalogue_on
from samutphok.livelihoods.queries.seats import may_manage

MOST_SEATS, MOST_HOURS, FARTHEST = 2_000, 2_000, timedelta(days=2 * 366)


@transaction.atomic
def open_intake(*, viewer: Viewer, intake: NewIntake, now: datetime) -> UUID:
    """Opens an intake of a course with its seats; returns its id. The same one sent again changes nothing.

    Raises OccupationNotFound for an unknown course, IntakeNotFound where the viewer does not look after the agency's courses
    in that area, NotOfTheCatalogue for days and numbers that cannot be.
    """
    today, area = timezone.localdate(now), read_code(intake.serves)
    catalogue = catalogue_on(today)
    course = catalogue.courses.get(intake.course)
    if course is None:
        raise OccupationNotFound
    if not may_manage(viewer, area, course.agency):
        raise IntakeNotFound
    apply_by = intake.apply_by or intake.starts_on
    if not today <= apply_by <= intake.starts_on <= today + FARTHEST or not 1 <= intake.seats <= MOST_SEATS:
        raise NotOfTheCatalogue
    hours_fit = intake.hours is None or 1 <= intake.hours <= MOST_HOURS
    if not hours_fit or not intake.place.strip() or not set(intake.offers) <= set(catalogue.removes):
        raise NotOfTheCatalogue
    row, made = Intake.objects.get_or_create(
        pk=intake.id,
        defaults={
            "course": course.code,
            "agency": course.agency,
            "serves": area,
            "place": " ".join(intake.place.split())[:200],
            "hours": intake.hours,
            "starts_on": intake.starts_on,
            "apply_by": apply_by,
            "seats": intake.seats,
            "offers": sorted(set(intake.offers)),
            "opened_by": viewer.account_id,
            "opened_at": now,
        },
    )
    if made:
        record(actor=viewer.account_id, act="open_intake", subject=f"intake:{row.id}", now=now)
    return row.id


@transaction.atomic
def change_intake(
    *, viewer: Viewer, intake_id: UUID, seats: int | None = None, close: bool = False, now: datetime
) -> None:
    """Sets the number of seats, or closes the intake; who has a seat keeps it.

    Raises IntakeNotFound, NotOfTheCatalogue, and SeatsTaken for fewer seats than are taken.
    """
    row = Intake.objects.select_for_update().filter(pk=intake_id).first()
    if row is None or not may_manage(viewer, row.serves, row.agency):
        raise IntakeNotFound
    if seats is not None and not 1 <= seats <= MOST_SEATS:
        raise NotOfTheCatalogue
    if seats is not None and seats < row.taken:
        raise SeatsTaken
    row.seats = row.seats if seats is None else seats
    row.closed_at = row.closed_at or (now if close else None)
    row.save(update_fields=["seats", "closed_at"])
    act = "close_intake" if close else "change_seats"
    record(actor=viewer.account_id, act=act, subject=f"intake:{row.id}", now=now)


@transaction.atomic
def note_demand(
    *, viewer: Viewer, occupation: str, area_code: str, level: str, as_of: date, source: str, now: datetime
) -> None:
    """Writes down how much an occupation is wanted in a province, with the day and the source; earlier words stay.

    Raises OccupationNotFound, IntakeNotFound outside the viewer's area, NotOfTheCatalogue without a source or for a day to come.
    """
    catalogue, province = catalogue_on(timezone.localdate(now)), read_code(area_code)[:2]
    if occupation not in catalogue.occupations:
        raise OccupationNotFound
    if not may_manage(viewer, province):
        raise IntakeNotFound
    if level not in catalogue.scales["demand"] or not source.strip() or as_of > timezone.localdate(now):
        raise NotOfTheCatalogue
    row = Demand.objects.create(
        area_code=province,
        occupation=occupation,
        level=level,
        as_of=as_of,
        source=" ".join(source.split())[:200],
        noted_by=viewer.account_id,
        noted_at=now,
    )
    record(actor=viewer.account_id, act="note_demand", subject=f"demand:{row.pk}", now=now)
