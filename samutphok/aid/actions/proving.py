"""Evidence of help: photographs, papers and signatures, made anew and sealed among the family's documents."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Sensitivity, Viewer
from samutphok.access.queries import within
from samutphok.aid.domain.ledger import MOST_EVIDENCE, Evidence, EvidenceKind
from samutphok.aid.errors import BadGift, EntryNotFound, TooMuchEvidence
from samutphok.aid.models import EntryEvidence, LedgerEntry
from samutphok.foundation.audit.actions import record
from samutphok.kernel.dates import format_date
from samutphok.kernel.errors import Bilingual
from samutphok.logbook.actions import keep_document
from samutphok.logbook.domain.document import DocumentKind, NewDocument

_TITLES = {
    EvidenceKind.RECEIPT: "ใบเสร็จหรือใบรับของ",
    EvidenceKind.PHOTOGRAPH: "ภาพถ่ายการให้ความช่วยเหลือ",
    EvidenceKind.SIGNATURE: "ลายมือชื่อผู้รับ",
    EvidenceKind.THUMB: "ลายพิมพ์นิ้วมือผู้รับ",
    EvidenceKind.PAPER: "บัญชีที่ลงชื่อรับ",
    EvidenceKind.TRANSFER: "หลักฐานการโอนเงิน",
}


@transaction.atomic
def attach_evidence(*, viewer: Viewer, entry_id: UUID, evidence: Evidence, now: datetime) -> None:
    """Adds a piece of evidence to an entry that stands: what was signed later, the receipt found in the car.

    The same picture again changes nothing. Raises EntryNotFound for an entry that is absent, out of the viewer's area,
    a partner's or taken back, BadGift for evidence of nothing, TooMuchEvidence, logbook.errors.UnusableFile.
    """
    standing = LedgerEntry.objects.filter(reverses=None, reversal=None, household__isnull=False)
    entry = standing.filter(within(viewer, Action.GIVE_HELP), pk=entry_id).first()
    if entry is None:
        raise EntryNotFound
    if not evidence.content and not evidence.number.strip():
        raise BadGift(
            problem=Bilingual("ยังไม่มีภาพ ลายมือชื่อ หรือเลขที่เอกสาร", "There is no picture, signature or number."),
            remedy=Bilingual("เลือกภาพ ให้ผู้รับลงชื่อ หรือใส่เลขที่เอกสาร", "Choose a picture, let them sign, or give a number."),
        )
    if entry.evidence.count() >= MOST_EVIDENCE:
        raise TooMuchEvidence(MOST_EVIDENCE)
    if evidence.content:
        keep_papers(viewer, entry, (evidence,), now)
    elif not entry.evidence.filter(kind=evidence.kind, number=evidence.number[:60]).exists():
        _row(entry.id, evidence, None, viewer.account_id, now).save(force_insert=True)
    record(
        actor=viewer.account_id,
        act="attach_evidence",
        subject=str(entry),
        fields=(f"kind:{evidence.kind.value}",),
        now=now,
    )


def keep_papers(viewer: Viewer, entry: LedgerEntry, given: Iterable[Evidence], now: datetime) -> None:
    """Keeps the contents among the evidence with the family, and ties them to the entry; in the caller's transaction.

    Called last, so that no sealed file is left behind by an entry that was refused.
    """
    for one in given:
        if not one.content or entry.household_id is None:
            continue
        document = keep_family_paper(viewer, entry.household_id, one, now)
        if not EntryEvidence.objects.filter(entry=entry, document_id=document).exists():
            _row(entry.id, one, document, viewer.account_id, now).save(force_insert=True)


def keep_family_paper(viewer: Viewer, household_id: UUID, one: Evidence, now: datetime) -> UUID:
    """The id of the family's document that holds the content; the same content is one document."""
    today = timezone.localdate(now)
    title = f"{_TITLES[one.kind]} {format_date(today, 'th')}"
    told = NewDocument(DocumentKind.OTHER, title, today, Sensitivity.S2)
    return keep_document(viewer=viewer, household_id=household_id, document=told, content=one.content, now=now).id


def _row(entry_id: UUID, one: Evidence, document_id: UUID | None, by: str, now: datetime) -> EntryEvidence:
    return EntryEvidence(
        id=uuid4(),
        entry_id=entry_id,
        kind=one.kind,
        document_id=document_id,
        number=one.number[:60],
        added_by=by,
        added_at=now,
    )
