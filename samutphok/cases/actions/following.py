"""Following a plan: steps done, contacts with the family, notes."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Viewer
from samutphok.cases.actions.acting import act_on, locked_case
from samutphok.cases.domain.course import CaseDone, CaseState, StepState
from samutphok.cases.domain.events import StepDone
from samutphok.cases.errors import BadDay, CaseNotFound, ReasonMissing
from samutphok.cases.models import Case, PlanStep
from samutphok.foundation.events import publish
from samutphok.registry.queries import identities_of, stands_for

SAID = 2_000  # characters
_HELPED = UUID("5e0d4a1c-6c55-4f0f-9a55-0c7a3d1b8f10")  # acts that follow from a referral


class ContactKind(StrEnum):
    """How somebody of the case was in touch with the family."""

    VISIT = "visit"
    PHONE = "phone"
    OFFICE = "office"
    MESSAGE = "message"
    THROUGH = "through"  # through somebody else, such as a volunteer


@dataclass(frozen=True, slots=True)
class StepTold:
    """What became of a step (its key) and on which day. said: what shows it, or why not; document: of the family's."""

    key: UUID
    state: StepState
    on: date
    said: str = field(repr=False)
    document: UUID | None = None


@transaction.atomic
def record_step(*, viewer: Viewer, case_id: UUID, told: StepTold, now: datetime, act_id: UUID | None = None) -> None:
    """Records what became of a step of the plan in force; a step may be opened again.

    Raises CaseNotFound, also for a step of no plan, NotAllowedNow, BadDay for a day to come, ReasonMissing.
    """
    row = locked_case(viewer, case_id)
    if told.on > timezone.localdate(now):
        raise BadDay
    if not PlanStep.objects.filter(case=row, key=told.key).exists():
        raise CaseNotFound
    if not told.said.strip():
        raise ReasonMissing
    details = {"step": str(told.key), "state": told.state.value, "on": told.on.isoformat()}
    if told.document:
        details["document"] = str(told.document)
    said = {"said": told.said.strip()[:SAID]}
    fresh = act_on(viewer, row, CaseDone.STEP, now=now, act_id=act_id, details=details, said=said)
    if fresh and told.state is StepState.DONE:
        publish(StepDone(row.id, row.household_id, told.key))


@transaction.atomic
def record_contact(
    *,
    viewer: Viewer,
    case_id: UUID,
    kind: ContactKind,
    on: date,
    said: str,
    now: datetime,
    act_id: UUID | None = None,
) -> None:
    """Records that somebody was in touch with the family. Raises CaseNotFound, NotAllowedNow, BadDay, ReasonMissing."""
    row = locked_case(viewer, case_id)
    if on > timezone.localdate(now):
        raise BadDay
    if not said.strip():
        raise ReasonMissing
    details, words = {"kind": kind.value, "on": on.isoformat()}, {"said": said.strip()[:SAID]}
    act_on(viewer, row, CaseDone.CONTACT, now=now, act_id=act_id, details=details, said=words)


@transaction.atomic
def write_note(*, viewer: Viewer, case_id: UUID, said: str, now: datetime, act_id: UUID | None = None) -> None:
    """Adds a note. Raises CaseNotFound, NotAllowedNow, ReasonMissing."""
    row = locked_case(viewer, case_id)
    if not said.strip():
        raise ReasonMissing
    act_on(viewer, row, CaseDone.NOTE, now=now, act_id=act_id, said={"said": said.strip()[:SAID]})


@transaction.atomic
def take_up_contact(*, household_id: UUID, last_on: date) -> bool:
    """A visit that met the family counts as contact in its open case. A job's act; doing it twice changes nothing."""
    homes = identities_of(stands_for(household_id))
    row = Case.objects.select_for_update().filter(household__in=homes, closed_at=None).order_by("opened_at").first()
    if row is None or (row.contact_on is not None and row.contact_on >= last_on):
        return False
    row.contact_on = last_on
    row.save(update_fields=["contact_on"])
    return True


@transaction.atomic
def take_up_referral(
    *, case_id: UUID, step_id: UUID, referral_id: UUID, household_id: UUID, by: str, now: datetime
) -> bool:
    """A referral that helped makes its step done, in the name of whoever said so. A job's act; twice changes nothing.

    False where the case has ended, is another family's, or the step is no longer open: a person's word stands.
    """
    row = Case.objects.select_for_update().filter(pk=case_id, household=household_id).first()
    if row is None or row.state == CaseState.CLOSED:
        return False
    if not PlanStep.objects.filter(case=row, key=step_id, state=StepState.OPEN).exists():
        return False
    details = {"step": str(step_id), "state": StepState.DONE.value, "referral": str(referral_id)}
    details["on"] = timezone.localdate(now).isoformat()
    whose = Viewer(by, "", (), now=now)
    fresh = act_on(whose, row, CaseDone.STEP, now=now, act_id=uuid5(_HELPED, str(referral_id)), details=details)
    if fresh:
        publish(StepDone(row.id, row.household_id, step_id))
    return fresh
