"""A small table that somebody sends with a form, read with the same care as a register file, and kept nowhere."""

from pathlib import Path
from tempfile import TemporaryDirectory

from samutphok.intake.engine.guard import inspect
from samutphok.intake.engine.sources import Place, open_source
from samutphok.intake.errors import BadFile
from samutphok.kernel.errors import Bilingual

MOST_BYTES = 5 << 20
WIDEST = 100


def sheet_rows(content: bytes, name: str, *, most: int) -> tuple[tuple[str, ...], ...]:
    """The rows of the first table as text, its empty lines too, so that the n-th is line n; at most `most` of them.

    CSV or XLSX. Raises BadFile for hostile, unreadable and longer ones.
    """
    if len(content) > MOST_BYTES:
        raise BadFile(
            problem=Bilingual("ไฟล์ใหญ่เกินไป", "The file is too large."),
            remedy=Bilingual("ส่งเฉพาะรายชื่อ ไม่เกิน 5 MB", "Send the names alone, at most 5 MB."),
        )
    with TemporaryDirectory(prefix="samutphok-") as folder:  # mode 0700, gone with the block
        path = Path(folder) / f"sheet{Path(name).suffix.lower()}"
        path.write_bytes(content)
        source = open_source(path, inspect(path, path.name))
        chunks = list(source.chunks(Place(0, 0, WIDEST), most + 1))
    found: dict[int, tuple[str, ...]] = {}
    for chunk in chunks:
        found |= {int(number): tuple(chunk.row(place)) for place, number in enumerate(chunk.numbers)}
    last = max(found, default=0)
    if last > most:
        raise BadFile(
            problem=Bilingual(f"มีมากกว่า {most} แถว", f"There are more than {most} rows."),
            remedy=Bilingual("แบ่งเป็นหลายไฟล์", "Divide it into several files."),
        )
    return tuple(found.get(number, ()) for number in range(1, last + 1))
