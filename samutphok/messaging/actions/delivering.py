"""One try of one message: what is tried is written down before, what was heard afterwards.

Between the two lies the only thing that no transaction holds. A try is therefore lent for a while: when its process dies,
the next job finds the message due again and asks the gateway by the same key.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from samutphok.foundation.events import publish
from samutphok.foundation.held_keys import hold_key
from samutphok.foundation.privacy import unseal
from samutphok.messaging.domain.answers import Answer, Heard
from samutphok.messaging.domain.pace import A_DAY, crowded_until, next_try, quiet_until
from samutphok.messaging.domain.recipients import Channel
from samutphok.messaging.domain.states import MOVES, MessageDue, State
from samutphok.messaging.domain.templates import MessageRules
from samutphok.messaging.gateways import Gateway, Letter, gateway_of
from samutphok.messaging.models import Message, MessageAct
from samutphok.messaging.queries.rules import rules_named
from samutphok.messaging.queries.ways import Ways, ways_of
from samutphok.messaging.queries.wording import worded

_LENT = timedelta(minutes=2)  # longer than any gateway is waited for


@dataclass(frozen=True, slots=True)
class _Try:
    gateway: Gateway
    letter: Letter
    channel: Channel


def deliver(*, message_id: uuid.UUID, now: datetime) -> None:
    """Tries a message that is due; one that is not, or is settled, is left alone. Never raises for what a gateway does."""
    prepared = _prepare(message_id=message_id, now=now)
    if prepared is not None:
        answer = prepared.gateway.push(prepared.letter)
        _settle(message_id=message_id, tried=prepared, answer=answer, now=max(now, timezone.now()))


@transaction.atomic
def _prepare(*, message_id: uuid.UUID, now: datetime) -> _Try | None:
    """Takes the message for a try, or settles that there will be none now."""
    row = Message.objects.select_for_update().filter(pk=message_id).first()
    if row is None or row.state != State.WAITING or (row.next_at and row.next_at > now):
        return None
    rules = rules_named(row.policy)
    ways = ways_of(row, rules.template(row.template))
    tried = _refused(row)
    left = [(channel, address) for channel, address in ways.addresses if channel not in tried]
    if not left:
        _without_way(row, ways, refused=bool(tried), now=now)
        return None
    channel, address = left[0]
    gateway = gateway_of(channel)
    if gateway is None or _deferred(row, rules, channel, now):
        return None
    if row.tries > len(rules.pauses):  # its tries were lent and never given back
        _act(row, "give_up", now, code=row.error or "no_answer")
        return None
    row.tries, row.channel, row.language = row.tries + 1, channel, ways.language
    _wait(row, now + _LENT, publish_at=now + _LENT)
    _act(row, "try", now, channel=channel)
    return _Try(gateway, _letter(row, rules, channel, address), channel)


@transaction.atomic
def _settle(*, message_id: uuid.UUID, tried: _Try, answer: Answer, now: datetime) -> None:
    """Writes down what was heard; a second word on a settled message changes nothing."""
    row = Message.objects.select_for_update().filter(pk=message_id).first()
    if row is None or row.state != State.WAITING:
        return
    rules = rules_named(row.policy)
    row.error, row.reply = answer.code, answer.reply
    if answer.heard is Heard.ACCEPTED:
        row.sent_at = now
        _act(row, "accept", now, channel=tried.channel, reply=answer.reply)
    elif answer.heard is Heard.REFUSED:
        row.tries = 0  # another way begins anew
        _wait(row, now, publish_at=now)
        _act(row, "refuse", now, channel=tried.channel, code=answer.code)
    else:
        asked_again = answer.heard is Heard.LATER or tried.gateway.keeps_keys
        following = next_try(rules, row.tries, now, answer.wait) if asked_again else None
        if following is None:
            _act(row, "give_up", now, channel=tried.channel, code=answer.code)
        else:
            _wait(row, following, publish_at=following)
            _act(row, "defer", now, channel=tried.channel, code=answer.code)


def _without_way(row: Message, ways: Ways, *, refused: bool, now: datetime) -> None:
    """Colleagues find it at the desk; to others there is no way here, or they want none."""
    if ways.declined:
        _act(row, "decline", now)
    elif refused:
        _act(row, "give_up", now, code=row.error)
    else:
        _act(row, "show" if row.account_id else "skip", now)


def _deferred(row: Message, rules: MessageRules, channel: Channel, now: datetime) -> bool:
    """Whether it must wait for the morning, or for a less crowded hour."""
    if row.urgent:
        return False
    until = quiet_until(rules, channel, timezone.localtime(now)) or _crowded(row, rules, channel, now)
    if until is None:
        return False
    _wait(row, until, publish_at=until)
    _act(row, "defer", now, channel=channel)
    return True


def _crowded(row: Message, rules: MessageRules, channel: Channel, now: datetime) -> datetime | None:
    """By what was sent to the same recipient, and what is being tried at this moment."""
    owner = {"account_id": row.account_id} if row.account_id else {"address_index": row.address_index}
    hold_key(f"message {row.account_id or row.address_index}")
    same = Message.objects.filter(**owner, channel=channel).exclude(pk=row.pk)
    sent = same.filter(sent_at__gt=now - A_DAY).values_list("sent_at", flat=True)
    trying = same.filter(state=State.WAITING, tries__gt=0).count()
    return crowded_until(rules, channel, [*(one for one in sent if one), *[now] * trying], now)


def _letter(row: Message, rules: MessageRules, channel: Channel, address: str) -> Letter:
    values: Mapping[str, str] = json.loads(unseal(row.values_sealed, bound_to=f"values:{row.id}"))
    subject, text = worded(rules, rules.template(row.template), values, language=row.language, channel=channel)
    return Letter(address, subject, text, uuid.uuid5(row.id, channel))


def _refused(row: Message) -> set[str]:
    """The channels that refused the address since the message was last begun."""
    refused: set[str] = set()
    for act in row.acts.filter(name__in=("refuse", "retry")).order_by("recorded_at", "at"):
        refused = refused | {act.details["channel"]} if act.name == "refuse" else set()
    return refused


def _wait(row: Message, until: datetime, *, publish_at: datetime) -> None:
    row.next_at = until
    publish(MessageDue(row.id, publish_at))


def _act(row: Message, name: str, now: datetime, **details: str) -> None:
    """Records the act and rewrites what the row repeats of it."""
    MessageAct.objects.create(message=row, name=name, at=now, recorded_at=now, by="messaging", details=details)
    row.state = MOVES.after(row.state, name) or row.state
    row.error = details.get("code", "" if name == "accept" else row.error)
    if row.state != State.WAITING:
        row.next_at = None
    row.save()
