"""Messages for those who receive them, and for those who look after what did not arrive."""

import json

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import NOTHING, profile, within
from samutphok.foundation.privacy import unseal
from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.domain.states import State
from samutphok.messaging.domain.templates import Kind
from samutphok.messaging.domain.views import MessageTrouble, OwnMessage, OwnPage, TroublePage
from samutphok.messaging.gateways import gateway_of
from samutphok.messaging.models import Message, Reach
from samutphok.messaging.queries.rules import rules_named
from samutphok.messaging.queries.wording import worded


def looked_after(viewer: Viewer) -> Q:
    """Messages that the viewer looks after: of their area, and those that carry no area."""
    if not viewer.prefixes(Action.MANAGE_MESSAGES):
        return NOTHING
    return within(viewer, Action.MANAGE_MESSAGES) | Q(area_code="")


def message_troubles(*, viewer: Viewer, page: int = 1, page_size: int = 25) -> TroublePage:
    """What failed in the viewer's area; four queries."""
    own = Message.objects.filter(looked_after(viewer))
    failed = own.filter(state=State.FAILED)
    start = (page - 1) * page_size
    rows = tuple(_trouble(row) for row in failed.order_by("-made_at", "pk")[start : start + page_size])
    return TroublePage(
        rows,
        total=failed.count(),
        page=page,
        page_size=page_size,
        waiting=own.filter(state=State.WAITING).count(),
        skipped=own.filter(state=State.SKIPPED).count(),
        ways=tuple((channel.value, gateway_of(channel) is not None) for channel in Channel),
    )


def troubles_waiting(*, viewer: Viewer) -> int:
    """How many messages of the viewer's area failed; one query."""
    return Message.objects.filter(looked_after(viewer), state=State.FAILED).count()


def messages_waiting(*, viewer: Viewer) -> int:
    """How many messages to the viewer they have not read; one query, none for processes."""
    return _unread(viewer).count() if viewer.account_id else 0


def own_messages(*, viewer: Viewer, page: int = 1, page_size: int = 20) -> OwnPage:
    """One page of the viewer's own messages, the newest first; six queries. Raises AccountNotFound."""
    account = profile(viewer=viewer)
    found = Message.objects.filter(account_id=account.id)
    start = (page - 1) * page_size
    rows = tuple(_own(row) for row in found.order_by("-made_at", "pk")[start : start + page_size])
    reach = Reach.objects.filter(account_id=account.id).first()
    return OwnPage(
        rows,
        total=found.count(),
        page=page,
        page_size=page_size,
        unread=_unread(viewer).count(),
        channel=reach.channel if reach else None,
        has_email=bool(account.email),
        has_line=bool(reach and reach.line_sealed),
        line_name=settings.MESSAGES["line_name"] if gateway_of(Channel.LINE) else "",
    )


def _unread(viewer: Viewer) -> QuerySet[Message]:
    return Message.objects.filter(account_id=viewer.account_id, read_at=None)


def _trouble(row: Message) -> MessageTrouble:
    about = rules_named(row.policy).template(row.template).about
    reachable = bool(row.account_id or row.address_sealed)
    return MessageTrouble(row.pk, about, row.channel, row.state, row.error, row.tries, row.made_at, reachable)


def _own(row: Message) -> OwnMessage:
    rules = rules_named(row.policy)
    template = rules.template(row.template)
    values = json.loads(unseal(row.values_sealed, bound_to=f"values:{row.id}"))
    language = (get_language() or "th")[:2]
    subject, text = worded(rules, template, values, language="en" if language == "en" else "th", channel=None)
    kinds = {**template.may_have, **template.values}
    link = next((value for name, value in values.items() if kinds[name] is Kind.LINK), "")
    return OwnMessage(row.pk, subject, text, link, row.made_at, row.read_at is None)
