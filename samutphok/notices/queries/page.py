"""One notice: its words, what has changed, the original it passes on, questions and answers."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.notices.domain import (
    Content,
    NoticePage,
    NoticeRow,
    QuestionView,
    ReadingState,
    VersionView,
    addressed,
    may_oversee,
    may_revise,
    readers_of,
    state_of,
)
from samutphok.notices.errors import NoticeNotFound
from samutphok.notices.models import Acknowledgement, Notice, Question, Reminder, Version
from samutphok.notices.queries.lists import as_rows
from samutphok.notices.queries.scope import account_id, address_of, visible_to


def notice_page(*, viewer: Viewer, notice_id: UUID) -> NoticePage:
    """The notice as this viewer may see it. Raises NoticeNotFound when it is absent or does not concern the viewer."""
    row = Notice.objects.select_related("passes_on").filter(visible_to(viewer), pk=notice_id).first()
    if row is None:
        raise NoticeNotFound
    to, original = address_of(row), row.passes_on
    sent = _versions(row)
    current = sent[row.pk, row.version]
    mine = Acknowledgement.objects.filter(notice=row, account=account_id(viewer)).order_by("-version").first()
    state = _state(row, viewer, mine.version if mine else 0)
    told = _reminder(row, viewer)
    return NoticePage(
        id=str(row.pk),
        to=to,
        office=row.office_name,
        version=current,
        state=state,
        acknowledged_at=mine.at if mine and mine.version == row.version else None,
        reminded_at=told.at if told and state is not ReadingState.READ else None,
        before=sent[row.pk, mine.version] if mine and mine.version != row.version else None,
        earlier=tuple(sent[row.pk, number] for number in range(row.version - 1, 0, -1)),
        questions=_questions(row, viewer, all_of_them=may_revise(viewer, to)),
        original=sent[original.pk, row.passed_version or 1] if original else None,
        original_office=original.office_name if original else "",
        original_id=str(original.pk) if original else "",
        newer_original=original is not None and original.version != row.passed_version,
        withdrawn_at=row.withdrawn_at,
        may_revise=may_revise(viewer, to),
        may_oversee=may_oversee(viewer, to),
        passes_on=_passed_on(row, viewer),
    )


def as_content(row: Version) -> Content:
    """The words of a stored version."""
    return Content(
        title_th=row.title_th,
        text_th=row.text_th,
        source=row.source,
        dated=row.dated,
        number=row.circular,
        title_en=row.title_en,
        text_en=row.text_en,
        due_on=row.due_on,
        valid_until=row.valid_until,
        change=row.change,
    )


def _versions(row: Notice) -> dict[tuple[UUID, int], VersionView]:
    """Every version of the notice, and of the one it passes on."""
    wanted = Q(notice=row) | Q(notice=row.passes_on_id) if row.passes_on_id else Q(notice=row)
    return {
        (one.notice_id, one.number): VersionView(one.number, as_content(one), one.sent_at, one.sent_by.get_full_name())
        for one in Version.objects.select_related("sent_by").filter(wanted)
    }


def _state(row: Notice, viewer: Viewer, acknowledged: int) -> ReadingState:
    today = timezone.localdate(viewer.now)
    return state_of(
        addressed=addressed(viewer.grants, viewer.account_id, address_of(row), viewer.now),
        acknowledged=acknowledged,
        version=row.version,
        due_on=row.due_on,
        ended=row.withdrawn_at is not None or (row.valid_until is not None and row.valid_until < today),
        today=today,
    )


def _reminder(row: Notice, viewer: Viewer) -> Reminder | None:
    above = {code for areas in readers_of(viewer).values() for code in areas}
    return Reminder.objects.filter(notice=row, version=row.version, area__in=above).order_by("-at").first()


def _questions(row: Notice, viewer: Viewer, *, all_of_them: bool) -> tuple[QuestionView, ...]:
    """Open ones first, then the newest; private ones only to who asked and who may answer."""
    found = Question.objects.select_related("asked_by", "answered_by").filter(notice=row)
    if not all_of_them:
        found = found.filter(Q(private=False) | Q(asked_by=account_id(viewer)))
    ordered = sorted(found.order_by("-asked_at", "pk"), key=lambda one: one.answered_at is not None)
    return tuple(
        QuestionView(
            id=str(one.pk),
            text=one.text,
            asked_by=one.asked_by.get_full_name(),
            asked_at=one.asked_at,
            private=one.private,
            mine=one.asked_by_id == account_id(viewer),
            answer=one.answer,
            in_text=one.in_text,
            answered_by=one.answered_by.get_full_name() if one.answered_by else "",
            answered_at=one.answered_at,
            revision=one.revision,
        )
        for one in ordered
    )


def _passed_on(row: Notice, viewer: Viewer) -> tuple[NoticeRow, ...]:
    if row.passes_on_id:
        return ()
    return as_rows(row.passed_on.filter(visible_to(viewer)).order_by("-sent_at", "pk")[:20], viewer)
