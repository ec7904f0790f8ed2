"""Failures that pass: the database is busy or away, the disk is full. The reader waits, the operator is told what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError

from samutphok.foundation.room import lacks_room
from samutphok.kernel.errors import Bilingual


@dataclass(frozen=True, slots=True)
class Outage:
    """What is the matter, what to do, and after how many seconds trying again makes sense."""

    problem: Bilingual
    remedy: Bilingual
    retry_after: int


BUSY = Outage(
    Bilingual("ระบบกำลังมีผู้ใช้งานมาก", "The system is very busy"),
    Bilingual(
        "ครั้งนี้ยังไม่ได้บันทึก รอสักครู่แล้วลองอีกครั้ง หากเป็นบ่อย แจ้งผู้ดูแลระบบ",
        "Nothing was saved this time. Wait a moment and try again. If it happens often, tell your administrator.",
    ),
    retry_after=10,
)
FULL = Outage(
    Bilingual("พื้นที่จัดเก็บของระบบเต็ม", "The system's disk is full"),
    Bilingual(
        "ครั้งนี้ยังไม่ได้บันทึก ข้อมูลเดิมอยู่ครบ แจ้งผู้ดูแลระบบให้เพิ่มพื้นที่จัดเก็บ แล้วลองอีกครั้ง",
        "Nothing was saved this time; what was there is safe. Ask your administrator to free disk space, then try again.",
    ),
    retry_after=600,
)
DOWN = Outage(
    Bilingual("ติดต่อฐานข้อมูลไม่ได้ชั่วคราว", "The database cannot be reached for the moment"),
    Bilingual(
        "ข้อมูลที่บันทึกไว้แล้วอยู่ครบ ลองอีกครั้งในอีกสองสามนาที หากยังไม่ได้ แจ้งผู้ดูแลระบบพร้อมเวลาที่เกิดเหตุ",
        "What was saved is safe. Try again in a few minutes. If it goes on, tell your administrator the time it began.",
    ),
    retry_after=120,
)

_SQLITE = {
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": DOWN,
    "SQLITE_CANTOPEN": DOWN,
    "SQLITE_READONLY": DOWN,
}
_POSTGRES = {"53100": FULL, "53": DOWN, "57P": DOWN, "08": DOWN, "55P03": BUSY, "40": BUSY, "57014": BUSY}


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage behind an error or one of its causes; None for everything else, which is a bug of ours."""
    for cause in _chain(error):
        if isinstance(cause, OSError) and lacks_room(cause):
            return FULL
        if isinstance(cause, OperationalError | InterfaceError) and (found := _of_database(cause.__cause__)):
            return found
    return None


def _of_database(driver: BaseException | None) -> Outage | None:
    """By the driver's own code. PostgreSQL gives none when no connection came about; SQLite always gives one."""
    if name := getattr(driver, "sqlite_errorname", None):
        return next((outage for code, outage in _SQLITE.items() if name.startswith(code)), None)
    state = getattr(driver, "sqlstate", None)
    if not state:
        return DOWN
    return next((outage for code, outage in _POSTGRES.items() if state.startswith(code)), None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
