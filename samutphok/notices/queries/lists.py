"""Lists of notices, and how many wait to be read."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.notices.domain import Box, NoticeList, NoticeRow, may_revise, readers_of, state_of
from samutphok.notices.models import Acknowledgement, Notice, Reminder, Version
from samutphok.notices.queries.scope import (
    CURRENT,
    account_id,
    address_of,
    speaks_to,
    visible_to,
    waiting_for,
)


def unread_count(*, viewer: Viewer, now: datetime) -> int:
    """How many notices wait for the viewer to read and acknowledge them; one query, none without grants."""
    if account_id(viewer) is None or not readers_of(viewer):
        return 0
    return Notice.objects.filter(waiting_for(viewer, now=now)).count()


def notice_list(*, viewer: Viewer, box: Box, page: int = 1, page_size: int = 20) -> NoticeList:
    """One page of a box, what is due first at the top of 'to read', else the newest first. Five queries."""
    found = Notice.objects.filter(_of_box(box, viewer))
    order = (F("due_on").asc(nulls_last=True), "-sent_at", "id") if box is Box.TO_READ else ("-sent_at", "id")
    start = (page - 1) * page_size
    rows = as_rows(found.order_by(*order)[start : start + page_size], viewer)
    total = found.count()
    unread = total if box is Box.TO_READ else unread_count(viewer=viewer, now=viewer.now)
    return NoticeList(box, rows, unread=unread, total=total, page=page, page_size=page_size)


def as_rows(found: QuerySet[Notice], viewer: Viewer) -> tuple[NoticeRow, ...]:
    """Stored notices as lines of a list, in their order; two queries."""
    listed = list(_annotated(found, viewer))
    current = {one.notice_id: one for one in Version.objects.filter(CURRENT, notice__in=[one.pk for one in listed])}
    today = timezone.localdate(viewer.now)
    return tuple(_row(one, current[one.pk], viewer, today) for one in listed)


def _of_box(box: Box, viewer: Viewer) -> Q:
    if box is Box.TO_READ:
        return waiting_for(viewer, now=viewer.now)
    if box is Box.ALL:
        return visible_to(viewer)
    return visible_to(viewer) & Q(author=account_id(viewer))


def _annotated(found: QuerySet[Notice], viewer: Viewer) -> Iterable[Notice]:
    """With what this viewer has to do with each: addressed, the version acknowledged last, the newest reminder."""
    mine = Acknowledgement.objects.filter(notice=OuterRef("pk"), account=account_id(viewer)).order_by("-version")
    above = {code for areas in readers_of(viewer).values() for code in areas}
    told = Reminder.objects.filter(notice=OuterRef("pk"), version=OuterRef("version"), area__in=above).order_by("-at")
    addressed = Notice.objects.filter(speaks_to(viewer), pk=OuterRef("pk"))
    return found.annotate(
        addressed=Exists(addressed),
        acknowledged=Subquery(mine.values("version")[:1]),
        reminded_at=Subquery(told.values("at")[:1]),
        open_questions=Count("questions", filter=Q(questions__answered_at=None)),
    )


def _row(row: Notice, version: Version, viewer: Viewer, today: date) -> NoticeRow:
    told = row.__dict__  # what `_annotated` added
    state = state_of(
        addressed=told["addressed"],
        acknowledged=told["acknowledged"] or 0,
        version=row.version,
        due_on=row.due_on,
        ended=row.withdrawn_at is not None or (row.valid_until is not None and row.valid_until < today),
        today=today,
    )
    return NoticeRow(
        id=str(row.pk),
        title_th=version.title_th,
        title_en=version.title_en,
        office=row.office_name,
        number=version.circular,
        dated=version.dated,
        sent_at=row.sent_at,
        version=row.version,
        state=state,
        due_on=row.due_on,
        questions=told["open_questions"] if may_revise(viewer, address_of(row)) else 0,
        reminded_at=told["reminded_at"],
        passed_on=row.passes_on_id is not None,
    )
