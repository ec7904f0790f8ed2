"""When a disk is full: telling it from other failures, and saying so."""

import errno
import re
from collections.abc import Iterator

from samutphok.kernel.errors import Bilingual, Error

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# as SQLite and PostgreSQL say it; a write that stops half-way is SQLite's I/O error
_SAID = re.compile("database or disk is full|disk I/O error|No space left|could not extend file|[Qq]uota exceeded")


class NoRoom(Error):
    """The disk is full. What was to be written is not there, what was there is as it was."""

    status = 507

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual(
                "พื้นที่จัดเก็บของเครื่องเต็ม ยังไม่ได้บันทึกอะไร ข้อมูลเดิมอยู่ครบ",
                "The disk is full. Nothing was saved, and what was there before is as it was.",
            ),
            remedy=Bilingual(
                "แจ้งผู้ดูแลระบบให้เพิ่มพื้นที่ แล้วทำขั้นตอนนี้อีกครั้ง",
                "Ask the administrator to make room, then do this step again.",
            ),
        )


def lacks_room(error: BaseException) -> bool:
    """Whether the failure, or what caused it, is a disk without room."""
    return any(
        (isinstance(one, OSError) and one.errno in _FULL)
        or isinstance(one, NoRoom)
        or _SAID.search(str(one)) is not None
        for one in _causes(error)
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    known: BaseException | None = error
    while known is not None:
        yield known
        known = known.__cause__ or known.__context__
