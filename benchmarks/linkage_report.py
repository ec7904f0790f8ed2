"""The training report of the model of likeness in force: how it was learnt, and how good it is on people it has not seen.

    python benchmarks/linkage_report.py [--out docs/linkage-report.md] [--charts FOLDER]

Three sets of two files with their truth held apart, two fifths of the citizen numbers taken out of each file. One is for
learning and for choosing thresholds; the second, of another province and another seed, and the third, of another generator
(`tests/hard_families.py`), are held out: each is linked after everything is chosen, and nothing was chosen by it. --charts: Splink's charts of
what was learnt, as pages that fetch nothing.
"""

# ruff: noqa: E501 -- sentences and rows of the page
import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hard_families import population, register

from samutphok.linkage.domain.accuracy import Accuracy, Rate
from samutphok.linkage.domain.likelihood import LEVELS, Level, LinkModel, Thresholds, link_model
from samutphok.linkage.domain.model_file import learnt_levels
from samutphok.linkage.engine.identities import read_identities
from samutphok.linkage.engine.matching import duckdb_engine
from samutphok.linkage.engine.training import learn
from samutphok.linkage.files import linked
from samutphok.synthetic import Plan, generate

COLUMNS = ("record_id", "pid", "title", "first_name", "last_name", "sex", "birth_date", "area_code")
HIDDEN, MEMORY = 0.4, "2GB"
LEARNT, HELD_OUT = ("83", 7, 0.2), ("52", 11, 0.1)  # province, seed, share of its tambons
OTHER_PEOPLE, OTHER_SEED = 24_000, 4711
TRIED = tuple((accept, clear) for accept in (0.5, 0.8, 0.9, 0.95, 0.99) for clear in (0.0, 3.0, 6.0))
Links = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Set:
    """Two files as they are compared, and which of their rows speak of one person."""

    told: str
    left: pa.Table
    right: pa.Table
    true: Links


def main() -> int:
    parser = argparse.ArgumentParser(description="the training report of the model in force")
    parser.add_argument("--out", type=Path, default=Path("docs/linkage-report.md"))
    parser.add_argument("--charts", type=Path)
    asked = parser.parse_args()
    if asked.charts:
        asked.charts.mkdir(parents=True, exist_ok=True)
    model = link_model()
    with tempfile.TemporaryDirectory(prefix="samutphok-report-") as name:
        folder = Path(name)
        tuning = registers(folder / "a", *LEARNT)
        engine = duckdb_engine(memory_limit=MEMORY, scratch=folder)
        found = learn(numbered(tuning.left), numbered(tuning.right), start=model, engine=engine, charts=asked.charts)
        tried = [(rule, measured(tuning, replace(model, thresholds=rule), folder)) for rule in rules(model)]
        sets = [registers(folder / "b", *HELD_OUT), other_generator(folder / "c")]
        results = [(one, measured(one, model, folder)) for one in sets]
    lines = report(model, tuning, learnt_levels(model, found), tried, results)
    asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def numbered(rows: pa.Table) -> pa.Table:
    return rows.drop_columns(["record_id"]).append_column("row", pa.array(range(rows.num_rows)))


def registers(folder: Path, province: str, seed: int, share: float) -> Set:
    """The survey and the welfare register of some tambons of the product's own synthetic province."""
    generate(Plan(provinces=(province,), seed=seed, scale=share), folder)
    links = parquet.read_table(folder / "truth" / "links.parquet").to_pylist()
    who = {(one["register"], one["row_number"]): one["person_id"] for one in links}
    files, people = [], []
    for name in ("bmn_survey", "state_welfare"):
        rows = list(read(folder / f"{name}.csv", name, seed))
        files.append(read_identities(write(folder / f"{name}-compared.csv", rows)))
        people.append({row["record_id"]: who[name, number] for number, row in enumerate(rows, start=1)})
    told = f"`samutphok synth --province {province} --seed {seed} --scale {share}`: survey and welfare register"
    return Set(told, *files, pairs(*people))


def read(path: Path, name: str, seed: int) -> Iterator[dict[str, str]]:
    draw = random.Random(f"{seed} {name}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=1):
            yield row | {"record_id": f"{name}-{number}", "pid": "" if draw.random() < HIDDEN else row["pid"]}


def other_generator(folder: Path) -> Set:
    folder.mkdir()
    everybody = population(OTHER_PEOPLE, seed=OTHER_SEED)
    files, people = [], []
    for name, share in (("left", 0.9), ("right", 0.6)):
        rows = register(everybody, name=name, share=share, numbers=1 - HIDDEN, seed=OTHER_SEED)
        files.append(read_identities(write(folder / f"{name}.csv", rows)))
        people.append({row["record_id"]: row["person"] for row in rows})
    told = f"`tests/hard_families.py`, {OTHER_PEOPLE:,} people, seed {OTHER_SEED}: two offices"
    return Set(told, *files, pairs(*people))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def pairs(left: Mapping[str, object], right: Mapping[str, object]) -> Links:
    there: dict[object, list[str]] = {}
    for record, person in right.items():
        there.setdefault(person, []).append(record)
    return frozenset((record, other) for record, person in left.items() for other in there.get(person, ()))


def rules(model: LinkModel) -> list[Thresholds]:
    return [Thresholds(accept, min(accept, model.thresholds.review), clear) for accept, clear in TRIED]


def measured(one: Set, model: LinkModel, folder: Path) -> tuple[Accuracy, Accuracy]:
    """For accepts alone, and with review."""
    engine = duckdb_engine(memory_limit=MEMORY, scratch=folder)
    made = linked(one.left, one.right, model=model, engine=engine).to_pylist()
    alone = frozenset((row["left_id"], row["right_id"]) for row in made if row["decision"] == "accept")
    both = alone | {(row["left_id"], row["right_id"]) for row in made if row["decision"] == "review"}
    return counted(alone, one.true), counted(both, one.true)


def counted(made: Links, true: Links) -> Accuracy:
    return Accuracy(right=len(made & true), wrong=len(made - true), missed=len(true - made))


def report(
    model: LinkModel, tuning: Set, learnt: Mapping[str, tuple[Level, ...]], tried: list, results: list
) -> list[str]:
    rule = model.thresholds
    return [
        f"# How the model of likeness {model.name} was learnt, and how good it is",
        "",
        f"Model `{model.name}`, SHA-256 `{model.sha256}`. Made on {date.today().isoformat()} by `python benchmarks/linkage_report.py`, which"
        " writes this page anew; a test holds it to the model in force. Nobody in it is real.",
        "",
        "## Learnt from",
        f"{tuning.told}; {tuning.left.num_rows:,} and {tuning.right.num_rows:,} rows, two fifths of the citizen numbers taken out of each. m and u by expectation",
        "maximisation without the truth (`samutphok link train`, Splink). The model's values are rounded; where these registers do not have a slip (a changed first name, a",
        "wrong sex, a year off), they were set with care and are to be confirmed on real registers. 'Learnt' is what this run finds, beside what is in force.",
        "",
        "| part | level | m in force | m learnt | u in force | u learnt | bits in force |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {part} | {level} | {now.m:.4g} | {new.m:.4g} | {now.u:.4g} | {new.u:.4g} | {now.bits:+.1f} |"
            for part, levels in LEVELS.items()
            for level, now, new in zip(levels, model.levels[part], learnt[part], strict=True)
        ),
        "",
        "Where a value's own frequency is known (spelling, day of birth, tambon), it stands for u.",
        "",
        "## Thresholds, tried on the same set only",
        f"In force: accept {rule.accept}, review {rule.review}, clear by {rule.clear_by:g} bits. The least accept tried without a wrong link here: {least(tried)}. Accepts",
        "alone:",
        "",
        "| accept | clear by | precision | recall | F1 | wrong |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.accept} | {one.clear_by:g} | {share(alone.precision)} | {share(alone.recall)} | {share(alone.f1)} | {alone.wrong} |"
            for one, (alone, _) in tried
        ),
        "",
        "## Held out",
        "Another province, and another generator that the model was not learnt from. Tests of the code use that generator too, with other seeds than this.",
        "",
        "| set | decisions | precision | recall | F1 | right | wrong | missed |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {one.told}; {one.left.num_rows:,} and {one.right.num_rows:,} rows | {name} | {rate(found.precision)} | {rate(found.recall)} | {rate(found.f1)}"
            f" | {found.right:,} | {found.wrong:,} | {found.missed:,} |"
            for one, both in results
            for name, found in zip(("accept", "accept + review"), both, strict=True)
        ),
        "",
        "In brackets: 95 % intervals after Wilson; for F1 through F* = right / (right + wrong + missed).",
    ]


def least(tried: list) -> float | str:
    return min((one.accept for one, (alone, _) in tried if not alone.wrong), default="none")


def share(one: Rate) -> str:
    return "-" if one.value is None else f"{one.value:.4f}"


def rate(one: Rate) -> str:
    return f"{share(one)} ({one.low:.4f}-{one.high:.4f})"


if __name__ == "__main__":
    raise SystemExit(main())
