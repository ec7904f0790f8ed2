"""Workbooks (.xlsx) are ZIP archives of XML: what must hold before a parser may unpack one.

The archive's directory is judged first, then every part is unpacked once, piece by piece and thrown away, so that sizes
that the directory lies about, and cells that lie impossibly far apart, are found in bounded memory.
"""

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from samutphok.kernel.errors import Bilingual, InvalidInput

MAX_CELLS = 2_000_000  # cells of a workbook, empty ones between filled ones included
MAX_UNPACKED = 400 << 20
MAX_RATIO = 250  # of a part above a megabyte; sheets of real registers reach about 30
MAX_PARTS = 2000
MAX_TEXT = 1 << 28  # bytes of all cells together, shared strings counted at each cell that shows them

_PIECE = 1 << 20
_SHARED = "xl/sharedstrings.xml"
_XML = (".xml", ".rels")
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>")
_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})?([0-9]{1,7})[\"']")
_SHARED_CELL = re.compile(rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v\s*>\s*([0-9]{1,9})")
_SHARED_END = re.compile(rb"</(?:\w+:)?si>")


class UnsafeWorkbook(InvalidInput):
    """A workbook that nobody should open: damaged, encrypted, too large, or built to do harm."""


def check_workbook(path: Path) -> None:
    """Raises UnsafeWorkbook for a workbook that is damaged, encrypted, hostile, or has more than MAX_CELLS cells."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
        _check_directory(parts)
        with path.open("rb") as file:
            _check_parts(file, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, struct.error) as error:
        raise _damaged() from error


def _check_parts(file: BinaryIO, parts: list[zipfile.ZipInfo]) -> None:
    lengths = [
        length
        for part in parts
        if part.filename.lower() == _SHARED
        for length in _string_lengths(_unpacked(file, part))
    ]
    area, text = 0, 0
    for part in parts:
        # any part may be named as a worksheet by the workbook's relations, so every part is measured as one
        sheet = Sheet(lengths)
        for piece in _unpacked(file, part):
            if part.filename.lower().endswith(_XML) and (b"<!DOCTYPE" in piece or b"\x00" in piece):
                raise _hostile()
            sheet.read(piece)
        area, text = area + sheet.area, text + sheet.text
        _check_size(area, text)


class Sheet:
    """Counts what a parser would have to hold of one worksheet: the rectangle of its cells and their text."""

    def __init__(self, lengths: list[int]) -> None:
        self._lengths = lengths
        self._rest = b""
        self._row = self._column = 0
        self._last_row = self._last_column = 0
        self.text = 0

    @property
    def area(self) -> int:
        """Cells of the rectangle from A1 to the last row and column."""
        return self._last_row * self._last_column

    def read(self, piece: bytes) -> None:
        """Takes the next piece of the worksheet's XML; a tag cut by the pieces' border waits for its end."""
        whole = self._rest + piece
        end = whole.rfind(b"<")
        end = max(end, 0) if len(whole) - end < _PIECE else len(whole)
        window, self._rest = whole[:end], whole[end:]
        for tag in _TAG.finditer(window):
            self._place(tag[1] == b"row", _REFERENCE.search(tag[2]))
        for shared in _SHARED_CELL.finditer(window):
            index = int(shared[1])
            self.text += self._lengths[index] if index < len(self._lengths) else 0
        _check_size(self.area, self.text)

    def _place(self, is_row: bool, reference: re.Match[bytes] | None) -> None:
        if is_row:
            self._row = int(reference[2]) if reference else self._row + 1
            self._column = 0
        elif reference and reference[1]:
            self._row, self._column = int(reference[2]), _column_number(reference[1])
        else:
            self._column += 1
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) < len(names) or "[Content_Types].xml" not in names:
        raise _damaged()
    for part in parts:
        inside = not part.filename.startswith("/") and ".." not in re.split(r"[/\\]", part.filename)
        if not inside or ":" in part.filename or stat.S_ISLNK(part.external_attr >> 16):
            raise _hostile()
        if part.flag_bits & 0x1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _hostile()
        if part.file_size > 1 << 20 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise _hostile()
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_large()


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's bytes, piece by piece, until its packed bytes end: not until the size that the directory declares."""
    packed = _packed(file, part)
    if part.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    unpacker, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for piece in packed:
        while piece and not unpacker.eof:
            unpacked = unpacker.decompress(piece, _PIECE)
            piece = unpacker.unconsumed_tail
            size += len(unpacked)
            if size > part.file_size:
                raise _hostile()
            yield unpacked
    if not unpacker.eof or size != part.file_size:
        raise _damaged()


def _packed(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    file.seek(part.header_offset)
    name_length, extra_length = struct.unpack("<26xHH", file.read(30))
    file.seek(name_length + extra_length, os.SEEK_CUR)
    left = part.compress_size
    while left > 0 and (piece := file.read(min(left, _PIECE // 8))):
        left -= len(piece)
        place = file.tell()
        yield piece
        file.seek(place)
    if left:
        raise _damaged()


def _string_lengths(pieces: Iterator[bytes]) -> Iterator[int]:
    """Bytes of each shared string, mark-up included: an upper bound of what a cell that shows it takes."""
    rest = b""
    for piece in pieces:
        *strings, rest = _SHARED_END.split(rest + piece)
        if len(rest) > 4 * _PIECE:
            raise _hostile()
        yield from map(len, strings)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_size(area: int, text: int) -> None:
    if area > MAX_CELLS or text > MAX_TEXT:
        raise _too_large()


def _too_large() -> UnsafeWorkbook:
    return UnsafeWorkbook(
        problem=Bilingual(
            f"ไฟล์ Excel ใหญ่เกิน {MAX_CELLS:,} ช่อง", f"The workbook has more than {MAX_CELLS:,} cells, or too much text."
        ),
        remedy=Bilingual(
            "บันทึกเป็น .csv (UTF-8) แล้วส่งใหม่ หรือแบ่งเป็นหลายไฟล์ และลบช่องว่างท้ายตาราง",
            "Save it as .csv (UTF-8), or split it, and delete stray cells far below or beside the table.",
        ),
    )


def _damaged() -> UnsafeWorkbook:
    return UnsafeWorkbook(
        problem=Bilingual("ไฟล์ Excel เสียหายหรือไม่ใช่ .xlsx", "The workbook is damaged, or no .xlsx at all."),
        remedy=Bilingual("เปิดด้วย Excel แล้วบันทึกเป็น .xlsx ใหม่", "Open it in a spreadsheet and save it as .xlsx again."),
    )


def _hostile() -> UnsafeWorkbook:
    return UnsafeWorkbook(
        problem=Bilingual(
            "ไม่รับไฟล์นี้ เพราะโครงสร้างภายในไม่ปลอดภัย", "The file was refused: its inside is not safe to open."
        ),
        remedy=Bilingual("ขอไฟล์ใหม่จากหน่วยงานต้นทาง", "Ask the office it came from for a new file."),
    )
