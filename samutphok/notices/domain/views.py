"""Notices as pages show them to one reader."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samutphok.access.domain import HolderPage, HolderTally, Role
from samutphok.kernel.prose import ChangedLine, line_changes
from samutphok.notices.domain.audience import Address
from samutphok.notices.domain.content import Content


class Box(StrEnum):
    """Which notices a list shows."""

    TO_READ = "to_read"
    ALL = "all"
    OFFICE = "office"  # those the viewer's office wrote


class ReadingState(StrEnum):
    """How a notice stands with one reader."""

    NEW = "new"
    CHANGED = "changed"  # an earlier version was acknowledged
    OVERDUE = "overdue"
    READ = "read"
    ENDED = "ended"  # no longer valid, or withdrawn
    NOT_ADDRESSED = "not_addressed"  # seen as an office, not as a reader


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One line of a list.

    questions: open ones, for whoever may answer. reminded_at: the newest reminder that reached the reader.
    """

    id: str
    title_th: str
    title_en: str
    office: str
    number: str
    dated: date
    sent_at: datetime
    version: int
    state: ReadingState
    due_on: date | None
    questions: int = 0
    reminded_at: datetime | None = None
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class NoticeList:
    """One page of a box, and how many of the viewer's notices wait to be read."""

    box: Box
    rows: tuple[NoticeRow, ...]
    unread: int
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version as it was sent."""

    number: int
    content: Content
    sent_at: datetime
    sent_by: str  # name


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its answer. `in_text`: the answer is that the text says so now. mine: the viewer asked it."""

    id: str
    text: str
    asked_by: str  # name
    asked_at: datetime
    private: bool
    mine: bool
    answer: str = ""
    in_text: bool = False
    answered_by: str = ""
    answered_at: datetime | None = None
    revision: int = 0

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_at is None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One notice for one viewer. `original`: the notice it passes on, as it stood then, with its own office's name.

    before: the version that the viewer acknowledged last, when it is not the current one.
    newer_original: the original has changed since it was passed on.
    """

    id: str
    to: Address
    office: str
    version: VersionView
    state: ReadingState
    acknowledged_at: datetime | None
    reminded_at: datetime | None
    before: VersionView | None
    earlier: tuple[VersionView, ...]
    questions: tuple[QuestionView, ...]
    original: VersionView | None
    original_office: str
    original_id: str
    newer_original: bool
    withdrawn_at: datetime | None
    may_revise: bool
    may_oversee: bool
    passes_on: tuple[NoticeRow, ...] = ()

    @property
    def may_acknowledge(self) -> bool:
        """Whether the viewer is asked to."""
        return self.state in (ReadingState.NEW, ReadingState.CHANGED, ReadingState.OVERDUE)

    def changes(self, language: str) -> tuple[ChangedLine, ...]:
        """Line by line, what is new against the version that the viewer knows; nothing for a first reading."""
        if self.before is None:
            return ()
        old, new = self.before.content, self.version.content
        said = [f"{one.title(language)}\n{one.text(language)}" for one in (old, new)]
        return line_changes(*said)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who has read the current version, inside the viewer's areas: by place and role, and one page of people.

    may_remind_at: when the next reminder may go out; None when at once.
    """

    id: str
    title_th: str
    title_en: str
    version: int
    due_on: date | None
    overdue: bool
    tallies: tuple[HolderTally, ...]
    people: HolderPage
    reminded_at: datetime | None
    may_remind_at: datetime | None
    roles: frozenset[Role] = frozenset()


def state_of(
    *,
    addressed: bool,
    acknowledged: int,
    version: int,
    due_on: date | None,
    ended: bool,
    today: date,
) -> ReadingState:
    """How a notice stands with somebody who acknowledged its version `acknowledged` (0: none) last."""
    if ended:
        return ReadingState.ENDED
    if not addressed:
        return ReadingState.NOT_ADDRESSED
    if acknowledged == version:
        return ReadingState.READ
    if due_on is not None and due_on < today:
        return ReadingState.OVERDUE
    return ReadingState.CHANGED if acknowledged else ReadingState.NEW
