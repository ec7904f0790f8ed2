"""A worker's word about families: two are one, one is two, somebody lives elsewhere. Each can be taken back."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.audit.actions import record as record_act
from samutphok.linkage.actions.settling import enter_gate
from samutphok.linkage.actions.standing import as_moved, carry_out_around
from samutphok.linkage.actions.words import allow, keep, say
from samutphok.linkage.domain.things import Thing
from samutphok.linkage.errors import NotAMember, UnknownThing
from samutphok.linkage.models import LinkDecision
from samutphok.registry.actions import standing

Kind = LinkDecision.Kind


@transaction.atomic
def join_households(
    *, viewer: Viewer, into: UUID, absorbed: UUID, reason: str, act_id: UUID | None = None, now: datetime
) -> UUID:
    """Say that two families are one, which goes on as `into`; also how a division is undone. Raises as `link` does.

    What was recorded under either keeps its key and is read together. The absorbed family's address leads to `into`.
    """
    said = LinkDecision(kind=Kind.LINK, left=_family(into), right=_family(absorbed), reason=reason)
    return say(said, viewer=viewer, act_id=act_id, now=now)


@transaction.atomic
def part_households(
    *, viewer: Viewer, into: UUID, absorbed: UUID, reason: str, act_id: UUID | None = None, now: datetime
) -> UUID:
    """Say that two families that were joined are two; each has again what was recorded under it."""
    said = LinkDecision(kind=Kind.UNLINK, left=_family(into), right=_family(absorbed), reason=reason)
    return say(said, viewer=viewer, act_id=act_id, now=now)


@transaction.atomic
def split_household(
    *,
    viewer: Viewer,
    household_id: UUID,
    person_ids: Collection[UUID],
    reason: str,
    on: date | None = None,
    act_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Make a new family of some members of one, since a day (default: today); returns the NEW family's id.

    What was recorded of the family stays with it. Undone by joining the new one into the old. Raises NotAMember when
    nobody, everybody or a stranger is named; UnknownThing, OtherOffice.
    """
    enter_gate()
    split = LinkDecision.objects.filter(kind=Kind.SPLIT, left=_family(household_id))
    kept = split.filter(pk=act_id).first() if act_id else None
    if kept is not None:
        return Thing.read(kept.right).uuid
    members = standing.members_today(household_id)
    chosen = set(person_ids)
    if not chosen or not chosen < members:
        raise NotAMember
    new = uuid4()
    said = LinkDecision(kind=Kind.SPLIT, left=_family(household_id), right=_family(new), reason=reason)
    grant = allow(said, (Thing.household(household_id),), viewer)
    keep(said, by=viewer.account_id, act_id=act_id, now=now)
    standing.divide(household_id, new, decision=said.pk, now=now)
    day = on or timezone.localdate(now)
    for person in sorted(chosen):
        _move(person, household_id, new, reason=reason, on=day, viewer=viewer, act_id=None, now=now)
    _note(said, viewer, grant, now)
    return new


@transaction.atomic
def move_member(
    *,
    viewer: Viewer,
    person_id: UUID,
    from_household: UUID,
    to_household: UUID,
    reason: str,
    on: date | None = None,
    act_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Say that a member of one family lives in another since a day (default: today); a later survey may say otherwise.

    Undone by `take_back`. Raises NotAMember, UnknownThing, OtherOffice.
    """
    enter_gate()
    kept = LinkDecision.objects.filter(pk=act_id, kind=Kind.MOVE).first() if act_id else None
    if kept is not None:
        return kept.pk
    if from_household == to_household or person_id not in standing.members_today(from_household):
        raise NotAMember
    day = on or timezone.localdate(now)
    return _move(person_id, from_household, to_household, reason=reason, on=day, viewer=viewer, act_id=act_id, now=now)


def _move(
    person: UUID,
    left: UUID,
    into: UUID,
    *,
    reason: str,
    on: date,
    viewer: Viewer,
    act_id: UUID | None,
    now: datetime,
) -> UUID:
    said = LinkDecision(
        kind=Kind.MOVE,
        left=str(Thing.person(person)),
        right=_family(left),
        into=_family(into),
        reason=reason,
        day=on,
    )
    grant = allow(said, (Thing.household(left), Thing.household(into)), viewer)
    keep(said, by=viewer.account_id, act_id=act_id, now=now)
    standing.say_moves([as_moved(said)])
    _note(said, viewer, grant, now)
    return said.pk


@transaction.atomic
def take_back(*, viewer: Viewer, decision_id: UUID, reason: str, now: datetime) -> UUID:
    """Take back a word of the log: it no longer counts, what it did is undone, and it stays readable. Taking it back
    again changes nothing. A division is taken back by joining the two. Raises UnknownThing, OtherOffice."""
    enter_gate()
    said = LinkDecision.objects.filter(pk=decision_id).exclude(kind__in=(Kind.WITHDRAW, Kind.SPLIT)).first()
    if said is None:
        raise UnknownThing
    kept = LinkDecision.objects.filter(withdraws=decision_id).first()
    if kept is not None:
        return kept.pk
    back = LinkDecision(
        kind=Kind.WITHDRAW, left=said.left, right=said.right, into=said.into, reason=reason, withdraws=said.pk
    )
    sides = [Thing.read(text) for text in ((said.right, said.into) if said.into else (said.left, said.right))]
    grant = allow(back, sides, viewer)
    keep(back, by=viewer.account_id, act_id=None, now=now)
    if said.kind == Kind.MOVE:
        standing.unsay_moves([said.pk], now=now)
    else:
        carry_out_around([said.left, said.right], now=now)
    _note(back, viewer, grant, now)
    return back.pk


def _note(said: LinkDecision, viewer: Viewer, grant: str, now: datetime) -> None:
    record_act(
        actor=viewer.account_id, act=f"say_{said.kind}", subject=f"decision:{said.pk}", grant=grant, outcome="", now=now
    )


def _family(key: UUID) -> str:
    return str(Thing.household(key))
