"""Referrals as others name and read them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.referrals.domain.table import ClockKind, Deed, Reach, Side, State

WORDS = 2_000  # signs of what somebody says at once


class Mode(StrEnum):
    """Whether the agency takes the matter over, or works beside the sender."""

    HAND_OVER = "hand_over"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class NewReferral:
    """A need handed to an agency. fields: names of `Sharing.fields`; empty for those proposed for the purpose.

    purpose, until: empty and None for what the policy proposes for the problem. said: the worker's own words to the agency.
    step_id: key of the step of the case's plan that the referral carries.
    """

    household_id: UUID
    agency: str
    service: str
    problem: str
    purpose: str = ""
    fields: tuple[str, ...] = ()
    until: date | None = None
    mode: Mode = Mode.HAND_OVER
    case_id: UUID | None = None
    step_id: UUID | None = None
    person_id: UUID | None = None
    urgency: str = "normal"
    said: str = field(default="", repr=False)
    act_id: UUID | None = None  # of the form, so that a form sent twice is one referral


@dataclass(frozen=True, slots=True)
class Refused:
    """A family of a list that was not referred, with the reason as a code of `WHY_NOT`."""

    household_id: UUID
    why: str


WHY_NOT: Mapping[str, Bilingual] = {
    "absent": Bilingual("ไม่พบครอบครัวนี้ในพื้นที่ของท่าน", "Not found in your area"),
    "already": Bilingual("ส่งต่อเรื่องนี้ไปยังหน่วยงานนี้แล้ว และยังไม่จบ", "Referred there already, and still open"),
    "person": Bilingual("ไม่มีสมาชิกที่เข้าข่าย", "No member it could be for"),
    "protected": Bilingual("ส่งต่อทางนี้ไม่ได้", "Cannot be referred this way"),
}


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of a list: the referrals made, by household, and the families refused. letter_id: of the one letter."""

    made: Mapping[UUID, UUID]
    refused: tuple[Refused, ...]
    letter_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SharedField:
    """A named field with what it said of the family when it was shared."""

    name: str
    label: Bilingual
    lines: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ActView:
    """Something that was done. said: in words, empty when there are none or the reader may not read them."""

    id: UUID
    deed: Deed
    at: datetime
    recorded_at: datetime
    by: str
    side: str
    details: Mapping[str, str]
    said: str = field(default="", repr=False)
    counted: bool = True


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral on a list. who: the family's name where the reader may see it; late: the term is over.

    step_id: key of the plan's step that it carries, for the sender alone.
    """

    id: UUID
    number: str
    household_id: UUID | None
    area_code: str
    agency: str
    service: str
    problem: str
    urgency: str
    mode: Mode
    state: State
    side: Side | None
    clock: ClockKind | None
    due_at: datetime | None
    late: bool
    escalated: str
    made_at: datetime
    appointment_at: datetime | None
    until: date
    who: str = field(default="", repr=False)
    where: str = field(default="", repr=False)
    taken_by: str = ""
    version: int = 0
    step_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReferralView:
    """One referral as its reader may see it.

    side: of the reader; reach: what an agency still sees; shared: the named fields in the catalogue's order; fields: their
    names also where the reader's agency no longer sees them; may: acts open to the reader now; version: goes up with each
    act; letter_id: of its letter; partners: the other referrals of joint work, by agency and state.
    """

    line: ReferralLine
    reader: Side
    reach: Reach
    purpose: str
    fields: tuple[str, ...]
    shared: tuple[SharedField, ...]
    person_id: UUID | None
    case_id: UUID | None
    office: str
    owner: str
    acts: tuple[ActView, ...]
    may: tuple[Deed, ...]
    letter_id: UUID | None
    before: UUID | None
    partners: tuple[tuple[str, State, bool], ...]
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What an agency's queue or an office's list is narrowed to. turn: whose turn, 'open' for either.

    late: only what is over its term; escalated: only what has not ended and has gone beyond the agency's head.
    """

    turn: str = ""
    state: str = ""
    service: str = ""
    agency: str = ""
    area: str = ""
    late: bool = False
    escalated: bool = False
    number: str = ""
    mine: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """A page of referrals, what is due first on top. total: of all under the filter; page from 1, clamped."""

    rows: tuple[ReferralLine, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.page_size))


@dataclass(frozen=True, slots=True)
class AgencyBacklog:
    """How an agency stands in an area. median_days: working days to its first answer, of the last year; None: none yet."""

    agency: str
    open: int
    late: int
    escalated: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody: their turn, how much of it late; promised: appointments of today; escalated: that have
    gone beyond the head of their agency, for whoever answers for the area."""

    turn: int
    late: int
    promised: int = 0
    escalated: int = 0


@dataclass(frozen=True, slots=True)
class ReferralMade:
    """A referral was sent."""

    referral_id: UUID
    household_id: UUID
    agency: str
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class ReferralAnswered:
    """The agency did something: accepted, asked, refused, returned, made an appointment, delivered, told the outcome."""

    referral_id: UUID
    household_id: UUID
    agency: str
    case_id: UUID | None
    deed: str
    state: str


@dataclass(frozen=True, slots=True)
class ReferralEnded:
    """A referral ended in `state`. step_id: of the case's plan, None where it carries none; by: whoever ended it."""

    referral_id: UUID
    household_id: UUID
    case_id: UUID | None
    step_id: UUID | None
    state: str
    by: str


@dataclass(frozen=True, slots=True)
class ReferralEscalated:
    """A clock took a step: a reminder, or the next above was told."""

    referral_id: UUID
    household_id: UUID
    agency: str
    case_id: UUID | None
    step: str
