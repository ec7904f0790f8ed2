"""`samutphok target`: what it takes, what it refuses with which message, and what it leaves behind."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from target_oracle import SURVEY, WELFARE, write_csv

from samutphok.cli.main import main

ANN = "1990000000001"


def survey_row(place: int = 0, **cells: str) -> dict[str, str]:
    row = dict.fromkeys(SURVEY, "")
    known = {
        "survey_row_id": f"r{place}",
        "pid": ANN,
        "house_code": "83010000001",
        "family_no": "1",
        "area_code": "83010101",
    }
    return row | known | {"first_name": "สมชาย", "last_name": "ใจดี"} | cells


def welfare_row(**cells: str) -> dict[str, str]:
    return (
        dict.fromkeys(WELFARE, "") | {"pid": ANN, "first_name": "สมชาย", "last_name": "ใจดี", "validated": "1"} | cells
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_csv(tmp_path / "survey.csv", SURVEY, [survey_row(bmn1="0"), survey_row(1)], encoding="utf-8", delimiter=",")
    write_csv(tmp_path / "welfare.csv", WELFARE, [welfare_row()], encoding="utf-8", delimiter=",")
    return tmp_path


def run(folder: Path, *more: str, survey: str = "survey.csv", welfare: str = "welfare.csv") -> int:
    files = ["--survey", str(folder / survey), "--welfare", str(folder / welfare)]
    return main(["target", *files, "--out", str(folder / "out"), *more])


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str, more: tuple[str, ...] = ()) -> str:
    """The command ends with 2, one message on stderr that holds the words, and nothing left behind."""
    before = sorted(folder.iterdir())
    assert run(folder, *more) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    for word in words:
        assert word in message
    assert sorted(folder.iterdir()) == before
    return message


def rewrite(folder: Path, *rows: dict[str, str], header: list[str] = SURVEY) -> None:
    kept = [{name: row[name] for name in header} for row in rows]
    write_csv(folder / "survey.csv", header, kept, encoding="utf-8", delimiter=",")


def test_the_files_it_writes_have_these_columns(folder):
    assert run(folder) == 0
    dimensions = ("health", "living", "education", "income", "accessibility")
    assert parquet.read_schema(folder / "out" / "persons.parquet").names == [
        "survey_row_id", "area_code", *(f"poor_{name}" for name in dimensions), "poor", "registered", "validated",
        "target_poor",
    ]  # fmt: skip
    areas = parquet.read_schema(folder / "out" / "areas.parquet")
    assert areas.names == [
        "level", "area_code", "households", "persons", "poor_households", "poor", "poor_and_registered", "target_poor",
        *(f"target_poor_{name}" for name in dimensions),
    ]  # fmt: skip
    assert set(areas.types[2:]) == {pa.int64()}
    assert sorted(path.name for path in folder.iterdir()) == ["out", "survey.csv", "welfare.csv"]


def test_conflicting_names_are_a_line_on_stderr(folder, capsys):
    write_csv(folder / "welfare.csv", WELFARE, [welfare_row(first_name="สมหญิง")], encoding="utf-8", delimiter=",")
    assert run(folder) == 0
    assert "conflicts: 2\n" in capsys.readouterr().err


def test_typed_parquet_says_the_same_as_csv(folder):
    assert run(folder) == 0
    from_csv = parquet.read_table(folder / "out" / "persons.parquet").to_pylist()
    rows = [survey_row(bmn1="0"), survey_row(1)]
    columns = {name: [row[name] or None for row in rows] for name in SURVEY}
    table = pa.table(columns | {"bmn1": pa.array([0, None], pa.int8()), "pid": pa.array([int(ANN)] * 2)}
                     | {"area_code": pa.array([83010101.0] * 2), "bmn2": pa.array([1.0, float("nan")])})  # fmt: skip
    parquet.write_table(table, folder / "survey.parquet")
    welfare = {name: [welfare_row()[name] or None] for name in WELFARE} | {"validated": pa.array([True])}
    parquet.write_table(pa.table(welfare), folder / "welfare.parquet")
    assert run(folder, survey="survey.parquet", welfare="welfare.parquet") == 0
    assert parquet.read_table(folder / "out" / "persons.parquet").to_pylist() == from_csv


def test_thai_windows_text_far_down_the_file_is_found(folder):
    rows = [survey_row(place, first_name="A", last_name="B") for place in range(20_000)]
    last = survey_row(20_000, first_name="สมชาย")
    write_csv(folder / "survey.csv", SURVEY, [*rows, last], encoding="cp874", delimiter=",")
    assert run(folder) == 0
    assert parquet.read_metadata(folder / "out" / "persons.parquet").num_rows == 20_001
    assert sorted(path.name for path in folder.iterdir()) == ["out", "survey.csv", "welfare.csv"]


@pytest.mark.parametrize("column", ["pid", "bmn22", "area_code", "house_code", "survey_row_id"])
def test_a_missing_column_is_named(folder, capsys, column):
    rewrite(folder, survey_row(), header=[name for name in SURVEY if name != column])
    refused(folder, capsys, "survey.csv", column, "missing")


def test_columns_that_the_measure_does_not_use_may_be_missing(folder):
    unused = {"title", "sex", "birth_date", "income_per_person", "bmn2", "bmn31"}
    rewrite(folder, survey_row(), header=[name for name in SURVEY if name not in unused])
    assert run(folder) == 0


@pytest.mark.parametrize("cell", ["2", "x", "-1", "0.5", "10"])
def test_an_indicator_that_is_neither_1_0_nor_empty_is_named_with_its_row(folder, capsys, cell):
    rewrite(folder, survey_row(), survey_row(1, bmn9=cell))
    refused(folder, capsys, "survey.csv", "bmn9", "data row 2", "1 (pass), 0 (fail)")


@pytest.mark.parametrize("wrong", [2, -1])
def test_an_odd_number_in_typed_parquet_is_named_too(folder, capsys, wrong):
    rows = [survey_row(), survey_row(1)]
    columns = {name: [row[name] for row in rows] for name in SURVEY} | {"bmn9": pa.array([1, wrong], pa.int8())}
    parquet.write_table(pa.table(columns), folder / "survey.csv")
    refused(folder, capsys, "survey.csv", "bmn9", "data row 2")


@pytest.mark.parametrize("code", ["", "8301010", "830101011", "TH", "03010101", "8301010x"])
def test_a_malformed_area_code_is_named_with_its_row(folder, capsys, code):
    rewrite(folder, survey_row(), survey_row(1), survey_row(2, area_code=code))
    refused(folder, capsys, "survey.csv", "area_code", "1 values", "data row 3", "8 digits")


def test_a_house_code_that_a_spreadsheet_rounded_is_refused(folder, capsys):
    rewrite(folder, survey_row(), survey_row(1, house_code="8.301E+10"))
    refused(folder, capsys, "survey.csv", "house_code", "data row 2")


def test_validated_must_be_0_or_1(folder, capsys):
    write_csv(
        folder / "welfare.csv",
        WELFARE,
        [welfare_row(), welfare_row(validated="maybe")],
        encoding="utf-8",
        delimiter=",",
    )
    refused(folder, capsys, "welfare.csv", "validated", "data row 2")


def test_a_column_of_an_odd_type_is_named(folder, capsys):
    table = pa.table({name: pa.array([[1]] if name == "bmn7" else ["1"]) for name in SURVEY})
    parquet.write_table(table, folder / "survey.csv")
    refused(folder, capsys, "survey.csv", "bmn7", "type")


@pytest.mark.parametrize("raw", [b"\xff\xfea\x00,\x00b\x00", b"\xdb\xdc\xfc\xfd,\n", b""])
def test_an_unreadable_encoding_is_refused(folder, capsys, raw):
    (folder / "survey.csv").write_bytes(raw)
    refused(folder, capsys, "survey.csv")


def test_a_row_cut_short_is_named_by_its_line_and_never_quoted(folder, capsys):
    with (folder / "survey.csv").open("a", encoding="utf-8", newline="\r\n") as file:
        file.write("r9,1990000000001,สมหญิง\n")
    message = refused(folder, capsys, "survey.csv", "line 4")
    assert "สมหญิง" not in message
    assert "1990000000001" not in message


def test_a_broken_parquet_file_is_refused(folder, capsys):
    (folder / "survey.csv").write_bytes(b"PAR1 and then nothing")
    refused(folder, capsys, "survey.csv")


def test_a_missing_file_is_named(folder, capsys):
    (folder / "welfare.csv").unlink()
    refused(folder, capsys, "welfare.csv", "no such file")


@pytest.mark.parametrize("measure", ["tpmap-1999", "nowhere.yaml"])
def test_an_unknown_measure_is_refused(folder, capsys, measure):
    refused(folder, capsys, measure, more=("--measure", measure))


def test_earlier_results_survive_a_run_that_fails(folder, capsys):
    assert run(folder) == 0
    before = (folder / "out" / "persons.parquet").read_bytes()
    capsys.readouterr()
    rewrite(folder, survey_row(bmn1="2"))
    refused(folder, capsys, "bmn1")
    assert (folder / "out" / "persons.parquet").read_bytes() == before


def test_a_file_in_the_place_of_the_results_is_left_alone(folder, capsys):
    (folder / "out").write_text("mine")
    refused(folder, capsys, "out", "not a folder")
    assert (folder / "out").read_text() == "mine"


def test_an_empty_survey_gives_empty_results(folder):
    rewrite(folder)
    assert run(folder) == 0
    assert parquet.read_metadata(folder / "out" / "areas.parquet").num_rows == 0


def test_another_catalogue_is_another_file(folder):
    (folder / "two.yaml").write_text(
        """
name: two
label: {th: สองมิติ, en: Two dimensions}
rule: union
dimensions:
  - name: water
    label: {th: น้ำ, en: Water}
    indicators: [{column: ind_07, th: มีน้ำ, en: Has water}]
  - name: work
    label: {th: งาน, en: Work}
    indicators: [{column: ind_38, th: มีงาน, en: Has work}]
""",
        encoding="utf-8",
    )
    header = [name for name in SURVEY if not name.startswith("bmn")] + ["IND_07", "ind_38"]
    rewrite(folder, survey_row() | {"IND_07": "1", "ind_38": "0"}, header=header)
    assert run(folder, "--measure", str(folder / "two.yaml")) == 0
    person = parquet.read_table(folder / "out" / "persons.parquet").to_pylist()[0]
    assert (person["poor_water"], person["poor_work"], person["target_poor"]) == (False, True, True)


def test_without_spark_the_remedy_is_said(folder, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    refused(folder, capsys, "Spark", "pip install", "--engine duckdb", more=("--engine", "spark"))


def test_it_starts_without_django():
    code = (
        "import sys; from samutphok.cli import target; import samutphok.targeting.files; print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
