"""What somebody asks for, by which way, and how soon it must be seen to."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Channel(StrEnum):
    """How a request came."""

    HOTLINE = "hotline"
    WALK_IN = "walk_in"
    WEB = "web"
    CENTRE = "centre"  # tambon social-assistance centre
    VOLUNTEER = "volunteer"
    AGENCY = "agency"


class Kind(StrEnum):
    """What is wanted."""

    HELP = "help"
    INFORMATION = "information"
    CORRECTION = "correction"  # 'this is wrong about us'
    COMPLAINT = "complaint"
    ACCESS = "access"  # to one's own data, PDPA s.30


class Urgency(StrEnum):
    """How soon it is seen to, the most urgent first."""

    CRITICAL = "critical"
    URGENT = "urgent"
    NORMAL = "normal"
    INFORMATION = "information"

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(Urgency).index(self)


class Desk(StrEnum):
    """Whose business a request is until somebody takes it in hand."""

    HOTLINE = "hotline"
    TAMBON = "tambon"
    AMPHOE = "amphoe"
    PROVINCE = "province"


class Outcome(StrEnum):
    """How a request ends. PROTECTED is never kept: such a request looks like any call that asked for information."""

    SOLVED = "solved"
    INFORMED = "informed"
    HELPED = "helped"  # first help given at once
    CASE = "case"
    REFERRED = "referred"
    CORRECTED = "corrected"
    DUPLICATE = "duplicate"
    CANNOT = "cannot"
    NOT_REACHED = "not_reached"
    PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as far as they say. Everything may be empty: callers may be anonymous.

    relation: to whom help is for ('self', 'family', 'neighbour', 'officer', 'other'); place: where, in their own words;
    messages: whether a message may be sent to the phone.
    """

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    relation: str = ""
    place: str = field(default="", repr=False)
    language: str = "th"
    best_time: str = ""
    messages: bool = False


@dataclass(frozen=True, slots=True)
class Settlement:
    """An end that is reached at once. said: one more sentence for the caller; of: what it repeats, when a duplicate."""

    outcome: Outcome
    said: str = ""
    of: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as it is taken.

    id: made with the form, so that the same form sent twice is one request. words: the caller's own. safety: names of the
    safety questions answered with yes; problems: of the catalogue. urgency: when the desk differs from what the rule
    suggests, with `because`. about: of a correction, the name of the fact. source: what it came from ('visit:<id>',
    'referral:<id>'), once each. at_once: how it ended while it was taken, if it did.
    """

    channel: Channel
    kind: Kind
    area_code: str
    words: str = field(default="", repr=False)
    caller: Caller = Caller()
    safety: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    household_id: UUID | None = None
    person_id: UUID | None = None
    about: str = ""
    urgency: Urgency | None = None
    because: str = ""
    source: str = ""
    at_once: Settlement | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What the caller is told: the number, by which they ask again, and the code that goes with it."""

    id: UUID
    number: str
    check: str


@dataclass(frozen=True, slots=True)
class RequestTaken:
    """Published in the transaction that takes a request; never for a matter that is handed to a named team."""

    request_id: UUID
    household_id: UUID | None
    area_code: str
    urgency: Urgency
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class RequestSettled:
    """Published in the transaction that ends a request; never for a matter that is handed to a named team."""

    request_id: UUID
    household_id: UUID | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ClockSet:
    """Published when a request's clock is set: somebody must look at that moment. due_at: None when it has ended."""

    request_id: UUID
    due_at: datetime | None
