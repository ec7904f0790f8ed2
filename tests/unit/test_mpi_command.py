"""`samutphok mpi`: conditions, designs and groups of a microdata file, and what it refuses."""

import csv
from pathlib import Path

import pytest

from samutphok.cli.main import main

HEAD = "name: two\nk: 0.5\n"
ROOF = "  - {name: roof, dimension: living, weight: 0.5, column: roof}\n"
SCHOOL = "  - {name: school, dimension: education, weight: 0.5, condition: 'years < 6 && age >= 12'}\n"
MEASURE = HEAD + "indicators:\n" + ROOF + SCHOOL
DESIGN = MEASURE + "weight_column: w\npsu: cluster\nstrata: region\n"
DATA = """roof,years,age,w,cluster,region,sex
1,3,40,2,a,n,F
0,3,10,1,b,n,F
0,9,40,1,a,s,M
1,9,40,1.5,b,s,M
0,๓,๒๐,1,c,s,
"""


def run(folder: Path, measure: str = MEASURE, data: str = DATA, *more: str) -> int:
    (folder / "measure.yaml").write_text(measure, encoding="utf-8")
    (folder / "data.csv").write_text(data, encoding="utf-8")
    files = ["--data", str(folder / "data.csv"), "--measure", str(folder / "measure.yaml")]
    return main(["mpi", *files, "--out", str(folder / "out.csv"), *more])


def found(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    with (folder / "out.csv").open(encoding="utf-8") as file:
        return {(row["group"], row["statistic"]): row for row in csv.DictReader(file)}


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> None:
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    for word in words:
        assert word in message
    assert not {path.name for path in folder.iterdir()} - {"measure.yaml", "data.csv"}


def test_a_condition_reads_the_columns_of_the_file(tmp_path):
    assert run(tmp_path) == 0
    shares = {name: float(found(tmp_path)["all", name]["estimate"]) for name in ("hd:roof", "hd:school", "H")}
    assert shares == {"hd:roof": 0.4, "hd:school": 0.4, "H": 0.6}


def test_a_condition_that_is_unknown_drops_the_row(tmp_path, capsys):
    assert run(tmp_path, MEASURE, DATA + "1,,40,1,a,n,F\n1,9,,1,a,n,F\n,3,40,1,a,n,F\n") == 0
    err = capsys.readouterr().err
    assert "dropped: 2 " in err  # years >= 6 already decides the second row
    assert "rows: 6\n" in err


def test_rows_without_weight_psu_or_stratum_are_dropped_and_counted_apart(tmp_path, capsys):
    assert run(tmp_path, DESIGN, DATA + "1,3,40,,a,n,F\n1,3,40,1,,n,F\n") == 0
    assert "dropped: 2 (weight, PSU or stratum is missing)" in capsys.readouterr().err


def test_weights_weigh(tmp_path):
    assert run(tmp_path, DESIGN) == 0
    assert float(found(tmp_path)["all", "hd:roof"]["estimate"]) == pytest.approx(3.5 / 6.5)


def test_a_row_a_group_and_statistic(tmp_path):
    assert run(tmp_path, DESIGN, DATA, "--by", "sex") == 0
    rows = found(tmp_path)
    assert {group for group, _ in rows} == {"F", "M"}
    assert len(rows) == 2 * (3 + 3 * 2)


def test_an_estimate_of_0_or_1_has_no_error_and_nobody_poor_no_intensity(tmp_path):
    assert run(tmp_path, MEASURE, "roof,years,age\n0,9,9\n0,9,9\n0,9,9\n") == 0
    rows = found(tmp_path)
    assert [rows["all", "H"][name] for name in ("estimate", "se", "ci_low", "ci_high")] == ["0.0"] * 4
    assert rows["all", "A"]["estimate"] == rows["all", "contribution:roof"]["estimate"] == ""


def test_without_degrees_of_freedom_there_is_no_interval(tmp_path):
    assert run(tmp_path, MEASURE + "psu: cluster\n", "roof,years,age,cluster\n1,9,9,a\n0,9,9,a\n") == 0
    row = found(tmp_path)["all", "H"]
    assert (row["estimate"], row["ci_low"], row["ci_high"]) == ("0.5", "", "")


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (MEASURE.replace("weight: 0.5, column", "weight: 0.4, column"), ("weights", "0.9", "weight")),
        (MEASURE.replace("k: 0.5", "k: 1.5"), ("'k'", "line 2")),
        (MEASURE.replace("k: 0.5\n", ""), ("'k'",)),
        (HEAD, ("indicators",)),
        (MEASURE.replace(", column: roof", ""), ("column", "line 4")),
        (MEASURE.replace("roof, dim", "school, dim"), ("indicators",)),
        (MEASURE.replace("column: roof", "column: attic"), ("data.csv", "attic")),
        (MEASURE.replace("years <", "grade <"), ("grade", "line 5")),
        (MEASURE.replace("years < 6", "years + 6"), ("line 5",)),
        (MEASURE + "weight_column: heavy\n", ("data.csv", "heavy")),
        (MEASURE + "unit: village\n", ("unit",)),
    ],
)
def test_a_measure_that_cannot_be_is_refused_with_its_place(tmp_path, capsys, measure, words):
    assert run(tmp_path, measure) == 2
    refused(tmp_path, capsys, *words)


@pytest.mark.parametrize(
    ("measure", "data", "words"),
    [
        (MEASURE, DATA.replace("1,9,40,1.5", "2,9,40,1.5"), ("data.csv", "roof")),
        (DESIGN, DATA.replace("1.5,b", "heavy,b"), ("data.csv", "column w")),
        (DESIGN, DATA.replace("1.5,b", "-1,b"), ("data.csv", "column w")),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_with_its_column(tmp_path, capsys, measure, data, words):
    assert run(tmp_path, measure, data) == 2
    refused(tmp_path, capsys, *words)


def test_an_unknown_group_column_is_refused(tmp_path, capsys):
    assert run(tmp_path, MEASURE, DATA, "--by", "province") == 2
    refused(tmp_path, capsys, "data.csv", "province")
