"""Who has read a notice and who has not, inside the viewer's areas."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import Asked, holders
from samutphok.notices.domain import Readers, reading_areas
from samutphok.notices.errors import NoticeNotFound
from samutphok.notices.models import Acknowledgement, Notice, Reminder, Version
from samutphok.notices.queries.scope import CURRENT, address_of, visible_to

BETWEEN_REMINDERS = timedelta(hours=24)


def readers(
    *, viewer: Viewer, notice_id: UUID, read: bool | None = None, page: int = 1, page_size: int = 50
) -> Readers:
    """The readers of the current version by place and role, and one page of them by name; `read` narrows the page.

    Raises NoticeNotFound for whoever may not write notices for any of its areas.
    """
    row = Notice.objects.filter(visible_to(viewer), pk=notice_id).first()
    if row is None or not (areas := reading_areas(viewer, address_of(row))):
        raise NoticeNotFound
    current = Version.objects.get(CURRENT, notice=row)
    tallies, people = holders(viewer=viewer, asked=asked_of(row), done=read, page=page, page_size=page_size)
    reminded_at = last_reminder(row, areas)
    waits_until = reminded_at + BETWEEN_REMINDERS if reminded_at else None
    return Readers(
        id=str(row.pk),
        title_th=current.title_th,
        title_en=current.title_en,
        version=row.version,
        due_on=row.due_on,
        overdue=row.due_on is not None and row.due_on < timezone.localdate(viewer.now),
        tallies=tallies,
        people=people,
        reminded_at=reminded_at,
        may_remind_at=waits_until if waits_until and waits_until > viewer.now else None,
        roles=address_of(row).roles,
    )


def asked_of(row: Notice) -> Asked:
    """The readers of a stored notice, and those of them who have acknowledged its current version."""
    to = address_of(row)
    done = Acknowledgement.objects.filter(notice=row, version=row.version).values("account_id")
    return Asked(to.roles, to.areas, Action.WRITE_NOTICE, done=done, but_not=to.author)


def last_reminder(row: Notice, areas: tuple[str, ...]) -> datetime | None:
    """When those of the areas were last reminded of the current version."""
    sent = Reminder.objects.filter(notice=row, version=row.version, area__in=areas).order_by("-at")
    return sent.values_list("at", flat=True).first()
