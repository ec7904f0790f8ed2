"""Linkage, measured: `samutphok link` beside bare Splink, recordlinkage-style comparing in pandas, and a join by number.

    python benchmarks/linkage.py [--people 40000] [--rounds 3] [--scale-to 0]

Families in which nearly everybody could be somebody else (`tests/hard_families.py`, not the generator that the model was
learnt from), two offices' files, 60 % of the numbers present. Ways alternate within a round; each run is a process of its
own. Bare Splink has the same blocking on the same cleaned columns, its library's own comparisons, learns its parameters on
the files, and takes what is over 0.95. Exact number: rows with one valid number are one person. Shown: medians of seconds
and memory, precision, recall, F1, and the ratio of CPU time and F1 to bare Splink. --scale-to: also one run of
`samutphok link` with so many rows on each side.

recordlinkage is run where it is installed (`pip install recordlinkage`), else said to be missing.
"""

import argparse
import csv
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
WAYS = ("samutphok", "splink", "recordlinkage", "number")
COLUMNS = ("record_id", "pid", "title", "first_name", "last_name", "sex", "birth_date", "area_code")


def main() -> int:
    parser = argparse.ArgumentParser(description="linkage, measured")
    parser.add_argument("--people", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale-to", type=int, default=0)
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    if asked.way:
        return _one(asked.way, asked.folder)
    with tempfile.TemporaryDirectory(prefix="samutphok-linkage-") as name:
        folder = Path(name)
        _compare(folder, asked.people, asked.rounds)
        if asked.scale_to:
            _scale(folder, asked.scale_to)
    return 0


def _write(folder: Path, people: int, seed: int) -> None:
    from hard_families import population, register

    everybody = population(people, seed=seed)
    rows = {
        "left": register(everybody, name="left", share=0.9, numbers=0.6, seed=seed),
        "right": register(everybody, name="right", share=0.6, numbers=0.6, seed=seed),
    }
    for name, told in rows.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(told)
    there = {row["person"]: row["record_id"] for row in rows["right"]}
    true = [[row["record_id"], there[row["person"]]] for row in rows["left"] if row["person"] in there]
    (folder / "truth.json").write_text(json.dumps(true))


def _compare(folder: Path, people: int, rounds: int) -> None:
    ways = [way for way in WAYS if way != "recordlinkage" or importlib.util.find_spec("recordlinkage")]
    told: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for number in range(rounds):
        _write(folder, people, seed=number + 1)
        for way in ways:
            told[way].append(_measured(way, folder))
    middle = {way: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for way, runs in told.items()}
    base = middle["splink"]
    print(f"{people:,} people, {rounds} rounds, medians; time and F1 as ratios to bare Splink\n")
    print("| way | wall s | CPU s | MB | precision | recall | F1 | time / Splink | F1 / Splink |")
    print("|---|---|---|---|---|---|---|---|---|")
    for way, one in middle.items():
        print(
            f"| {way} | {one['wall']:.1f} | {one['cpu']:.1f} | {one['mb']:.0f} | {one['precision']:.4f} | {one['recall']:.4f} "
            f"| {one['f1']:.4f} | {one['cpu'] / base['cpu']:.2f} | {one['f1'] / base['f1']:.3f} |"
        )
    if "recordlinkage" not in ways:
        print("\nrecordlinkage is not installed here: its row is missing.")


def _measured(way: str, folder: Path) -> dict[str, float]:
    """One run in a process of its own; what it used is told by itself."""
    command = [sys.executable, "-W", "ignore", __file__, "--way", way, "--folder", str(folder)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]))


def _one(way: str, folder: Path) -> int:
    began = time.perf_counter()
    links = globals()[f"_by_{way}"](folder)
    wall = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    true = {tuple(pair) for pair in json.loads((folder / "truth.json").read_text())}
    right = len(links & true)
    precision, recall = right / max(len(links), 1), right / len(true)
    said = {
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "mb": used.ru_maxrss / 1024,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
    }
    print(json.dumps(said))
    return 0


def _by_samutphok(folder: Path) -> set[tuple[str, str]]:
    from pyarrow import parquet

    from samutphok.linkage.files import link_files

    link_files(left=folder / "left.csv", right=folder / "right.csv", out=folder / "links.parquet")
    rows = parquet.read_table(folder / "links.parquet").to_pylist()
    return {(row["left_id"], row["right_id"]) for row in rows if row["decision"] == "accept"}


def _by_splink(folder: Path) -> set[tuple[str, str]]:
    """As its tutorial does: library comparisons, parameters learnt here, everything over a threshold."""
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    from samutphok.linkage.domain.likelihood import link_model
    from samutphok.linkage.engine.identities import read_identities

    api = DuckDBAPI()
    inputs = [
        api.register(read_identities(folder / f"{name}.csv"), dataset_display_name=f"{order}_{name}")
        for order, name in zip("ab", ("left", "right"), strict=True)
    ]
    rules = [block_on(*rule) for rule in link_model().blocking]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="record_id",
        comparisons=[
            library.NameComparison("first_letters"),
            library.NameComparison("last_letters"),
            library.DateOfBirthComparison("birth", input_is_string=True),
            library.ExactMatch("sex"),
            library.ExactMatch("tambon").configure(term_frequency_adjustments=True),
            library.ExactMatch("pid"),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    linker = Linker(inputs, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("pid"), block_on("first", "last", "birth")], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    for rule in (block_on("first_sound", "last_sound"), block_on("birth", "tambon")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.95).as_pyarrow_table()
    return set(zip(found["record_id_l"].to_pylist(), found["record_id_r"].to_pylist(), strict=True))


def _by_recordlinkage(folder: Path) -> set[tuple[str, str]]:
    import pandas as pd
    import recordlinkage

    from samutphok.linkage.engine.identities import read_identities

    left, right = (
        read_identities(folder / f"{name}.csv").to_pandas().set_index("record_id") for name in ("left", "right")
    )
    pairs = pd.MultiIndex.from_arrays([[], []])
    for rule in (
        ["pid"],
        ["first_sound", "last_sound"],
        ["first_sound", "birth"],
        ["last_sound", "birth"],
        ["birth", "tambon"],
    ):
        block = recordlinkage.index.Block(left_on=rule, right_on=rule)
        indexer = recordlinkage.Index()
        indexer.add(block)
        pairs = pairs.union(indexer.index(left.dropna(subset=rule), right.dropna(subset=rule)))
    compare = recordlinkage.Compare()
    for column in ("first", "last"):
        compare.string(column, column, method="jarowinkler", threshold=0.92)
    for column in ("birth", "sex", "tambon", "pid"):
        compare.exact(column, column)
    vectors = compare.compute(pairs, left, right)
    matches = recordlinkage.ECMClassifier(init="jaro").fit_predict(vectors)
    return set(matches.to_list())


def _by_number(folder: Path) -> set[tuple[str, str]]:
    from samutphok.linkage.engine.identities import read_identities

    left, right = (read_identities(folder / f"{name}.csv").select(["record_id", "pid"]) for name in ("left", "right"))
    joined = left.filter(left["pid"].is_valid()).join(right, "pid", join_type="inner", right_suffix="_r")
    return set(zip(joined["record_id"].to_pylist(), joined["record_id_r"].to_pylist(), strict=True))


def _scale(folder: Path, rows: int) -> None:
    _write(folder, int(rows / 0.75), seed=99)
    one = _measured("samutphok", folder)
    print(
        f"\n{rows:,} rows a side, about: {one['wall']:.0f} s, {one['cpu']:.0f} CPU s, {one['mb']:.0f} MB, F1 {one['f1']:.4f}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
