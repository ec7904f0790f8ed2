"""Keys of phones: by one of them a volunteer's phone gets its lists and sends its forms, and does nothing else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from samutphok.access.domain.decision import Viewer

SEEN_EVERY = timedelta(hours=1)  # how often at most it is written down that a phone was here


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whose phone it is, for one request. viewer: the account with the grants that it holds now.

    revoked: the phone gets nothing more, and what it still sends is kept apart: its key was taken back, its account
    ended, or no grant of it stands. wipe: the phone is lost and is to forget everything at its next contact.
    unnoted: it has not been written down lately that it was here.
    """

    key_id: UUID
    viewer: Viewer
    revoked: bool
    wipe: bool
    unnoted: bool


@dataclass(frozen=True, slots=True)
class FieldKey:
    """A key as the office sees it; the token itself was shown once and is kept nowhere. given_by: an account's id.

    label: which phone it is for, in the office's words. seen_at: when it was last here, to the hour.
    """

    id: UUID
    account_id: str
    label: str
    given_at: datetime
    given_by: str
    seen_at: datetime | None = None
    revoked_at: datetime | None = None
    wipe: bool = False

    @property
    def told(self) -> bool:
        """Whether the phone has been here since its key was taken back, and so has heard of it."""
        return self.revoked_at is not None and self.seen_at is not None and self.seen_at >= self.revoked_at


@dataclass(frozen=True, slots=True)
class GivenKey:
    """A new key with its token, 256 bits of chance as text for an address: the only time that it is told."""

    key: FieldKey
    token: str


def note_due(*, seen_at: datetime | None, revoked_at: datetime | None, now: datetime) -> bool:
    """Whether a contact is to be written down: the first, one an hour, and the first after the key was taken back."""
    if seen_at is None or (revoked_at is not None and seen_at < revoked_at):
        return True
    return now - seen_at >= SEEN_EVERY
