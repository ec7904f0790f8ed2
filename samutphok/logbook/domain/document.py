"""Documents and photographs kept with a family."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.access.domain import Sensitivity
from samutphok.kernel.errors import Bilingual

MOST_DOCUMENTS = 100  # of one family at a time
MOST_BYTES = 12 * 1024 * 1024  # of one file as it comes
TITLE_LENGTH, REASON_LENGTH = 120, 300


class DocumentKind(StrEnum):
    """What a document is for."""

    HOUSE = "house"
    FAMILY = "family"
    CONSENT = "consent"
    CERTIFICATE = "certificate"
    MEDICAL = "medical"
    OTHER = "other"


KIND_LABELS = {
    DocumentKind.HOUSE: Bilingual("สภาพบ้าน", "The house"),
    DocumentKind.FAMILY: Bilingual("ครอบครัว", "The family"),
    DocumentKind.CONSENT: Bilingual("หนังสือยินยอม", "Consent form"),
    DocumentKind.CERTIFICATE: Bilingual("หนังสือรับรอง", "Certificate"),
    DocumentKind.MEDICAL: Bilingual("ใบรับรองแพทย์", "Medical certificate"),
    DocumentKind.OTHER: Bilingual("เอกสารอื่น", "Other document"),
}


class Media(StrEnum):
    """The only kinds of file that leave the office again."""

    JPEG = "image/jpeg"
    PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What somebody says of a file that they add. sensitivity: S1 or S2."""

    kind: DocumentKind
    title: str
    taken_on: date | None
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document that stands with a family. added_by: the account's id; size: bytes; picture: it can be looked at.

    visit_id: of the visit that brought it, None for one added at the desk.
    """

    id: UUID
    kind: DocumentKind
    title: str = field(repr=False)
    taken_on: date | None
    added_at: datetime
    added_by: str
    sensitivity: Sensitivity
    media: Media
    size: int
    visit_id: UUID | None = None

    @property
    def label(self) -> Bilingual:
        """What it is for, in words."""
        return KIND_LABELS[self.kind]

    @property
    def picture(self) -> bool:
        """Whether it is a photograph; anything else is only handed out as a file."""
        return self.media is Media.JPEG


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a document, as they leave."""

    media: Media
    content: bytes = field(repr=False)
