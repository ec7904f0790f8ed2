"""Measures over files alone: no office database, no Django. The same expressions serve the office's drawn lists."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from samutphok.foundation import warehouse
from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.policies import PolicyFile, load_policy
from samutphok.targeting.domain.union import UnionMeasure, read_union_measure
from samutphok.targeting.engine import faults, rollup, union
from samutphok.targeting.engine.conflicts import count_conflicts


@dataclass(frozen=True, slots=True)
class Targeting:
    """What `target_files` found: conflicts are survey persons whose number bears another name in the welfare register."""

    persons: int
    poor: int
    target_poor: int
    conflicts: int


def target_files(*, survey: Path, welfare: Path, measure: str, out: Path, engine: str, memory_limit: str) -> Targeting:
    """Find the survey-poor and target-poor persons of a survey and a welfare register (CSV or Parquet).

    Writes `persons.parquet` (a row a survey row) and `areas.parquet` (a row an area, country to village) into the folder
    `out`, both or neither. `measure`: a name among the measures, or a file. Raises InvalidInput, naming file and column.
    """
    if out.exists() and not out.is_dir():
        raise occupied(out, Bilingual("โฟลเดอร์", "folder"))
    rules = read_union_measure(measure_file(measure))
    with scratch_beside(out) as scratch:
        backend = warehouse.connect(engine, memory_limit=memory_limit, scratch=scratch)

        def attempt(whole: bool) -> Targeting:
            tables = union.union_measure(
                warehouse.read_table(backend, survey, scratch=scratch, whole=whole),
                warehouse.read_table(backend, welfare, scratch=scratch, whole=whole),
                measure=rules,
                files=(str(survey), str(welfare)),
                hold=lambda table: warehouse.hold(table, scratch),
            )
            if faults.survey_is_wrong(tables, rules):
                raise faults.survey_fault(survey, scratch, rules)
            if faults.welfare_is_wrong(tables):
                raise faults.welfare_fault(welfare, scratch)
            return _write(tables, rules, scratch)

        found = warehouse.told_twice(attempt, survey, welfare)
        out.mkdir(parents=True, exist_ok=True)
        for name in ("persons.parquet", "areas.parquet"):
            warehouse.settle(scratch / name, out / name)
    return found


def measure_file(name_or_path: str) -> PolicyFile:
    """A measure by its name, or by the path of its file."""
    path = Path(name_or_path)
    return load_policy("measures", path if path.is_file() else name_or_path)


@contextmanager
def scratch_beside(out: Path) -> Iterator[Path]:
    """A hidden folder on the disk of `out`, gone afterwards whatever happens."""
    there = next(folder for folder in out.absolute().parents if folder.is_dir())
    scratch = Path(tempfile.mkdtemp(prefix=".samutphok-", dir=there))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def occupied(out: Path, wanted: Bilingual) -> InvalidInput:
    """The error for a place of results that holds something else."""
    return InvalidInput(
        problem=Bilingual(f"{out} ไม่ใช่{wanted.th}", f"{out} is not a {wanted.en}."),
        remedy=Bilingual(f"ระบุ{wanted.th}อื่นสำหรับผลลัพธ์", f"Name another {wanted.en} for the results."),
    )


def _write(tables: union.UnionTables, measure: UnionMeasure, scratch: Path) -> Targeting:
    backend = tables.facts.get_backend()
    warehouse.write_parquet(union.person_rows(tables.persons, measure), scratch / "persons.parquet")
    persons = backend.read_parquet(scratch / "persons.parquet")
    villages = rollup.village_rows(persons, tables.facts, tables.households, measure)
    areas = rollup.area_rows(warehouse.hold(villages, scratch))
    warehouse.write_parquet(areas, scratch / "areas.parquet")
    written = backend.read_parquet(scratch / "areas.parquet")
    country = written.filter(written.level == "country").to_pyarrow().to_pylist()
    counts = country[0] if country else {"persons": 0, "poor": 0, "target_poor": 0}
    return Targeting(counts["persons"], counts["poor"], counts["target_poor"], count_conflicts(tables, scratch))
