"""The folders of the warehouse that intake owns, and files that appear in them whole or not at all.

received/<sha256>.<format>   files as they came         staging/<batch>-<lines>/   parts of a batch in work
staged/<sha256>.parquet      accepted rows, immutable   rejects/<batch>.csv        rows to be sent back
remarks/<batch>.csv          what was noted about rows that were accepted
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from samutphok.intake.engine.guard import FileKind, inspect
from samutphok.intake.errors import BadFile
from samutphok.kernel.errors import Bilingual

MAX_BYTES = 8 << 30  # the national survey as CSV is about 6 GB

_PIECE = 1 << 20


class Upload(Protocol):
    """A file to be received: an open file, or what a web form sends."""

    @property
    def name(self) -> str: ...

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A received file in the warehouse; its name there is its hash."""

    path: Path
    sha256: str
    kind: FileKind


def received_folder(root: Path) -> Path:
    """Where files lie as they came."""
    return _folder(root / "received")


def staged_path(root: Path, sha256: str) -> Path:
    """The Parquet of a batch's accepted rows."""
    return _folder(root / "staged") / f"{sha256}.parquet"


def rejects_path(root: Path, batch_id: UUID) -> Path:
    """The file of a batch's rejected rows."""
    return _folder(root / "rejects") / f"{batch_id}.csv"


def remarks_path(root: Path, batch_id: UUID) -> Path:
    """The file of the remarks on a batch's accepted rows."""
    return _folder(root / "remarks") / f"{batch_id}.csv"


def parts_folder(root: Path, batch_id: UUID, lines: int) -> Path:
    """Where a batch's parts of so many lines are made; parts of another size would not fit together."""
    return _folder(root / "staging" / f"{batch_id}-{lines}")


def keep(root: Path, upload: Upload, *, name: str) -> Kept:
    """Streams an upload into the warehouse, hashed on the way. A file that `inspect` refuses leaves nothing behind."""
    folder = received_folder(root)
    arriving = folder / f".arriving-{secrets.token_hex(8)}"
    try:
        sha256 = _copy(upload, arriving)
        kind = inspect(arriving, name)
        path = folder / f"{sha256}.{kind.format}"
        _settle(arriving, path)
    finally:
        arriving.unlink(missing_ok=True)
    return Kept(path, sha256, kind)


def kept_path(root: Path, sha256: str, kind: str) -> Path:
    """Where a file lies that was kept before; BadFile when it has been discarded meanwhile."""
    path = received_folder(root) / f"{sha256}.{kind}"
    if not path.is_file():
        raise BadFile(
            problem=Bilingual("ไม่พบไฟล์ที่ส่งไว้", "The file that was sent is no longer kept."),
            remedy=Bilingual("ส่งไฟล์อีกครั้ง", "Send it again."),
        )
    return path


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Lets `write` fill a file beside `path` and gives it that name only when it is complete and on the disk."""
    unfinished = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        write(unfinished)
        _settle(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def discard_parts(root: Path, batch_id: UUID) -> None:
    """Removes what staging a batch has left behind, parts of any size."""
    for folder in (root / "staging").glob(f"{batch_id}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def move_in(source: Path, path: Path) -> None:
    """Moves a finished file of the same warehouse to its place."""
    _settle(source, path)


def _copy(upload: Upload, target: Path) -> str:
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        target.chmod(0o600)
        while piece := upload.read(_PIECE):
            size += len(piece)
            if size > MAX_BYTES:
                raise BadFile(
                    problem=Bilingual("ไฟล์ใหญ่เกินกำหนด", f"The file is larger than {MAX_BYTES >> 30} GB."),
                    remedy=Bilingual("แบ่งส่งทีละจังหวัด", "Send it province by province."),
                )
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _settle(source: Path, path: Path) -> None:
    """Renames once the bytes are on the disk; afterwards nobody writes the file again."""
    _flush(source)
    source.chmod(0o400)
    source.replace(path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _folder(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
