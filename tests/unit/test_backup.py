"""Backups come back whole or not at all."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from samutphok.cli.backup import restore_archive, write_archive
from samutphok.kernel.errors import Conflict, InvalidInput

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def installation(folder: Path) -> Path:
    data = folder / "data"
    (data / "warehouse").mkdir(parents=True)
    (data / "warehouse" / "a.parquet").write_bytes(b"PAR1 rows")
    (data / "keys").mkdir()
    (data / "keys" / "django.key").write_text("secret")
    with closing(sqlite3.connect(data / "samutphok.sqlite3")) as database:
        database.execute("CREATE TABLE household (id TEXT)")
        database.execute("INSERT INTO household VALUES ('h1')")
        database.commit()
    return data


def households(data: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(data / "samutphok.sqlite3")) as database:
        return database.execute("SELECT id FROM household").fetchall()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    data = installation(tmp_path / "old")
    write_archive(data=data, keys=data / "keys", file=tmp_path / "b.tar", now=NOW)
    return tmp_path / "b.tar"


def test_what_was_backed_up_comes_back(archive: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    assert restore_archive(file=archive, data=new, keys=new / "keys", replace=False) is None
    assert households(new) == [("h1",)]
    assert (new / "warehouse" / "a.parquet").read_bytes() == b"PAR1 rows"
    assert (new / "keys" / "django.key").read_text() == "secret"


def test_an_archive_is_readable_by_its_owner_only(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


def test_keys_may_stay_out_of_the_archive(tmp_path: Path) -> None:
    data = installation(tmp_path / "old")
    write_archive(data=data, keys=None, file=tmp_path / "b.tar", now=NOW)
    new = tmp_path / "new"
    restore_archive(file=tmp_path / "b.tar", data=new, keys=new / "keys", replace=False)
    assert not (new / "keys").exists()


def test_a_database_in_place_is_not_overwritten_unless_asked(archive: Path, tmp_path: Path) -> None:
    other = installation(tmp_path / "other")
    with pytest.raises(Conflict):
        restore_archive(file=archive, data=other, keys=other / "keys", replace=False)
    moved = restore_archive(file=archive, data=other, keys=other / "keys", replace=True)
    assert moved is not None
    assert households(moved) == [("h1",)]


@pytest.mark.parametrize("damage", ["cut", "flip", "other"])
def test_a_damaged_archive_changes_nothing(archive: Path, tmp_path: Path, damage: str) -> None:
    raw = archive.read_bytes()
    damaged = {
        "cut": raw[: len(raw) // 2],
        "flip": raw.replace(b"PAR1 rows", b"PAR1 rowz"),
        "other": b"not a tar file",
    }[damage]
    archive.write_bytes(damaged)
    new = tmp_path / "new"
    with pytest.raises(InvalidInput):
        restore_archive(file=archive, data=new, keys=new / "keys", replace=False)
    assert not new.exists()
