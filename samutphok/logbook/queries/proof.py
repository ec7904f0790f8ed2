"""Whether something of a family's logbook is there for the viewer, so that others may point at it: its place alone."""

from uuid import UUID

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.logbook.models import Document, Visit
from samutphok.logbook.queries.documents import visible


def area_of_visit(*, viewer: Viewer, visit_id: UUID) -> str | None:
    """Where the family of a visit lives; None for a visit that is absent or out of the viewer's scope. One query."""
    scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=Sensitivity.S1)
    return Visit.objects.filter(scope, pk=visit_id).values_list("household__area_code", flat=True).first()


def area_of_document(*, viewer: Viewer, document_id: UUID) -> str | None:
    """The same of a document that stands and that the viewer may see. One query."""
    rows = Document.objects.filter(visible(viewer), pk=document_id, state=Document.State.ACTIVE)
    return rows.values_list("household__area_code", flat=True).first()
