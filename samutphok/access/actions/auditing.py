"""An auditor's own acts: taking the trail away as a file, having the chain inspected. Both stand in the trail."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.errors import TrailNotFound
from samutphok.access.queries import trail_lines
from samutphok.foundation.audit.actions import record
from samutphok.foundation.audit.domain import RecordedAct, TrailFilter
from samutphok.foundation.audit.jobs import request_verification

MOST_LINES = 200_000


@transaction.atomic
def export_trail(
    *, viewer: Viewer, wanted: TrailFilter, name: str = "", now: datetime
) -> Iterator[tuple[RecordedAct, str]]:
    """The acts asked for with their actors' names, at most 200,000; recorded before the first line leaves.

    Raises TrailNotFound.
    """
    _record(viewer, "export_trail", now)
    return trail_lines(viewer=viewer, wanted=wanted, name=name, most=MOST_LINES)


@transaction.atomic
def ask_for_verification(*, viewer: Viewer, now: datetime) -> None:
    """Has the whole chain walked in the background. Raises TrailNotFound."""
    _record(viewer, "verify_trail", now)
    request_verification(asked_by=viewer.account_id, now=now)


def _record(viewer: Viewer, act: str, now: datetime) -> None:
    held = viewer.reaching(Action.READ_AUDIT, Sensitivity.S0)
    if not held:
        raise TrailNotFound
    record(actor=viewer.account_id, act=act, subject="trail", grant=held[0].id, now=now)
