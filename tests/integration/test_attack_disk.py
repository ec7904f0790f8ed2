"""A disk that fills up: a clear failure, and what was there stays as it was."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import DatabaseError
from own_database import OwnDatabase, checkpoint, own_database
from register_rows import NOW, row, stage, synthetic_pid, viewer

from samutphok.cli.backup import write_archive
from samutphok.intake.domain.trouble import trouble_of
from samutphok.kernel.errors import Conflict
from samutphok.linkage.actions import attach_batch
from samutphok.registry.models import Person, SourceRecord
from samutphok.targeting.actions import draw_list
from samutphok.targeting.models import TargetList

ROOM = 60_000  # bytes that any one file may still grow to


def in_little_room(work: Any) -> Any:
    """Does the work while no file can grow beyond `ROOM`, as on a disk that is full."""
    return in_room(ROOM, work)


def in_room(most: int, work: Any) -> Any:
    """Does the work while no file can grow beyond so many bytes."""
    earlier = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, earlier[1]))
    try:
        return work()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, earlier)


def test_a_backup_without_room_says_so_and_leaves_the_earlier_one(tmp_path: Path) -> None:
    data, archive = tmp_path / "data", tmp_path / "backup.tar"
    data.mkdir()
    with closing(sqlite3.connect(data / "samutphok.sqlite3")) as database:
        database.execute("CREATE TABLE filled AS SELECT randomblob(200000) AS bytes")
        database.commit()
    archive.write_bytes(b"earlier")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.raises((Conflict, OSError), match=r"could not be copied|too large|space"):
        in_little_room(lambda: write_archive(data=data, keys=None, file=archive, now=now))
    assert archive.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tar", "data"]
    write_archive(data=data, keys=None, file=archive, now=now)


def made() -> None:
    settings.WAREHOUSE.mkdir(parents=True, exist_ok=True)
    people = [
        row(f"ชื่อ{n}", f"สกุล{n}", pid=synthetic_pid(n), house_code=f"8301{n:07d}", family_no="1", bmn9=0, validated=1)
        for n in range(3000)
    ]
    for register in ("bmn_survey", "state_welfare"):
        attach_batch(stage(register, people), now=NOW)
    checkpoint()


def draw() -> str:
    return str(draw_list(viewer=viewer("83"), area_prefix="83", as_of=date(2021, 6, 30), now=NOW).id)


def draw_in_little_room() -> str:
    try:
        return str(in_little_room(draw))
    except Exception as error:  # which one it is, is what the test asks
        return type(error).__name__


def lists() -> list[int]:
    return [TargetList.objects.count(), TargetList.objects.filter(current=True, complete=True).count()]


@pytest.fixture
def own(tmp_path: Path, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    with own_database(tmp_path, django_db_blocker.unblock) as mine:
        mine.call(made)
        yield mine


@pytest.mark.database
def test_a_list_without_room_is_not_begun_and_is_drawn_once_there_is_room(own: OwnDatabase) -> None:
    assert own.call(draw_in_little_room) == "InvalidInput"
    assert own.call(lists) == [0, 0]
    assert [path.name for path in (settings.WAREHOUSE / "lists").glob(".drawing-*")] == []
    own.call(draw)
    assert own.call(lists) == [1, 1]


def more_staged() -> str:
    people = [row(f"ชื่อ{n}", f"สกุล{n}", pid=synthetic_pid(n), monthly_amount=600.0) for n in range(3000)]
    batch = str(stage("elderly_allowance", people))
    checkpoint()
    return batch


def attach_in_little_room(batch: str) -> str:
    try:
        return str(in_little_room(lambda: attach_batch(UUID(batch), now=NOW)))
    except DatabaseError as error:
        return trouble_of(error).en


def attach(batch: str) -> int:
    return attach_batch(UUID(batch), now=NOW)


def attached(batch: str) -> list[int]:
    return [SourceRecord.objects.filter(batch=batch).count(), SourceRecord.objects.count(), Person.objects.count()]


# On SQLite alone: PostgreSQL's files grow in a process of their own.
def test_a_register_without_room_is_attached_by_whole_steps_and_to_its_end_once_there_is_room(own: OwnDatabase) -> None:
    batch = own.call(more_staged)
    assert own.call(attached, batch) == [0, 6000, 3000]
    assert "disk is full" in own.call(attach_in_little_room, batch)
    assert own.call(attached, batch) == [0, 6000, 3000]
    assert own.call(attach, batch) == 3000
    assert own.call(attached, batch) == [3000, 9000, 3000]
