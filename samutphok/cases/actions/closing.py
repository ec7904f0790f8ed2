"""Closing a case on evidence: asked for, confirmed by a second person where the policy wants one, or sent back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.cases.actions.acting import act_on, kept_before, locked_case
from samutphok.cases.domain.closing import Levels, Obstacle, obstacles
from samutphok.cases.domain.course import CaseDone, CaseState
from samutphok.cases.domain.events import CaseClosed
from samutphok.cases.domain.rules import Outcome
from samutphok.cases.errors import (
    NoEvidence,
    NotAllowedNow,
    NotLower,
    OtherContent,
    ReasonMissing,
    SecondPerson,
    StillOpen,
    UnknownWord,
)
from samutphok.cases.models import Case, CaseAct
from samutphok.cases.queries.closing import evidence_for, levels_of
from samutphok.cases.queries.left import open_items
from samutphok.cases.queries.one import said_with
from samutphok.cases.queries.rules import rules_on
from samutphok.foundation.events import publish

REASON = 1_000  # characters


class Closed(StrEnum):
    """What came of asking for a case to be closed."""

    CLOSED = "closed"
    ASKED = "asked"  # waits for a second person


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case is to end. reasons: why each open step and referral is left, by its key or id."""

    outcome: str
    because: str = field(repr=False)
    reasons: Mapping[UUID, str] = field(default_factory=dict, repr=False)


def close_case(
    *,
    viewer: Viewer,
    case_id: UUID,
    outcome: str,
    because: str,
    reasons: Mapping[UUID, str] | None = None,
    now: datetime,
) -> Closed:
    """Closes a case with its outcome and the reason, or asks a second person to, where the policy wants one.

    Raises CaseNotFound, ReasonMissing, UnknownWord, NotAllowedNow, StillOpen while a step or referral has no reason,
    NoEvidence or NotLower for an outcome that is judged by the family's level.
    """
    return settle_closing(viewer=viewer, case_id=case_id, closing=Closing(outcome, because, reasons or {}), now=now)


@transaction.atomic
def settle_closing(
    *, viewer: Viewer, case_id: UUID, closing: Closing, now: datetime, act_id: UUID | None = None
) -> Closed:
    """`close_case` for a form: the same act sent twice is one."""
    rules = rules_on(timezone.localdate(now))
    outcome = rules.outcomes.get(closing.outcome)
    if outcome is None:
        raise UnknownWord
    if not closing.because.strip():
        raise ReasonMissing
    row = locked_case(viewer, case_id)
    kept = kept_before(viewer, row, act_id)
    if kept is not None:
        told = (outcome.code, closing.because.strip()[:REASON])
        if told != (kept.details.get("outcome"), said_with(kept).get("because")):
            raise OtherContent
        return Closed.CLOSED if kept.name == CaseDone.CLOSE else Closed.ASKED
    if row.state == CaseState.CLOSED or row.closing_at is not None:
        raise NotAllowedNow
    levels = _judged(viewer, row, outcome, closing.reasons)
    done = CaseDone.ASK_CLOSING if outcome.second_person else CaseDone.CLOSE
    act_on(viewer, row, done, now=now, act_id=act_id, details=_details(outcome, levels), said=_said(row, closing))
    if done is CaseDone.ASK_CLOSING:
        return Closed.ASKED
    publish(CaseClosed(row.id, row.household_id, outcome.code))
    return Closed.CLOSED


@transaction.atomic
def confirm_closing(*, viewer: Viewer, case_id: UUID, now: datetime, act_id: UUID | None = None) -> None:
    """Closes a case as a second person, on the same evidence looked at again.

    Raises CaseNotFound, NotAllowedNow when nobody asked for it, SecondPerson for whoever did, NoEvidence, NotLower.
    """
    row = locked_case(viewer, case_id, supervising=True)
    kept = kept_before(viewer, row, act_id)
    if kept is not None:
        if kept.name != CaseDone.CLOSE:
            raise OtherContent
        return
    asked = _asked(row)
    if asked.by == viewer.account_id:
        raise SecondPerson
    outcome = rules_on(timezone.localdate(now)).outcomes[asked.details["outcome"]]
    said = said_with(asked)
    reasons = {UUID(key): str(text) for key, text in said.get("left", {}).items()}
    levels = _judged(viewer, row, outcome, reasons)
    details = _details(outcome, levels) | {"asked": str(asked.id)}
    act_on(viewer, row, CaseDone.CLOSE, now=now, act_id=act_id, details=details, said=said)
    publish(CaseClosed(row.id, row.household_id, outcome.code))


@transaction.atomic
def send_back_closing(
    *, viewer: Viewer, case_id: UUID, because: str, now: datetime, act_id: UUID | None = None
) -> None:
    """Leaves the case open, with the reason. Whoever asked may take the request back so, too.

    Raises CaseNotFound, ReasonMissing, NotAllowedNow.
    """
    if not because.strip():
        raise ReasonMissing
    row = locked_case(viewer, case_id, supervising=True)
    if kept_before(viewer, row, act_id) is None:
        _asked(row)
    said = {"because": because.strip()[:REASON]}
    act_on(viewer, row, CaseDone.SEND_BACK, now=now, act_id=act_id, said=said)


def _asked(row: Case) -> CaseAct:
    """The request that waits for an answer."""
    if row.closing_at is None:
        raise NotAllowedNow
    return row.acts.filter(name=CaseDone.ASK_CLOSING).order_by("-at")[:1].get()


def _judged(viewer: Viewer, row: Case, outcome: Outcome, reasons: Mapping[UUID, str]) -> Levels | None:
    """The family's levels where the outcome is judged by them; raises what stands in the way."""
    levels = None
    if outcome.evidence:
        found = evidence_for(viewer=viewer, case_id=row.id, household_id=row.household_id, opened_at=row.opened_at)
        levels = levels_of(found)
    open_ones = [item.id for item in open_items(row)]
    against = obstacles(
        outcome,
        levels or Levels(None, False, None, False, None),
        opened_on=timezone.localdate(row.opened_at),
        open_items=open_ones,
        reasons=reasons,
    )
    if Obstacle.REASONS_MISSING in against:
        raise StillOpen(sum(not reasons.get(item, "").strip() for item in open_ones))
    if Obstacle.NOT_ASSESSED in against:
        raise NoEvidence
    if Obstacle.NOT_LOWER in against:
        raise NotLower
    return levels


def _details(outcome: Outcome, levels: Levels | None) -> dict[str, Any]:
    if levels is None:
        return {"outcome": outcome.code}
    met_on = levels.met_on.isoformat() if levels.met_on else ""
    return {"outcome": outcome.code, "level_then": levels.then, "level_now": levels.now, "met_on": met_on}


def _said(row: Case, closing: Closing) -> dict[str, Any]:
    """The reasons, those of items that are open alone."""
    open_ones = {item.id for item in open_items(row)}
    left = {str(key): text.strip()[:REASON] for key, text in closing.reasons.items() if key in open_ones}
    return {"because": closing.because.strip()[:REASON], "left": left}
