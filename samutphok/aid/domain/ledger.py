"""The ledger of help: entries that are never changed, reversals, totals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from samutphok.aid.domain.kinds import Form, SourceKind
from samutphok.kernel.dates import fiscal_year

REASON_LENGTH = 300
TEXT_LENGTH = 200
MOST_EVIDENCE = 12  # pieces of one entry


class EvidenceKind(StrEnum):
    """By what one knows that help arrived."""

    RECEIPT = "receipt"
    PHOTOGRAPH = "photograph"
    SIGNATURE = "signature"
    THUMB = "thumb"
    PAPER = "paper"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of evidence: a picture or paper kept with the family, a number on paper, or a signature drawn on a screen.

    drawn: the strokes of a signature, sealed when kept. content: a photograph, a PDF or a drawn signature as it came;
    it is made anew and sealed among the family's documents.
    """

    kind: EvidenceKind
    document_id: UUID | None = None
    number: str = ""
    drawn: str = field(default="", repr=False)
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence as it is kept. document_id: of the family's documents; drawn: whether strokes are kept."""

    id: UUID
    kind: EvidenceKind
    number: str
    document_id: UUID | None
    drawn: bool
    added_at: datetime


@dataclass(frozen=True, slots=True)
class NewGift:
    """Help to be written down. act_id names the act: the same one sent again is one entry.

    Either a household (with a person of it, where the help is somebody's own) or a partner receives it. source: a
    SourceKind; giver: who gives, an organisation's code or its name. although: why a warning was passed over.
    """

    household_id: UUID | None
    kind: str
    quantity: Decimal
    source: str
    given_on: date
    act_id: UUID
    value_baht: Decimal | None = None
    unit: str = ""
    person_id: UUID | None = None
    partner_id: UUID | None = None
    giver: str = ""
    programme: str = ""
    service: str = ""
    evidence: tuple[Evidence, ...] = ()
    budget_line_id: UUID | None = None
    referral_id: UUID | None = None
    request_id: UUID | None = None
    proxy: str = field(default="", repr=False)
    note: str = ""
    although: str = ""


@dataclass(frozen=True, slots=True)
class GiftView:
    """An entry as pages read it. baht and quantity are below zero in a reversal; reversed_by names what took it back."""

    id: UUID
    household_id: UUID | None
    partner_id: UUID | None
    person_id: UUID | None
    area_code: str
    kind: str
    form: Form
    baht: Decimal
    quantity: Decimal
    unit: str
    source: SourceKind
    giver: str
    programme: str
    service: str
    given_on: date
    recorded_by: str
    recorded_at: datetime
    evidence: tuple[Proof, ...] = ()
    reverses: UUID | None = None
    reversed_by: UUID | None = None
    because: str = ""
    although: str = ""
    budget_line_id: UUID | None = None

    @property
    def stands(self) -> bool:
        """Neither a reversal nor taken back by one."""
        return self.reverses is None and self.reversed_by is None


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """A household received help; published in the transaction that keeps it. reversed: it was taken back."""

    entry_id: UUID
    household_id: UUID
    kind: str
    given_on: date
    reversed: bool = False


class By(StrEnum):
    """What totals are told by."""

    KIND = "kind"
    FORM = "form"
    SOURCE = "source"
    GIVER = "giver"
    TAMBON = "tambon"
    AMPHOE = "amphoe"
    HOUSEHOLD = "household"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True)
class Total:
    """What entries of one key come to. gifts: entries less reversals; households: that hold a gift which stands."""

    key: str
    baht: Decimal
    gifts: int
    households: int


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as far as totals need it; satang and gifts are below zero in a reversal."""

    keys: Mapping[By, str]
    satang: int
    gifts: int
    household_id: UUID | None


def totals_of(lines: Iterable[Line], by: By) -> dict[str, tuple[int, int]]:
    """Satang and gifts by key: what the database's own sums are compared with."""
    found: dict[str, tuple[int, int]] = {}
    for line in lines:
        satang, gifts = found.get(line.keys[by], (0, 0))
        found[line.keys[by]] = (satang + line.satang, gifts + line.gifts)
    return found


def year_of(day: date) -> int:
    """The fiscal year (BE) in which help of a day is counted."""
    return fiscal_year(day)
