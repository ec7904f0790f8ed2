"""Documents and photographs of a family, each for a viewer who may see the family at the document's sensitivity."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, decide
from samutphok.access.queries import within
from samutphok.foundation.audit.actions import record as record_act
from samutphok.logbook.document_store import FULL, SMALL, fetch
from samutphok.logbook.domain.document import Content, Media
from samutphok.logbook.errors import DocumentNotFound
from samutphok.logbook.models import Document
from samutphok.registry.queries import identities_of


def standing_documents(viewer: Viewer, household_id: UUID) -> "QuerySet[Document]":
    """The rows of documents that stand with a household and that the viewer may see."""
    return Document.objects.filter(
        visible(viewer), household__in=identities_of(household_id), state=Document.State.ACTIVE
    )


def document_content(*, viewer: Viewer, household_id: UUID, document_id: UUID, small: bool = False) -> Content:
    """The bytes of a document, or the small picture of a photograph.

    Looking at a document of poverty or health (S2) is recorded before a byte leaves. Raises DocumentNotFound when it is
    absent, withdrawn, of another household, out of scope or too sensitive, or has no small picture; the five look alike.
    """
    found = _standing(viewer, household_id, document_id)
    if small and found.media != Media.JPEG:
        raise DocumentNotFound
    if found.sensitivity >= Sensitivity.S2:
        _note_looking(viewer, found, small=small)
    try:
        return Content(Media(found.media), fetch(found.id, SMALL if small else FULL))
    except FileNotFoundError as error:
        raise DocumentNotFound from error


def _standing(viewer: Viewer, household_id: UUID, document_id: UUID) -> Document:
    standing = standing_documents(viewer, household_id)
    found = standing.filter(pk=document_id).select_related("household").first()
    if found is None:
        raise DocumentNotFound
    return found


def visible(viewer: Viewer) -> Q:
    """Documents of households that stand and that the viewer may see, at the document's own sensitivity."""
    condition = Q(pk__in=[])
    for level in (Sensitivity.S1, Sensitivity.S2):
        scope = within(viewer, Action.VIEW_HOUSEHOLD, "household__area_code", sensitivity=level)
        condition |= Q(sensitivity=level) & scope
    return condition & Q(household__retired_at=None)


def _note_looking(viewer: Viewer, found: Document, *, small: bool) -> None:
    cleared = decide(viewer, Action.VIEW_HOUSEHOLD, RecordScope(found.household.area_code), Sensitivity.S2)
    with transaction.atomic(savepoint=False):
        record_act(
            actor=viewer.account_id,
            act="read_document",
            subject=f"document:{found.id}",
            grant=cleared.grant.id if cleared.grant else "",
            fields=("small_picture",) if small else ("content",),
            now=viewer.now,
        )
