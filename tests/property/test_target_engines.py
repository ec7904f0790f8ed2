"""`samutphok target` against the measure in plain Python, on random dirty registers, on DuckDB and on Spark."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from target_oracle import SURVEY, WELFARE, Row, measured, survey_rows, welfare_rows, write_csv

from samutphok.targeting.files import target_files

# Each example runs the whole command, so a failing one is shown as it was found instead of being made small for minutes.
AS_FOUND = {"deadline": None, "phases": [Phase.explicit, Phase.generate], "suppress_health_check": list(HealthCheck)}
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "cp874"])
DELIMITERS = st.sampled_from([",", ";", "\t", "|"])


def check(engine: str, survey: list[Row], welfare: list[Row], encoding: str, delimiter: str) -> None:
    expected = measured(survey, welfare)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = target_files(
            survey=write_csv(folder / "survey.csv", SURVEY, survey, encoding=encoding, delimiter=delimiter),
            welfare=write_csv(folder / "welfare.csv", WELFARE, welfare, encoding=encoding, delimiter=delimiter),
            measure="tpmap-2561",
            out=folder / "out",
            engine=engine,
            memory_limit="1GB",
        )
        persons = parquet.read_table(folder / "out" / "persons.parquet").to_pylist()
        areas = parquet.read_table(folder / "out" / "areas.parquet").to_pylist()
        assert sorted(path.name for path in folder.iterdir()) == ["out", "survey.csv", "welfare.csv"]
    assert {row.pop("survey_row_id"): row for row in persons} == expected.persons
    assert {(row.pop("level"), row.pop("area_code")): row for row in areas} == expected.areas
    assert found.conflicts == expected.conflicts


@settings(max_examples=12, **AS_FOUND)
@given(survey=survey_rows(), welfare=welfare_rows(), encoding=ENCODINGS, delimiter=DELIMITERS)
def test_duckdb_says_what_the_measure_says_of_dirty_registers(survey, welfare, encoding, delimiter):
    check("duckdb", survey, welfare, encoding, delimiter)


@pytest.mark.spark
@settings(max_examples=3, **AS_FOUND)
@given(survey=survey_rows(), welfare=welfare_rows(), encoding=ENCODINGS, delimiter=DELIMITERS)
def test_spark_says_what_the_measure_says_of_dirty_registers(spark_engine, survey, welfare, encoding, delimiter):
    check(spark_engine, survey, welfare, encoding, delimiter)
