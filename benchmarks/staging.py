"""Staging Phuket's survey (189,000 rows, 42 columns): the product beside plain pandas and a loop over the csv module.

    python benchmarks/staging.py [--survey FILE] [--rounds 3]

All three read the same bytes and write the accepted rows as Parquet with citizen numbers checked, days read in both eras
and indicators as 0 and 1. The product also tells encoding and layout from the file, checks every cell, writes the
rejected rows with their reasons and flushes every part to the disk, so that a kill costs one part. pandas cleans column
by column, cell by cell, with the same pure functions; the loop reads row by row with the product's own plain reading,
over a tenth of the file. Rounds alternate, each run in a process of its own; the medians are shown. Rows a second are
those of the clock; CPU seconds are what remains comparable on a busy machine.
"""

import argparse
import csv
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

CUT = date(2021, 6, 30)
LOOP_SHARE = 10

Side = Callable[[Path, Path], int]  # stages a file into a folder; the rows it accepted


def main() -> int:
    asked = _arguments()
    if asked.run:
        print(json.dumps(_measured(RUNS[asked.run], asked.survey)))
        return 0
    with tempfile.TemporaryDirectory(prefix="samutphok-staging-") as folder:
        survey = asked.survey or _phuket(Path(folder))
        files = {"CSV": survey, "Parquet": _as_parquet(survey, Path(folder) / "survey.parquet")}
        sides = [("product, CSV", "product", files["CSV"]), ("product, Parquet", "product", files["Parquet"])]
        sides += [("pandas, CSV", "pandas", files["CSV"]), ("csv module, CSV", "loop", files["CSV"])]
        results: dict[str, list[dict[str, float]]] = {name: [] for name, _, _ in sides}
        for _ in range(asked.rounds):
            for name, run, file in sides:
                results[name].append(_in_own_process(run, file))
    _print(results)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--survey", type=Path, help="a survey as CSV; without it Phuket's is made")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--run", choices=("product", "pandas", "loop"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _phuket(folder: Path) -> Path:
    from samutphok.synthetic import Plan, generate

    generate(Plan(provinces=("83",), seed=1, as_of=CUT), folder)
    return folder / "bmn_survey.csv"


def _as_parquet(survey: Path, target: Path) -> Path:
    import pandas as pd

    pd.read_csv(survey, dtype=str).to_parquet(target)
    return target


def _in_own_process(run: str, file: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--run", run, "--survey", str(file)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def _measured(prepare: Callable[[], Side], file: Path) -> dict[str, float]:
    """One run of a side, its modules imported before the clock starts."""
    run = prepare()
    with tempfile.TemporaryDirectory(prefix="samutphok-staging-") as folder:
        began, cpu = time.perf_counter(), time.process_time()
        rows = run(file, Path(folder))
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "rate": rows / seconds, "cpu": cpu / rows * 100_000, "memory_mb": memory}


def _product() -> Side:
    from samutphok.intake.domain.cells import rules_on
    from samutphok.intake.domain.headers import recognise_table
    from samutphok.intake.domain.register import registers
    from samutphok.intake.engine.guard import inspect
    from samutphok.intake.engine.sources import Place, open_source
    from samutphok.intake.engine.staging import LINES_A_PART, Job, stage

    def run(file: Path, folder: Path) -> int:
        source = open_source(file, inspect(file, file.name))
        table, layout = recognise_table(source.heads(), registers())
        place = Place(table, layout.header_row, len(layout.headers))
        job = Job(uuid4(), place, layout, rules_on(CUT, ("",)), LINES_A_PART)
        return stage(folder, source, job, lambda _counts, _done: None).counts.accepted

    return run


def _pandas() -> Side:
    import pandas as pd

    from samutphok.kernel.dates import read_date
    from samutphok.kernel.identifiers import read_house_code, read_pid

    def day(text: str) -> str | None:
        read = read_date(text)
        return None if read is None else read.iso()

    def run(file: Path, folder: Path) -> int:
        frame = pd.read_csv(file, dtype=str, encoding="utf-8-sig", keep_default_na=False)
        for column in ("title", "first_name", "last_name"):
            frame[column] = frame[column].str.strip().str.replace(r"\s+", " ", regex=True)
        frame["pid"] = frame["pid"].map(lambda text: read_pid(text).value)
        frame["house_code"] = frame["house_code"].map(read_house_code)
        frame["birth_date"] = frame["birth_date"].map(day)
        frame["sex"] = frame["sex"].map({"ช": "M", "ชาย": "M", "1": "M", "ญ": "F", "หญิง": "F", "2": "F"})
        frame["income_per_person"] = pd.to_numeric(frame["income_per_person"], errors="coerce")
        for number in range(1, 32):
            frame[f"bmn{number}"] = pd.to_numeric(frame[f"bmn{number}"], errors="coerce").astype("Int8")
        frame = frame[frame["area_code"].str.fullmatch(r"\d{8}")]
        frame.to_parquet(folder / "survey.parquet", compression="zstd")
        return len(frame)

    return run


def _loop() -> Side:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from samutphok.intake.domain.cells import rules_on
    from samutphok.intake.domain.headers import recognise
    from samutphok.intake.domain.register import registers
    from samutphok.intake.domain.rows import check_row

    def run(file: Path, folder: Path) -> int:
        lines = sum(1 for _ in file.open(encoding="utf-8-sig")) // LOOP_SHARE
        with file.open(encoding="utf-8-sig", newline="") as text:
            records = csv.reader(text)
            layout, rules = recognise([next(records)], registers()), rules_on(CUT, ("",))
            checked = [check_row(layout, cells, rules) for cells in islice(records, lines)]
        accepted = [dict(row.values) for row in checked if not row.rejected]
        pq.write_table(pa.Table.from_pylist(accepted), folder / "survey.parquet", compression="zstd")
        return len(accepted)

    return run


RUNS: dict[str, Callable[[], Side]] = {"product": _product, "pandas": _pandas, "loop": _loop}


def _print(results: dict[str, list[dict[str, float]]]) -> None:
    medians: dict[str, dict[str, Any]] = {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for name, runs in results.items()
    }
    product = medians["product, CSV"]["cpu"]
    print(f"{'':<18}{'rows':>9}{'rows/s':>10}{'CPU s / 100,000':>17}{'peak memory':>14}{'CPU, product = 1':>18}")
    for name, median in medians.items():
        print(
            f"{name:<18}{median['rows']:>9,.0f}{median['rate']:>10,.0f}{median['cpu']:>17.2f}"
            f"{median['memory_mb']:>11,.0f} MB{median['cpu'] / product:>18.2f}"
        )


if __name__ == "__main__":
    sys.exit(main())
