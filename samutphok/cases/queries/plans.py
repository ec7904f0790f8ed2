"""The versions of a plan: read for changing, for merging, for comparing."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from samutphok.access.domain import Viewer
from samutphok.access.queries import names_of
from samutphok.cases.domain.plan import Plan
from samutphok.cases.errors import CaseNotFound
from samutphok.cases.models import Case
from samutphok.cases.queries.one import plan_of_version, unsealed_plan
from samutphok.cases.queries.scope import visible


@dataclass(frozen=True, slots=True)
class VersionSeen:
    """A plan as it was written, by whom and when."""

    version: int
    plan: Plan = field(repr=False)
    written_by: str
    written_at: datetime


def plan_in_version(*, viewer: Viewer, case_id: UUID, version: int) -> Plan:
    """A version of the plan of a case. Raises CaseNotFound, also for a version that was never written."""
    return plan_of_version(_row(viewer, case_id), version)


def plan_versions(*, viewer: Viewer, case_id: UUID) -> tuple[VersionSeen, ...]:
    """Every version, the newest first. Raises CaseNotFound."""
    kept = list(_row(viewer, case_id).plans.order_by("-version"))
    names = names_of({one.written_by for one in kept}, viewer=viewer)
    return tuple(
        VersionSeen(one.version, unsealed_plan(one), names.get(one.written_by, ""), one.written_at) for one in kept
    )


def _row(viewer: Viewer, case_id: UUID) -> Case:
    row = visible(viewer).filter(pk=case_id).first()
    if row is None:
        raise CaseNotFound
    return row
