"""What every act of a case has in common: its row locked, the act kept once, the row's projection written anew."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.cases.domain.course import CaseDone, CaseState, Course, StepState, allows, course
from samutphok.cases.domain.plan import Plan
from samutphok.cases.errors import CaseNotFound, NotAllowedNow, OtherContent
from samutphok.cases.models import Case, CaseAct, PlanStep
from samutphok.cases.queries.one import plan_of_version, said_with
from samutphok.cases.queries.scope import visible, workable
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import seal

_REPEATED = (
    *("state", "worker", "closed_at", "outcome", "plan_version", "agreed_version", "agreed_at", "contact_on"),
    *("open_steps", "next_due", "closing_at", "closing_by", "acts_kept"),
)
_TICK = timedelta(microseconds=1)
_AUDITED = {
    CaseDone.OPEN: "open_case",
    CaseDone.ASSIGN: "assign_case",
    CaseDone.PLAN: "write_plan",
    CaseDone.AGREE: "agree_plan",
    CaseDone.STEP: "record_step",
    CaseDone.CONTACT: "record_contact",
    CaseDone.NOTE: "note_case",
    CaseDone.CONFER: "decide_in_conference",
    CaseDone.ASK_CLOSING: "ask_closing",
    CaseDone.SEND_BACK: "send_back_closing",
    CaseDone.CLOSE: "close_case",
    CaseDone.REOPEN: "reopen_case",
}


def locked_case(viewer: Viewer, case_id: UUID, *, supervising: bool = False) -> Case:
    """The row of a case that the viewer may change, or `supervising` answers for, locked. Raises CaseNotFound."""
    reach = visible(viewer) if supervising else workable(viewer)
    row = reach.select_for_update().filter(pk=case_id).first()
    if row is None:
        raise CaseNotFound
    return row


def act_on(
    viewer: Viewer,
    row: Case,
    done: CaseDone,
    *,
    now: datetime,
    act_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
    said: Mapping[str, Any] | None = None,
) -> bool:
    """Keeps an act of a locked case with its audit row; False when it was kept before. Raises NotAllowedNow, OtherContent.

    details: codes and days; said: words, which are sealed. Acts of one case are kept one after the other, so each happens
    after the ones before it, whatever the clock says.
    """
    key = act_id or uuid4()
    words = {name: value for name, value in (said or {}).items() if value}
    kept = kept_before(viewer, row, act_id)
    if kept is not None:
        if (kept.name, dict(kept.details), said_with(kept)) != (done, dict(details or {}), words):
            raise OtherContent
        return False
    if not allows(CaseState(row.state), done):
        raise NotAllowedNow
    last = row.acts.order_by("-at").values_list("at", flat=True).first()
    CaseAct.objects.create(
        id=key,
        case=row,
        name=done,
        at=now if last is None else max(now, last + _TICK),
        recorded_at=now,
        by=viewer.account_id,
        details=dict(details or {}),
        sealed=seal(json.dumps(words, ensure_ascii=False), bound_to=str(key)) if words else "",
    )
    project(row)
    note(viewer, row, _AUDITED[done], now=now)
    return True


def kept_before(viewer: Viewer, row: Case, act_id: UUID | None) -> CaseAct | None:
    """The act that a form has kept already, None when it is new. Its content is for the caller to compare.

    Raises CaseNotFound for another case's act, OtherContent for somebody else's.
    """
    kept = CaseAct.objects.filter(pk=act_id).first() if act_id else None
    if kept is not None and kept.case_id != row.id:
        raise CaseNotFound
    if kept is not None and kept.by != viewer.account_id:
        raise OtherContent
    return kept


def project(row: Case) -> Course:
    """Writes anew what the row repeats of its acts, and its steps."""
    acts = list(row.acts.all())
    stands = course(as_acts(acts))
    row.state, row.worker = stands.state, stands.worker
    row.closed_at, row.outcome = stands.closed_at, stands.outcome
    row.plan_version, row.agreed_version, row.agreed_at = stands.plan_version, stands.agreed_version, stands.agreed_at
    row.contact_on = max((day for day in (stands.contact, row.contact_on) if day), default=None)
    row.closing_at = stands.closing.at if stands.closing else None
    row.closing_by = stands.closing.by if stands.closing else ""
    row.acts_kept = len(acts)
    _project_steps(row, stands, plan_of_version(row, row.plan_version))
    row.save(update_fields=_REPEATED)
    return stands


def note(viewer: Viewer, row: Case, act: str, *, now: datetime, fields: tuple[str, ...] = ()) -> None:
    """The audit row of an act on a case, with the grant that opened the way."""
    opened = decide(viewer, Action.WORK_CASE, RecordScope(row.area_code))
    record(
        actor=viewer.account_id,
        act=act,
        subject=f"case:{row.id}",
        grant=opened.grant.id if opened.grant else "",
        fields=[f"household:{row.household_id}", *fields],
        now=now,
    )


def _project_steps(row: Case, stands: Course, plan: Plan) -> None:
    """Steps as lists ask for them; what is open counts only while the case is."""
    wanted = {one.key: one for one in plan.steps}
    held = {one.key: one for one in PlanStep.objects.filter(case=row)}
    PlanStep.objects.filter(case=row).exclude(key__in=wanted).delete()
    fresh, changed = [], []
    for key, one in wanted.items():
        state = stands.steps.get(key, StepState.OPEN)
        shown = (one.responsible, one.due_on, state.value, one.referral_id)
        step = held.get(key)
        if step is None:
            fresh.append(PlanStep(case=row, key=key))
            step = fresh[-1]
        elif (step.responsible, step.due_on, step.state, step.referral_id) != shown:
            changed.append(step)
        step.responsible, step.due_on, step.state, step.referral_id = shown
    PlanStep.objects.bulk_create(fresh)
    PlanStep.objects.bulk_update(changed, ["responsible", "due_on", "state", "referral_id"])
    open_ones = [one for key, one in wanted.items() if stands.steps.get(key, StepState.OPEN) is StepState.OPEN]
    row.open_steps = len(open_ones) if stands.open else 0
    row.next_due = min((one.due_on for one in open_ones if one.due_on), default=None) if stands.open else None
