"""Reading the trail and holding it against its chain and its signed checkpoints."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from samutphok.foundation.audit import signing
from samutphok.foundation.audit.domain import Act, Fault, FaultKind, Link, Verdict, inspect
from samutphok.foundation.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Inspection:
    """The verdict on the chain, and the acts that no chain covers yet: how many, the oldest one's time (UTC text)."""

    verdict: Verdict
    unsealed: int
    oldest_unsealed: str
    sealed_at_once: bool  # SQLite: then an unsealed act was put there by hand

    @property
    def good(self) -> bool:
        """No fault, and nothing outside the chain that the database would have chained itself."""
        return self.verdict.fault is None and not (self.sealed_at_once and self.unsealed)


def verify(*, checkpoints: Path, public_key: Path | None = None) -> Inspection:
    """Walks the whole chain and compares it with the checkpoints in the folder, best a copy kept on another host.

    `public_key` is this installation's `audit.pub`, by default the one in its own keys. Memory does not grow with the
    trail. A checkpoint of bad signature is a fault of its own.
    """
    good, forged = signing.read_all(checkpoints, signing.public_key(public_key))
    verdict = inspect(links(), good)
    if verdict.fault is None and forged:
        verdict = Verdict(verdict.sound, verdict.vouched, Fault(FaultKind.FORGED_CHECKPOINT, min(forged), max(forged)))
    waiting = Entry.objects.filter(position=None)
    oldest = waiting.order_by("id").values_list("at", flat=True).first() or ""
    return Inspection(verdict, waiting.count(), oldest, connection.vendor == "sqlite")


def links(*, after: int = 0) -> Iterator[Link]:
    """The chained acts behind a position, in order, a few thousand in memory at a time."""
    for entry in Entry.objects.filter(position__gt=after).order_by("position").iterator(chunk_size=2_000):
        yield Link(entry.position or 0, entry.digest, as_act(entry))


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
        fields=entry.fields,
        outcome=entry.outcome,
    )
