"""Putting a proposal forward, and the second person's word on it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from django.db import transaction

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.allocation.actions.keeping import done_before, hand_of, keep, locked, require
from samutphok.allocation.domain.events import SharesApproved
from samutphok.allocation.domain.sharing import settings_of
from samutphok.allocation.domain.table import Deed, PlaceDeed, PlaceState
from samutphok.allocation.errors import BadSharing, NotInside, NotOpen, SecondPerson, SharingChanged
from samutphok.allocation.models import ByHand, Line, PlaceAct, PlaceGiven, Proposal, Sharing
from samutphok.allocation.queries.rules import rules_named
from samutphok.foundation.events import publish
from samutphok.kernel.errors import Bilingual

STEP, WORDS = 1_000, 500


@transaction.atomic
def put_forward(*, viewer: Viewer, sharing_id: UUID, number: int, act_id: UUID, version: int, now: datetime) -> None:
    """Lays a finished proposal before a second person.

    Raises SharingNotFound, SharingChanged (also for a proposal that knows less than what was done by hand since), NotOpen.
    """
    row = locked(viewer, Action.SHARE_OUT, sharing_id)
    if done_before(row, act_id):
        return
    require(row, Deed.PUT_FORWARD, version)
    proposal = Proposal.objects.filter(sharing=row, number=number, state="done").first()
    if proposal is None or not proposal.given:
        raise NotOpen
    standing = ByHand.objects.filter(sharing=row, undone_at=None).order_by("household_id", "offer")
    if proposal.hand != hand_of(standing):
        raise SharingChanged
    row.chosen, row.put_forward_by = number, viewer.account_id
    keep(row, Deed.PUT_FORWARD, act_id, viewer, now, {"proposal": number})


@transaction.atomic
def send_back(*, viewer: Viewer, sharing_id: UUID, said: str, act_id: UUID, version: int, now: datetime) -> None:
    """The second person wants another proposal; says why. Raises BadSharing without a word."""
    row = locked(viewer, Action.APPROVE_SHARES, sharing_id)
    if done_before(row, act_id):
        return
    require(row, Deed.SEND_BACK, version)
    if not said.strip():
        raise BadSharing({"said": Bilingual("บอกเหตุผลที่ส่งกลับ", "Say why it is sent back.")})
    row.chosen, row.put_forward_by = None, ""
    keep(row, Deed.SEND_BACK, act_id, viewer, now, {"said": said.strip()[:WORDS]})


@transaction.atomic
def approve(*, viewer: Viewer, sharing_id: UUID, act_id: UUID, version: int, now: datetime) -> None:
    """The second person approves: the proposal is frozen, its places stand, and what they become is made by a job.

    Raises SecondPerson for whoever had a hand in it, NotInside where it holds families outside the approver's area,
    SharingNotFound, SharingChanged, NotOpen.
    """
    row = locked(viewer, Action.APPROVE_SHARES, sharing_id)
    if done_before(row, act_id):
        return
    require(row, Deed.APPROVE, version)
    proposal = Proposal.objects.get(sharing=row, number=row.chosen or 0)
    if viewer.account_id in _hands(row, proposal):
        raise SecondPerson
    lines = Line.objects.filter(proposal=proposal, given=True)
    if lines.exclude(within(viewer, Action.APPROVE_SHARES)).exists():
        raise NotInside
    row.approved_by, row.approved_at = viewer.account_id, now
    row.settings = proposal.settings
    places = _places(row, proposal, now)
    while step := list(islice(places, STEP)):
        PlaceGiven.objects.bulk_create(step)
        PlaceAct.objects.bulk_create(
            PlaceAct(id=uuid4(), place=one, name=PlaceDeed.APPROVE, at=now, recorded_at=now, by=viewer.account_id)
            for one in step
        )
    keep(row, Deed.APPROVE, act_id, viewer, now, {"proposal": row.chosen})
    publish(SharesApproved(row.id))


@transaction.atomic
def end(*, viewer: Viewer, sharing_id: UUID, deed: Deed, act_id: UUID, version: int, now: datetime) -> None:
    """Drops a sharing that is not approved, or closes one whose places are given."""
    row = locked(viewer, Action.SHARE_OUT, sharing_id)
    if done_before(row, act_id):
        return
    if deed not in (Deed.DROP, Deed.CLOSE):
        raise NotOpen
    require(row, deed, version)
    keep(row, deed, act_id, viewer, now)


def _hands(row: Sharing, proposal: Proposal) -> set[str]:
    """Everybody who had a hand in a proposal."""
    by_hand = ByHand.objects.filter(sharing=row, undone_at=None).values_list("by", flat=True)
    return {row.made_by, row.put_forward_by, proposal.asked_by, *by_hand}


def _places(row: Sharing, proposal: Proposal, now: datetime) -> Iterator[PlaceGiven]:
    settings, rules = settings_of(proposal.settings), rules_named(row.policy)
    for line in Line.objects.filter(proposal=proposal, given=True).order_by("offer", "-value", "id"):
        yield PlaceGiven(
            id=uuid4(),
            sharing=row,
            household_id=line.household_id,
            area_code=line.area_code,
            offer=line.offer,
            way=rules.things[settings.offers[line.offer].thing].outlet,
            ref=line.ref,
            value=line.value,
            named_by=row.put_forward_by,
            state=PlaceState.APPROVED,
            changed_at=now,
        )
