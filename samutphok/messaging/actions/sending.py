"""Leaving a message in the outbox, inside the transaction of the act that it tells of."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.utils import timezone

from samutphok.foundation.events import publish
from samutphok.foundation.privacy import blind_index, seal
from samutphok.messaging.domain.recipients import Account, Email, Phone, Recipient, read_email, read_mobile
from samutphok.messaging.domain.states import MessageDue
from samutphok.messaging.models import Message
from samutphok.messaging.queries.rules import rules_on


def send(
    *,
    to: Recipient,
    template: str,
    values: Mapping[str, str],
    now: datetime,
    not_before: datetime | None = None,
    area_code: str = "",
) -> uuid.UUID:
    """Leaves a message that is sent once the caller's transaction has committed, and vanishes with it.

    values: by name, of the kinds that policy/messages declares: a number as people read it, a day in ISO form, an
    agency's code, an area's code for the office, a path of this installation for a link; empty ones are left out.
    area_code: where those who look after failed messages find it; left out, the office's, then everybody's. Nothing fails
    for want of a gateway: accounts find their messages at the desk. Returns the message's id.

    Raises BadMessage for what the template does not declare and BadAddress for a number that cannot be.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a message is left in the transaction of its act: use transaction.atomic()")
    rules = rules_on(timezone.localdate(now))
    declared = rules.template(template)
    given = declared.checked(values)
    row = Message(
        template=template,
        policy=rules.name,
        area_code=area_code or given.get("office", ""),
        language="" if isinstance(to, Account) else to.language,
        urgent=declared.urgent,
        made_at=now,
        next_at=not_before or now,
    )
    row.values_sealed = seal(json.dumps(given, sort_keys=True), bound_to=f"values:{row.id}")
    _address(row, to)
    row.save(force_insert=True)
    publish(MessageDue(row.id, not_before))
    return row.id


def _address(row: Message, to: Recipient) -> None:
    if isinstance(to, Account):
        row.account_id = uuid.UUID(str(to.id))
        return
    address = read_mobile(to.number) if isinstance(to, Phone) else read_email(to.address)
    kind = "phone" if isinstance(to, Phone) else "email"
    row.channel = "sms" if isinstance(to, Phone) else "email"
    row.address_sealed = seal(address, bound_to=f"address:{row.id}")
    row.address_index = blind_index(kind, address)


__all__ = ["Account", "Email", "Phone", "send"]
