"""What a received file is, asked before anything is taken from it. Hostile and unreadable files are refused here.

Every check reads the file once, in pieces, in bounded memory, and extracts nothing to disk.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from samutphok.foundation.workbook_guard import UnsafeWorkbook, check_workbook
from samutphok.intake.errors import BadFile
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.thai import detect_encoding

MAX_COLUMNS = 1000
MAX_LINE = 1 << 18  # bytes; the widest register has lines of about 500
MAX_PARQUET_ROWS = 100_000_000
MAX_PARQUET_FOOTER = 16 << 20
MAX_ROW_GROUP = 2 << 30  # bytes of one row group when unpacked

# What reading a damaged file can end in: its names need not even be text.
PARQUET_ERRORS = (pa.ArrowException, OSError, ValueError, OverflowError)

_PIECE = 1 << 20
_SUFFIXES = {".csv": "csv", ".txt": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}
_OLE = b"\xd0\xcf\x11\xe0"  # old .xls, and every workbook that a password protects


@dataclass(frozen=True, slots=True)
class FileKind:
    """A file's format (csv, xlsx, parquet) and, for text, its encoding."""

    format: str
    encoding: str = ""


def inspect(path: Path, name: str) -> FileKind:
    """The kind of a file by its content, which must agree with its name. Raises BadFile before any row is read."""
    with path.open("rb") as file:
        start = file.read(8)
    suffix = Path(name).suffix.lower()
    if suffix not in _SUFFIXES:
        raise _refused("ไม่รับไฟล์ชนิดนี้", "Files of this kind are not taken.", *_SEND_KNOWN)
    found = _by_content(start)
    if found != _SUFFIXES[suffix]:
        raise _refused("เนื้อในไม่ตรงกับนามสกุลของไฟล์", f"The file is named {suffix} but is something else.", *_SEND_KNOWN)
    if found == "xlsx":
        _check_workbook(path)
    elif found == "parquet":
        _check_parquet(path)
    return FileKind(found, _check_text(path) if found == "csv" else "")


def _by_content(start: bytes) -> str:
    if not start:
        raise _refused("ไฟล์ว่างเปล่า", "The file is empty.", *_SEND_KNOWN)
    if start.startswith(_OLE):
        raise _refused(
            "ไฟล์มีรหัสผ่าน หรือเป็น .xls รุ่นเก่า",
            "The workbook is protected by a password, or is an old .xls.",
            "เอารหัสผ่านออกแล้วบันทึกเป็น .xlsx",
            "Remove the password and save it as .xlsx.",
        )
    if start.startswith(b"PK"):
        return "xlsx"
    return "parquet" if start.startswith((b"PAR1", b"PARE")) else "csv"


def _check_workbook(path: Path) -> None:
    try:
        check_workbook(path)
    except UnsafeWorkbook as error:
        raise BadFile(problem=error.problem, remedy=error.remedy) from error


def _check_text(path: Path) -> str:
    """The encoding in which the whole of the file can be read."""
    with path.open("rb") as file:
        try:
            encoding = detect_encoding(file.read(_PIECE), complete=False)
        except InvalidInput as error:
            raise BadFile(problem=error.problem, remedy=error.remedy) from error
        for candidate in dict.fromkeys((encoding, "cp874")):
            file.seek(0)
            if _decodes(file, candidate):
                return candidate
    raise _unreadable()


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 0
    while piece := file.read(_PIECE):
        if b"\x00" in piece:
            raise _unreadable()
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            return False
        first, *others = piece.split(b"\n")
        line += len(first)
        if max((line, *map(len, others))) > MAX_LINE:
            raise _refused("มีบรรทัดยาวผิดปกติ", "A line is far too long for a register.", *_SEND_KNOWN)
        line = len(others[-1]) if others else line
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _check_parquet(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 8))
        tail = file.read(8)
    footer = int.from_bytes(tail[:4], "little")
    if tail[4:] != b"PAR1" or footer > min(size, MAX_PARQUET_FOOTER):
        raise _bad_parquet()
    try:
        with pq.ParquetFile(path, thrift_string_size_limit=1 << 22, thrift_container_size_limit=1 << 18) as parquet:
            meta = parquet.metadata
            groups = [meta.row_group(number) for number in range(meta.num_row_groups)]
    except PARQUET_ERRORS as error:
        raise _bad_parquet() from error
    sane = meta.num_columns <= MAX_COLUMNS and 0 <= meta.num_rows <= MAX_PARQUET_ROWS
    whole = sum(group.num_rows for group in groups) == meta.num_rows
    if not (sane and whole and all(0 <= group.total_byte_size <= MAX_ROW_GROUP for group in groups)):
        raise _bad_parquet()


def _bad_parquet() -> BadFile:
    return _refused(
        "ไฟล์ Parquet เสียหายหรือมีขนาดผิดปกติ",
        "The Parquet file is damaged, encrypted, or of an impossible size.",
        "ส่งออกไฟล์ใหม่จากต้นทาง",
        "Export it again at its source.",
    )


def _unreadable() -> BadFile:
    return _refused(
        "อ่านรหัสอักขระของไฟล์ไม่ได้",
        "The file's text encoding cannot be read.",
        "บันทึกไฟล์ใหม่เป็น UTF-8 หรือ TIS-620 (Windows-874)",
        "Save it as UTF-8 or TIS-620 (Windows-874).",
    )


_SEND_KNOWN = ("ส่งเป็น .csv .xlsx หรือ .parquet", "Send .csv, .xlsx or .parquet.")


def _refused(th: str, en: str, remedy_th: str, remedy_en: str) -> BadFile:
    return BadFile(problem=Bilingual(th, en), remedy=Bilingual(remedy_th, remedy_en))
