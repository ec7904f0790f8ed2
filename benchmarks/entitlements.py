"""Benefits of a whole register: `samutphok entitlements` beside hand-written NumPy and beside OpenFisca-Core.

    python benchmarks/entitlements.py [--persons 1000000] [--rounds 3]

Fifteen benefits of one day, asked of made-up people; every contender reads the same Parquet register and writes a row a person
(or household) and benefit as Parquet. Each run is a process of its own and the contenders alternate within a round. Shown: the
median of CPU seconds (user and system; OpenFisca's with the building of its tax-benefit system), and the ratios. All must
count the same outcomes and the same baht for every benefit. OpenFisca (AGPL) is no part of the product: it lives in an
environment of its own, build/openfisca, made at the first run from benchmarks/openfisca.txt.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as parquet
from entitlements_people import write_people

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE.parent / "build" / "openfisca"
DAY = "2026-11-23"
ASKED = (
    "assistive-devices",
    "baan-mankong",
    "ban-por-piang",
    "child-support-grant",
    "disability-allowance",
    "eef-conditional-grant",
    "elder-in-hardship",
    "elderly-allowance",
    "emergency-aid",
    "foster-family",
    "home-adaptation-disabled",
    "home-adaptation-elderly",
    "long-term-care",
    "low-income-family-aid",
    "state-welfare-card",
)


def main() -> int:
    parser = argparse.ArgumentParser(description="the same rights, side by side")
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samutphok-rights-") as name:
        folder = Path(name)
        register = folder / "persons.parquet"
        write_people(register, asked.persons)
        commands = _commands(register, folder)
        cpu: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(asked.rounds):
            for contender, command in commands.items():
                cpu[contender].append(_run(command))
                print(f"{contender}: {cpu[contender][-1]:.1f} CPU s", file=sys.stderr)
        totals = {contender: _totals(folder / f"{contender}.parquet") for contender in commands}
    ours = statistics.median(cpu["samutphok"])
    print(f"{asked.persons:,} persons, {len(ASKED)} benefits, {asked.rounds} rounds, {os.cpu_count()} cores\n")
    print("| | CPU s | samutphok / it |\n|---|---|---|")
    for contender, seconds in cpu.items():
        print(f"| {contender} | {statistics.median(seconds):.1f} | {ours / statistics.median(seconds):.2f} |")
    differing = [contender for contender in commands if totals[contender] != totals["samutphok"]]
    print(
        f"\noutcomes and baht: {'DIFFERENT in ' + ', '.join(differing) if differing else 'identical for every benefit'}"
    )
    return 1 if differing else 0


def _commands(register: Path, folder: Path) -> dict[str, list[str]]:
    benefits = [word for name in ASKED for word in ("--benefit", name)]
    shared = ["--persons", str(register), "--as-of", DAY]
    return {
        "samutphok": [
            sys.executable,
            "-m",
            "samutphok.cli.main",
            "entitlements",
            *shared,
            *benefits,
            "--out",
            str(folder / "samutphok.parquet"),
        ],
        "numpy": [
            sys.executable,
            str(HERE / "entitlements_numpy.py"),
            str(register),
            DAY,
            str(folder / "numpy.parquet"),
        ],
        "openfisca": [
            _openfisca(),
            str(HERE / "entitlements_openfisca.py"),
            str(register),
            DAY,
            str(folder / "openfisca.parquet"),
        ],
    }


def _openfisca() -> str:
    """The interpreter of OpenFisca's own environment."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        install = [str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(HERE / "openfisca.txt")]
        subprocess.run(install, check=True)
    return str(python)


def _run(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, cwd=HERE.parent)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _totals(path: Path) -> str:
    """For each benefit the number of rows of each outcome and the baht, in one comparable text."""
    table = parquet.read_table(path, columns=["benefit", "outcome", "amount"])
    table = table.set_column(2, "amount", pc.fill_null(table["amount"], 0.0))
    grouped = table.group_by(["benefit", "outcome"]).aggregate([("amount", "count"), ("amount", "sum")])
    rows = sorted(grouped.to_pylist(), key=lambda row: (str(row["benefit"]), str(row["outcome"])))
    return json.dumps(rows, sort_keys=True)


if __name__ == "__main__":
    sys.exit(main())
