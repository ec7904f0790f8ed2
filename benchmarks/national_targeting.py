"""Finding the target-poor of a country: `samutphok target` beside hand-written DuckDB SQL, Polars and pandas.

    python benchmarks/national_targeting.py [--scale 0.1] [--rounds 3] [--skip pandas] [--survey FILE --welfare FILE]

Without files, the country's registers are made first (36.6 M persons and 10.5 M welfare rows at scale 1) as Parquet. Each
run is a process of its own; the contenders alternate within a round. Shown: the median of CPU seconds (user and system),
of wall-clock seconds, and the largest resident memory, and their ratio to the hand-written SQL. All must count the same
in every area. The command does more than its rivals: it checks every cell and counts conflicting names.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as parquet
from targeting_rivals import COUNTS

HERE = Path(__file__).resolve().parent
CONTENDERS = ("samutphok", "sql", "polars", "pandas")


@dataclass(frozen=True)
class Run:
    """One process: CPU and wall-clock seconds, and its largest resident memory in MB."""

    cpu: float
    wall: float
    memory: float


def main() -> int:
    asked = _arguments()
    chosen = [name for name in CONTENDERS if name not in asked.skip]
    with tempfile.TemporaryDirectory(prefix="samutphok-national-", dir=asked.folder) as name:
        folder = Path(name)
        survey, welfare = (asked.survey, asked.welfare) if asked.survey else _country(folder, asked.scale)
        persons = parquet.read_metadata(survey).num_rows
        runs: dict[str, list[Run]] = {name: [] for name in chosen}
        for _ in range(asked.rounds):
            for contender in chosen:
                runs[contender].append(_run(contender, survey, welfare, folder))
                print(f"{contender}: {runs[contender][-1]}", file=sys.stderr)
        counts = {contender: _counts(folder / contender) for contender in chosen}
    print(f"{persons:,} persons; {_machine()}\n")
    print("| | CPU s | to SQL | wall s | memory MB |\n|---|---|---|---|---|")
    cpu = {name: statistics.median(run.cpu for run in runs[name]) for name in chosen}
    for name in chosen:
        wall, memory = statistics.median(run.wall for run in runs[name]), max(run.memory for run in runs[name])
        to_sql = f"{cpu[name] / cpu['sql']:.2f}" if "sql" in cpu else ""
        print(f"| {name} | {cpu[name]:.1f} | {to_sql} | {wall:.1f} | {memory:.0f} |")
    differing = [name for name in chosen if counts[name] != counts[chosen[0]]]
    print(f"\ncounts: {'DIFFERENT in ' + ', '.join(differing) if differing else 'identical in every area'}")
    return 1 if differing else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="the same targeting, side by side")
    parser.add_argument("--scale", type=float, default=0.1, help="share of the country (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip", nargs="*", default=[], choices=CONTENDERS)
    parser.add_argument("--survey", type=Path, help="a survey in Parquet, instead of made ones")
    parser.add_argument("--welfare", type=Path)
    parser.add_argument("--folder", type=Path, help="where files may be written (some 10 GB at scale 1)")
    asked = parser.parse_args()
    if (asked.survey is None) != (asked.welfare is None):
        parser.error("give --survey and --welfare together")
    return asked


def _country(folder: Path, scale: float) -> tuple[Path, Path]:
    made = folder / "registers"
    command = [
        sys.executable,
        "-m",
        "samutphok.cli.main",
        "synth",
        "--country",
        "--scale",
        str(scale),
        "--out",
        str(made),
    ]
    subprocess.run(command, check=True, cwd=HERE.parent, stdout=sys.stderr)
    return made / "bmn_survey.parquet", made / "state_welfare.parquet"


def _run(contender: str, survey: Path, welfare: Path, folder: Path) -> Run:
    out = folder / contender
    out.mkdir(exist_ok=True)
    files = [str(path.resolve()) for path in (survey, welfare)]
    command = [sys.executable, "-W", "ignore", str(HERE / "targeting_rivals.py"), contender, *files, str(out)]
    if contender == "samutphok":
        command = [sys.executable, "-m", "samutphok.cli.main", "target", "--survey", files[0], "--welfare", files[1]]
        command += ["--out", str(out)]
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=HERE.parent)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{contender} ended with {process.returncode}")
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 1024)


def _counts(folder: Path) -> dict[tuple[str, str], tuple[int, ...]]:
    rows = parquet.read_table(folder / "areas.parquet").to_pylist()
    return {(row["level"], row["area_code"]): tuple(row[name] for name in COUNTS) for row in rows}


def _machine() -> str:
    about = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    model = next((line.partition(":")[2].strip() for line in about.splitlines() if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} CPUs ({model}), {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
