"""Keeping documents with a family, and taking them out of sight again."""

import hashlib
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.foundation.audit.actions import record as record_act
from samutphok.logbook.document_store import FULL, SMALL, forget, store
from samutphok.logbook.domain.document import (
    MOST_BYTES,
    MOST_DOCUMENTS,
    REASON_LENGTH,
    DocumentView,
    Media,
    NewDocument,
)
from samutphok.logbook.domain.pictures import is_pdf, picture_of
from samutphok.logbook.errors import AddedBefore, DocumentNotFound, ReasonMissing, TooManyDocuments, too_large
from samutphok.logbook.models import Document
from samutphok.registry.queries import household_area


def add_document(
    *, viewer: Viewer, household_id: UUID, document: NewDocument, content: bytes, now: datetime
) -> DocumentView:
    """Keeps a photograph or PDF with a family, sealed, under a name of the server's choosing.

    What the file is, its bytes decide; its name and its claimed type are never looked at. A photograph is made anew
    without places and times. Raises registry.errors.HouseholdNotFound when the viewer may not add to the household,
    UnusableFile, AddedBefore or TooManyDocuments.
    """
    area_code = household_area(viewer=viewer, household_id=household_id, action=Action.ADD_DOCUMENT)
    contents, media = _contents(content)
    row = Document(
        id=uuid4(),
        household_id=household_id,
        kind=document.kind.value,
        title=document.title,
        taken_on=document.taken_on,
        sensitivity=int(document.sensitivity),
        media=media.value,
        size=len(contents[FULL]),
        sha256=hashlib.sha256(contents[FULL]).hexdigest(),
        added_by=viewer.account_id,
        added_at=now,
    )
    try:
        store(row.id, contents)
        with transaction.atomic():
            _insert(row)
            _record(viewer, row, area_code, act="add_document", fields=("content", "kind", "title"), now=now)
    except BaseException:
        forget(row.id)  # no sealed file without its row, whatever stopped the writing
        raise
    return row.view()


def keep_document(
    *, viewer: Viewer, household_id: UUID, document: NewDocument, content: bytes, now: datetime
) -> DocumentView:
    """The same for whoever only needs the document to be there: content that the family has already is that document.

    What it was called then stays. Raises what add_document raises but AddedBefore.
    """
    try:
        return add_document(viewer=viewer, household_id=household_id, document=document, content=content, now=now)
    except AddedBefore:
        contents, _media = _contents(content)
        digest = hashlib.sha256(contents[FULL]).hexdigest()
        standing = Document.objects.filter(household=household_id, state=Document.State.ACTIVE, sha256=digest)
        return standing.get().view()


def withdraw_document(*, viewer: Viewer, household_id: UUID, document_id: UUID, because: str, now: datetime) -> None:
    """Takes a document out of everybody's sight, with the reason; its address is absent from then on.

    The sealed bytes stay: a mistaken or ill-meant withdrawal must not destroy evidence. Raises ReasonMissing, and
    DocumentNotFound when it is absent, withdrawn already, of another household, or not the viewer's to withdraw.
    """
    if not because.strip():
        raise ReasonMissing
    area_code = household_area(viewer=viewer, household_id=household_id, action=Action.ADD_DOCUMENT)
    with transaction.atomic():
        standing = Document.objects.filter(pk=document_id, household=household_id, state=Document.State.ACTIVE)
        row = standing.select_for_update().first()
        if row is None:
            raise DocumentNotFound
        row.state, row.withdrawn_by, row.withdrawn_at = Document.State.WITHDRAWN, viewer.account_id, now
        row.withdrawn_because = because.strip()[:REASON_LENGTH]
        row.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_because"])
        _record(viewer, row, area_code, act="withdraw_document", fields=("state",), now=now)


def _contents(content: bytes) -> tuple[dict[str, bytes], Media]:
    if len(content) > MOST_BYTES:
        raise too_large(MOST_BYTES)
    if is_pdf(content):
        return {FULL: content}, Media.PDF
    picture = picture_of(content)
    return {FULL: picture.full, SMALL: picture.small}, Media.JPEG


def _insert(row: Document) -> None:
    standing = Document.objects.filter(household=row.household_id, state=Document.State.ACTIVE)
    if standing.count() >= MOST_DOCUMENTS:
        raise TooManyDocuments(MOST_DOCUMENTS)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AddedBefore from error


def _record(viewer: Viewer, row: Document, area_code: str, *, act: str, fields: tuple[str, ...], now: datetime) -> None:
    opened = decide(viewer, Action.ADD_DOCUMENT, RecordScope(area_code))
    record_act(
        actor=viewer.account_id,
        act=act,
        subject=f"document:{row.id}",
        grant=opened.grant.id if opened.grant else "",
        fields=fields,
        now=now,
    )
