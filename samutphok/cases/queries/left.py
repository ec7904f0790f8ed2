"""What of a case is still open: steps of its plan, and referrals; and which referral carries which step."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from samutphok.cases.domain.case import CaseView, StepSeen
from samutphok.cases.domain.course import StepState
from samutphok.cases.domain.plan import Step
from samutphok.cases.models import Case, PlanStep
from samutphok.referrals.domain.referral import ReferralLine
from samutphok.referrals.queries import open_referrals, referrals_of_case


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A step (by its key) or a referral (by its id) that is open. referral: the one that carries the step, or itself."""

    id: UUID
    kind: str  # 'step' or 'referral'
    referral: ReferralLine | None = None


def open_items(row: Case) -> tuple[OpenItem, ...]:
    """Everything that is open, steps first; a referral that carries an open step counts once, as the step. Two queries."""
    steps = PlanStep.objects.filter(case=row, state=StepState.OPEN).order_by("due_on", "id")
    return items_of({one.key: one.referral_id for one in steps}, open_referrals(row.id, household_id=row.household_id))


def items_of(steps: Mapping[UUID, UUID | None], referrals: Collection[ReferralLine]) -> tuple[OpenItem, ...]:
    """The same of open steps (key to the referral that the plan names) and open referrals."""
    carried = {key: _carrying(key, named, referrals) for key, named in steps.items()}
    counted = {one.id for one in carried.values() if one}
    return (
        *(OpenItem(key, "step", one) for key, one in carried.items()),
        *(OpenItem(one.id, "referral", one) for one in referrals if not _counts_with(one, counted, steps)),
    )


@dataclass(frozen=True, slots=True)
class Referred:
    """The steps of a case, each with the referral that carries it now or did last, and the referrals that carry none."""

    steps: tuple[StepSeen, ...]
    others: tuple[ReferralLine, ...]


def referred(found: CaseView) -> Referred:
    """What was referred under a case that the caller has read: one query."""
    lines = referrals_of_case(case_id=found.id, household_id=found.summary.household_id)
    steps = tuple(_with_referral(one, lines) for one in found.steps)
    keys, named = {one.step.key for one in steps}, {one.step.referral_id for one in steps}
    return Referred(steps, tuple(one for one in lines if one.step_id not in keys and one.id not in named))


def _with_referral(seen: StepSeen, current_first: Collection[ReferralLine]) -> StepSeen:
    step: Step = seen.step
    return replace(seen, referral=_carrying(step.key, step.referral_id, current_first))


def _carrying(key: UUID, named: UUID | None, referrals: Collection[ReferralLine]) -> ReferralLine | None:
    """The first that was made for the step, else the one that the plan names."""
    made = next((one for one in referrals if one.step_id == key), None)
    return made or next((one for one in referrals if named is not None and one.id == named), None)


def _counts_with(one: ReferralLine, counted: Collection[UUID], steps: Mapping[UUID, UUID | None]) -> bool:
    return one.id in counted or one.step_id in steps
