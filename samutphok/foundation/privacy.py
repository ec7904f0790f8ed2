"""Personal identifiers at rest: sealed text, blind indexes to find it by, pseudonyms to speak of it.

The keys live in `settings.KEYS`, never in the database, so that a copy of the database alone opens nothing. Losing them
loses what was sealed: a backup of the installation takes them along, apart from the database.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from samutphok.kernel.errors import Bilingual, Conflict

SEAL_KEYS = "seal.keys"  # one key a line; the last seals, all of them unseal
INDEX_KEY = "index.key"  # cannot be changed without indexing every identifier anew
_NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM
_KEY_ID = 8  # hex digits of `key_id`
_SEPARATOR = "."


class Unreadable(Conflict):
    """Sealed text that was changed, moved to another record, or sealed with a key that is not here."""

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("เปิดข้อมูลที่เข้ารหัสไว้ไม่ได้", "A sealed value cannot be opened."),
            remedy=Bilingual(
                "ตรวจสอบว่าโฟลเดอร์กุญแจ (keys) เป็นของฐานข้อมูลนี้ และข้อมูลไม่ถูกแก้ไข",
                "Check that the folder of keys belongs to this database and that the value was not changed.",
            ),
        )


def seal(text: str, *, bound_to: str = "") -> str:
    """The text under AES-256-GCM, as 'key id.base64'. Sealing twice gives two different results.

    `bound_to` (a record's id, say) must be given again to unseal, so that a value cannot be moved to another record.
    """
    key = _seal_keys()[-1]
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), bound_to.encode())
    return key_id(key) + _SEPARATOR + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, bound_to: str = "") -> str:
    """The text that `seal` was given; raises Unreadable when a single bit, the key or the binding differs."""
    name, _, body = sealed.partition(_SEPARATOR)
    key = next((key for key in _seal_keys() if key_id(key) == name), None)
    if key is None:
        raise Unreadable
    try:
        raw = base64.b64decode(body.encode(), altchars=b"-_", validate=True)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], bound_to.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise Unreadable from error


def seal_bytes(content: bytes, *, bound_to: str) -> bytes:
    """A file's bytes under AES-256-GCM, to be opened with `unseal_bytes` and the same `bound_to`.

    Sealed and opened whole, at most some megabytes: nothing of a changed file is handed out before its end was checked.
    """
    key, nonce = _seal_keys()[-1], os.urandom(_NONCE)
    return key_id(key).encode() + nonce + AESGCM(key).encrypt(nonce, content, bound_to.encode())


def unseal_bytes(sealed: bytes, *, bound_to: str) -> bytes:
    """The bytes that `seal_bytes` was given; raises Unreadable when a single bit, the key or the binding differs."""
    name, nonce, body = sealed[:_KEY_ID], sealed[_KEY_ID : _KEY_ID + _NONCE], sealed[_KEY_ID + _NONCE :]
    key = next((key for key in _seal_keys() if key_id(key).encode() == name), None)
    if key is None or len(nonce) < _NONCE:
        raise Unreadable
    try:
        return AESGCM(key).decrypt(nonce, body, bound_to.encode())
    except InvalidTag as error:
        raise Unreadable from error


def blind_index(kind: str, value: str) -> str:
    """64 hex digits by which an equal value of the kind is found without being readable (HMAC-SHA256)."""
    return _keyed("index", kind, value).hexdigest()


def pseudonym(kind: str, value: str) -> str:
    """'kind:' and 24 hex digits: names the same thing the same way in audit rows and logs, and leads back to nobody."""
    return f"{kind}:{_keyed('pseudonym', kind, value).hexdigest()[:24]}"


def key_id(key: bytes) -> str:
    """Eight hex digits that name a key without giving it away."""
    return hashlib.sha256(b"samutphok key " + key).hexdigest()[:8]


def add_seal_key() -> str:
    """Adds a key that seals from the next start on, while older values stay readable; returns its id."""
    keys = _seal_keys()
    fresh = secrets.token_bytes(32)
    path = Path(settings.KEYS) / SEAL_KEYS
    with path.open("a") as file:
        file.write(_line(fresh))
    _read_keys.cache_clear()
    return key_id(fresh) if fresh not in keys else key_id(keys[-1])


def _keyed(use: str, kind: str, value: str) -> "hmac.HMAC":
    # Lengths before the parts: ('ab', 'c') and ('a', 'bc') must not meet.
    message = b"".join(len(part).to_bytes(4, "big") + part for part in (use.encode(), kind.encode(), value.encode()))
    return hmac.new(_read_keys(Path(settings.KEYS) / INDEX_KEY)[0], message, hashlib.sha256)


def _seal_keys() -> tuple[bytes, ...]:
    return _read_keys(Path(settings.KEYS) / SEAL_KEYS)


@lru_cache(maxsize=16)
def _read_keys(path: Path) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(line) for line in owned_text(path, _line(secrets.token_bytes(32))).splitlines())


def _line(key: bytes) -> str:
    return base64.b64encode(key).decode() + "\n"


def owned_text(path: Path, fresh: str) -> str:
    """What the file holds; writes `fresh` first when there is no file. Readable by the owner only (0600).

    Processes that start together agree: the complete file is linked into place, the loser reads the winner's.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        waiting = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(waiting, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(waiting, path)
        except FileExistsError:
            pass
        finally:
            waiting.unlink()
    return path.read_text()
