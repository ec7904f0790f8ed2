"""multipart/form-data, read strictly: what was cut off, nested or encoded on the way is refused whole."""

import re
from dataclasses import dataclass

from django.utils.http import parse_header_parameters

from samutphok.kernel.errors import Bilingual
from samutphok.submissions.domain.submission import MOST_FILES
from samutphok.submissions.errors import NotASubmission, TooManyFiles

_MOST_PARTS = MOST_FILES + 20
_LONGEST_HEADER = 4096
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,\-./:=? ]{1,70}")
_PLAIN = {"", "binary", "8bit", "7bit"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part. filename: '' for a plain field."""

    name: str
    filename: str
    content: bytes


def parts_of(content_type: str, body: bytes) -> tuple[Part, ...]:
    """The parts in their order, byte for byte; raises NotASubmission unless the closing boundary is there.

    Work and memory are bounded by the body's size: it is cut at the boundary and nothing else is searched.
    """
    kind, given = _parameters(content_type)
    boundary = given.get("boundary", "")
    if kind != "multipart/form-data" or not _BOUNDARY.fullmatch(boundary):
        raise _broken("ไม่ใช่แบบที่กรอกแล้ว (multipart/form-data)", "is no filled-in form (multipart/form-data)")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode(), _MOST_PARTS + 2)
    if len(pieces) > _MOST_PARTS + 2:
        raise TooManyFiles(MOST_FILES)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise _broken("มาไม่ครบ การส่งถูกตัดกลางทาง", "is not complete: it was cut off on the way")
    return tuple(_part(piece) for piece in pieces[1:-1])


def _part(piece: bytes) -> Part:
    padding, line, rest = piece.partition(b"\r\n")
    head, blank, content = (b"\r\n" + rest).partition(b"\r\n\r\n")
    if padding.strip(b" \t") or not line or not blank or len(head) > _LONGEST_HEADER:
        raise _broken("มีส่วนที่อ่านไม่ได้", "has a part that cannot be read")
    headers = {}
    for text in head.decode("utf-8", "replace").split("\r\n")[1:]:
        name, _, value = text.partition(":")
        headers[name.strip().lower()] = value.strip()
    kind, given = _parameters(headers.get("content-disposition", ""))
    encoding = headers.get("content-transfer-encoding", "").lower()
    if kind != "form-data" or "name" not in given or encoding not in _PLAIN:
        raise _broken("มีส่วนที่อ่านไม่ได้", "has a part that cannot be read")
    return Part(given["name"], given.get("filename", ""), content)


def _parameters(header: str) -> tuple[str, dict[str, str]]:
    try:
        kind, given = parse_header_parameters(header)
    except (ValueError, LookupError) as error:
        raise _broken("มีส่วนหัวที่อ่านไม่ได้", "has a header that cannot be read") from error
    return kind, {name: str(value) for name, value in given.items()}


def _broken(th: str, en: str) -> NotASubmission:
    return NotASubmission(Bilingual(f"สิ่งที่ส่งมา{th}", f"What was sent {en}."))
