"""A database that belongs to one test, reached by forked processes, which can be killed for real."""

import gc
import json
import os
import shutil
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from django.core.management import call_command
from django.db import connections

_LEFT: list[Any] = []  # the parent's connections: a child neither uses nor closes them


class OwnDatabase:
    """SQLite in a folder, or a database beside SAMUTPHOK_DATABASE_URL. Work is done in children of this process."""

    def __init__(self, name: str, unblock: Callable[[], None]) -> None:
        self.name = name
        self._unblock = unblock

    def call(self, work: Callable[..., Any], *given: Any) -> Any:
        """What the work returns (as JSON), done in a child; raises when the child failed."""
        process = self.start(work, *given)
        answer = process.answer()
        if answer is None:
            raise RuntimeError(f"{work.__name__} failed in its own process: {process.said or process.ended}")
        return answer[0]

    def start(self, work: Callable[..., Any], *given: Any) -> "Child":
        """The work begun in a child."""
        reading, writing = os.pipe()
        pid = os.fork()
        if pid:
            os.close(writing)
            return Child(pid, reading)
        gc.freeze()  # a child that collected the parent's garbage would end DuckDB's threads, which it does not have
        failed = 1
        try:
            self._move_in()
            os.write(writing, json.dumps([work(*given)]).encode())
            failed = 0
        except BaseException:  # the child must never return into the test
            os.write(writing, traceback.format_exc()[-8000:].encode())
        finally:
            os._exit(failed)

    def _move_in(self) -> None:
        self._unblock()
        _LEFT.append(connections["default"])
        connections.settings["default"]["NAME"] = self.name
        connections["default"] = connections.create_connection("default")


class Child:
    """A running child process."""

    def __init__(self, pid: int, reading: int) -> None:
        self.pid = pid
        self.reading = reading
        self.said = ""
        self.ended = "still running"

    def kill(self) -> None:
        """SIGKILL, now."""
        os.kill(self.pid, signal.SIGKILL)
        self.killed()

    def killed(self) -> bool:
        """Waits; whether SIGKILL ended it, rather than its own work."""
        _, status = os.waitpid(self.pid, 0)
        os.close(self.reading)
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL

    def answer(self) -> list[Any] | None:
        """Waits; the work's result in a list, or None when it failed (its traceback is then what it said)."""
        with os.fdopen(self.reading) as pipe:
            self.said = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        self.ended = signal.strsignal(os.WTERMSIG(status)) or "" if os.WIFSIGNALED(status) else "it ended"
        return json.loads(self.said) if status == 0 else None


@contextmanager
def own_database(
    folder: Path, unblock: Callable[[], None], *, template: OwnDatabase | None = None
) -> Iterator[OwnDatabase]:
    """A migrated database, or a copy of the template's."""
    server, name = os.environ.get("SAMUTPHOK_DATABASE_URL"), f"samutphok_own_{uuid4().hex}"
    own = OwnDatabase(name if server else str(folder / f"{name}.sqlite3"), unblock)
    if server:
        administer(server, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template.name}"' if template else ""))
    elif template:
        shutil.copy(template.name, own.name)
    try:
        if not template:
            own.call(migrate)
        yield own
    finally:
        if server:
            administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def migrate() -> None:
    """Bring the database to the newest schema, and fold SQLite's journal into its file so that it can be copied."""
    call_command("migrate", verbosity=0, skip_checks=True)
    checkpoint()


def checkpoint() -> None:
    """Fold SQLite's journal into its file."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def administer(server: str, statement: str) -> None:
    """One statement about whole databases."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
