"""Handing out what intake says about single rows."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Viewer
from samutphok.intake.actions.books import recorded
from samutphok.intake.domain.batch import RejectsFile
from samutphok.intake.queries.batches import rejects_file, remarks_file


@transaction.atomic
def fetch_rejects(*, viewer: Viewer, batch_id: UUID, now: datetime) -> RejectsFile:
    """The rejected rows for their sender to correct; the reading is recorded before the file goes out."""
    found = rejects_file(viewer=viewer, batch_id=batch_id)
    recorded(viewer, "fetch_rejects", f"batch:{batch_id}", now=now)
    return found


@transaction.atomic
def fetch_remarks(*, viewer: Viewer, batch_id: UUID, now: datetime) -> RejectsFile:
    """The remarks on accepted rows; the reading is recorded before the file goes out."""
    found = remarks_file(viewer=viewer, batch_id=batch_id)
    recorded(viewer, "fetch_remarks", f"batch:{batch_id}", now=now)
    return found
