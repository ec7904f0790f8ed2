"""The body of a POST: all of it or nothing, never more than is allowed, and few large ones at a time."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from django.http import HttpRequest

from samutphok.kernel.errors import Bilingual, Error
from samutphok.submissions.errors import NotASubmission, TooLarge

_PIECE = 1 << 16
_LENGTH = re.compile(r"[0-9]{1,18}")
_LARGE = 1 << 20  # bytes from which a body takes one of the few places
_PLACES = BoundedSemaphore(3)  # of this process: three bodies with their sealed copies fit into 512 MB many times over
_PATIENCE = 20.0  # seconds that a large body waits for a place


class Crowded(Error):
    """Too many large bodies at once."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            problem=Bilingual("ระบบกำลังรับไฟล์ใหญ่หลายไฟล์พร้อมกัน", "Many large files are arriving at once."),
            remedy=Bilingual("ยังไม่ได้บันทึก รอสักครู่แล้วส่งอีกครั้ง", "Nothing was saved. Wait a moment and send again."),
        )


@contextmanager
def body_of(request: HttpRequest, *, most: int) -> Iterator[bytes]:
    """The whole body, with its length told beforehand or sent in chunks; the place is given back with it.

    Raises TooLarge before reading what says that it is too large, and NotASubmission for a body that ends early.
    """
    chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    length = None if chunked else _length(request.headers.get("Content-Length") or "0")
    if length is not None and length > most:
        raise _too_large(most)
    large = length is None or length > _LARGE
    if large and not _PLACES.acquire(timeout=_PATIENCE):
        raise Crowded
    try:
        yield _read(request.META["wsgi.input"], length, most)
    finally:
        if large:
            _PLACES.release()


def _length(told: str) -> int:
    if not _LENGTH.fullmatch(told):
        raise NotASubmission(Bilingual("หัวของสิ่งที่ส่งมาไม่บอกความยาวที่ใช้ได้", "What was sent does not say how long it is."))
    return int(told)


def _read(stream: Any, length: int | None, most: int) -> bytes:
    pieces, left = [], most + 1 if length is None else length
    while left and (piece := stream.read(min(_PIECE, left))):
        pieces.append(piece)
        left -= len(piece)
    if length is None and not left:
        raise _too_large(most)
    if length is not None and left:
        raise NotASubmission(
            Bilingual("สิ่งที่ส่งมามาไม่ครบ การส่งถูกตัดกลางทาง", "What was sent is not complete: it was cut off on the way.")
        )
    return b"".join(pieces)


def _too_large(most: int) -> TooLarge:
    return TooLarge(most=most, what=Bilingual("สิ่งที่ส่งมาครั้งนี้", "What was sent at once"))
