"""A person's word about who is who: kept in the log, carried out at once, taken back by another word."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.foundation.audit.actions import record as record_act
from samutphok.linkage.actions.settling import enter_gate
from samutphok.linkage.actions.standing import (
    carry_out_around,
    decisions_around,
    next_number,
    words_of,
)
from samutphok.linkage.domain.folding import Partition, newest_words, rule
from samutphok.linkage.domain.things import HOUSEHOLD, Thing
from samutphok.linkage.errors import NotAlike, OtherOffice, RuledApart, UnknownThing
from samutphok.linkage.models import LinkDecision
from samutphok.registry.actions import standing

Kind = LinkDecision.Kind
_CODE = re.compile(r"[a-z_]{0,40}")


@transaction.atomic
def link(
    *,
    viewer: Viewer,
    left: Thing,
    right: Thing,
    evidence: Sequence[str] = (),
    reason: str = "",
    probability: float | None = None,
    act_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """Say that two people, or a row and a person, are one; returns the decision's id, the same for a repeated `act_id`.

    No row moves: one identity stands for the others from now on. evidence: codes such as 'birth:one_year_off'. Raises
    UnknownThing (absent, or both out of scope), OtherOffice, NotAlike, RuledApart (parts of the two were told apart).
    """
    said = LinkDecision(
        kind=Kind.LINK,
        left=str(left),
        right=str(right),
        evidence=list(evidence),
        reason=reason,
        probability=probability,
    )
    return say(said, viewer=viewer, act_id=act_id, now=now)


@transaction.atomic
def unlink(
    *, viewer: Viewer, left: Thing, right: Thing, reason: str = "", act_id: UUID | None = None, now: datetime
) -> UUID:
    """Say that two who were joined are two. Everything is seen again where it was recorded, and no model joins them anew."""
    said = LinkDecision(kind=Kind.UNLINK, left=str(left), right=str(right), reason=reason)
    return say(said, viewer=viewer, act_id=act_id, now=now)


@transaction.atomic
def ignore(
    *, viewer: Viewer, left: Thing, right: Thing, reason: str = "", act_id: UUID | None = None, now: datetime
) -> UUID:
    """Say that two who look alike are two: neither joined nor asked about again, whatever registers come."""
    said = LinkDecision(kind=Kind.IGNORE, left=str(left), right=str(right), reason=reason)
    return say(said, viewer=viewer, act_id=act_id, now=now)


def say(said: LinkDecision, *, viewer: Viewer, act_id: UUID | None, now: datetime) -> UUID:
    """Keep a word and carry it out, behind the gate; the caller's transaction holds all of it."""
    enter_gate()
    kept = LinkDecision.objects.filter(pk=act_id).first() if act_id else None
    if kept is not None:
        return _same_act(kept, said, viewer)
    left, right = Thing.read(said.left), Thing.read(said.right)
    if left == right or (left.kind == HOUSEHOLD) != (right.kind == HOUSEHOLD):
        raise NotAlike
    grant = allow(said, (left, right), viewer)
    if said.kind == Kind.LINK:
        _refuse_contradiction(said)
    keep(said, by=viewer.account_id, act_id=act_id, now=now)
    carry_out_around([said.left, said.right], now=now)
    record_act(
        actor=viewer.account_id,
        act=f"say_{said.kind}",
        subject=f"decision:{said.pk}",
        grant=grant,
        outcome=left.kind,
        now=now,
    )
    return said.pk


def keep(said: LinkDecision, *, by: str, act_id: UUID | None, now: datetime) -> None:
    """Add a line to the log."""
    if not _CODE.fullmatch(said.reason):
        raise NotAlike
    said.pk = act_id or uuid4()
    said.number, said.by, said.at = next_number(), by, now
    said.save(force_insert=True)


def _same_act(kept: LinkDecision, said: LinkDecision, viewer: Viewer) -> UUID:
    if (kept.kind, kept.left, kept.right, kept.by) != (said.kind, said.left, said.right, viewer.account_id):
        raise UnknownThing
    return kept.pk


def allow(said: LinkDecision, sides: Sequence[Thing], viewer: Viewer) -> str:
    """The grant by which the viewer may decide about one or two things, whose areas the word then carries.

    Raises UnknownThing (absent, or all of them out of scope) and OtherOffice (one of them is)."""
    areas = [area_of(one) for one in sides]
    said.area_code, said.other_area = areas[0], areas[-1]
    may = [viewer.may(Action.DECIDE_LINK, RecordScope(area)) for area in areas]
    if not any(may):
        raise UnknownThing
    if not all(may):
        raise OtherOffice
    grant = decide(viewer, Action.DECIDE_LINK, RecordScope(areas[0])).grant
    return grant.id if grant else ""


def area_of(thing: Thing) -> str:
    """The area of a thing that stands; raises UnknownThing."""
    found = standing.areas_of(thing.kind, [thing.key])
    if thing.key not in found:
        raise UnknownThing
    return found[thing.key]


def _refuse_contradiction(said: LinkDecision) -> None:
    """A newer word about the same two overrules the older one; about others of their clusters it must be taken back first."""
    people, _ = newest_words(words_of(decisions_around([said.left, said.right])))
    pair = tuple(sorted((said.left, said.right)))
    partition = Partition()
    rule(partition, (word for word in people if word.pair != pair))
    if partition.are_apart(said.left, said.right):
        raise RuledApart
