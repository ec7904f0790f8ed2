"""First help, given by whoever hears of it: written into the ledger and into the request in one transaction."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.aid.actions import give
from samutphok.aid.domain.ledger import NewGift
from samutphok.foundation.events import publish
from samutphok.requests.actions.acting import act, done_before, locked
from samutphok.requests.actions.settling import end
from samutphok.requests.actions.telling import tell_answered
from samutphok.requests.domain.asking import Outcome, RequestSettled, Settlement
from samutphok.requests.errors import FamilyMissing
from samutphok.requests.queries.one import caller_of
from samutphok.requests.queries.rules import rules_on


@transaction.atomic
def help_at_once(*, viewer: Viewer, request_id: UUID, gift: NewGift, ends: bool, said: str = "", now: datetime) -> UUID:
    """Gives what is at hand to the request's family; ends: the request ends with it. Returns the ledger's entry.

    The gift's act names the act: sent twice, it is given once. When the ledger refuses, the request stays as it was.
    Raises RequestNotFound, FamilyMissing for people on no list, and what `aid.actions.give` and `settle_request` raise.
    """
    row = locked(viewer, request_id)
    if done_before(row, gift.act_id):
        return gift.act_id
    if row.household_id is None:
        raise FamilyMissing
    own = replace(gift, household_id=row.household_id, request_id=row.id)
    entry = give(viewer=viewer, gift=own, now=now)
    act(row, "help", by=viewer.account_id, now=now, details={"kind": gift.kind}, act_id=gift.act_id)
    if ends:
        rules = rules_on(timezone.localdate(now))
        end(row, viewer=viewer, settlement=Settlement(Outcome.HELPED, said), rules=rules, now=now)
        publish(RequestSettled(row.id, row.household_id, Outcome.HELPED))
        tell_answered(row, caller_of(row), now=now)
    return entry
