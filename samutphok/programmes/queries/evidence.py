"""What a result is tied to: it exists, the viewer may see it, and it lies in the area of which the result is told."""

from uuid import UUID

from samutphok.access.domain import Viewer, covers
from samutphok.aid.queries import entry
from samutphok.kernel.errors import NotFound
from samutphok.logbook.queries.proof import area_of_document, area_of_visit
from samutphok.referrals.queries import referral_view


def evidence_stands(*, viewer: Viewer, kind: str, evidence_id: UUID, area_code: str) -> bool:
    """Whether the document, referral, gift or visit is there, within the viewer's reach and inside the area.

    Help that was taken back proves nothing.
    """
    where = _where(viewer, kind, evidence_id)
    return where is not None and covers(area_code, where)


def _where(viewer: Viewer, kind: str, evidence_id: UUID) -> str | None:
    try:
        if kind == "gift":
            gift = entry(viewer, evidence_id)
            return gift.area_code if gift.stands else None
        if kind == "referral":
            return referral_view(viewer, evidence_id).line.area_code
    except NotFound:
        return None
    if kind == "visit":
        return area_of_visit(viewer=viewer, visit_id=evidence_id)
    return area_of_document(viewer=viewer, document_id=evidence_id) if kind == "document" else None
