"""Recording acts in the transaction of the act, and chaining them."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from samutphok.foundation.audit.domain import START, Act, digest
from samutphok.foundation.audit.models import Entry

_NAME = re.compile(r"[A-Za-z0-9_.:\-]*")
_CITIZEN_NUMBER = re.compile(r"(?<![0-9A-Fa-f])[0-9](?:-?[0-9]){12}(?![0-9A-Fa-f])")


def record(
    *,
    actor: str,
    act: str,
    subject: str,
    grant: str = "",
    purpose: str = "",
    fields: Sequence[str] = (),
    outcome: str = "done",
    now: datetime,
) -> None:
    """Writes the audit row of an act, in the act's own transaction: without the row there is no act, and the reverse.

    `actor` is an account's id or the name of a system process, `subject` a record's id ('household:<uuid>') or a
    pseudonym, `fields` the names of what was read or changed. Never values, names of people or citizen numbers.
    SQLite has one writer at a time, so the row is chained at once; on PostgreSQL `seal` chains it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded inside the transaction of the act: use transaction.atomic()")
    for text in (actor, act, subject, grant, purpose, outcome, *fields):
        if not _NAME.fullmatch(text) or _CITIZEN_NUMBER.search(text):
            raise ValueError("an audit row holds codes, ids and pseudonyms only")
    entry = Entry.objects.create(
        at=now,
        actor=actor,
        act=act,
        subject=subject,
        grant=grant,
        purpose=purpose,
        fields=sorted(fields),
        outcome=outcome,
    )
    if connection.vendor == "sqlite":
        _chain(entry)


def _chain(entry: Entry) -> None:
    head = Entry.objects.exclude(position=None).order_by("-position").first()
    previous, position = (head.digest, head.position or 0) if head else (START, 0)
    entry.position = position + 1
    entry.digest = digest(previous, as_act(entry), entry.position)
    entry.save(update_fields=["position", "digest"])


def as_act(entry: Entry) -> Act:
    """The stored row as it is chained."""
    return Act(
        number=entry.pk,
        at=entry.at,
        actor=entry.actor,
        act=entry.act,
        subject=entry.subject,
        grant=entry.grant,
        purpose=entry.purpose,
        fields=tuple(entry.fields),
        outcome=entry.outcome,
    )
