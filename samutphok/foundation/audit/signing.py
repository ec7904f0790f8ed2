"""Signed checkpoints as files: an Ed25519 key beside the other keys, one small JSON file a checkpoint.

Whoever takes over the host can sign anything from then on; what was copied off before stays true. So the folder is to
be copied to another machine, with `audit.pub`, as often as the office can.
"""

import base64
import json
import os
from dataclasses import asdict
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from samutphok.foundation.audit.domain import Checkpoint
from samutphok.foundation.privacy import owned_text
from samutphok.kernel.errors import Bilingual, InvalidInput

PRIVATE_KEY = "audit.key"
PUBLIC_KEY = "audit.pub"
_FILES = "checkpoint-*.json"


def export(checkpoint: Checkpoint) -> Path:
    """Signs and writes `checkpoint-<size>.json`, whole or not at all, with the public key beside it."""
    folder = Path(settings.CHECKPOINTS)
    folder.mkdir(parents=True, exist_ok=True)
    key = _private_key()
    signature = base64.b64encode(key.sign(checkpoint.signed_bytes())).decode()
    text = json.dumps(asdict(checkpoint) | {"signature": signature}, indent=1) + "\n"
    _write_whole(folder / PUBLIC_KEY, _public_pem(key.public_key()))
    return _write_whole(folder / f"checkpoint-{checkpoint.size:012d}.json", text)


def newest() -> Checkpoint | None:
    """The largest checkpoint in `settings.CHECKPOINTS` that this installation signed."""
    key = _private_key().public_key()
    newest_first = sorted(Path(settings.CHECKPOINTS).glob(_FILES), reverse=True)
    return next((good for path in newest_first if (good := _read(path, key)) is not None), None)


def read_all(folder: Path, key: Ed25519PublicKey) -> tuple[list[Checkpoint], list[int]]:
    """The folder's checkpoints of good signature, and the sizes (from the file names) of all others."""
    good: list[Checkpoint] = []
    forged: list[int] = []
    for path in sorted(folder.glob(_FILES)):
        checkpoint = _read(path, key)
        if checkpoint is None:
            forged.append(int("".join(filter(str.isdigit, path.stem)) or 0))
        else:
            good.append(checkpoint)
    return good, forged


def public_key(path: Path | None) -> Ed25519PublicKey:
    """The key in a file, or this installation's own; raises InvalidInput when the file holds none."""
    if path is None:
        return _private_key().public_key()
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _no_public_key(path) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _no_public_key(path)
    return key


def _read(path: Path, key: Ed25519PublicKey) -> Checkpoint | None:
    try:
        facts = json.loads(path.read_text())
        signature = base64.b64decode(facts.pop("signature"), validate=True)
        checkpoint = Checkpoint(**(facts | {"peaks": tuple(facts["peaks"])}))
        key.verify(signature, checkpoint.signed_bytes())
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature):
        return None
    return checkpoint


def _private_key() -> Ed25519PrivateKey:
    fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    key = load_pem_private_key(owned_text(Path(settings.KEYS) / PRIVATE_KEY, fresh).encode(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_public_key(Path(PRIVATE_KEY))
    return key


def _public_pem(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _write_whole(path: Path, text: str) -> Path:
    waiting = path.with_suffix(f".{os.getpid()}.part")
    with waiting.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(path)
    return path


def _no_public_key(path: Path) -> InvalidInput:
    return InvalidInput(
        problem=Bilingual(f"{path.name} ไม่ใช่กุญแจ Ed25519", f"{path.name} holds no Ed25519 key."),
        remedy=Bilingual("ใช้ไฟล์ audit.pub ของระบบนี้", "Give this installation's audit.pub."),
    )
