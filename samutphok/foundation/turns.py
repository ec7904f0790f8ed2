"""Taking turns at the embedded database, which has one writer at a time.

SQLite lets whoever finds it busy sleep and look again, ever longer; with many senders at once most of the time is slept
away, and some are overtaken again and again. Waiting in line costs nothing and is fair. PostgreSQL needs no line.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.conf import settings
from django.db import connection

from samutphok.kernel.errors import Bilingual, Error

_PATIENCE = 20.0  # seconds in line before the sender is told to come again
_IN_PROCESS = Lock()


class LineBlocked(Error):
    """Somebody has been writing for so long that waiting any longer makes no sense."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ระบบกำลังมีผู้ใช้งานมาก", "The system is very busy."),
            remedy=Bilingual("ครั้งนี้ยังไม่ได้บันทึก รอสักครู่แล้วลองอีกครั้ง", "Nothing was saved. Wait a moment and try again."),
        )


@contextmanager
def turn() -> Iterator[None]:
    """Around a short transaction that many want to write at once; raises LineBlocked when the line does not move.

    Threads of a process wait in line, then one of each process for the file's lock. Whoever writes without a turn is
    waited for by SQLite's own means.
    """
    if connection.vendor != "sqlite":
        yield
        return
    if not _IN_PROCESS.acquire(timeout=_PATIENCE):
        raise LineBlocked
    try:
        handle = os.open(settings.DATA / "writers.lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)  # given back when the handle is closed, also by a killed process
            yield
        finally:
            os.close(handle)
    finally:
        _IN_PROCESS.release()
