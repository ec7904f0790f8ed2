"""Where the files of submissions lie: sealed, under names of the server's choosing, in the data folder."""

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from samutphok.foundation.privacy import seal_bytes, unseal_bytes


def store(file_id: UUID, content: bytes) -> None:
    """Seals and writes a file; it and its name are on the disk when this returns."""
    target = _place(file_id)
    if not target.parent.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync_folder(target.parent.parent)
    part = target.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(seal_bytes(content, bound_to=_binding(file_id)))
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    _sync_folder(target.parent)


def fetch(file_id: UUID) -> bytes:
    """The content; raises FileNotFoundError, or foundation.privacy.Unreadable when it was changed or moved."""
    return unseal_bytes(_place(file_id).read_bytes(), bound_to=_binding(file_id))


def forget(file_id: UUID) -> None:
    """Takes away a file whose row was never written."""
    for file in (_place(file_id), _place(file_id).with_suffix(".part")):
        file.unlink(missing_ok=True)


def _place(file_id: UUID) -> Path:
    return Path(settings.SUBMISSION_FILES) / file_id.hex[:2] / file_id.hex


def _binding(file_id: UUID) -> str:
    return f"submission-file:{file_id}"


def _sync_folder(folder: Path) -> None:
    """Without this a name may be gone after a power cut although the file's bytes are there."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
