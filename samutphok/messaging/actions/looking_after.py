"""What people do with messages: read their own, choose how they are reached, send anew what failed."""

import secrets
import uuid
from datetime import datetime, timedelta

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import blind_index
from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.domain.states import MOVES, MessageDue, State
from samutphok.messaging.domain.views import OwnPage
from samutphok.messaging.errors import BadMessage, MessageNotFound, NotFailed
from samutphok.messaging.models import Message, MessageAct, Reach
from samutphok.messaging.queries.pages import looked_after, own_messages

_JOINED_WITHIN = timedelta(minutes=15)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another


@transaction.atomic
def read_own(*, viewer: Viewer, page: int, now: datetime) -> OwnPage:
    """The viewer's messages; those that the page shows count as read from now on. Raises AccountNotFound."""
    shown = own_messages(viewer=viewer, page=page)
    fresh = [one.id for one in shown.rows if one.new]
    if fresh:
        Message.objects.filter(pk__in=fresh).update(read_at=now)
    return shown


@transaction.atomic
def choose_channel(*, viewer: Viewer, channel: str, now: datetime) -> None:
    """By which channel the viewer is reached beside the desk; '' by none. Raises BadMessage for one that is none."""
    if channel not in ("", Channel.EMAIL, Channel.LINE):
        raise BadMessage("channel")
    Reach.objects.update_or_create(account_id=uuid.UUID(viewer.account_id), defaults={"channel": channel})
    record(
        actor=viewer.account_id,
        act="choose_channel",
        subject=f"account:{viewer.account_id}",
        fields=["channel"],
        now=now,
    )


@transaction.atomic
def line_code(*, viewer: Viewer, now: datetime) -> str:
    """A code that the viewer sends to the office's LINE account within a quarter of an hour, to be reached there."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(8))
    until = {"link_index": blind_index("line_code", code), "link_until": now + _JOINED_WITHIN}
    Reach.objects.update_or_create(account_id=uuid.UUID(viewer.account_id), defaults=until)
    record(
        actor=viewer.account_id, act="choose_channel", subject=f"account:{viewer.account_id}", fields=["line"], now=now
    )
    return code


@transaction.atomic
def retry(*, viewer: Viewer, message_id: uuid.UUID, now: datetime) -> None:
    """Sends anew what failed, from its first way on. Raises MessageNotFound, NotFailed."""
    row = Message.objects.select_for_update().filter(looked_after(viewer), pk=message_id).first()
    if row is None:
        raise MessageNotFound
    if MOVES.after(row.state, "retry") is None or not (row.account_id or row.address_sealed):
        raise NotFailed
    MessageAct.objects.create(message=row, name="retry", at=now, recorded_at=now, by=viewer.account_id)
    row.state, row.tries, row.error, row.next_at = State.WAITING, 0, "", now
    row.save(update_fields=["state", "tries", "error", "next_at"])
    publish(MessageDue(row.id, None))
    record(actor=viewer.account_id, act="retry_message", subject=f"message:{row.id}", now=now)
