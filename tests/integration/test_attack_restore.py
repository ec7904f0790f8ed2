"""Hostile archives: `samutphok restore` refuses them whole, and what was there stays."""

import hashlib
import io
import json
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samutphok.cli.backup import restore_archive, write_archive
from samutphok.kernel.errors import InvalidInput

Member = tuple[tarfile.TarInfo, bytes]


def database(folder: Path, word: str) -> bytes:
    """A small database that holds one word."""
    path = folder / f"{word}.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE word AS SELECT ? AS word", [word])
        made.commit()
    return path.read_bytes()


def regular(name: str, content: bytes, mode: int = 0o600) -> Member:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), mode
    return info, content


def special(name: str, kind: bytes, target: str = "") -> Member:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info, b""


def packed(members: list[Member], mode: str = "w", *, manifest: bytes | None = None) -> bytes:
    """A tar file with a manifest that fits, unless another is given."""
    files = {info.name: hashlib.sha256(content).hexdigest() for info, content in members if info.isreg()}
    said = json.dumps({"files": files}).encode() if manifest is None else manifest
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode=mode) as tar:
        for info, content in [regular("manifest.json", said), *members]:
            tar.addfile(info, io.BytesIO(content))
    return raw.getvalue()


@pytest.fixture
def standing(tmp_path: Path) -> Path:
    """An installation in use."""
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "seal.keys").write_text("standing")
    (data / "samutphok.sqlite3").write_bytes(database(tmp_path, "standing"))
    return data


def restore(standing: Path, raw: bytes) -> None:
    file = standing.parent / "archive.tar"
    file.write_bytes(raw)
    restore_archive(file=file, data=standing, keys=standing / "keys", replace=True)


def word(data: Path) -> str:
    with closing(sqlite3.connect(data / "samutphok.sqlite3")) as opened:
        return str(opened.execute("SELECT word FROM word").fetchone()[0])


Attack = Callable[[Member], bytes]
ATTACKS: dict[str, Attack] = {
    "leaves its folder": lambda good: packed([good, regular("../evil", b"x")]),
    "leaves it from inside": lambda good: packed([good, regular("warehouse/../../evil", b"x")]),
    "absolute": lambda good: packed([good, regular("/tmp/samutphok-evil", b"x")]),
    "link to a file outside": lambda good: packed([good, special("warehouse/a", tarfile.SYMTYPE, "/etc/passwd")]),
    "link inside": lambda good: packed([good, special("warehouse/a", tarfile.SYMTYPE, "../samutphok.sqlite3")]),
    "folder that is a link": lambda good: packed([good, special("warehouse", tarfile.SYMTYPE, "boundaries")]),
    "hard link": lambda good: packed([good, special("warehouse/a", tarfile.LNKTYPE, "samutphok.sqlite3")]),
    "pipe": lambda good: packed([good, special("warehouse/a", tarfile.FIFOTYPE)]),
    "device": lambda good: packed([good, special("warehouse/a", tarfile.CHRTYPE)]),
    "files that are none of ours": lambda good: packed([good, regular("static/built/desk.js", b"alert(1)")]),
    "a journal beside the database": lambda good: packed([good, regular("samutphok.sqlite3-wal", b"x")]),
    "packed, so it may be a bomb": lambda good: packed([good], "w:gz"),
    "without a database": lambda _good: packed([regular("warehouse/a", b"x")]),
    "nothing in it": lambda _good: packed([]),
    "a file that the manifest lacks": lambda good: packed([good, regular("warehouse/a", b"x")], manifest=named(good)),
    "manifest of another shape": lambda good: packed([good], manifest=b'{"files": ["samutphok.sqlite3"]}'),
    "manifest that is a list": lambda good: packed([good], manifest=b"[]"),
    "manifest nested without end": lambda good: packed([good], manifest=b"[" * 100_000),
    "manifest of other bytes": lambda good: packed([good], manifest=b"\xff\xfe{}"),
}


def named(good: Member) -> bytes:
    return json.dumps({"files": {good[0].name: hashlib.sha256(good[1]).hexdigest()}}).encode()


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_archive_changes_nothing(standing: Path, attack: str) -> None:
    good = regular("samutphok.sqlite3", database(standing.parent, "hostile"))
    with pytest.raises(InvalidInput, match="not a whole backup"):
        restore(standing, ATTACKS[attack](good))
    assert word(standing) == "standing"
    assert sorted(path.name for path in standing.parent.iterdir()) == [
        "archive.tar",
        "data",
        "hostile.sqlite3",
        "standing.sqlite3",
    ]


def test_a_sparse_file_that_claims_terabytes_is_refused_unread(standing: Path) -> None:
    huge = tarfile.TarInfo("warehouse/huge")
    huge.pax_headers = {
        "GNU.sparse.major": "1",
        "GNU.sparse.minor": "0",
        "GNU.sparse.name": "warehouse/huge",
        "GNU.sparse.realsize": str(1 << 43),
    }
    content = b"1\n0\n0\n".ljust(512, b"\0")
    huge.size = len(content)
    good = regular("samutphok.sqlite3", database(standing.parent, "hostile"))
    with pytest.raises(InvalidInput):
        restore(standing, packed([good, (huge, content)]))
    assert word(standing) == "standing"


def test_what_comes_back_is_its_owner_s_alone(standing: Path) -> None:
    good = regular("samutphok.sqlite3", database(standing.parent, "good"), mode=0o666)
    restore(standing, packed([good, regular("keys/seal.keys", b"restored", mode=0o4777)]))
    assert word(standing) == "good"
    assert (standing / "keys" / "seal.keys").read_text() == "restored"
    assert [path for path in standing.rglob("*") if path.is_file() and path.stat().st_mode & 0o7077] == []


def test_an_archive_without_keys_leaves_the_standing_ones(standing: Path) -> None:
    restore(standing, packed([regular("samutphok.sqlite3", database(standing.parent, "good"))]))
    assert word(standing) == "good"
    assert (standing / "keys" / "seal.keys").read_text() == "standing"


def test_unfinished_work_stays_out_of_a_backup(standing: Path, tmp_path: Path) -> None:
    for name in ("staging/b-1/000000.parquet", "received/.arriving-1", "lists/.drawing-1/families.parquet", "staged/a"):
        path = standing / "warehouse" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    write_archive(data=standing, keys=None, file=tmp_path / "b.tar", now=datetime(2026, 11, 23, tzinfo=UTC))
    with tarfile.open(tmp_path / "b.tar") as tar:
        assert sorted(tar.getnames()) == ["manifest.json", "samutphok.sqlite3", "warehouse/staged/a"]
