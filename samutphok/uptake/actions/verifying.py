"""Closing a finding once somebody has looked into it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, Viewer
from samutphok.access.queries import within
from samutphok.foundation.audit.actions import record as record_act
from samutphok.uptake.domain.findings import FindingOutcome
from samutphok.uptake.errors import UptakeNotFound
from samutphok.uptake.models import Finding


@transaction.atomic
def close_finding(*, viewer: Viewer, finding_id: UUID, outcome: FindingOutcome, now: datetime) -> None:
    """Closes a finding with what was found out; closing it again changes nothing. Nothing is stopped by it.

    Raises UptakeNotFound for a finding outside the areas whose registers the viewer decides on.
    """
    rows = Finding.objects.select_for_update().filter(within(viewer, Action.RESOLVE_CONFLICT), pk=finding_id)
    found = rows.first()
    if found is None:
        raise UptakeNotFound
    if found.state == "closed":
        return
    found.state, found.outcome, found.closed_by, found.closed_at = "closed", outcome, viewer.account_id, now
    found.save()
    record_act(
        actor=viewer.account_id, act="close_finding", subject=f"uptake-finding:{found.id}", outcome=outcome, now=now
    )
