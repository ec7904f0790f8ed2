"""Messages as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class MessageTrouble:
    """A message that did not arrive: what kind it was, on which way, and why. Neither its words nor its number."""

    id: UUID
    about: Bilingual
    channel: str
    state: str
    error: str
    tries: int
    made_at: datetime
    may_retry: bool


@dataclass(frozen=True, slots=True)
class TroublePage:
    """One page of them, the newest first. waiting: messages on their way; skipped: those no gateway here could take."""

    rows: tuple[MessageTrouble, ...]
    total: int
    page: int
    page_size: int
    waiting: int
    skipped: int
    ways: tuple[tuple[str, bool], ...]  # each channel, and whether it is set up here

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """A message to the viewer, in their language. link: a path of this installation, '' none; new: not read before."""

    id: UUID
    subject: str
    text: str
    link: str
    made_at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page of the viewer's messages, and how they are reached outside the desk."""

    rows: tuple[OwnMessage, ...]
    total: int
    page: int
    page_size: int
    unread: int
    channel: str | None  # None: never chosen
    has_email: bool
    has_line: bool
    line_name: str  # of the office's LINE account, '' where none is set up

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return -(-self.total // self.page_size) or 1
