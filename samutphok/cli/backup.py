"""`samutphok backup FILE`, for the embedded database; `restore` brings it back.

The archive is a tar file: a consistent snapshot of the SQLite database, the warehouse's Parquet files, boundaries,
checkpoints, sealed documents and files of submissions, the keys, and a manifest with the SHA-256 of each. Without the
keys the sealed numbers in it cannot be read, so they are part of it; it must be kept like the data itself
(`--without-keys` leaves them out, to be kept apart).
PostgreSQL has its own tools (pg_dump); the message says so.
"""

import argparse
import hashlib
import io
import json
import os
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from samutphok.kernel.errors import Bilingual, Conflict, InvalidInput

FOLDERS = ("warehouse", "boundaries", "checkpoints", "documents", "submissions")
DATABASE = "samutphok.sqlite3"
MANIFEST = "manifest.json"
COMPARTMENT = "protected.keys"  # as the archive calls it, wherever it is kept
MADE_AGAIN = {("warehouse", folder) for folder in ("staging", "facts", "comparisons")}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declares `backup`."""
    parser = subparsers.add_parser("backup", help="write the embedded database, files and keys to one archive")
    parser.add_argument("file", type=Path)
    parser.add_argument("--without-keys", action="store_true", help="leave the keys out; keep them apart yourself")


def run(args: argparse.Namespace) -> int:
    """Writes the archive beside its final name first, so that a broken run leaves no half archive."""
    data = embedded_data_folder()
    write_archive(data=data, keys=None if args.without_keys else keys_folder(), file=args.file, now=datetime.now(UTC))
    print(f"Backed up to {args.file}", file=sys.stderr)
    return 0


def embedded_data_folder(*, must_exist: bool = True) -> Path:
    """The data folder of this installation, when it uses the embedded SQLite."""
    from samutphok.config import settings

    if os.environ.get("SAMUTPHOK_DATABASE_URL"):
        raise Conflict(
            problem=Bilingual("คำสั่งนี้ใช้กับฐานข้อมูลที่มากับระบบเท่านั้น", "This command is for the embedded database only."),
            remedy=Bilingual("ใช้ pg_dump และ pg_restore กับ PostgreSQL", "Use pg_dump and pg_restore with PostgreSQL."),
        )
    if must_exist and not (settings.DATA / DATABASE).is_file():
        raise InvalidInput(
            problem=Bilingual(f"ไม่พบฐานข้อมูลใน {settings.DATA}", f"There is no database in {settings.DATA}."),
            remedy=Bilingual("ระบุโฟลเดอร์ด้วย SAMUTPHOK_DATA", "Name the folder with SAMUTPHOK_DATA."),
        )
    return settings.DATA


def keys_folder() -> Path:
    """Where this installation keeps its keys."""
    from samutphok.config import settings

    return settings.KEYS


def protected_keys() -> Path:
    """Where this installation keeps the key of its closed compartment, inside the folder of keys or apart from it."""
    from samutphok.config import settings

    return settings.PROTECTED_KEYS


def write_archive(*, data: Path, keys: Path | None, file: Path, now: datetime) -> None:
    """Writes the archive to `file` (mode 0600); the database may be in use meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as scratch:
        snapshot = Path(scratch) / DATABASE
        _copy_database(data / DATABASE, snapshot)
        members = [(DATABASE, snapshot)]
        for folder in FOLDERS:
            found = ((path.relative_to(data), path) for path in sorted((data / folder).rglob("*")) if path.is_file())
            members += [(str(name), path) for name, path in found if not _in_work(name)]
        if keys is not None:
            members += [(f"keys/{path.name}", path) for path in sorted(keys.iterdir()) if _is_key(path)]
            if keys == keys_folder() != protected_keys().parent and protected_keys().is_file():
                members += [(f"keys/{COMPARTMENT}", protected_keys())]
        unfinished = Path(scratch) / "archive"
        with (
            os.fdopen(os.open(unfinished, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as raw,
            tarfile.open(fileobj=raw, mode="w") as tar,
        ):
            manifest = {"made_at": now.isoformat(), "files": {name: sha256(path) for name, path in members}}
            text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            header = tarfile.TarInfo(MANIFEST)
            header.size = len(text)
            tar.addfile(header, io.BytesIO(text))
            for name, path in members:
                tar.add(path, arcname=name, recursive=False)
            raw.flush()
            os.fsync(raw.fileno())
        unfinished.replace(file)


def _copy_database(database: Path, snapshot: Path) -> None:
    """A consistent copy, while others may write."""
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(snapshot)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise Conflict(
            problem=Bilingual("ทำสำเนาฐานข้อมูลไม่สำเร็จ", "The database could not be copied."),
            remedy=Bilingual(
                "ตรวจพื้นที่ว่างและสิทธิ์ของโฟลเดอร์ปลายทางแล้วทำใหม่ ข้อมูลเดิมไม่ถูกแตะต้อง",
                "Check the free space and the folder's permissions and try again; nothing was changed.",
            ),
        ) from error


def _is_key(path: Path) -> bool:
    """Whether a file among the keys is a whole one: a name that begins with a dot is being written."""
    return path.is_file() and not path.name.startswith(".")


def _in_work(name: Path) -> bool:
    """Whether a file is somebody's unfinished work or can be made again: begun anew after a restore, and gone meanwhile."""
    return name.parts[:2] in MADE_AGAIN or any(part.startswith(".") for part in name.parts)


def restore_archive(*, file: Path, data: Path, keys: Path, replace: bool) -> Path | None:
    """Puts the archive's files in place of the data folder's; returns where earlier ones went, if any.

    An archive without keys leaves the standing keys where they are.
    """
    occupied = (data / DATABASE).exists()
    if occupied and not replace:
        raise Conflict(
            problem=Bilingual(f"โฟลเดอร์ {data} มีฐานข้อมูลอยู่แล้ว", f"The folder {data} already holds a database."),
            remedy=Bilingual(
                "หยุดระบบแล้วใช้ --replace หรือเลือกโฟลเดอร์อื่น",
                "Stop the server and use --replace, or choose another folder.",
            ),
        )
    data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data.parent, prefix=".restore-") as scratch:
        unpacked = Path(scratch)
        unpack_checked(file, unpacked)
        moved = None
        if occupied:
            moved = data.with_name(f"{data.name}-before-{datetime.now(UTC):%Y%m%d-%H%M%S}")
            data.rename(moved)
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        _restore_keys(unpacked / "keys", keys, data=data, moved=moved)
        for path in unpacked.iterdir():
            if path.name not in {"keys", MANIFEST}:
                shutil.move(path, data / path.name)
    return moved


def _restore_keys(archived: Path, keys: Path, *, data: Path, moved: Path | None) -> None:
    """The archive's keys in place of the standing ones, which are kept aside; without any, the standing ones."""
    standing = moved / keys.relative_to(data) if moved and keys.is_relative_to(data) else keys
    if not archived.is_dir():
        if standing != keys and standing.is_dir():
            shutil.copytree(standing, keys)
        return
    if keys.exists():
        shutil.copytree(keys, moved / "keys" if moved else data / "keys-before", dirs_exist_ok=True)
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in archived.iterdir():
        apart = path.name == COMPARTMENT and keys == keys_folder()  # a key that is kept elsewhere goes back there
        place = protected_keys() if apart else keys / path.name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if apart and place.parent != keys and place.is_file():
            shutil.copy2(place, place.with_name(f"{place.name}-before"))
        shutil.move(path, place)


def unpack_checked(file: Path, target: Path) -> None:
    """Unpacks into `target` and compares every file with the manifest; refuses anything else."""
    try:
        with tarfile.open(file, mode="r:") as tar:  # never packed: what unpacks to more than it is, is none of ours
            for member in tar:
                _unpack(tar, member, target)
        expected = json.loads((target / MANIFEST).read_text())["files"]
        found = {
            str(path.relative_to(target)): sha256(path)
            for path in target.rglob("*")
            if path.is_file() and path.name != MANIFEST
        }
    except (OSError, tarfile.TarError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise not_an_archive(file) from error
    if found != expected or DATABASE not in found:
        raise not_an_archive(file)


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    """One member as `write_archive` makes it, readable by its owner alone; raises for links, devices and other names."""
    parts = PurePosixPath(member.name).parts
    known = bool(parts) and parts[0] in {DATABASE, MANIFEST, "keys", *FOLDERS} and ".." not in parts
    content = tar.extractfile(member) if known and member.isreg() and not member.issparse() else None
    if content is None:
        raise tarfile.ReadError
    place = target.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with content, os.fdopen(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        shutil.copyfileobj(content, file)


def not_an_archive(file: Path) -> InvalidInput:
    """The file is damaged, cut short or something else."""
    return InvalidInput(
        problem=Bilingual(f"{file} ไม่ใช่ไฟล์สำรองที่สมบูรณ์", f"{file} is not a whole backup."),
        remedy=Bilingual("ใช้ไฟล์สำรองอื่น ข้อมูลเดิมไม่ถูกแตะต้อง", "Take another backup; nothing was changed."),
    )


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
