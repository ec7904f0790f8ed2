"""Writing help into the ledger, and taking an entry back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.aid.actions.budget import give_back, take
from samutphok.aid.actions.proving import keep_papers
from samutphok.aid.domain.checks import Check, blocked
from samutphok.aid.domain.kinds import HelpKind, Receiver, SourceKind, Worth
from samutphok.aid.domain.ledger import REASON_LENGTH, TEXT_LENGTH, Evidence, HelpGiven, NewGift, year_of
from samutphok.aid.domain.money import ZERO, hundredths, satang
from samutphok.aid.errors import (
    ActUsed,
    BadGift,
    GiftBlocked,
    GiftQuestioned,
    NotReversible,
    PartnerNotFound,
)
from samutphok.aid.models import AidPartner, EntryEvidence, HouseholdTurn, LedgerEntry
from samutphok.aid.queries.checking import checks, checks_of_ledger, kind_of
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import seal
from samutphok.kernel.errors import Bilingual
from samutphok.registry.errors import HouseholdNotFound
from samutphok.registry.queries import household_area


@transaction.atomic
def give(*, viewer: Viewer, gift: NewGift, now: datetime) -> UUID:
    """Writes down help that was given; returns the entry's id, which is the act's: sent again, it is the same entry.

    The checks are made here again, with the household's turn held. Raises HouseholdNotFound or PartnerNotFound outside
    the viewer's area, BadGift, GiftBlocked, GiftQuestioned without a reason in `although`, BudgetShort, ActUsed.
    """
    kind = complete(gift, now)
    area_code = _place(viewer, gift, kind)
    if standing := _kept(gift, viewer.account_id):
        return standing
    in_turn(gift.household_id)
    settle(checks(viewer, gift), gift.although)
    made = write(gift, kind, area_code, by=viewer.account_id, now=now)
    return with_papers(viewer, made, gift, now)


@transaction.atomic
def give_by_agency(*, viewer: Viewer, agency: str, area_code: str, gift: NewGift, now: datetime) -> UUID:
    """The same for what an agency delivers on a referral to it: checked by the ledger alone, whose findings it may not read.

    The caller has made sure that the referral is the household's. Raises HouseholdNotFound for another agency or area.
    """
    if gift.household_id is None or not viewer.may(Action.ANSWER_REFERRAL, RecordScope(area_code, frozenset({agency}))):
        raise HouseholdNotFound
    kind = complete(gift, now)
    if standing := _kept(gift, viewer.account_id):
        return standing
    in_turn(gift.household_id)
    settle(checks_of_ledger(gift), gift.although or "by referral")
    return write(replace(gift, giver=gift.giver or agency), kind, area_code, by=viewer.account_id, now=now)


def complete(gift: NewGift, now: datetime) -> HelpKind:
    """The kind of a gift that is told completely; raises BadGift, BadAmount."""
    kind = kind_of(gift)
    to_people = gift.household_id is not None and gift.partner_id is None
    if kind.to_people is not to_people:
        raise _bad("ผู้รับไม่ตรงกับประเภทความช่วยเหลือ", "The receiver does not fit this kind of help.")
    if gift.given_on > timezone.localdate(now):
        raise _bad("วันที่ให้ต้องไม่หลังวันนี้", "Help cannot have been given after today.")
    if gift.source not in set(SourceKind):
        raise _bad("ยังไม่ได้เลือกแหล่งที่มา", "The source is missing.")
    if kind.worth is Worth.NEEDED and not gift.value_baht:
        raise _bad("ยังไม่ได้ใส่มูลค่าเป็นบาท", "The value in baht is missing.")
    if hundredths(gift.quantity) == 0:
        raise _bad("จำนวนต้องมากกว่า 0", "The quantity must be more than 0.")
    satang(gift.value_baht or ZERO)
    return kind


def in_turn(household_id: UUID | None) -> None:
    """Waits for the household's turn, so that two who check at once do not both pass; in the caller's transaction."""
    if household_id is None:
        return
    HouseholdTurn.objects.get_or_create(household_id=household_id)
    HouseholdTurn.objects.filter(household_id=household_id).update(entries=F("entries") + 1)


def settle(found: tuple[Check, ...], although: str) -> None:
    """Raises GiftBlocked for what no reason passes over, GiftQuestioned for what needs one."""
    if against := blocked(found):
        raise GiftBlocked(against)
    if found and not although.strip():
        raise GiftQuestioned(found)


def write(gift: NewGift, kind: HelpKind, area_code: str, *, by: str, now: datetime, set_aside: bool = False) -> UUID:
    """The entry with its evidence, money, audit row and event; in the caller's transaction.

    set_aside: the budget line's money was taken when the application was approved.
    """
    row = _row(gift, kind, area_code, by, now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if standing := _kept(gift, by):
            return standing
        raise ActUsed from error
    EntryEvidence.objects.bulk_create(_evidence(row, gift.evidence, by, now))
    if not set_aside:
        take(gift.budget_line_id, row.satang, area_code=area_code, year=row.fiscal_year)
    record(actor=by, act="give_help", subject=str(row), fields=_named(gift), now=now)
    if gift.household_id is not None:
        publish(HelpGiven(row.id, gift.household_id, gift.kind, gift.given_on))
    return row.id


def with_papers(viewer: Viewer, entry_id: UUID, gift: NewGift, now: datetime) -> UUID:
    """The entry's id, after what came with the gift as pictures and papers is kept; in the caller's transaction."""
    if any(one.content for one in gift.evidence):
        keep_papers(viewer, LedgerEntry.objects.get(pk=entry_id), gift.evidence, now)
    return entry_id


def take_back(entry: LedgerEntry, *, act_id: UUID, because: str, by: str, now: datetime) -> UUID:
    """The reversal of an entry; in the caller's transaction. Raises NotReversible."""
    if entry.reverses_id is not None or LedgerEntry.objects.filter(reverses=entry).exists():
        raise NotReversible
    row = LedgerEntry(
        id=act_id,
        satang=-entry.satang,
        quantity=-entry.quantity,
        reverses=entry,
        because=because.strip()[:REASON_LENGTH],
        recorded_by=by,
        recorded_at=now,
        **{name: getattr(entry, name) for name in _REPEATED},
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise NotReversible from error
    give_back(entry.budget_line_id, entry.satang)
    record(actor=by, act="reverse_help", subject=str(entry), fields=(f"reversal:{row.id}",), now=now)
    if entry.household_id is not None:
        publish(HelpGiven(row.id, entry.household_id, entry.kind, entry.given_on, reversed=True))
    return row.id


_REPEATED = (
    "household_id",
    "person_id",
    "partner_id",
    "area_code",
    "kind",
    "form",
    "unit",
    "source",
    "giver",
    "programme",
    "service",
    "budget_line_id",
    "referral_id",
    "request_id",
    "given_on",
    "fiscal_year",
)


def _place(viewer: Viewer, gift: NewGift, kind: HelpKind) -> str:
    if gift.household_id is not None:
        return household_area(viewer=viewer, household_id=gift.household_id, action=Action.GIVE_HELP)
    wanted = AidPartner.Kind.FUND if kind.to is Receiver.FUND else AidPartner.Kind.FIRM
    partners = AidPartner.objects.filter(within(viewer, Action.GIVE_HELP), kind=wanted)
    found = partners.filter(pk=gift.partner_id).first() if gift.partner_id else None
    if found is None:
        raise PartnerNotFound
    return found.area_code


def _kept(gift: NewGift, by: str) -> UUID | None:
    """The entry of an act that was taken before; raises ActUsed when it was another gift's, or somebody else's."""
    row = LedgerEntry.objects.filter(pk=gift.act_id).first()
    if row is None:
        return None
    kept = (row.household_id, row.person_id, row.partner_id, row.kind, row.source, row.budget_line_id, row.recorded_by)
    told = (gift.household_id, gift.person_id, gift.partner_id, gift.kind, gift.source, gift.budget_line_id, by)
    amounts = (satang(gift.value_baht or ZERO), hundredths(gift.quantity))
    if kept != told or row.reverses_id is not None or (row.satang, row.quantity) != amounts:
        raise ActUsed
    return row.id


def _row(gift: NewGift, kind: HelpKind, area_code: str, by: str, now: datetime) -> LedgerEntry:
    bound = str(gift.act_id)
    return LedgerEntry(
        id=gift.act_id,
        household_id=gift.household_id,
        person_id=gift.person_id,
        partner_id=gift.partner_id,
        area_code=area_code,
        kind=kind.id,
        form=kind.form,
        satang=satang(gift.value_baht or ZERO),
        quantity=hundredths(gift.quantity),
        unit=gift.unit[:60] or kind.unit.th,
        source=gift.source,
        giver=gift.giver.strip()[:TEXT_LENGTH],
        programme=gift.programme[:120],
        service=gift.service[:120],
        budget_line_id=gift.budget_line_id,
        referral_id=gift.referral_id,
        request_id=gift.request_id,
        given_on=gift.given_on,
        fiscal_year=year_of(gift.given_on),
        proxy_sealed=seal(gift.proxy.strip()[:TEXT_LENGTH], bound_to=bound) if gift.proxy.strip() else "",
        note_sealed=seal(gift.note.strip()[:2_000], bound_to=bound) if gift.note.strip() else "",
        although=gift.although.strip()[:REASON_LENGTH],
        recorded_by=by,
        recorded_at=now,
    )


def _evidence(row: LedgerEntry, given: Iterable[Evidence], by: str, now: datetime) -> Iterable[EntryEvidence]:
    for one in given:
        if one.content:
            continue  # kept with the family's documents, once the entry stands
        key = uuid4()
        yield EntryEvidence(
            id=key,
            entry=row,
            kind=one.kind,
            document_id=one.document_id,
            number=one.number[:60],
            drawn_sealed=seal(one.drawn, bound_to=str(key)) if one.drawn else "",
            added_by=by,
            added_at=now,
        )


def _named(gift: NewGift) -> list[str]:
    """What the audit row names: the receiver by id, the kind by its code, and that a finding was passed over."""
    receiver = f"household:{gift.household_id}" if gift.household_id else f"aid-partner:{gift.partner_id}"
    return [receiver, f"kind:{gift.kind}", *(["although"] if gift.although.strip() else [])]


def _bad(th: str, en: str) -> BadGift:
    return BadGift(problem=Bilingual(th, en), remedy=Bilingual("แก้ไขแล้วบันทึกอีกครั้ง", "Mend it and save again."))
