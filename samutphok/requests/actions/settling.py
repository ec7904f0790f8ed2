"""How a request ends, and how it is opened again."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.foundation.events import publish
from samutphok.foundation.privacy import seal
from samutphok.kernel.sealed_words import sealed_words_on
from samutphok.partners.queries import calendar
from samutphok.requests.actions.acting import act, done_before, locked
from samutphok.requests.actions.hiding import hide
from samutphok.requests.actions.telling import tell_answered
from samutphok.requests.domain.asking import ClockSet, Kind, Outcome, RequestSettled, Settlement, Urgency
from samutphok.requests.domain.rules import RequestRules
from samutphok.requests.domain.telling import may_be_said
from samutphok.requests.errors import NotAllowedNow, ReasonMissing, RequestNotFound, TooFewTries, Unsayable
from samutphok.requests.models import Request
from samutphok.requests.queries.one import caller_of
from samutphok.requests.queries.rules import rules_on
from samutphok.requests.queries.scope import visible


@transaction.atomic
def settle_request(
    *,
    viewer: Viewer,
    request_id: UUID,
    outcome: Outcome | str,
    said: str = "",
    case_id: UUID | None = None,
    of: UUID | None = None,
    version: int | None = None,
    act_id: UUID | None = None,
    matter: str = "violence",
    now: datetime,
) -> None:
    """Ends a request with what became of it. said: one sentence for the caller; of: the request that it repeats.

    PROTECTED hands everything to the named team (matter: what kind it is) and leaves what any short call for information
    leaves; what is then said is a note for the team. Settling twice by one
    form changes nothing. Raises RequestNotFound, NotAllowedNow when it has ended, ChangedMeanwhile, ReasonMissing when
    help is refused without a reason, Unsayable, TooFewTries.
    """
    row = locked(viewer, request_id, version=None if _again(request_id, act_id) else version)
    if done_before(row, act_id):
        return
    rules = rules_on(timezone.localdate(now))
    if Outcome(outcome) is Outcome.PROTECTED:
        hide(row, viewer=viewer, kind=matter, note=said, rules=rules, now=now)
        return
    row.case_id = case_id or row.case_id
    end(row, viewer=viewer, settlement=Settlement(Outcome(outcome), said, of), rules=rules, now=now, act_id=act_id)
    publish(RequestSettled(row.id, row.household_id, Outcome(outcome)))
    tell_answered(row, caller_of(row), now=now)


@transaction.atomic
def reopen_request(*, viewer: Viewer, request_id: UUID, because: str, now: datetime) -> None:
    """Opens a settled request again, with a new clock of its urgency. Raises RequestNotFound, ReasonMissing, NotAllowedNow."""
    if not because.strip():
        raise ReasonMissing
    row = locked(viewer, request_id)
    rules, kind = rules_on(timezone.localdate(now)), Kind(row.kind)
    hours = calendar(on=timezone.localdate(now))
    due = rules.due(kind=kind, urgency=Urgency(row.urgency), start=now, calendar=hours)
    act(row, "reopen", by=viewer.account_id, now=now, details={"due_at": due.isoformat()}, note=because)
    publish(ClockSet(row.id, row.due_at))


def end(
    row: Request,
    *,
    viewer: Viewer,
    settlement: Settlement,
    rules: RequestRules,
    now: datetime,
    act_id: UUID | None = None,
) -> None:
    """Ends an open request in the caller's transaction, with the same refusals as `settle_request`."""
    said = " ".join(settlement.said.split())
    if not may_be_said(said, sealed_words_on(timezone.localdate(now))):
        raise Unsayable
    _check(row, viewer, replace(settlement, said=said), rules)
    row.said_sealed = seal(said, bound_to=f"said:{row.id}") if said else ""
    row.duplicate_of_id = settlement.of
    details = {"outcome": settlement.outcome.value}
    act(row, "settle", by=viewer.account_id, now=now, details=details, act_id=act_id)


def _check(row: Request, viewer: Viewer, settlement: Settlement, rules: RequestRules) -> None:
    match settlement.outcome:
        case Outcome.CANNOT if not settlement.said:
            raise ReasonMissing
        case Outcome.NOT_REACHED if row.tries < rules.least_tries:
            raise TooFewTries(rules.least_tries)
        case Outcome.DUPLICATE:
            if settlement.of is None or settlement.of == row.id:
                raise NotAllowedNow
            if not visible(viewer).filter(pk=settlement.of).exists():
                raise RequestNotFound


def _again(request_id: UUID, act_id: UUID | None) -> bool:
    """Whether this form was taken before: then it is no stale one."""
    return act_id is not None and Request.objects.filter(pk=request_id, acts__pk=act_id).exists()
