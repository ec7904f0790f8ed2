"""`samutphok link` and `link evaluate`: what they write and say, what they refuse, and that nothing is left half done."""

import csv
import re
from pathlib import Path

import pytest
from hard_families import population, register
from pyarrow import parquet

from samutphok.cli.main import main
from samutphok.linkage.domain.accuracy import Accuracy, wilson
from samutphok.linkage.domain.likelihood import LEVELS, link_model

COLUMNS = ("record_id", "pid", "title", "first_name", "last_name", "sex", "birth_date", "area_code")


def write(path: Path, rows: list[dict[str, str | None]], columns: tuple[str, ...] = COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two offices' files of families in which nearly everybody could be somebody else, and the truth."""
    folder = tmp_path_factory.mktemp("offices")
    people = population(12_000, seed=569)
    left = register(people, name="left", share=0.9, numbers=0.6, seed=1)
    right = register(people, name="right", share=0.6, numbers=0.6, seed=1)
    write(folder / "left.csv", left)
    write(folder / "right.csv", right)
    there = {row["person"]: row["record_id"] for row in right}
    true = [{"left_id": row["record_id"], "right_id": there[row["person"]]} for row in left if row["person"] in there]
    write(folder / "truth.csv", true, ("left_id", "right_id"))
    return folder


def link(folder: Path, *more: str, left: str = "left.csv", right: str = "right.csv", out: str = "links.parquet") -> int:
    files = ("--left", str(folder / left), "--right", str(folder / right), "--out", str(folder / out))
    return main(["link", *files, *more])


def accuracy(folder: Path, capsys: pytest.CaptureFixture[str], links: str = "links.parquet") -> dict[str, Accuracy]:
    capsys.readouterr()
    assert main(["link", "evaluate", "--links", str(folder / links), "--truth", str(folder / "truth.csv")]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    return {line[:16].strip(): Accuracy(*map(int, line.split()[-3:])) for line in lines}


def test_hard_families_are_told_apart(offices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert link(offices) == 0
    links = parquet.read_table(offices / "links.parquet")
    assert links.column_names == ["left_id", "right_id", "probability", "decision"]
    assert set(links["decision"].to_pylist()) == {"accept", "review", "reject"}
    found = accuracy(offices, capsys)
    assert found["accept"].precision.value >= 0.999
    assert found["accept"].f1.value >= 0.96
    assert found["accept + review"].precision.value >= 0.985
    assert found["accept + review"].f1.value >= 0.97


@pytest.mark.spark
def test_spark_links_as_duckdb_does(offices: Path, spark_engine: str) -> None:
    assert link(offices) == 0
    assert link(offices, "--engine", spark_engine, out="spark.parquet") == 0
    one, two = (parquet.read_table(offices / name).to_pylist() for name in ("links.parquet", "spark.parquet"))
    told = [[(row["left_id"], row["right_id"], row["decision"]) for row in rows] for rows in (one, two)]
    assert told[0] == told[1]
    apart = [row for row, other in zip(one, two, strict=True) if abs(row["probability"] - other["probability"]) > 1e-9]
    assert len(apart) <= len(one) / 1000  # the engines halve an odd number of exchanged letters differently (ADR 31)


def test_the_same_files_give_the_same_bytes(offices: Path) -> None:
    assert link(offices) == 0
    before = (offices / "links.parquet").read_bytes()
    assert link(offices) == 0
    assert (offices / "links.parquet").read_bytes() == before


ROW = {"record_id": "1", "pid": "1990000000019", "first_name": "สมชาย", "last_name": "ใจดี", "birth_date": "1 ม.ค. 2500"}


@pytest.mark.parametrize(
    "left_out", [("pid",), ("birth_date",), ("first_name", "last_name"), ("pid", "sex", "area_code")]
)
def test_any_column_but_the_names_of_rows_may_be_missing(tmp_path: Path, left_out: tuple[str, ...]) -> None:
    columns = tuple(name for name in COLUMNS if name not in left_out)
    write(tmp_path / "left.csv", [ROW], columns)
    write(tmp_path / "right.csv", [ROW])
    assert link(tmp_path) == 0


def test_two_payments_to_one_person_are_both_linked(tmp_path: Path) -> None:
    write(
        tmp_path / "left.csv",
        [ROW, ROW | {"record_id": "9", "pid": None, "first_name": "มานี", "birth_date": "2 ก.พ. 2510"}],
    )
    write(tmp_path / "right.csv", [ROW, ROW | {"record_id": "2"}])
    assert link(tmp_path) == 0
    rows = parquet.read_table(tmp_path / "links.parquet").to_pylist()
    assert [(row["left_id"], row["right_id"]) for row in rows if row["decision"] == "accept"] == [
        ("1", "1"),
        ("1", "2"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has no rows"),
        ("record_id,first_name\n", "has no rows"),
        ("name,first_name\n1,a\n", "no column record_id"),
        ("record_id,colour\n1,red\n", "neither names nor citizen numbers"),
        ("record_id,first_name\n1,a\n1,b\n", "stands on two rows"),
        ("record_id,first_name\n,a\n", "is empty"),
    ],
)
def test_a_file_that_cannot_be_linked_is_named_and_nothing_is_written(
    tmp_path: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "left.csv").write_text(content, encoding="utf-8")
    write(tmp_path / "right.csv", [ROW])
    assert link(tmp_path) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "left.csv" in error
    assert sorted(path.name for path in tmp_path.iterdir()) == ["left.csv", "right.csv"]


def test_a_rule_that_makes_too_many_pairs_is_named_before_it_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = (Path(__file__).parents[2] / "samutphok/policy/linkage/people-2569.yaml").read_text(encoding="utf-8")
    (tmp_path / "wide.yaml").write_text(shipped.replace("  - [pid]\n", "  - [sex]\n"), encoding="utf-8")
    many = [{"record_id": str(number), "first_name": f"ก{number}", "sex": "M"} for number in range(45_000)]
    write(tmp_path / "left.csv", many)
    write(tmp_path / "right.csv", many)
    assert link(tmp_path, "--model", str(tmp_path / "wide.yaml")) == 2
    assert "The blocking rule sex would make 2,025,000,000 pairs" in capsys.readouterr().err
    assert not (tmp_path / "links.parquet").exists()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("accept: 0.9", "accept: 2", "decision.accept"),
        ("  - [pid]", "  - [colour]", "blocking.0"),
        ("    sound: {m: 0.015, u: 0.0003}\n", "", "levels.first_name"),
    ],
)
def test_a_model_that_is_wrong_names_the_line(
    tmp_path: Path, before: str, after: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = (Path(__file__).parents[2] / "samutphok/policy/linkage/people-2569.yaml").read_text(encoding="utf-8")
    assert before in shipped
    (tmp_path / "wrong.yaml").write_text(shipped.replace(before, after, 1), encoding="utf-8")
    write(tmp_path / "left.csv", [ROW])
    write(tmp_path / "right.csv", [ROW])
    assert link(tmp_path, "--model", str(tmp_path / "wrong.yaml")) == 2
    error = capsys.readouterr().err
    assert said in error
    assert ", line " in error


def test_results_are_told_by_sex_age_and_province(offices: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert link(offices) == 0
    files = (
        "--links",
        str(offices / "links.parquet"),
        "--truth",
        str(offices / "truth.csv"),
        "--left",
        str(offices / "left.csv"),
    )
    assert main(["link", "evaluate", *files, "--as-of", "2026-11-23"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("accept  ")]
    groups = {line[17:36].strip(): [int(word) for word in line.split()[-3:]] for line in lines}
    for kind in ("sex", "age", "province"):
        parts = [counts for group, counts in groups.items() if group.startswith(f"{kind} ")]
        assert [sum(column) for column in zip(*parts, strict=True)] == groups["all"]


def test_links_without_their_columns_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "links.csv", [], ("left_id",))
    write(tmp_path / "truth.csv", [], ("left_id", "right_id"))
    assert (
        main(["link", "evaluate", "--links", str(tmp_path / "links.csv"), "--truth", str(tmp_path / "truth.csv")]) == 2
    )
    assert "left_id, right_id, decision" in capsys.readouterr().err


# Newcombe (1998), Statistics in Medicine 17, table I: 81/263, 15/148, 0/20, 1/29 by Wilson's score method.
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_those_of_the_textbook(hits: int, of: int, low: float, high: float) -> None:
    found = wilson(hits, of)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nothing_to_count_is_no_share() -> None:
    assert Accuracy(0, 0, 0).f1.value is None


def test_a_model_learnt_from_the_files_themselves_links_them_as_well(
    offices: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ("--left", str(offices / "left.csv"), "--right", str(offices / "right.csv"))
    model, charts = offices / "learnt.yaml", offices / "charts"
    assert main(["link", "train", *files, "--out", str(model), "--charts", str(charts)]) == 0
    assert link(offices, "--model", str(model), out="learnt.parquet") == 0
    found = accuracy(offices, capsys, "learnt.parquet")
    assert found["accept"].precision.value >= 0.999
    assert found["accept + review"].f1.value >= 0.97
    pages = {path.name: path.read_text(encoding="utf-8") for path in charts.iterdir()}
    assert set(pages) == {"weights.html", "parameters.html", "rounds.html"}
    for page in pages.values():  # nothing is fetched when they are opened: every library stands in the page
        assert not re.search(r"""<[a-z]+[^>]* (src|href)=["']?(https?:)?//|@import|url\(["']?http""", page)


def test_the_report_of_training_speaks_of_the_model_in_force() -> None:
    model = link_model()
    report = (Path(__file__).resolve().parents[2] / "docs" / "linkage-report.md").read_text(encoding="utf-8")
    assert f"Model `{model.name}`, SHA-256 `{model.sha256}`." in report, "make it anew: benchmarks/linkage_report.py"
    rule = model.thresholds
    assert f"accept {rule.accept}, review {rule.review}, clear by {rule.clear_by:g} bits" in report
    for part, levels in LEVELS.items():
        for name, level in zip(levels, model.levels[part], strict=True):
            assert f"| {part} | {name} | {level.m:.4g} |" in report
