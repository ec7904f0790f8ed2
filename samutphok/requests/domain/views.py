"""Requests as desks and callers read them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from samutphok.kernel.errors import Bilingual
from samutphok.requests.domain.asking import Caller, Channel, Desk, Kind, Outcome, Urgency
from samutphok.requests.domain.standing import State


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list. family: what the family is called, '' for people on no list."""

    id: UUID
    number: str
    channel: Channel
    kind: Kind
    state: State
    urgency: Urgency
    because: str
    area_code: str
    desk: Desk
    owner: str
    household_id: UUID | None
    problems: tuple[str, ...]
    taken_at: datetime
    due_at: datetime | None
    escalations: int
    tries: int
    outcome: Outcome | None
    settled_at: datetime | None
    case_id: UUID | None = None
    family: str = field(default="", repr=False)

    def late(self, now: datetime) -> bool:
        """Whether it is open and its clock has run out."""
        return self.due_at is not None and self.due_at < now


@dataclass(frozen=True, slots=True)
class ActLine:
    """Something done about a request. by: an account's id, or the name of a process; said: codes of it."""

    name: str
    at: datetime
    by: str
    said: dict[str, str]
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request whole. version: to be given back with what is done next; open_to: the acts that its state allows."""

    line: RequestLine
    words: str = field(repr=False)
    caller: Caller = field(repr=False)
    said: str = field(repr=False)
    safety: tuple[str, ...]
    about: str
    person_id: UUID | None
    taken_by: str
    duplicate_of: UUID | None
    acts: tuple[ActLine, ...]
    version: int
    open_to: tuple[str, ...]
    check: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RequestsWanted:
    """Which requests a list shows. standing: 'open', 'late', 'mine', 'waiting' or 'settled'; number: one alone."""

    standing: str = "open"
    urgency: Urgency | None = None
    desk: Desk | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    area: str = ""
    number: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class RequestQueue:
    """One page of requests, the most urgent first and of equals those due first."""

    wanted: RequestsWanted
    rows: tuple[RequestLine, ...]
    total: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class RequestsWaiting:
    """What waits in the viewer's area. mine: in the viewer's own hands; oldest: when the longest waiting one came."""

    critical: int = 0
    urgent: int = 0
    normal: int = 0
    information: int = 0
    late: int = 0
    escalated: int = 0
    mine: int = 0
    unlisted: int = 0
    oldest: datetime | None = None

    @property
    def open(self) -> int:
        """All that are not settled."""
        return self.critical + self.urgent + self.normal + self.information


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """How long requests of the last days took, from being taken to their answer. median: None when there were none."""

    days: int
    settled: int
    in_time: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller is told. said: the desk's own sentence for the caller. No moment stands in it: it would tell apart."""

    number: str
    words: Bilingual
    state: State
    said: str = ""
