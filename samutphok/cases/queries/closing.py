"""What the closing of a case is judged by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer
from samutphok.cases.domain.case import CaseSummary
from samutphok.cases.domain.closing import Levels, obstacles
from samutphok.cases.domain.plan import Step
from samutphok.cases.errors import CaseNotFound, NotAllowedNow
from samutphok.cases.models import Case
from samutphok.cases.queries.left import OpenItem, open_items
from samutphok.cases.queries.one import plan_in, summary
from samutphok.cases.queries.rules import rules_on
from samutphok.cases.queries.scope import visible, writes
from samutphok.foundation.audit.actions import record
from samutphok.targeting.domain.closing import ClosingEvidence, LevelFound
from samutphok.targeting.queries.closing import closing_evidence


def evidence_for(*, viewer: Viewer, case_id: UUID, household_id: UUID, opened_at: datetime) -> ClosingEvidence:
    """The family's level when its case was opened and now, with how it feels beside; recorded as read for the case."""
    since, purpose = timezone.localdate(opened_at), f"case:{case_id}"
    return closing_evidence(viewer=viewer, household_id=household_id, since=since, now=viewer.now, purpose=purpose)


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What a closing is judged by, and what is still open. left: with the step of the plan, None for a referral alone."""

    summary: CaseSummary
    evidence: ClosingEvidence
    levels: Levels
    left: tuple[tuple[OpenItem, Step | None], ...]
    met: Mapping[str, bool]  # outcomes by code: whether the evidence allows them

    @property
    def id(self) -> UUID:
        """Of the case."""
        return self.summary.id


def closing_of(*, viewer: Viewer, case_id: UUID) -> ClosingPage:
    """Everything that the page of a closing shows; one row of the trail says that family and case were read for it.

    Raises CaseNotFound; NotAllowedNow for a case that has ended, whose closing is asked for, or that is not the viewer's to
    write.
    """
    in_force = FilteredRelation("plans", condition=Q(plans__version=F("plan_version")))
    rows = visible(viewer).annotate(in_force=in_force, plan_id=F("in_force__id"), plan_sealed=F("in_force__sealed"))
    row = rows.filter(pk=case_id).first()
    if row is None:
        raise CaseNotFound
    if row.closed_at is not None or row.closing_at is not None or not writes(viewer, row.area_code):
        raise NotAllowedNow
    _note(viewer, row)
    found = evidence_for(viewer=viewer, case_id=row.id, household_id=row.household_id, opened_at=row.opened_at)
    steps = {one.key: one for one in plan_in(row.plan_id, row.plan_sealed).steps}
    levels, opened = levels_of(found), timezone.localdate(row.opened_at)
    outcomes = rules_on(timezone.localdate(viewer.now)).outcomes
    met = {
        code: not obstacles(one, levels, opened_on=opened, open_items=(), reasons={}) for code, one in outcomes.items()
    }
    left = tuple((one, steps.get(one.id)) for one in open_items(row))
    return ClosingPage(summary(row, {}), found, levels, left, met)


def _note(viewer: Viewer, row: Case) -> None:
    """Whoever may read the family's needs is recorded with the family; others here, before the answer leaves."""
    clearance = viewer.clearance(Action.VIEW_HOUSEHOLD, RecordScope(row.area_code))
    if clearance is not None and clearance >= Sensitivity.S2:
        return
    with transaction.atomic(savepoint=False):
        fields = [f"household:{row.household_id}"]
        record(actor=viewer.account_id, act="read_case", subject=f"case:{row.id}", fields=fields, now=viewer.now)


def levels_of(evidence: ClosingEvidence) -> Levels:
    """The same as the decision reads it."""
    return Levels(
        then=_level(evidence.then),
        then_known=_known(evidence.then),
        now=_level(evidence.now),
        now_known=_known(evidence.now),
        met_on=evidence.visited_on,
    )


def _level(found: LevelFound | None) -> int | None:
    return found.level if found else None


def _known(found: LevelFound | None) -> bool:
    return found is not None and not found.open
