"""Hand-outs: called, held by several phones at once, closed."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.aid.actions.giving import complete, in_turn, with_papers, write
from samutphok.aid.domain.handout import MOST_GUESTS, MOST_STROKES, Mark, NewHandout, Receipt, Tapped
from samutphok.aid.domain.kinds import HelpKind
from samutphok.aid.domain.ledger import TEXT_LENGTH, Evidence, EvidenceKind, NewGift
from samutphok.aid.domain.money import ZERO, hundredths, satang, whole
from samutphok.aid.errors import ActUsed, BadGift, HandoutClosed, HandoutNotFound
from samutphok.aid.models import Guest, Handout, LedgerEntry
from samutphok.aid.queries.families import family_names
from samutphok.aid.queries.rules import rules_on
from samutphok.foundation.audit.actions import record
from samutphok.foundation.turns import turn
from samutphok.kernel.errors import Bilingual
from samutphok.registry.queries import household_areas

_AT_ONCE = 800


@transaction.atomic
def call_handout(*, viewer: Viewer, wanted: NewHandout, now: datetime) -> UUID:
    """Plans a hand-out and invites families; returns its id, which is the act's. Families out of scope are left out.

    Raises HandoutNotFound for an area that the viewer gives no help in, BadGift, BadAmount.
    """
    if not viewer.may(Action.GIVE_HELP, RecordScope(wanted.area_code)):
        raise HandoutNotFound
    kind = rules_on(wanted.held_on).kinds.get(wanted.kind)
    if kind is None or not kind.to_people or not wanted.title.strip() or not hundredths(wanted.quantity):
        raise _bad("บอกชื่องาน สิ่งที่มอบ และจำนวนต่อครอบครัว", "Say what the hand-out is called, what is given and how much.")
    if Handout.objects.filter(pk=wanted.act_id).exists():
        return wanted.act_id
    row = Handout.objects.create(
        id=wanted.act_id,
        title=wanted.title.strip()[:TEXT_LENGTH],
        area_code=wanted.area_code,
        place=wanted.place.strip()[:TEXT_LENGTH],
        kind=kind.id,
        held_on=wanted.held_on,
        satang=satang(wanted.value_baht or ZERO),
        quantity=hundredths(wanted.quantity),
        source=wanted.source,
        giver=wanted.giver.strip()[:TEXT_LENGTH],
        programme=wanted.programme[:120],
        budget_line_id=wanted.budget_line_id,
        made_by=viewer.account_id,
        made_at=now,
    )
    record(actor=viewer.account_id, act="call_handout", subject=str(row), fields=(f"kind:{kind.id}",), now=now)
    _invite(viewer, row, wanted.households, now)
    return row.id


@transaction.atomic
def invite(*, viewer: Viewer, handout_id: UUID, households: Iterable[UUID], now: datetime) -> int:
    """Adds families to the list; returns how many are new on it. Raises HandoutNotFound, HandoutClosed, BadGift."""
    row = _locked(viewer, handout_id)
    if row.closed_at is not None:
        raise HandoutClosed
    return _invite(viewer, row, households, now)


def tap(*, viewer: Viewer, handout_id: UUID, receipt: Receipt, now: datetime) -> Tapped:
    """A family received: one entry of the ledger, however many phones say so and however often.

    Phones write one after the other and never wait for a whole list: only the family's own row is held. Raises
    HandoutNotFound, HandoutClosed, ActUsed, BudgetShort.
    """
    with turn(), transaction.atomic():
        row = Handout.objects.filter(within(viewer, Action.GIVE_HELP), pk=handout_id).first()
        guests = Guest.objects.select_for_update().filter(handout=handout_id, pk=receipt.guest_id)
        guest = guests.first() if row else None
        if row is None or guest is None:
            raise HandoutNotFound
        if guest.entry_id is not None:
            return Tapped.SAME_ACT if guest.entry_id == receipt.act_id else Tapped.RECEIVED_BEFORE
        if row.closed_at is not None:
            raise HandoutClosed
        if LedgerEntry.objects.filter(pk=receipt.act_id).exists():
            raise ActUsed
        _received(viewer, row, guest, receipt, now)
        return Tapped.RECEIVED


@transaction.atomic
def type_in(*, viewer: Viewer, handout_id: UUID, places: Iterable[int], now: datetime) -> int:
    """Writes down who signed the printed sheet, by their numbers on it; returns how many are new. Who had received stays."""
    row = _locked(viewer, handout_id)
    if row.closed_at is not None:
        raise HandoutClosed
    waiting = Guest.objects.select_for_update().filter(handout=row, place__in=set(places), entry=None)
    done = 0
    for guest in waiting.order_by("place"):
        _received(viewer, row, guest, Receipt(uuid4(), guest.id, Mark.PAPER), now)
        done += 1
    return done


@transaction.atomic
def close_handout(*, viewer: Viewer, handout_id: UUID, now: datetime) -> None:
    """Ends a hand-out; who has not come stays on its list as such. Closing it again changes nothing."""
    row = _locked(viewer, handout_id)
    if row.closed_at is None:
        row.closed_at, row.closed_by = now, viewer.account_id
        row.save(update_fields=["closed_at", "closed_by"])
        record(actor=viewer.account_id, act="close_handout", subject=str(row), fields=(), now=now)


def _locked(viewer: Viewer, handout_id: UUID) -> Handout:
    row = Handout.objects.select_for_update().filter(within(viewer, Action.GIVE_HELP), pk=handout_id).first()
    if row is None:
        raise HandoutNotFound
    return row


def _invite(viewer: Viewer, row: Handout, households: Iterable[UUID], now: datetime) -> int:
    wanted = list(dict.fromkeys(households))
    standing = set(Guest.objects.filter(handout=row).values_list("household_id", flat=True))
    fresh = [one for one in wanted if one not in standing]
    if len(standing) + len(fresh) > MOST_GUESTS:
        raise _bad(f"เชิญได้ไม่เกิน {MOST_GUESTS:,} ครอบครัว", f"At most {MOST_GUESTS:,} families can be invited.")
    places: dict[UUID, str] = {}
    for start in range(0, len(fresh), _AT_ONCE):
        part = fresh[start : start + _AT_ONCE]
        places |= household_areas(viewer=viewer, household_ids=part, action=Action.GIVE_HELP)
    names = family_names(viewer, list(places))
    ordered = [one for one in fresh if one in places]
    last = len(standing)
    Guest.objects.bulk_create(
        Guest(handout=row, household_id=one, area_code=places[one], name=names.get(one, ""), place=last + number)
        for number, one in enumerate(ordered, start=1)
    )
    if ordered:
        fields = [f"household:{one}" for one in ordered]
        record(actor=viewer.account_id, act="invite_to_handout", subject=str(row), fields=fields, now=now)
    return len(ordered)


def _received(viewer: Viewer, row: Handout, guest: Guest, receipt: Receipt, now: datetime) -> None:
    gift = _gift(row, guest, receipt, now)
    kind: HelpKind = complete(gift, now)
    in_turn(guest.household_id)
    guest.entry_id = write(gift, kind, guest.area_code, by=viewer.account_id, now=now)
    with_papers(viewer, guest.entry_id, gift, now)
    guest.received_at, guest.mark, guest.proxy = receipt.at or now, receipt.mark, bool(receipt.proxy.strip())
    guest.save(update_fields=["entry_id", "received_at", "mark", "proxy"])


def _gift(row: Handout, guest: Guest, receipt: Receipt, now: datetime) -> NewGift:
    return NewGift(
        household_id=guest.household_id,
        kind=row.kind,
        quantity=whole(row.quantity),
        value_baht=whole(row.satang) if row.satang else None,
        source=row.source,
        giver=row.giver,
        given_on=min(row.held_on, timezone.localdate(now)),
        act_id=receipt.act_id,
        programme=row.programme,
        evidence=_evidence(receipt),
        budget_line_id=row.budget_line_id,
        proxy=receipt.proxy,
        although="handout",
    )


def _evidence(receipt: Receipt) -> tuple[Evidence, ...]:
    mark = Evidence(EvidenceKind(receipt.mark.value), drawn=receipt.drawn[:MOST_STROKES])
    picture = Evidence(EvidenceKind.PHOTOGRAPH, content=receipt.photograph)
    return (mark, picture) if receipt.photograph else (mark,)


def _bad(th: str, en: str) -> BadGift:
    return BadGift(problem=Bilingual(th, en), remedy=Bilingual("แก้ไขแล้วบันทึกอีกครั้ง", "Mend it and save again."))
