"""The compartment's own key: what is sealed by it opens with nothing else that this installation has.

`settings.PROTECTED_KEYS` names the file, one key a line; the last seals, all of them unseal. From each key two are derived,
one to seal and one to find a family by, so that turning the key over is a matter of rows alone.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from samutphok.foundation.privacy import Unreadable, key_id, owned_text

_NONCE = 12
_BLOCK = 1_024  # sealed texts grow in such steps: the length of a story is nobody's business


def seal(content: Mapping[str, Any], *, bound_to: str) -> str:
    """The content as sealed JSON, padded; opened again only with the same `bound_to`."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    padded = text + b" " * (-len(text) % _BLOCK)
    key, nonce = _keys()[-1], os.urandom(_NONCE)
    body = AESGCM(_derived(key, b"seal")).encrypt(nonce, padded, bound_to.encode())
    return f"{key_id(key)}.{base64.urlsafe_b64encode(nonce + body).decode()}"


def unseal(sealed: str, *, bound_to: str) -> dict[str, Any]:
    """The content that `seal` was given; raises Unreadable when a bit, the key or the binding differs."""
    name, _, body = sealed.partition(".")
    key = next((key for key in _keys() if key_id(key) == name), None)
    if key is None:
        raise Unreadable
    try:
        raw = base64.b64decode(body.encode(), altchars=b"-_", validate=True)
        opened = AESGCM(_derived(key, b"seal")).decrypt(raw[:_NONCE], raw[_NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable from error
    content: dict[str, Any] = json.loads(opened)
    return content


def household_index(household_id: UUID) -> str:
    """64 hex digits under the newest key by which rows of one family meet; leads back to nothing."""
    return _index(_keys()[-1], household_id)


def household_indexes(household_id: UUID) -> tuple[str, ...]:
    """The same under every key there is: rows are found while the key is being turned over."""
    return tuple(_index(key, household_id) for key in _keys())


def add_key() -> str:
    """Adds a key that seals from now on; older rows stay readable. Returns its id."""
    _keys()
    fresh = secrets.token_bytes(32)
    with _path().open("a") as file:
        file.write(_line(fresh))
        file.flush()
        os.fsync(file.fileno())
    return key_id(fresh)


def keep_newest_key() -> int:
    """Takes all keys but the newest out of the file, once no row needs them; returns how many went."""
    keys = _keys()
    waiting = _path().with_name(f".{_path().name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(waiting, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(_line(keys[-1]))
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(_path())
    return len(keys) - 1


def newest_key() -> str:
    """The id of the key that seals now."""
    return key_id(_keys()[-1])


def _index(key: bytes, household_id: UUID) -> str:
    return hmac.new(_derived(key, b"household"), household_id.bytes, hashlib.sha256).hexdigest()


@lru_cache(maxsize=64)
def _derived(key: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"samutphok protected " + use).derive(key)


def _path() -> Path:
    return Path(settings.PROTECTED_KEYS)


def _keys() -> tuple[bytes, ...]:
    """Read anew whenever the file was written: other processes turn the key over too."""
    path = _path()
    if not path.exists():
        owned_text(path, _line(secrets.token_bytes(32)))
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size, state.st_ino)


@lru_cache(maxsize=4)
def _read(path: Path, *_state: int) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(line) for line in path.read_text().splitlines() if line)


def _line(key: bytes) -> str:
    return base64.b64encode(key).decode() + "\n"
