"""Recording acts with the act, chaining them, and signing how far the chain has come."""

import logging
import re
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from samutphok.foundation.audit import signing
from samutphok.foundation.audit.domain import START, Checkpoint, Peaks, digest, time_text
from samutphok.foundation.audit.models import Entry
from samutphok.foundation.audit.queries import as_act, links

_CODE = re.compile(r"[A-Za-z0-9_.:\-]*")
_CITIZEN_NUMBER = re.compile(r"(?<![0-9A-Fa-f])[0-9](?:-?[0-9]){12}(?![0-9A-Fa-f])")
_SEALER = 0x5A7B_A0D1  # PostgreSQL's advisory lock: one sealer at a time
_BATCH = 5_000

_log = logging.getLogger(__name__)

# SQLite never gives a number twice, not even after the last act was deleted by hand; it keeps the last one here.
_LAST_NUMBER = "SELECT seq FROM sqlite_sequence WHERE name = 'audit_entry'"

# Grain: one act of the batch. Gives each the place and digest that were reckoned for it; keys: the act's number.
_CHAIN = """
UPDATE audit_entry AS entry SET position = sealed.position, digest = sealed.digest
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS sealed(id, position, digest)
WHERE entry.id = sealed.id AND entry.position IS NULL
"""


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
        if not _CODE.fullmatch(text) or _CITIZEN_NUMBER.search(text):
            raise ValueError("an audit row holds codes, ids and pseudonyms only")
    entry = Entry(
        at=time_text(now),
        actor=actor,
        act=act,
        subject=subject,
        grant=grant,
        purpose=purpose,
        fields=",".join(sorted(fields)),
        outcome=outcome,
    )
    if connection.vendor == "sqlite":
        _chain_ahead(entry)
    Entry.objects.create(**{field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields})


def seal() -> int:
    """Chains the acts that wait, at most 5,000; returns how many. Nothing waits on SQLite.

    Every committed act that this transaction sees is taken, by number. Acts get their number inside their transaction,
    so gaps (acts rolled back) and late commits (a lower number seen later) are ordinary: place in the chain is the
    order of sealing, the number is only part of what is chained. Cause still comes before effect: whoever acted upon a
    committed act took a higher number, and no snapshot shows the second without the first. Waiting for the oldest open
    transaction would give a finer order, and let one long import leave everybody's acts unsealed.
    """
    if connection.vendor != "postgresql":
        return 0
    with transaction.atomic():
        return _seal_waiting() if _only_sealer() else 0


def checkpoint(now: datetime) -> Checkpoint | None:
    """Signs how far the chain has come and exports it to `settings.CHECKPOINTS`; None when nothing is new.

    What is new since the last checkpoint is checked first: a chain that does not hold is never signed, but reported in
    the log, and `verify-audit` names the place.
    """
    last = signing.newest()
    tree, previous = (last.tree(), last.head) if last else (Peaks(), START)
    for link in links(after=tree.size):
        if link.position != tree.size + 1 or link.digest != digest(previous, link.act, link.position):
            _log.error("the audit chain does not hold at position %d: run samutphok verify-audit", tree.size + 1)
            return None
        tree, previous = tree.grown(link.digest), link.digest
    if tree.size == (last.size if last else 0):
        return None
    signed = Checkpoint(tree.size, previous, tree.root(), tree.hashes, time_text(now))
    signing.export(signed)
    return signed


def _seal_waiting() -> int:
    waiting = list(Entry.objects.filter(position=None).order_by("id")[:_BATCH])
    _chain(waiting)
    columns = (
        [entry.pk for entry in waiting],
        [entry.position for entry in waiting],
        [entry.digest for entry in waiting],
    )
    with connection.cursor() as cursor:
        cursor.execute(_CHAIN, columns)
    return len(waiting)


def _chain(entries: Sequence[Entry]) -> None:
    head = Entry.objects.exclude(position=None).order_by("-position").first()
    previous, position = (head.digest, head.position or 0) if head else (START, 0)
    for place, entry in enumerate(entries, start=position + 1):
        entry.position, entry.digest = place, digest(previous, as_act(entry), place)
        previous = entry.digest


def _chain_ahead(entry: Entry) -> None:
    """Numbers and chains an act before it is written, so that one statement writes it: nobody else can write meanwhile."""
    chained = Entry.objects.exclude(position=None).annotate(last=RawSQL(_LAST_NUMBER, ()))  # noqa: S611 -- a constant, without parameters
    head = chained.order_by("-position").first()
    last = max(head.last or 0, head.pk) if head else Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
    previous, position = (head.digest, head.position or 0) if head else (START, 0)
    entry.pk, entry.position = (last or 0) + 1, position + 1
    entry.digest = digest(previous, as_act(entry), entry.position)


def _only_sealer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_SEALER])
        return bool(cursor.fetchone()[0])
