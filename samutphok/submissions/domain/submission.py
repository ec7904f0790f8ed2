"""A form as it came back, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

MOST_FILES = 100  # of one submission
MOST_BYTES = 20 * 1024**2  # of one POST; a phone sends what is more in several
ID_LENGTH = 200  # of a form's id, its version, an instanceID
NAME_LENGTH = 200  # of a file


class Standing(StrEnum):
    """Where a submission stands. None of them means that something was thrown away."""

    STORED = "stored"  # kept; not yet read into the logbook
    INCOMPLETE = "incomplete"  # kept; files that it names have not come yet
    TAKEN = "taken"  # read: the logbook has what it maps
    UNREADABLE = "unreadable"  # kept; reading failed, and can be tried again
    CONFLICT = "conflict"  # the same instanceID with other bytes, or a second new version of one: kept for review
    QUARANTINED = "quarantined"  # came with a revoked key, for a form that is not there, or before what it changes
    SUPERSEDED = "superseded"  # a later version has taken its place (deprecatedID)
    SET_ASIDE = "set_aside"  # the office decided that it does not enter the logbook; kept


LIVE = frozenset({Standing.STORED, Standing.INCOMPLETE, Standing.TAKEN, Standing.UNREADABLE})  # the current version
WAITING = frozenset({Standing.QUARANTINED, Standing.CONFLICT, Standing.UNREADABLE, Standing.INCOMPLETE})


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file as it was sent. name: what the sender calls it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileState:
    """A file that a submission names. received: None until it has come."""

    name: str
    sha256: str
    size: int
    received: datetime | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender is told: kept is what this lists, and nothing else.

    again: the same bytes had been kept before.
    """

    id: UUID
    form_id: str
    instance_id: str
    standing: Standing
    sha256: str
    received_at: datetime
    files: tuple[FileState, ...]
    again: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of files that have not come yet."""
        return tuple(file.name for file in self.files if file.received is None)


@dataclass(frozen=True, slots=True)
class SubmissionAccepted:
    """Published in the transaction that keeps a submission, or the last file that it waited for: a job may read it now."""

    submission_id: UUID
