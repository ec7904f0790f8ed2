"""Where documents lie: sealed files under names of the server's choosing, in the data folder."""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from samutphok.foundation.privacy import seal_bytes, unseal_bytes

FULL, SMALL = "full", "small"


def place(document: UUID, size: str) -> Path:
    """The sealed file of a document, whether it is there or not."""
    return Path(settings.DOCUMENTS) / document.hex[:2] / f"{document.hex}.{size}"


def store(document: UUID, contents: dict[str, bytes]) -> None:
    """Writes the sealed contents by size; they are on disk when this returns, and a half-written one never has its name."""
    for size, content in contents.items():
        target = place(document, size)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = target.with_suffix(f".{size}.part")
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(seal_bytes(content, bound_to=_binding(document, size)))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)


def fetch(document: UUID, size: str) -> bytes:
    """The content that was stored; raises FileNotFoundError, or foundation.privacy.Unreadable when it was changed or moved."""
    return unseal_bytes(place(document, size).read_bytes(), bound_to=_binding(document, size))


def forget(document: UUID) -> None:
    """Takes away what was stored for a document whose row was never written."""
    for size in (FULL, SMALL):
        for file in (place(document, size), place(document, size).with_suffix(f".{size}.part")):
            file.unlink(missing_ok=True)


def _binding(document: UUID, size: str) -> str:
    return f"document:{document}:{size}"
