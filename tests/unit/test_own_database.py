"""The children in which races and killed workers are tried: they end by their own work, and say by what they ended."""

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from own_database import OwnDatabase

NO_CYCLE_IS_COLLECTED = 10**9


@pytest.fixture
def own(tmp_path: Path, django_db_blocker: Any) -> Iterator[OwnDatabase]:
    before = gc.get_threshold()
    yield OwnDatabase(str(tmp_path / "own.sqlite3"), django_db_blocker.unblock)
    gc.set_threshold(*before)


class Circle:
    """Garbage that only the collector finds, with a database's threads in it."""

    def __init__(self) -> None:
        self.me = self
        self.database = duckdb.connect(config={"threads": 4})


def collects() -> int:
    return gc.collect()


def dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_child_leaves_its_parent_s_garbage_alone(own: OwnDatabase) -> None:
    gc.set_threshold(NO_CYCLE_IS_COLLECTED)
    Circle()
    assert own.call(collects) is not None


def test_a_child_s_end_is_told(own: OwnDatabase) -> None:
    with pytest.raises(RuntimeError, match="dies failed in its own process: Killed"):
        own.call(dies)
