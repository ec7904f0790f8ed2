"""One case, with its plan and everything that was done."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.access.queries import names_of
from samutphok.cases.domain.case import ActSeen, CaseSummary, CaseView, StepSeen
from samutphok.cases.domain.course import CaseDone, CaseState, Course, StepState, course
from samutphok.cases.domain.plan import Plan, plan_from_json
from samutphok.cases.errors import CaseNotFound
from samutphok.cases.models import Case, CaseAct, PlanVersion
from samutphok.cases.queries.scope import supervises, visible, writes
from samutphok.foundation.acts import as_acts
from samutphok.foundation.audit.actions import record
from samutphok.foundation.privacy import unseal
from samutphok.registry.queries import identities_of


def case_view(viewer: Viewer, case_id: UUID) -> CaseView:
    """One case with everything; that it was read is recorded first. Raises CaseNotFound."""
    row = visible(viewer).filter(pk=case_id).first()
    if row is None:
        raise CaseNotFound
    with transaction.atomic(savepoint=False):
        record(
            actor=viewer.account_id,
            act="read_case",
            subject=f"case:{row.id}",
            fields=[f"household:{row.household_id}"],
            now=viewer.now,
        )
    kept = list(row.acts.order_by("at", "id"))
    names = names_of({row.worker, row.closing_by, *(act.by for act in kept)}, viewer=viewer)
    acts = tuple(reversed([_act(act, names) for act in kept]))
    plan = plan_of_version(row, row.plan_version)
    stands = course(as_acts(kept))
    agreement = next((act for act in acts if act.name == CaseDone.AGREE), None)
    return CaseView(
        summary=summary(row, names),
        version=row.acts_kept,
        because=unseal(row.because_sealed, bound_to=str(row.id)) if row.because_sealed else "",
        problems=tuple(row.problems),
        request_id=row.request_id,
        level_then=None if row.level_then < 0 else row.level_then,
        plan=plan,
        plan_version=row.plan_version,
        agreed_version=row.agreed_version,
        agreed_at=row.agreed_at,
        agreement=agreement,
        steps=_steps(plan, stands, acts, timezone.localdate(viewer.now)),
        closing=stands.closing,
        closing_by=names.get(row.closing_by, row.closing_by),
        acts=acts,
        times_opened=stands.times_opened,
        writes=writes(viewer, row.area_code),
        supervises=supervises(viewer, row.area_code),
    )


def case_of(viewer: Viewer, household_id: UUID) -> CaseSummary | None:
    """The open case of a family in short, else the one closed last; None where there is none in the viewer's reach."""
    rows = list(visible(viewer).filter(household__in=identities_of(household_id)).order_by("-opened_at")[:10])
    row = next((one for one in rows if one.state != CaseState.CLOSED), rows[0] if rows else None)
    return summary(row, names_of([row.worker], viewer=viewer)) if row else None


def summary(row: Case, names: Mapping[str, str], family: str = "") -> CaseSummary:
    """A stored case in short. names: of accounts; family: its name of today, where it is known."""
    return CaseSummary(
        id=row.id,
        number=row.number,
        household_id=row.household_id,
        area_code=row.area_code,
        family=family or row.family,
        state=CaseState(row.state),
        worker_id=row.worker,
        worker=names.get(row.worker, ""),
        opened_on=timezone.localdate(row.opened_at),
        open_steps=row.open_steps,
        next_due=row.next_due,
        contact_on=row.contact_on,
        outcome=row.outcome,
        closed_on=timezone.localdate(row.closed_at) if row.closed_at else None,
        closing_asked=row.closing_at is not None,
    )


def plan_of_version(row: Case, version: int) -> Plan:
    """A version of the plan of a case; an empty plan for version 0. Raises CaseNotFound for one that was never written."""
    if version == 0:
        return Plan()
    kept = PlanVersion.objects.filter(case=row, version=version).first()
    if kept is None:
        raise CaseNotFound
    return unsealed_plan(kept)


def unsealed_plan(kept: PlanVersion) -> Plan:
    """The plan in a stored version."""
    return plan_in(kept.id, kept.sealed)


def plan_in(version_id: UUID | None, sealed: str | None) -> Plan:
    """The plan in what is stored of a version; an empty one where there is none."""
    if version_id is None or not sealed:
        return Plan()
    return plan_from_json(json.loads(unseal(sealed, bound_to=str(version_id))))


def said_with(act: CaseAct) -> dict[str, Any]:
    """The words of an act, unsealed."""
    return dict(json.loads(unseal(act.sealed, bound_to=str(act.id)))) if act.sealed else {}


def _act(act: CaseAct, names: Mapping[str, str]) -> ActSeen:
    return ActSeen(act.id, act.name, act.at, names.get(act.by, act.by), act.details, said_with(act))


def _steps(plan: Plan, stands: Course, newest_first: Iterable[ActSeen], today: date) -> tuple[StepSeen, ...]:
    last: dict[str, ActSeen] = {}
    for act in newest_first:
        if act.name == CaseDone.STEP:
            last.setdefault(str(act.details.get("step", "")), act)
    return tuple(_step(one, stands, last.get(str(one.key)), today) for one in plan.steps)


def _step(one: Any, stands: Course, told: ActSeen | None, today: date) -> StepSeen:
    state = stands.steps.get(one.key, StepState.OPEN)
    on = told.details.get("on") if told else None
    return StepSeen(
        step=one,
        state=state,
        overdue=stands.open and state is StepState.OPEN and one.due_on is not None and one.due_on < today,
        said=str(told.said.get("said", "")) if told else "",
        on=date.fromisoformat(on) if on else None,
    )
