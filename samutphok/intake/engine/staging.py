"""Staging a file in parts, so that a kill at any point costs one part and changes nothing of the result.

A part is four files written whole, one after the other: accepted rows, rejected rows, remarks, and last its summary, by
which it counts as done. The final file is made of the parts in order, so a resumed run gives the same bytes as a clean one.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

import pyarrow.compute as pc
import pyarrow.parquet as pq

from samutphok.intake.domain.batch import Counts, common_area
from samutphok.intake.domain.cells import Rules
from samutphok.intake.domain.headers import Layout
from samutphok.intake.domain.rejects import header_line, reject_lines, remark_lines, remarks_header
from samutphok.intake.engine.cleaning import Cleaned, Cleaner, staged_schema
from samutphok.intake.engine.sources import Place, Source
from samutphok.intake.engine.vault import (
    move_in,
    parts_folder,
    rejects_path,
    remarks_path,
    sha256_of,
    staged_path,
    write_whole,
)

LINES_A_PART = 20_000  # about 60 MB of cells; a kill costs the work of one part

Progress = Callable[[Counts, float], None]  # told after each part: counts so far, share done from 0 to 1


@dataclass(frozen=True, slots=True)
class Result:
    """What staging a file has made; `area` is the smallest area that holds all accepted rows, None when there are none."""

    sha256: str
    counts: Counts
    area: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    counts: Counts
    areas: tuple[str, ...]
    done: float


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be staged: where it is read, under which rules, and in pieces of how many lines."""

    batch_id: UUID
    place: Place
    layout: Layout
    rules: Rules
    lines: int


def stage(root: Path, source: Source, job: Job, progress: Progress) -> Result:
    """Reads the source, writes what parts are still missing, and joins them into the warehouse's immutable files."""
    folder = parts_folder(root, job.batch_id, job.lines)
    parts = _parts_done(folder)
    for part in _missing_parts(folder, source, job, done=len(parts)):
        parts.append(part)
        progress(_total(parts), part.done)
    sha256 = _join_accepted(root, folder, job.layout, len(parts))
    rejected, remarks = rejects_path(root, job.batch_id), remarks_path(root, job.batch_id)
    _join_lines(rejected, header_line(job.layout.headers), [_rejected(folder, n) for n in range(len(parts))])
    _join_lines(remarks, remarks_header(), [_remarks(folder, n) for n in range(len(parts))])
    areas = {area for part in parts for area in part.areas}
    return Result(sha256, _total(parts), common_area(areas) if areas else None)


def _parts_done(folder: Path) -> list[_Part]:
    done: list[_Part] = []
    while (summary := _summary(folder, len(done))).exists():
        stored = json.loads(summary.read_text())
        done.append(_Part(Counts(**stored["counts"]), tuple(stored["areas"]), stored["done"]))
    return done


def _missing_parts(folder: Path, source: Source, job: Job, *, done: int) -> Iterator[_Part]:
    cleaner = Cleaner(job.layout, job.rules)
    chunks = source.chunks(job.place, job.lines)
    for number, chunk in enumerate(chunks):
        if number >= done:
            yield _write_part(folder, number, cleaner.clean(chunk), chunk.done)


def _write_part(folder: Path, number: int, cleaned: Cleaned, done: float) -> _Part:
    areas = sorted(pc.unique(cleaned.accepted["area_code"]).to_pylist())
    part = _Part(cleaned.counts, tuple(areas), done)
    rejected, remarks = reject_lines(cleaned.rejected), remark_lines(cleaned.remarks)
    write_whole(_accepted(folder, number), lambda path: pq.write_table(cleaned.accepted, path, compression="lz4"))
    write_whole(_rejected(folder, number), lambda path: path.write_text(rejected, encoding="utf-8", newline=""))
    write_whole(_remarks(folder, number), lambda path: path.write_text(remarks, encoding="utf-8", newline=""))
    write_whole(_summary(folder, number), lambda path: path.write_text(json.dumps(asdict(part))))
    return part


def _join_accepted(root: Path, folder: Path, layout: Layout, parts: int) -> str:
    joined = folder / "joined.parquet"

    def write(path: Path) -> None:
        with pq.ParquetWriter(path, staged_schema(layout.register), compression="zstd") as writer:
            for number in range(parts):
                writer.write_table(pq.read_table(_accepted(folder, number)))

    write_whole(joined, write)
    sha256 = sha256_of(joined)
    move_in(joined, staged_path(root, sha256))
    return sha256


def _join_lines(joined: Path, header: str, parts: Sequence[Path]) -> None:
    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(header.encode())
            for part in parts:
                with part.open("rb") as lines:
                    shutil.copyfileobj(lines, file)

    write_whole(joined, write)


def _total(parts: Sequence[_Part]) -> Counts:
    return sum((part.counts for part in parts), Counts())


def _accepted(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.parquet"


def _rejected(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.csv"


def _remarks(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.remarks.csv"


def _summary(folder: Path, number: int) -> Path:
    return folder / f"{number:06d}.json"
