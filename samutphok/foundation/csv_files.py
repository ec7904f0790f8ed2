"""CSV files as offices send them: which encoding, which delimiter, which columns; streaming, whatever their size."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.thai import detect_encoding

_FIRST = 1 << 20  # bytes from which encoding and delimiter are told
_PIECE = 1 << 22
_DELIMITERS = ",;\t|"


class UnreadableFile(InvalidInput):
    """A file that cannot be opened, decoded or parsed; the problem names it."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV in UTF-8: where it lies, the names in its header, its delimiter."""

    path: Path
    header: tuple[str, ...]
    delimiter: str


def open_csv(path: Path, *, scratch: Path, whole: bool = False) -> CsvFile:
    """Tell a CSV's encoding (UTF-8, with or without BOM, or Windows Thai), delimiter and header.

    Windows Thai is rewritten as UTF-8 under `scratch`, which the caller removes. The encoding is told from the first
    megabyte, or from all bytes when `whole`. Blank headers are named 'column_N'. Raises UnreadableFile.
    """
    encoding = _encoding(path, whole=whole)
    source = path if encoding.startswith("utf-8") else _rewritten(path, encoding, scratch)
    header, delimiter = _header(source, path)
    return CsvFile(source, header, delimiter)


def _encoding(path: Path, *, whole: bool) -> str:
    with path.open("rb") as file:
        first = file.read(_FIRST)
    try:
        encoding = detect_encoding(first, complete=len(first) < _FIRST)
    except InvalidInput as error:
        raise _undecodable(path) from error
    if whole and encoding != "cp874" and not _all_utf8(path):
        return "cp874"
    return encoding


def _all_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _rewritten(path: Path, encoding: str, scratch: Path) -> Path:
    written = scratch / f"{path.name}.utf-8"
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with written.open("wb") as file:
            for piece in _pieces(path):
                file.write(decoder.decode(piece).encode())
    except UnicodeDecodeError as error:
        raise _undecodable(path) from error
    return written


def _header(source: Path, path: Path) -> tuple[tuple[str, ...], str]:
    with source.open(encoding="utf-8-sig", newline="") as file:
        line = file.readline(_FIRST)
        file.seek(0)
        delimiter = max(_DELIMITERS, key=line.count)
        names = next(csv.reader(file, delimiter=delimiter), [])
    header = tuple(name.strip() or f"column_{place}" for place, name in enumerate(names, start=1))
    folded = [name.casefold() for name in header]
    twice = sorted({name for name in folded if folded.count(name) > 1})
    if not header or twice:
        raise UnreadableFile(
            problem=Bilingual(
                f"{path}: แถวหัวตารางใช้ไม่ได้ {', '.join(twice)}".rstrip(),
                f"{path}: the header row is empty."
                if not header
                else f"{path}: column {', '.join(twice)} occurs twice.",
            ),
            remedy=Bilingual("ให้แถวแรกเป็นชื่อคอลัมน์ที่ไม่ซ้ำกัน", "Give one row of column names, each name once."),
        )
    return header, delimiter


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _undecodable(path: Path) -> UnreadableFile:
    return UnreadableFile(
        problem=Bilingual(f"{path}: อ่านรหัสอักขระของไฟล์ไม่ได้", f"{path}: the file's text encoding cannot be read."),
        remedy=Bilingual(
            "บันทึกไฟล์ใหม่เป็น CSV UTF-8 หรือ TIS-620 (Windows-874)",
            "Save the file again as CSV in UTF-8 or TIS-620 (Windows-874).",
        ),
    )
