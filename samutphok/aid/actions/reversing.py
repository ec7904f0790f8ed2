"""Taking an entry back: by who gives help, and of money that was approved by who approves or answers for the work."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer
from samutphok.access.queries import within
from samutphok.aid.actions.applying import returned_by
from samutphok.aid.actions.giving import in_turn, take_back
from samutphok.aid.errors import ActUsed, ApproverNeeded, EntryNotFound, ReasonMissing
from samutphok.aid.models import Application, LedgerEntry

APPROVERS = (Action.APPROVE_AID, Action.SUPERVISE_CASES)


@transaction.atomic
def reverse(*, viewer: Viewer, entry_id: UUID, act_id: UUID, because: str, now: datetime) -> UUID:
    """Takes an entry back with a reason; money of a budget line goes back to it. Returns the reversal's id.

    A reversal and an entry that was taken back stay as they are. What was paid on an application goes back only by who
    may approve there or supervises, and its application then says that the money came back. Raises ReasonMissing,
    EntryNotFound, ApproverNeeded, NotReversible, ActUsed.
    """
    if not because.strip():
        raise ReasonMissing
    found = LedgerEntry.objects.filter(within(viewer, Action.GIVE_HELP), pk=entry_id).first()
    if found is None:
        raise EntryNotFound
    paid = Application.objects.select_for_update().filter(entry=found).first()
    if paid is not None and not any(viewer.may(one, RecordScope(found.area_code)) for one in APPROVERS):
        raise ApproverNeeded
    earlier = LedgerEntry.objects.filter(pk=act_id).first()
    if earlier is not None:
        if earlier.reverses_id != entry_id:
            raise ActUsed
        return earlier.id
    in_turn(found.household_id)
    if paid is not None:
        return returned_by(paid, viewer, act_id=act_id, because=because, now=now)
    return take_back(found, act_id=act_id, because=because, by=viewer.account_id, now=now)
