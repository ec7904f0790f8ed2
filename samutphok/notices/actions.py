"""Writing, changing, passing on, acknowledging, asking, answering, reminding: each in one transaction with its audit row."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Role, Sensitivity, Viewer, covers
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual
from samutphok.notices.domain import (
    Address,
    Content,
    Fault,
    addressed,
    faults,
    may_revise,
    reading_areas,
)
from samutphok.notices.errors import (
    AnswerStale,
    BadNotice,
    NotAReader,
    NotForYourAreas,
    NoticeEnded,
    NoticeNotFound,
    NoticeStale,
    QuestionNotFound,
    RemindedAlready,
)
from samutphok.notices.models import Acknowledgement, Addressee, Notice, Question, Reminder, Version
from samutphok.notices.queries import notice_seen
from samutphok.notices.queries.readers import BETWEEN_REMINDERS, last_reminder
from samutphok.notices.queries.scope import address_of

MOST_ASKED = 2_000  # characters of a question or an answer

FAULT_WORDS: dict[Fault, Bilingual] = {
    Fault.NO_TITLE: Bilingual("ต้องมีชื่อเรื่องภาษาไทย", "A Thai title is needed."),
    Fault.NO_TEXT: Bilingual("ต้องมีเนื้อความภาษาไทย", "A Thai text is needed."),
    Fault.NO_SOURCE: Bilingual("ระบุหน่วยงานเจ้าของเรื่อง", "Name the office that the matter comes from."),
    Fault.TOO_LONG: Bilingual(
        "เนื้อความยาวเกิน 20,000 ตัวอักษร หรือเกิน 400 บรรทัด", "The text has more than 20,000 characters or 400 lines."
    ),
    Fault.ENGLISH_IN_PART: Bilingual(
        "ภาษาอังกฤษต้องมีทั้งชื่อเรื่องและเนื้อความ หรือเว้นว่างทั้งคู่", "English needs both title and text, or neither."
    ),
    Fault.DUE_AFTER_END: Bilingual("กำหนดรับทราบต้องไม่เกินวันสุดท้ายที่ใช้", "It cannot be due after its last day."),
    Fault.ENDS_IN_THE_PAST: Bilingual("วันสุดท้ายที่ใช้ผ่านไปแล้ว", "Its last day is over already."),
    Fault.NO_CHANGE_SAID: Bilingual("สรุปว่าฉบับนี้แก้ไขอะไร", "Say in a sentence what has changed."),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom a new notice is written: roles and areas (prefixes, '' the country)."""

    roles: frozenset[Role]
    areas: tuple[str, ...]


@transaction.atomic
def send_notice(
    *, viewer: Viewer, content: Content, audience: Audience, passes_on: UUID | None = None, now: datetime
) -> UUID:
    """Sends a notice, or passes another on with an explanation of one's own; the original stays as it is beside it.

    Raises NotForYourAreas, BadNotice, and NoticeNotFound or NoticeEnded for an original that is not there or is over.
    """
    grant_id, office = _writer(viewer, audience)
    _check(content, version=1, now=now)
    original = notice_seen(viewer=viewer, notice_id=passes_on) if passes_on else None
    if original is not None:
        _require_in_force(original, now)
        original = original.passes_on or original
    row = Notice.objects.create(
        author_id=viewer.account_id,
        office=office,
        office_name=viewer.name,
        roles=sorted(audience.roles),
        areas=sorted(audience.areas),
        passes_on=original,
        passed_version=original.version if original else None,
        due_on=content.due_on,
        valid_until=content.valid_until,
        sent_at=now,
    )
    Addressee.objects.bulk_create(
        Addressee(notice=row, role=role, area=area)
        for role in sorted(audience.roles)
        for area in sorted(audience.areas)
    )
    _keep_version(row, content, viewer, now)
    _record(viewer, "pass_notice_on" if original else "send_notice", row, grant=grant_id, now=now)
    return row.pk


@transaction.atomic
def revise_notice(*, viewer: Viewer, notice_id: UUID, content: Content, version: int, now: datetime) -> None:
    """Sends a new version, which everybody is asked to acknowledge again. `version` is the one the viewer saw.

    A notice that was passed on then stands beside the newest version of its original. Raises NoticeNotFound,
    NoticeStale, NoticeEnded, BadNotice.
    """
    row = _own(viewer, notice_id)
    if row.version != version:
        raise NoticeStale
    if row.withdrawn_at is not None:
        raise NoticeEnded
    _check(content, version=version + 1, now=now)
    row.version, row.sent_at = version + 1, now
    row.due_on, row.valid_until = content.due_on, content.valid_until
    if row.passes_on is not None:
        row.passed_version = row.passes_on.version
    row.save(update_fields=["version", "sent_at", "due_on", "valid_until", "passed_version"])
    _keep_version(row, content, viewer, now)
    _record(viewer, "revise_notice", row, now=now)


@transaction.atomic
def withdraw_notice(*, viewer: Viewer, notice_id: UUID, now: datetime) -> None:
    """Takes a notice out of force; it stays readable, marked so. Twice changes nothing. Raises NoticeNotFound."""
    row = _own(viewer, notice_id)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = now, viewer.account_id
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        _record(viewer, "withdraw_notice", row, now=now)


@transaction.atomic
def acknowledge(*, viewer: Viewer, notice_id: UUID, version: int, now: datetime) -> None:
    """The viewer has read this version; the original beside it too, where that asks the same of them.

    Twice changes nothing. Raises NoticeNotFound, NoticeStale (a newer version was sent meanwhile), NoticeEnded, NotAReader.
    """
    row = notice_seen(viewer=viewer, notice_id=notice_id)
    if row.version != version:
        raise NoticeStale
    _require_in_force(row, now)
    if not _speaks(row, viewer):
        raise NotAReader
    _note(row, viewer, now)
    original = row.passes_on
    if original and original.version == row.passed_version and _speaks(original, viewer) and _in_force(original, now):
        _note(original, viewer, now)


@transaction.atomic
def ask(*, viewer: Viewer, notice_id: UUID, text: str, private: bool, now: datetime) -> UUID:
    """A question to the office that wrote the notice; every reader sees it, unless it is private.

    Raises NoticeNotFound, NoticeEnded, BadNotice.
    """
    row = notice_seen(viewer=viewer, notice_id=notice_id)
    _require_in_force(row, now)
    question = Question.objects.create(
        notice=row, text=_said(text), asked_by_id=viewer.account_id, asked_at=now, private=private
    )
    record(actor=viewer.account_id, act="ask_about_notice", subject=f"question:{question.pk}", now=now)
    return question.pk


@transaction.atomic
def answer(
    *, viewer: Viewer, question_id: UUID, text: str, in_text: bool = False, revision: int, now: datetime
) -> None:
    """Answers, or says that the notice's text now does; an answer may be changed. `revision` is the one the viewer saw.

    Raises QuestionNotFound (also for whoever is not of the office), AnswerStale, BadNotice.
    """
    question = Question.objects.select_for_update().filter(pk=question_id).first()
    if question is None or not may_revise(viewer, address_of(question.notice)):
        raise QuestionNotFound
    if question.revision != revision:
        raise AnswerStale
    question.answer = text.strip() if in_text and not text.strip() else _said(text)
    question.in_text, question.revision = in_text, revision + 1
    question.answered_by_id, question.answered_at = UUID(viewer.account_id), now
    question.save(update_fields=["answer", "in_text", "revision", "answered_by", "answered_at"])
    record(actor=viewer.account_id, act="answer_question", subject=f"question:{question.pk}", now=now)


@transaction.atomic
def remind(*, viewer: Viewer, notice_id: UUID, now: datetime) -> None:
    """Reminds those inside the viewer's areas who have not read the current version; shown to them in the desk.

    At most once in 24 hours. Raises NoticeNotFound, NoticeEnded, RemindedAlready.
    """
    row = notice_seen(viewer=viewer, notice_id=notice_id, change=True)
    areas = reading_areas(viewer, address_of(row))
    if not areas:
        raise NoticeNotFound
    _require_in_force(row, now)
    last = last_reminder(row, areas)
    if last is not None and now - last < BETWEEN_REMINDERS:
        raise RemindedAlready
    by = viewer.account_id
    Reminder.objects.bulk_create(Reminder(notice=row, version=row.version, area=area, at=now, by=by) for area in areas)
    _record(viewer, "remind_of_notice", row, now=now)


def _writer(viewer: Viewer, audience: Audience) -> tuple[str, Role]:
    """The id and role of the grant by which the viewer writes for the audience."""
    if not audience.roles or not audience.areas:
        raise BadNotice(
            problem=Bilingual("ยังไม่ได้เลือกผู้รับ", "Nobody was chosen to read it."),
            remedy=Bilingual("เลือกอย่างน้อยหนึ่งบทบาทและหนึ่งพื้นที่", "Choose at least one role and one area."),
        )
    prefixes = viewer.prefixes(Action.WRITE_NOTICE)
    if not all(any(covers(own, area) for own in prefixes) for area in audience.areas):
        raise NotForYourAreas
    held = viewer.reaching(Action.WRITE_NOTICE, Sensitivity.S0)
    own = next((grant for grant in held if all(grant.covers(area) for area in audience.areas)), held[0])
    return own.id, own.role


def _own(viewer: Viewer, notice_id: UUID) -> Notice:
    row = notice_seen(viewer=viewer, notice_id=notice_id, change=True)
    if not may_revise(viewer, address_of(row)):
        raise NoticeNotFound
    return row


def _check(content: Content, *, version: int, now: datetime) -> None:
    found = faults(content, version=version, today=timezone.localdate(now))
    if found:
        words = [FAULT_WORDS[fault] for fault in found]
        raise BadNotice(
            problem=Bilingual(" · ".join(one.th for one in words), " ".join(one.en for one in words)),
            remedy=Bilingual("แก้ไขแล้วส่งอีกครั้ง", "Correct it and send it again."),
        )


def _said(text: str) -> str:
    said = text.strip()
    if not 2 <= len(said) <= MOST_ASKED:
        raise BadNotice(
            problem=Bilingual("ข้อความสั้นหรือยาวเกินไป", "The text is too short or too long."),
            remedy=Bilingual("เขียน 2 ถึง 2,000 ตัวอักษร", "Write 2 to 2,000 characters."),
        )
    return said


def _keep_version(row: Notice, content: Content, viewer: Viewer, now: datetime) -> None:
    Version.objects.create(
        notice=row,
        number=row.version,
        title_th=content.title_th.strip(),
        title_en=content.title_en.strip(),
        text_th=content.text_th.strip(),
        text_en=content.text_en.strip(),
        source=content.source.strip(),
        circular=content.number.strip(),
        dated=content.dated,
        due_on=content.due_on,
        valid_until=content.valid_until,
        change=content.change.strip(),
        sent_at=now,
        sent_by_id=viewer.account_id,
    )


def _speaks(row: Notice, viewer: Viewer) -> bool:
    to: Address = address_of(row)
    return addressed(viewer.grants, viewer.account_id, to, viewer.now)


def _in_force(row: Notice, now: datetime) -> bool:
    return row.withdrawn_at is None and (row.valid_until is None or row.valid_until >= timezone.localdate(now))


def _require_in_force(row: Notice, now: datetime) -> None:
    if not _in_force(row, now):
        raise NoticeEnded


def _note(row: Notice, viewer: Viewer, now: datetime) -> None:
    _kept, fresh = Acknowledgement.objects.get_or_create(
        notice=row, version=row.version, account_id=viewer.account_id, defaults={"at": now}
    )
    if fresh:
        _record(viewer, "acknowledge_notice", row, now=now)


def _record(viewer: Viewer, act: str, row: Notice, *, grant: str = "", now: datetime) -> None:
    record(
        actor=viewer.account_id,
        act=act,
        subject=f"notice:{row.pk}",
        grant=grant,
        fields=[f"version:{row.version}"],
        now=now,
    )
