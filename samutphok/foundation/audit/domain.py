"""The chain of acts, without a database: canonical bytes, digests, Merkle roots."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

START = "0" * 64  # the digest before the first act


@dataclass(frozen=True, slots=True)
class Act:
    """One act as it is chained. `number` is the database's sequence number, `fields` are names, never values."""

    number: int
    at: datetime
    actor: str
    act: str
    subject: str
    grant: str
    purpose: str
    fields: tuple[str, ...]
    outcome: str


def canonical(act: Act, position: int) -> bytes:
    """The bytes that are chained: JSON with sorted names, no spaces, UTC time to the microsecond, UTF-8."""
    facts: Mapping[str, object] = asdict(act) | {
        "at": act.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "position": position,
    }
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(previous: str, act: Act, position: int) -> str:
    """SHA-256 over the digest before and the act's canonical bytes, 64 hex digits."""
    return hashlib.sha256(bytes.fromhex(previous) + canonical(act, position)).hexdigest()
