"""The files that were made for a person: nobody else ever sees that they exist."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from samutphok.access.domain import Action, Sensitivity, Viewer, covers
from samutphok.insights.domain.exports import ExportOrder, ExportStatus, ExportView, FileFormat
from samutphok.insights.domain.saved import read_filter
from samutphok.insights.errors import PageNotFound
from samutphok.insights.models import Export
from samutphok.kernel.errors import Bilingual

ASKS = {  # what somebody must still be allowed to do with the families of a file when they fetch it
    FileFormat.XLSX: Action.EXPORT_HOUSEHOLDS,
    FileFormat.CSV: Action.EXPORT_HOUSEHOLDS,
    FileFormat.PDF: Action.VIEW_HOUSEHOLD,
}


def exports(*, viewer: Viewer, now: datetime) -> tuple[ExportView, ...]:
    """The viewer's files that are not deleted yet, the newest first."""
    return tuple(view(row) for row in standing(viewer, now).order_by("-requested_at", "pk"))


def exports_ready(*, viewer: Viewer, now: datetime) -> int:
    """How many finished files wait for the viewer."""
    return standing(viewer, now).filter(status=ExportStatus.DONE).count()


def export_named(*, viewer: Viewer, export_id: UUID, now: datetime) -> ExportView:
    """One file of the viewer's; raises PageNotFound for another's, and for one that is deleted."""
    row = standing(viewer, now).filter(pk=export_id).first()
    if row is None:
        raise PageNotFound
    return view(row)


def standing(viewer: Viewer, now: datetime) -> "QuerySet[Export]":
    """The viewer's files whose day has not passed."""
    kept = Q(expires_at=None) | Q(expires_at__gt=now)
    return Export.objects.filter(kept, owner=viewer.account_id).exclude(owner="")


def still_allowed(viewer: Viewer, row: Export) -> bool:
    """Whether the viewer may still take away the families of every area that the file was made of."""
    held = viewer.prefixes(ASKS[FileFormat(row.format)], sensitivity_of(FileFormat(row.format)))
    return bool(row.areas) and all(any(covers(own, area) for own in held) for area in row.areas)


def sensitivity_of(kind: FileFormat) -> Sensitivity:
    """Tables hold poverty and health; a booklet holds what its reader may see of the family."""
    return Sensitivity.S1 if kind is FileFormat.PDF else Sensitivity.S2


def path_of(row: Export) -> Path:
    """Where the file lies: named by the server, in a folder of its own."""
    return Path(settings.EXPORTS) / f"{row.id}.{FileFormat(row.format)}"


def view(row: Export) -> ExportView:
    """The frozen view of a stored file."""
    return ExportView(
        id=row.id,
        order=ExportOrder(read_filter(row.filter), FileFormat(row.format), row.language),
        status=ExportStatus(row.status),
        total=row.total,
        done=row.done,
        size=row.size,
        problem=Bilingual(row.problem_th, row.problem_en) if row.problem_en else None,
        requested_at=row.requested_at,
        expires_at=row.expires_at,
    )
