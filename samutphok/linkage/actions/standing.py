"""The log's fold, carried out: who points to whom follows from what was said, and can be made again from it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from samutphok.linkage.actions.settling import enter_gate
from samutphok.linkage.domain.folding import Folded, Word, fold
from samutphok.linkage.domain.survival import newest_name, survivor
from samutphok.linkage.domain.things import HOUSEHOLD, PERSON, RECORD, Thing
from samutphok.linkage.models import LinkDecision
from samutphok.registry.actions import standing

Kind = LinkDecision.Kind
OF_PAIRS = (Kind.LINK, Kind.UNLINK, Kind.IGNORE)
_PIECE = 500  # keys in one query, each asked for on both sides


def next_number() -> int:
    """The next place in the log; behind the gate."""
    return (LinkDecision.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def decisions_around(things: Collection[str]) -> list[LinkDecision]:
    """Everything said about these things, and about whatever words connect with them, in the order of the log."""
    known: dict[UUID, LinkDecision] = {}
    seen: set[str] = set()
    asking = set(things)
    while asking:
        seen |= asking
        fresh: set[str] = set()
        for some in _pieces(asking):
            said = LinkDecision.objects.filter(Q(left__in=some) | Q(right__in=some), kind__in=OF_PAIRS)
            for one in said:
                known[one.pk] = one
                fresh |= {one.left, one.right}
        asking = fresh - seen
    return sorted(known.values(), key=lambda one: one.number)


def words_of(decisions: Iterable[LinkDecision]) -> list[Word]:
    """As the fold reads them; what was taken back is left out."""
    listed = list(decisions)
    gone: set[UUID] = set()
    for some in _pieces({one.pk for one in listed}):
        back = LinkDecision.objects.filter(withdraws__in=some).values_list("withdraws", flat=True)
        gone |= {one for one in back if one}
    return [
        Word(one.number, one.left, one.right, one.kind == Kind.LINK, bool(one.model), one.probability or 0.0)
        for one in listed
        if one.pk not in gone
    ]


def carry_out_around(things: Collection[str], *, now: datetime) -> int:
    """Bring the registry in line with what the log says of these things and those connected; returns what changed."""
    decisions = decisions_around(things)
    touched = set(things) | {side for one in decisions for side in (one.left, one.right)}
    return carry_out_fold(touched, fold(words_of(decisions)), now=now)


def carry_out_fold(things: Collection[str], folded: Folded, *, now: datetime) -> int:
    """Point people, rows and families at their survivors; things in no cluster at nobody."""
    read = [Thing.read(thing) for thing in things]
    people: dict[UUID, UUID | None] = {one.uuid: None for one in read if one.kind == PERSON}
    rows: dict[int, UUID | None] = {int(one.key): None for one in read if one.kind == RECORD}
    families: dict[UUID, UUID | None] = {one.uuid: None for one in read if one.kind == HOUSEHOLD}
    known = standing.people_standing(people)
    newest = {word.pair: word for word in folded.links.values()}
    for cluster in folded.clusters:
        members = [Thing.read(text) for text in cluster]
        if members[0].kind == HOUSEHOLD:
            head = Thing.read(newest_name(cluster, newest.values())).uuid
            families |= {one.uuid: head for one in members if one.uuid != head}
            continue
        best = survivor([known[one.uuid] for one in members if one.kind == PERSON and one.uuid in known])
        people |= {one.uuid: best for one in members if one.kind == PERSON and one.uuid != best and one.uuid in known}
        rows |= {int(one.key): best for one in members if one.kind == RECORD}
    changed = standing.stand_as({key: one for key, one in people.items() if key in known}, rows)
    return changed + _families(families, now=now)


def _families(families: dict[UUID, UUID | None], *, now: datetime) -> int:
    if not families:
        return 0
    changed = standing.families_as(families)
    _settle_moves(families, now=now)
    return changed


def moves_in_force(households: Collection[UUID] | None = None) -> list[LinkDecision]:
    """The moves from or to these families (None: all) that were not taken back, in the order of the log."""
    moves = LinkDecision.objects.filter(kind=Kind.MOVE)
    if households is not None:
        texts = [str(Thing.household(one)) for one in households]
        moves = moves.filter(Q(right__in=texts) | Q(into__in=texts))
    gone = LinkDecision.objects.filter(kind=Kind.WITHDRAW).values("withdraws")
    return list(moves.exclude(pk__in=gone).order_by("number"))


def _settle_moves(households: Collection[UUID], *, now: datetime) -> None:
    """A move between two identities of one family is none; it holds again when they are two again."""
    moves = moves_in_force(households)
    ends = {Thing.read(text).uuid for move in moves for text in (move.right, move.into)}
    heads = standing.families_standing(ends)
    void = [move.pk for move in moves if heads[Thing.read(move.right).uuid] == heads[Thing.read(move.into).uuid]]
    standing.unsay_moves(void, now=now)
    standing.say_moves(as_moved(move) for move in moves if move.pk not in void)


def as_moved(move: LinkDecision) -> standing.Moved:
    """A move as the registry writes it."""
    left, into = Thing.read(move.right).uuid, Thing.read(move.into).uuid
    assert move.day is not None  # every move has its day
    return standing.Moved(move.pk, Thing.read(move.left).uuid, left, into, move.day)


@transaction.atomic
def rebuild_people(*, now: datetime) -> int:
    """Make who points to whom, and what is shown of people, anew from the log alone; returns how many changed: 0 when
    what was kept agreed with the log."""
    enter_gate()
    decisions = list(LinkDecision.objects.filter(kind__in=OF_PAIRS).order_by("number"))
    things = {side for one in decisions for side in (one.left, one.right)} | set(_pointing())
    changed = carry_out_fold(things, fold(words_of(decisions)), now=now)
    moves = moves_in_force()
    _settle_moves({Thing.read(text).uuid for move in moves for text in (move.right, move.into)}, now=now)
    standing.redraw(standing.people_pointing())
    return changed


def _pointing() -> Iterator[str]:
    """Whatever points somewhere today, with or without a word."""
    yield from (str(Thing.person(one)) for one in standing.people_pointing())
    yield from (str(Thing.record(one)) for one in standing.rows_linked())
    yield from (str(Thing.household(one)) for one in standing.families_pointing())


def _pieces(keys: Collection[Any]) -> Iterator[list[Any]]:
    listed = list(keys)
    for start in range(0, len(listed), _PIECE):
        yield listed[start : start + _PIECE]
