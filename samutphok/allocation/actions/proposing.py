"""Beginning a sharing, asking for proposals, and putting families in or taking them out by hand."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.allocation.actions.keeping import done_before, keep, locked, new_proposal, require
from samutphok.allocation.domain.events import ProposalAsked
from samutphok.allocation.domain.sharing import NewSharing, Settings, faults, settings_of
from samutphok.allocation.domain.table import Deed
from samutphok.allocation.errors import BadSharing, NotOpen, SharingNotFound
from samutphok.allocation.models import ByHand, Proposal, Sharing
from samutphok.allocation.queries.rules import rules_named, share_rules
from samutphok.foundation.audit.actions import record
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import seal
from samutphok.kernel.errors import Bilingual
from samutphok.registry.queries import household_area

WORDS, TITLE = 500, 160


@transaction.atomic
def begin(*, viewer: Viewer, asked: NewSharing, now: datetime) -> UUID:
    """Begins a sharing and has its first proposal worked out; a form sent twice is one sharing.

    Raises SharingNotFound outside the viewer's area, BadSharing with what is wrong by field.
    """
    if not asked.area_code.isdigit() or not viewer.may(Action.SHARE_OUT, RecordScope(asked.area_code), Sensitivity.S2):
        raise SharingNotFound
    if Sharing.objects.filter(pk=asked.id, made_by=viewer.account_id).exists():
        return asked.id
    rules = share_rules(timezone.localdate(now))
    wrong = faults(asked.settings, asked.area_code, rules)
    if not asked.title.strip():
        wrong = {"title": Bilingual("ตั้งชื่อการจัดสรร", "Give it a name.")} | wrong
    if wrong:
        raise BadSharing(wrong)
    row = Sharing.objects.create(
        id=asked.id,
        title=" ".join(asked.title.split())[:TITLE],
        area_code=asked.area_code,
        settings=asked.settings.stored(),
        policy=rules.name,
        made_by=viewer.account_id,
        made_at=now,
    )
    proposal = new_proposal(row, asked.settings, viewer, now, read=True)
    record(actor=viewer.account_id, act="begin_shares", subject=f"sharing:{row.id}", now=now)
    publish(ProposalAsked(proposal.id))
    return row.id


@transaction.atomic
def ask_proposal(
    *,
    viewer: Viewer,
    sharing_id: UUID,
    settings: Settings,
    act_id: UUID,
    version: int,
    now: datetime,
    read_again: bool = False,
) -> int:
    """Has another proposal worked out by these settings; returns its number.

    read_again: the needs are read anew, else the frozen ones are used. Raises SharingNotFound, SharingChanged, NotOpen,
    BadSharing.
    """
    row = locked(viewer, Action.SHARE_OUT, sharing_id)
    deed = Deed.READ_AGAIN if read_again else Deed.CHANGE
    if done_before(row, act_id):
        return _last(row)
    require(row, deed, version)
    if wrong := faults(settings, row.area_code, rules_named(row.policy)):
        raise BadSharing(wrong)
    return _propose(row, settings, deed, act_id, viewer, now, read=read_again)


@transaction.atomic
def put_by_hand(
    *,
    viewer: Viewer,
    sharing_id: UUID,
    household_id: UUID,
    offer: int,
    put_in: bool,
    because: str,
    said: str,
    act_id: UUID,
    version: int,
    now: datetime,
) -> int:
    """Puts a family in or takes it out, with a reason, and has the rest worked out round it; the proposal's number.

    Raises HouseholdNotFound outside the viewer's area, BadSharing for a reason that the rules do not have, SharingChanged,
    NotOpen.
    """
    row = locked(viewer, Action.SHARE_OUT, sharing_id)
    if done_before(row, act_id):
        return _last(row)
    require(row, Deed.BY_HAND, version)
    area = household_area(viewer=viewer, household_id=household_id, action=Action.SHARE_OUT, sensitivity=Sensitivity.S2)
    rules, settings = rules_named(row.policy), settings_of(row.settings)
    known = rules.reasons_in if put_in else rules.reasons_out
    if because not in known:
        raise BadSharing({"because": Bilingual("เลือกเหตุผล", "Choose a reason.")})
    if not 0 <= offer < len(settings.offers) or not area.startswith(row.area_code):
        raise SharingNotFound
    ByHand.objects.filter(sharing=row, household=household_id, offer=offer, undone_at=None).update(undone_at=now)
    key, words = uuid4(), said.strip()[:WORDS]
    ByHand.objects.create(
        id=key,
        sharing=row,
        household_id=household_id,
        offer=offer,
        put_in=put_in,
        because=because,
        said_sealed=seal(words, bound_to=f"by-hand:{key}") if words else "",
        by=viewer.account_id,
        at=now,
    )
    return _propose(row, settings, Deed.BY_HAND, act_id, viewer, now, read=False)


@transaction.atomic
def undo_by_hand(*, viewer: Viewer, sharing_id: UUID, hand_id: UUID, act_id: UUID, version: int, now: datetime) -> int:
    """Takes back what somebody did by hand; the number of the proposal that follows."""
    row = locked(viewer, Action.SHARE_OUT, sharing_id)
    if done_before(row, act_id):
        return _last(row)
    require(row, Deed.BY_HAND, version)
    if not ByHand.objects.filter(pk=hand_id, sharing=row, undone_at=None).update(undone_at=now):
        raise NotOpen
    return _propose(row, settings_of(row.settings), Deed.BY_HAND, act_id, viewer, now, read=False)


def _propose(
    row: Sharing, settings: Settings, deed: Deed, act_id: UUID, viewer: Viewer, now: datetime, *, read: bool
) -> int:
    before = settings_of(row.settings)
    others = [(one.thing, one.of) for one in settings.offers] != [(one.thing, one.of) for one in before.offers]
    proposal = new_proposal(row, settings, viewer, now, read=read or others or not row.inputs)
    keep(row, deed, act_id, viewer, now, {"proposal": proposal.number})
    publish(ProposalAsked(proposal.id))
    return proposal.number


def _last(row: Sharing) -> int:
    return Proposal.objects.filter(sharing=row).order_by("-number").values_list("number", flat=True)[0]
