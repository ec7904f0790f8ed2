"""Writing the plan, and agreeing on it with the family."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Sensitivity, Viewer
from samutphok.cases.actions.acting import act_on, kept_before, locked_case
from samutphok.cases.domain.course import CaseDone, CaseState, allows
from samutphok.cases.domain.plan import MOST_PARTS, WORDS, WRITTEN, Difficulty, Plan, plan_as_json
from samutphok.cases.errors import EmptyPlan, NotAllowedNow, OtherContent, PlanChanged, ReasonMissing, UnknownWord
from samutphok.cases.models import Case, PlanVersion
from samutphok.cases.queries.one import plan_of_version, said_with
from samutphok.cases.queries.words import problem_words
from samutphok.foundation.privacy import seal
from samutphok.logbook.actions import add_document
from samutphok.logbook.domain.document import DocumentKind, NewDocument


@transaction.atomic
def write_plan(
    *, viewer: Viewer, case_id: UUID, plan: Plan, read_version: int, now: datetime, act_id: UUID | None = None
) -> int:
    """Keeps a plan as the next version; returns its number. A plan that changes nothing makes no version.

    read_version: which one the writer had before their eyes, 0 for none. Raises CaseNotFound, NotAllowedNow, EmptyPlan,
    UnknownWord, and PlanChanged when somebody has written since: `cases.domain.merge` brings the two together.
    """
    _check(plan)
    row = locked_case(viewer, case_id)
    kept = kept_before(viewer, row, act_id)
    if kept is not None:
        version = int(kept.details.get("version", 0))
        if kept.name != CaseDone.PLAN or plan != plan_of_version(row, version):
            raise OtherContent
        return version
    if not allows(CaseState(row.state), CaseDone.PLAN):
        raise NotAllowedNow
    if read_version != row.plan_version:
        raise PlanChanged
    if row.plan_version and plan == plan_of_version(row, row.plan_version) and row.state != CaseState.OPENED:
        return row.plan_version
    version = row.plan_version + 1
    _keep(viewer, row, plan, version, now)
    act_on(viewer, row, CaseDone.PLAN, now=now, act_id=act_id, details={"version": version})
    return version


class AgreedBy(StrEnum):
    """How a family agreed to its plan."""

    SIGNED = "signed"  # on the screen
    PAPER = "paper"  # a photograph of the signed paper
    SPOKEN = "spoken"  # before a witness, named by role


class Witness(StrEnum):
    """Before whom a family agreed by word of mouth."""

    VILLAGE_HEAD = "village_head"
    VOLUNTEER = "volunteer"
    HEALTH_VOLUNTEER = "health_volunteer"
    LOCAL_OFFICER = "local_officer"
    TEACHER = "teacher"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"


@dataclass(frozen=True, slots=True)
class Agreement:
    """That the family agrees to a version of its plan. who: for the family, by their place in it; picture: of the signature.

    The picture is a drawing or a photograph as it came; none for a spoken agreement, which has a witness.
    """

    version: int
    how: AgreedBy
    who: str = field(repr=False)
    witness: Witness | None = None
    picture: bytes = field(default=b"", repr=False)


@transaction.atomic
def agree_plan(
    *, viewer: Viewer, case_id: UUID, agreement: Agreement, now: datetime, act_id: UUID | None = None
) -> None:
    """Records that the family agrees; a signature is kept sealed among the family's documents.

    Raises CaseNotFound, NotAllowedNow, PlanChanged when the version is not the one in force, ReasonMissing without who
    agreed or without witness, logbook.errors.UnusableFile for a picture that is none.
    """
    row = locked_case(viewer, case_id)
    kept = kept_before(viewer, row, act_id)
    if kept is not None:
        told = (agreement.version, agreement.how.value, agreement.who.strip()[:120])
        if told != (kept.details.get("version"), kept.details.get("how"), said_with(kept).get("who")):
            raise OtherContent
        return
    if not allows(CaseState(row.state), CaseDone.AGREE):
        raise NotAllowedNow
    if agreement.version != row.plan_version:
        raise PlanChanged
    spoken = agreement.how is AgreedBy.SPOKEN
    if not agreement.who.strip() or (spoken and agreement.witness is None) or (not spoken and not agreement.picture):
        raise ReasonMissing
    details = {"version": agreement.version, "how": agreement.how.value}
    if agreement.witness and spoken:
        details["witness"] = agreement.witness.value
    if not spoken:
        details["document"] = str(_signature(viewer, row, agreement, now))
    who = {"who": agreement.who.strip()[:120]}
    act_on(viewer, row, CaseDone.AGREE, now=now, act_id=act_id, details=details, said=who)


def _signature(viewer: Viewer, row: Case, agreement: Agreement, now: datetime) -> UUID:
    title = f"ลายมือชื่อเห็นชอบแผน ฉบับที่ {agreement.version} ({row.number})"
    told = NewDocument(DocumentKind.CONSENT, title, timezone.localdate(now), Sensitivity.S2)
    return add_document(
        viewer=viewer, household_id=row.household_id, document=told, content=agreement.picture, now=now
    ).id


def _keep(viewer: Viewer, row: Case, plan: Plan, version: int, now: datetime) -> None:
    key = uuid4()
    PlanVersion.objects.create(
        id=key,
        case=row,
        version=version,
        based_on=row.plan_version,
        sealed=seal(json.dumps(plan_as_json(plan), ensure_ascii=False), bound_to=str(key)),
        written_by=viewer.account_id,
        written_at=now,
    )


def _check(plan: Plan) -> None:
    parts = (plan.goals, plan.strengths, plan.problems, plan.steps)
    texts = [getattr(part, name) for part in plan.parts.values() for name in WRITTEN[type(part)]]
    too_long = any(isinstance(text, str) and len(text) > WORDS for text in texts)
    if plan.empty or too_long or any(len(each) > MOST_PARTS for each in parts):
        raise EmptyPlan
    if len(plan.parts) != sum(map(len, parts)):
        raise UnknownWord
    known = {"", *problem_words()}
    if not all(one.code in known for one in plan.problems if isinstance(one, Difficulty)):
        raise UnknownWord
