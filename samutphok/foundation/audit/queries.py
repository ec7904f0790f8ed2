"""Reading the trail and holding it against its chain and its signed checkpoints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.db.models import Case, Q, QuerySet, UUIDField, Value, When
from django.db.models.functions import Cast, Replace
from django.utils import timezone

from samutphok.foundation.audit import signing
from samutphok.foundation.audit.domain import (
    Act,
    ChainState,
    Fault,
    FaultKind,
    LastVerification,
    Link,
    RecordedAct,
    TrailFilter,
    TrailPage,
    Verdict,
    inspect,
    time_text,
)
from samutphok.foundation.audit.models import Entry, Verification

_GRANT_ID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


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


def grants_acting(*, subjects: Iterable[str], acts: Iterable[str], since: datetime) -> "QuerySet[Entry, UUID | None]":
    """Ids of the grants under which these acts were done to these subjects since a moment: a condition for a query.

    Meant for `pk__in`, so that the trail is read inside the caller's query. Acts under no single grant count for none.
    """
    done = Entry.objects.filter(subject__in=list(subjects), act__in=list(acts), at__gte=time_text(since))
    bare = Replace("grant", Value("-"), Value(""))  # as both databases read an id
    held = Case(When(grant__regex=_GRANT_ID, then=Cast(bare, UUIDField())), default=None)
    return done.annotate(held=held).exclude(held=None).values_list("held", flat=True)


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


def trail_page(wanted: TrailFilter, *, page_size: int) -> TrailPage:
    """The acts asked for, newest first, paged by their time and number: the last page is as quick as the first.

    Who may read them is decided by `access.queries.trail`; nothing else calls this.
    """
    found = list(_asked(wanted).order_by("-at", "-id")[: page_size + 1])
    shown = found[:page_size]
    before = f"{shown[-1].at}|{shown[-1].pk}" if len(found) > page_size else ""
    return TrailPage(tuple(map(_recorded, shown)), before)


def trail_acts(wanted: TrailFilter, *, most: int) -> Iterator[RecordedAct]:
    """The same acts one after another, at most so many, a few thousand in memory at a time."""
    return (_recorded(entry) for entry in _asked(wanted).order_by("-at", "-id")[:most].iterator(chunk_size=2_000))


def kinds_of_act() -> tuple[str, ...]:
    """Every kind of act of the newest 20,000, by name."""
    newest = Entry.objects.order_by("-id").values("act")[:20_000]
    return tuple(Entry.objects.filter(act__in=newest).values_list("act", flat=True).distinct().order_by("act"))


def chain_state() -> ChainState:
    """How the chain stands, without walking it."""
    head = Entry.objects.exclude(position=None).order_by("-position").values_list("position", flat=True).first()
    signed = signing.newest()
    last = Verification.objects.order_by("-id").first()
    return ChainState(
        sealed=head or 0,
        unsealed=Entry.objects.filter(position=None).count(),
        checkpoint=signed.size if signed else 0,
        checkpoint_at=datetime.fromisoformat(signed.at).replace(tzinfo=UTC) if signed else None,
        verification=_verification(last) if last else None,
    )


def _asked(wanted: TrailFilter) -> QuerySet[Entry]:
    begin, end = (_midnight(day) for day in (wanted.first, wanted.last + timedelta(days=1)))
    found = Entry.objects.filter(at__gte=begin, at__lt=end)
    if wanted.actors is not None:
        found = found.filter(actor__in=wanted.actors)
    for field in ("act", "subject", "outcome"):
        if value := getattr(wanted, field):
            found = found.filter(**{field: value})
    at, _bar, number = wanted.before.partition("|")
    if number.isdigit():
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=int(number)))
    return found


def _midnight(day: date) -> str:
    """The beginning of a day in Thailand, as stored."""
    return time_text(timezone.make_aware(datetime.combine(day, time())))


def _recorded(entry: Entry) -> RecordedAct:
    return RecordedAct(
        number=entry.pk,
        at=datetime.fromisoformat(entry.at).replace(tzinfo=UTC),
        actor=entry.actor,
        act=entry.act,
        subject=entry.subject,
        purpose=entry.purpose,
        fields=tuple(filter(None, entry.fields.split(","))),
        outcome=entry.outcome,
        sealed=entry.position is not None,
    )


def _verification(row: Verification) -> LastVerification:
    return LastVerification(
        asked_at=row.asked_at,
        finished_at=row.finished_at,
        good=row.good,
        sound=row.sound,
        vouched=row.vouched,
        unsealed=row.unsealed,
        fault=FaultKind(row.fault) if row.fault else None,
        position=row.position,
    )
