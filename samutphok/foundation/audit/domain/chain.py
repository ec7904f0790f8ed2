"""The chain: each act's digest covers the digest before it, so no act can be changed, taken out or moved unseen."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

START = "0" * 64  # the digest before the first act


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it is stored and chained. `number` is the database's, `at` UTC text, `fields` names, never values."""

    number: int
    at: str
    actor: str
    act: str
    subject: str
    grant: str
    purpose: str
    fields: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Link:
    """An act at its place in the chain, counted from 1, with its stored digest."""

    position: int
    digest: str
    act: Act


def time_text(moment: datetime) -> str:
    """UTC to the microsecond, 26 characters that sort by time: the text itself is chained, whatever the database."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


def canonical(act: Act, position: int) -> bytes:
    """The bytes that are chained: JSON with sorted names and no spaces, UTF-8."""
    facts = asdict(act) | {"position": position}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(previous: str, act: Act, position: int) -> str:
    """SHA-256 over the digest before and the act's canonical bytes: 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(previous) + canonical(act, position)).hexdigest()
