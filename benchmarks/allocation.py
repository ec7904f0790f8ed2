"""Fair shares at scale: `samutphok allocate` beside giving by score until places and budgets are used up.

    python benchmarks/allocation.py [--households 100000] [--programmes 15] [--rounds 1]

Made-up needs: every family asks for every programme, scores and costs differ, two places a family at most, shares of areas. Each
run is a process of its own. Shown: seconds, memory, the gap to the bound, rules broken (counted again here, from the files), and
the value given as a part of the bound. By score is what an office does with a spreadsheet; it has neither floors nor a bound.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

MOST = 2
SHARES = (("8301", 0.2, 0.5), ("8302", 0.0, 0.3), ("830303", 0.02, 1.0))
RULES = "most_per_household: 2\nareas:\n" + "".join(
    f'  - {{area: "{area}", floor: {floor}, ceiling: {ceiling}}}\n' for area, floor, ceiling in SHARES
)


def main() -> int:
    parser = argparse.ArgumentParser(description="fair shares, measured")
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--programmes", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    worst = 0
    for seed in range(1, asked.rounds + 1):
        with tempfile.TemporaryDirectory(prefix="samutphok-shares-") as name:
            worst = max(worst, _round(Path(name), asked.households, asked.programmes, seed))
    return worst


def _round(folder: Path, households: int, programmes: int, seed: int) -> int:
    needs, supply = _made_up(households, programmes, seed)
    parquet.write_table(needs, folder / "needs.parquet")
    parquet.write_table(supply, folder / "programmes.parquet")
    (folder / "rules.yaml").write_text(RULES, encoding="utf-8")
    files = {name: folder / f"{name}.parquet" for name in ("needs", "programmes", "out")}
    command = [sys.executable, "-m", "samutphok.cli.main", "allocate", "--rules", str(folder / "rules.yaml")]
    for name, path in files.items():
        command += [f"--{name}", str(path)]
    began = time.perf_counter()
    said = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    broken = _broken(needs, supply, parquet.read_table(files["out"]))
    by_score = _by_score(needs, supply)
    print(f"{households:,} households x {programmes} programmes, seed {seed}: {said['given']:,} places given")
    print("| | |\n|---|---|")
    print(f"| wall s (CPU s) | {wall:.1f} ({used.ru_utime + used.ru_stime:.1f}) |")
    print(f"| memory MB | {used.ru_maxrss / 1024:.0f} |")
    print(f"| gap to the bound | {said['gap']:.4%} |")
    print(f"| rules broken | {broken} |")
    print(f"| value given / bound | {said['objective'] / said['bound']:.4f} |")
    print(f"| by score alone, without shares of areas / bound | {by_score / said['bound']:.4f} |")
    return 1 if broken or said["gap"] > 0.005 else 0


def _made_up(households: int, programmes: int, seed: int) -> tuple[pa.Table, pa.Table]:
    chance = np.random.default_rng(seed)
    home, programme = np.repeat(np.arange(households), programmes), np.tile(np.arange(programmes), households)
    amphoe, tambon = chance.integers(1, 4, households), chance.integers(1, 9, households)
    area = np.array([f"83{one:02d}{other:02d}" for one, other in zip(amphoe, tambon, strict=True)])
    many = households * programmes
    needs = pa.table(
        {
            "household_id": pa.array([f"h{number}" for number in range(households)]).take(pa.array(home)),
            "area_code": pa.array(area).take(pa.array(home)),
            "programme_id": pa.array([f"programme-{number:02d}" for number in range(programmes)]).take(
                pa.array(programme)
            ),
            "score": np.round(chance.gamma(2, 10, households)[home] * chance.random(many), 3),
            "cost": np.round(chance.lognormal(8, 1, many)),
        }
    )
    capacity = chance.integers(20, households // 25, programmes)
    budget = np.where(chance.random(programmes) < 0.3, np.nan, capacity * chance.uniform(800, 3000, programmes))
    names = [f"programme-{number:02d}" for number in range(programmes)]
    return needs, pa.table({"programme_id": names, "capacity": capacity, "budget": pa.array(budget, from_pandas=True)})


def _broken(needs: pa.Table, supply: pa.Table, given: pa.Table) -> int:
    """How many rules the proposal breaks, counted from the files alone."""
    keys = dict.fromkeys(zip(given["household_id"].to_pylist(), given["programme_id"].to_pylist(), strict=True))
    rows = [row for row in needs.to_pylist() if (row["household_id"], row["programme_id"]) in keys]
    broken = int(len(rows) != given.num_rows) + int(len(keys) != given.num_rows)
    homes: dict[str, int] = {}
    for row in rows:
        homes[row["household_id"]] = homes.get(row["household_id"], 0) + 1
    broken += sum(count > MOST for count in homes.values())
    for programme in supply.to_pylist():
        own = [row["cost"] for row in rows if row["programme_id"] == programme["programme_id"]]
        broken += len(own) > programme["capacity"]
        broken += programme["budget"] is not None and sum(own) > programme["budget"] + 1e-6
    for area, floor, ceiling in SHARES:
        here = sum(row["area_code"].startswith(area) for row in rows)
        broken += not floor * len(rows) - 1e-6 <= here <= ceiling * len(rows) + 1e-6
    return broken


def _by_score(needs: pa.Table, supply: pa.Table) -> float:
    """The value of giving down the list by score, without any shares of areas."""
    left = {row["programme_id"]: [row["capacity"], row["budget"] or float("inf")] for row in supply.to_pylist()}
    homes: dict[str, int] = {}
    value = 0.0
    for row in sorted(needs.to_pylist(), key=lambda row: -row["score"]):
        places = left[row["programme_id"]]
        if places[0] and places[1] >= row["cost"] and homes.get(row["household_id"], 0) < MOST:
            places[0], places[1] = places[0] - 1, places[1] - row["cost"]
            homes[row["household_id"]] = homes.get(row["household_id"], 0) + 1
            value += row["score"]
    return value


if __name__ == "__main__":
    sys.exit(main())
