"""Needs told to private supporters, what they promise, and which family it reaches."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.aid.actions.giving import give
from samutphok.aid.actions.numbering import next_number
from samutphok.aid.actions.telling import tell_account
from samutphok.aid.domain.kinds import SourceKind
from samutphok.aid.domain.ledger import Evidence, EvidenceKind, NewGift, year_of
from samutphok.aid.domain.money import hundredths, whole
from samutphok.aid.domain.needs import PLEDGE, NewPledge, PledgeState
from samutphok.aid.errors import ActUsed, BadGift, BadPledge, PledgeNotFound, ReasonMissing, StepNotOpen
from samutphok.aid.models import Match, Need, Pledge, PledgeAct
from samutphok.aid.queries.families import family_names
from samutphok.aid.queries.needs import shown_needs
from samutphok.aid.queries.rules import rules_on
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.kernel.errors import Bilingual
from samutphok.registry.queries import household_area


@transaction.atomic
def tell_need(
    *,
    viewer: Viewer,
    household_id: UUID,
    kind: str,
    quantity: int,
    act_id: UUID,
    now: datetime,
    person_id: UUID | None = None,
) -> UUID:
    """Writes down that a family needs something which supporters may give; returns its id, which is the act's."""
    area_code = household_area(viewer=viewer, household_id=household_id, action=Action.GIVE_HELP)
    known = rules_on(timezone.localdate(now)).kinds.get(kind)
    if known is None or not known.shown or not 0 < quantity <= 10_000:
        raise BadGift(
            problem=Bilingual("สิ่งนี้เปิดรับการสนับสนุนไม่ได้", "Supporters cannot be asked for this."),
            remedy=Bilingual("เลือกสิ่งของจากรายการ และใส่จำนวน", "Choose one of the list and give a quantity."),
        )
    standing = Need.objects.filter(pk=act_id).first()
    if standing is not None:
        if standing.household_id != household_id:
            raise ActUsed
        return standing.id
    Need.objects.create(
        id=act_id,
        household_id=household_id,
        person_id=person_id,
        area_code=area_code,
        family=family_names(viewer, [household_id]).get(household_id, ""),
        kind=kind,
        quantity=quantity * 100,
        left=quantity * 100,
        asked_by=viewer.account_id,
        asked_at=now,
    )
    fields = (f"household:{household_id}", f"kind:{kind}")
    record(actor=viewer.account_id, act="tell_need", subject=f"need:{act_id}", fields=fields, now=now)
    return act_id


@transaction.atomic
def close_need(*, viewer: Viewer, need_id: UUID, now: datetime) -> UUID:
    """Takes a need off: met otherwise, or none any more; returns whose it was. Raises PledgeNotFound out of the area."""
    row = Need.objects.select_for_update().filter(within(viewer, Action.GIVE_HELP), pk=need_id).first()
    if row is None:
        raise PledgeNotFound
    if row.open:
        row.open = False
        row.save(update_fields=["open"])
        record(actor=viewer.account_id, act="close_need", subject=str(row), fields=(), now=now)
    return row.household_id


@transaction.atomic
def pledge(*, viewer: Viewer, promised: NewPledge, now: datetime) -> UUID:
    """A supporter promises some of what is shown to be needed; returns the promise's id, which is the act's.

    Raises BadPledge for what is not shown, or more of it than is.
    """
    standing = Pledge.objects.filter(pk=promised.act_id).first()
    if standing is not None:
        if str(standing.account_id) != viewer.account_id:
            raise ActUsed
        return standing.id
    wanted = hundredths(promised.quantity)
    shown = {(one.kind, one.area_code): one.quantity * 100 for one in shown_needs(viewer)}
    if not 0 < wanted <= shown.get((promised.kind, promised.area_code), 0) or wanted % 100:
        raise BadPledge(
            problem=Bilingual(
                "จำนวนนี้มากกว่าที่ยังต้องการ หรือรายการนี้ไม่มีแล้ว", "This is more than is needed, or no longer needed."
            ),
            remedy=Bilingual("ดูรายการล่าสุด แล้วใส่จำนวนใหม่", "Look at the list again and give another number."),
        )
    Pledge.objects.create(
        id=promised.act_id,
        number=next_number("P", promised.area_code, year_of(timezone.localdate(now))),
        account_id=UUID(viewer.account_id),
        supporter=viewer.name[:200],
        kind=promised.kind,
        area_code=promised.area_code,
        quantity=wanted,
        message=promised.message.strip()[:300],
        promised_at=now,
    )
    fields = (f"kind:{promised.kind}",)
    record(actor=viewer.account_id, act="pledge_help", subject=f"pledge:{promised.act_id}", fields=fields, now=now)
    return promised.act_id


@transaction.atomic
def match(*, viewer: Viewer, pledge_id: UUID, need_id: UUID, quantity: int, act_id: UUID, now: datetime) -> UUID:
    """A case worker gives a part of a promise to a family's need; returns the match's id, which is the act's.

    Raises PledgeNotFound, BadPledge for more than either has left, StepNotOpen.
    """
    row = _locked(viewer, pledge_id)
    if found := Match.objects.filter(pk=act_id).first():
        if found.pledge_id != row.id:
            raise ActUsed
        return found.id
    need = Need.objects.select_for_update().filter(within(viewer, Action.GIVE_HELP), pk=need_id, open=True).first()
    part = quantity * 100
    if need is None or need.kind != row.kind or not need.area_code.startswith(row.area_code):
        raise PledgeNotFound
    if not 0 < part <= min(need.left, row.quantity - row.matched):
        raise BadPledge(
            problem=Bilingual("จำนวนมากกว่าที่เหลืออยู่", "This is more than is left."),
            remedy=Bilingual("ใส่จำนวนไม่เกินที่เหลือ", "Give at most what is left."),
        )
    made = Match.objects.create(
        id=act_id, pledge=row, need=need, quantity=part, matched_by=viewer.account_id, matched_at=now
    )
    Need.objects.filter(pk=need.pk).update(left=F("left") - part)
    row.matched += part
    _act(row, "match", viewer, now)
    return made.id


@transaction.atomic
def deliver_match(*, viewer: Viewer, match_id: UUID, given_on: date, although: str, now: datetime) -> UUID:
    """It reached the family: an entry of the ledger. Once all of a promise has, the supporter is told, without names.

    Returns the entry's id; delivering again changes nothing. Raises PledgeNotFound and what `give` raises.
    """
    scope = within(viewer, Action.GIVE_HELP, "need__area_code")
    found = Match.objects.filter(scope, pk=match_id).select_related("need", "pledge").first()
    if found is None:
        raise PledgeNotFound
    row = _locked(viewer, found.pledge_id)
    found.refresh_from_db()
    if found.entry_id is not None:
        return found.entry_id
    gift = NewGift(
        household_id=found.need.household_id,
        person_id=found.need.person_id,
        kind=row.kind,
        quantity=whole(found.quantity),
        source=SourceKind.SUPPORTER,
        giver=row.supporter,
        given_on=given_on,
        act_id=found.id,
        evidence=(Evidence(EvidenceKind.PAPER),),
        although=although,
    )
    found.entry_id = give(viewer=viewer, gift=gift, now=now)
    found.save(update_fields=["entry_id"])
    if found.need.left == 0 and not found.need.matches.filter(entry=None).exists():
        Need.objects.filter(pk=found.need_id).update(open=False)
    row.delivered += found.quantity
    _act(row, "deliver", viewer, now)
    if row.delivered == row.quantity:
        _complete(row, viewer, now)
    return found.entry_id


@transaction.atomic
def unmatch(*, viewer: Viewer, match_id: UUID, now: datetime) -> None:
    """Takes a match back before anything was delivered; the need and the promise are open again."""
    scope = within(viewer, Action.GIVE_HELP, "need__area_code")
    found = Match.objects.filter(scope, pk=match_id).first()
    if found is None:
        raise PledgeNotFound
    row = _locked(viewer, found.pledge_id)
    found = Match.objects.filter(pk=match_id, entry=None).first()
    if found is None:
        raise StepNotOpen
    Need.objects.filter(pk=found.need_id).update(left=F("left") + found.quantity)
    row.matched -= found.quantity
    found.delete()
    _act(row, "unmatch", viewer, now)


@transaction.atomic
def end_pledge(*, viewer: Viewer, pledge_id: UUID, act: str, because: str, now: datetime) -> PledgeState:
    """The supporter withdraws a promise that nobody has matched; or the office declines or completes one.

    Completing tells the supporter. Raises ReasonMissing for declining without one, PledgeNotFound, StepNotOpen.
    """
    if act == "withdraw":
        own = Pledge.objects.select_for_update().filter(pk=pledge_id)
        row = own.filter(account_id=account).first() if (account := _account(viewer)) else None
        if row is None:
            raise PledgeNotFound
    else:
        row = _locked(viewer, pledge_id)
    if act == "decline" and not because.strip():
        raise ReasonMissing
    if row.matches.filter(entry=None).exists() or (act == "complete" and not row.delivered):
        raise StepNotOpen
    if act == "complete":
        return _complete(row, viewer, now)
    return _act(row, act, viewer, now, because)


def _complete(row: Pledge, viewer: Viewer, now: datetime) -> PledgeState:
    row.told_at = now
    count = str(row.delivered // 100)
    values = {"number": row.number, "count": count, "day": timezone.localdate(now).isoformat()}
    tell_account(str(row.account_id), "pledge_result", values, area_code=row.area_code, now=now)
    return _act(row, "complete", viewer, now)


def _locked(viewer: Viewer, pledge_id: UUID) -> Pledge:
    """A promise for the viewer's area, or for a part or the whole of what the viewer works in."""
    row = Pledge.objects.select_for_update().filter(pk=pledge_id).first()
    if row is None or not any(
        row.area_code.startswith(prefix) or prefix.startswith(row.area_code)
        for prefix in viewer.prefixes(Action.GIVE_HELP)
    ):
        raise PledgeNotFound
    return row


def _act(row: Pledge, name: str, viewer: Viewer, now: datetime, because: str = "") -> PledgeState:
    if PLEDGE.after(row.state, name) is None:
        raise StepNotOpen
    details = {"because": because.strip()[:300]} if because.strip() else {}
    PledgeAct.objects.create(
        id=uuid4(),
        pledge=row,
        name=name,
        at=_after_the_last(row, now),
        recorded_at=now,
        by=viewer.account_id,
        details=details,
    )
    row.state = PLEDGE.fold(as_acts(row.acts.all())).state
    row.save()
    record(actor=viewer.account_id, act=f"pledge_{name}", subject=str(row), fields=(), now=now)
    return PledgeState(row.state)


def _account(viewer: Viewer) -> UUID | None:
    try:
        return UUID(viewer.account_id)
    except ValueError:
        return None


def _after_the_last(row: Pledge, now: datetime) -> datetime:
    """The row is locked, so acts follow one another, also those of one moment."""
    last = row.acts.order_by("-at").values_list("at", flat=True).first()
    return now if last is None else max(now, last + timedelta(microseconds=1))
