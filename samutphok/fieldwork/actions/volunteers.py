"""Taking volunteers on, training them, and letting them go."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.actions import dismiss_volunteer, enrol_volunteer
from samutphok.access.domain import Action, NewAccount, RecordScope, Viewer
from samutphok.access.queries import keyed_account, within
from samutphok.areas.domain import read_code
from samutphok.areas.queries import names
from samutphok.fieldwork.domain.giving import NewTraining, NewVolunteer
from samutphok.fieldwork.domain.recruits import name_key, read_phone
from samutphok.fieldwork.domain.volunteers import months_later
from samutphok.fieldwork.errors import BadDay, BadVolunteer, ReasonMissing, VolunteerNotFound
from samutphok.fieldwork.models import Attendance, Training, Volunteer, WorksIn
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import blind_index, seal
from samutphok.kernel.errors import Bilingual

TAMBON_DIGITS = 6
NAME_LENGTH, TITLE_LENGTH, REASON_LENGTH = 200, 200, 200


@transaction.atomic
def take_on(*, viewer: Viewer, volunteer: NewVolunteer, now: datetime, demo: bool = False) -> UUID:
    """Takes a volunteer on for their villages, with an account that needs no password; returns the volunteer's id.

    Raises BadVolunteer, and what `access` says when the viewer does not lead these villages.
    """
    name = " ".join(volunteer.name.split())
    villages = tuple(dict.fromkeys(read_code(code) for code in volunteer.villages))
    _check(viewer, name, villages)
    row = Volunteer(
        id=uuid4(),
        account_id=_account(viewer, volunteer.account_id, name, villages, demo=demo, now=now),
        name=name,
        name_key=name_key(name),
        kind=volunteer.kind,
        area_code=villages[0][:TAMBON_DIGITS] if villages[0].isdigit() else villages[0],
        trained_on=volunteer.trained_on,
        certified_until=volunteer.certified_until,
        added_by=viewer.account_id,
        added_at=now,
    )
    _set_phone(row, volunteer.phone)
    row.save(force_insert=True)
    WorksIn.objects.bulk_create(WorksIn(volunteer=row, area_code=code) for code in villages)
    record(actor=viewer.account_id, act="take_on_volunteer", subject=f"volunteer:{row.id}", now=now)
    return row.id


@transaction.atomic
def change_volunteer(*, viewer: Viewer, volunteer_id: UUID, phone: str, now: datetime) -> None:
    """Writes a volunteer's new phone number down; '' takes it away. Raises VolunteerNotFound, BadVolunteer."""
    row = _led(viewer, volunteer_id)
    _set_phone(row, phone)
    row.save(update_fields=["phone_sealed", "phone_index"])
    subject = f"volunteer:{row.id}"
    record(actor=viewer.account_id, act="change_volunteer", subject=subject, fields=["phone"], now=now)


@transaction.atomic
def stop_volunteer(*, viewer: Viewer, volunteer_id: UUID, because: str, now: datetime) -> None:
    """When a volunteer stops: their grants and phone keys end at once; their families wait for somebody else.

    Stopping twice changes nothing. Raises VolunteerNotFound, ReasonMissing, and what `access` says.
    """
    if not because.strip():
        raise ReasonMissing
    row = _led(viewer, volunteer_id)
    if not row.active:
        return
    row.active, row.stopped_at, row.stopped_because = False, now, because.strip()[:REASON_LENGTH]
    row.save(update_fields=["active", "stopped_at", "stopped_because"])
    dismiss_volunteer(viewer=viewer, account_id=row.account_id, now=now)
    record(actor=viewer.account_id, act="stop_volunteer", subject=f"volunteer:{row.id}", now=now)


@transaction.atomic
def record_training(*, viewer: Viewer, training: NewTraining, now: datetime) -> UUID:
    """Writes a training session down; who passed is certified for its months, unless they are for longer already.

    Raises BadDay for a day to come, VolunteerNotFound when somebody is not the viewer's.
    """
    if training.held_on > timezone.localdate(now):
        raise BadDay
    if not viewer.may(Action.MANAGE_FIELDWORK, RecordScope(training.area_code)):
        raise VolunteerNotFound
    rows = _all_led(viewer, training.attended)
    held = Training.objects.create(
        title=training.title.strip()[:TITLE_LENGTH],
        area_code=training.area_code,
        held_on=training.held_on,
        months=training.months,
        recorded_by=viewer.account_id,
        recorded_at=now,
    )
    until = months_later(training.held_on, training.months)
    for row in rows:
        row.trained_on = max(row.trained_on or training.held_on, training.held_on)
        if training.attended[row.id]:
            row.certified_until = max(row.certified_until or until, until)
    Volunteer.objects.bulk_update(rows, ["trained_on", "certified_until"])
    Attendance.objects.bulk_create(
        Attendance(training=held, volunteer=row, certified_until=until if training.attended[row.id] else None)
        for row in rows
    )
    fields = [f"volunteer:{row.id}" for row in rows]
    record(actor=viewer.account_id, act="record_training", subject=f"training:{held.id}", fields=fields, now=now)
    return held.id


def _check(viewer: Viewer, name: str, villages: Sequence[str]) -> None:
    if not name or len(name) > NAME_LENGTH:
        raise BadVolunteer(
            problem=Bilingual("ไม่มีชื่อ หรือชื่อยาวเกินไป", "There is no name, or it is too long."),
            remedy=Bilingual("เขียนชื่อและนามสกุล", "Write first and last name."),
        )
    known = names(villages)
    led = all(viewer.may(Action.MANAGE_FIELDWORK, RecordScope(code)) for code in villages)
    if not villages or not led or len(known) < len(villages):
        raise BadVolunteer(
            problem=Bilingual("ไม่มีหมู่บ้าน หรือหมู่บ้านอยู่นอกพื้นที่ของท่าน", "There is no village, or it is outside your area."),
            remedy=Bilingual("เลือกหมู่บ้านหรือชุมชนในพื้นที่ที่ท่านดูแล", "Choose villages or communities that you lead."),
        )


def _account(viewer: Viewer, account_id: str, name: str, villages: Sequence[str], *, demo: bool, now: datetime) -> str:
    """The account that somebody has, or a new one under a name of chance: nobody types it, the phone has its key."""
    if account_id:
        return keyed_account(account_id, viewer=viewer).id
    account = NewAccount(f"volunteer-{secrets.token_hex(6)}", name, demo=demo)
    return enrol_volunteer(viewer=viewer, account=account, areas=villages, now=now).id


def _set_phone(row: Volunteer, phone: str) -> None:
    number = read_phone(phone)
    if number is None:
        raise BadVolunteer(
            problem=Bilingual("หมายเลขโทรศัพท์ใช้ไม่ได้", "The phone number cannot be used."),
            remedy=Bilingual("เขียน 9 หรือ 10 หลัก ขึ้นต้นด้วย 0", "Write 9 or 10 digits that begin with 0."),
        )
    row.phone_sealed = seal(number, bound_to=str(row.id)) if number else ""
    row.phone_index = blind_index("phone", number) if number else ""


def _led(viewer: Viewer, volunteer_id: UUID) -> Volunteer:
    scope = within(viewer, Action.MANAGE_FIELDWORK)
    row = Volunteer.objects.select_for_update().filter(scope, pk=volunteer_id).first()
    if row is None:
        raise VolunteerNotFound
    return row


def _all_led(viewer: Viewer, volunteer_ids: Mapping[UUID, bool]) -> list[Volunteer]:
    scope = within(viewer, Action.MANAGE_FIELDWORK)
    rows = list(Volunteer.objects.select_for_update().filter(scope, pk__in=list(volunteer_ids)).order_by("pk"))
    if len(rows) < len(volunteer_ids):
        raise VolunteerNotFound
    return rows
