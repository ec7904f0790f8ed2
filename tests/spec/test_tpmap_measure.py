"""TPMAP's measure of BE 2561, as a policy officer would check it on paper: a row a person, then what comes out."""

import csv
from pathlib import Path

import duckdb
import pytest

from samutphok.targeting.files import target_files

INDICATORS = [f"bmn{number}" for number in range(1, 32)]
ANN, BOON, CHAI, DAO = "1990000000001", "2990000000017", "3990000000023", "8990000000067"
HEADER = ["survey_row_id", "pid", "house_code", "family_no", "area_code", "title", "first_name", "last_name", "sex",
          "birth_date", "income_per_person", *INDICATORS]  # fmt: skip
WELFARE = ["pid", "title", "first_name", "last_name", "birth_date", "area_code", "validated"]


def person(row: str, *, pid="", house="83010100001", family="1", area="83010101", name="ก", **indicators: str):
    return {
        "survey_row_id": row, "pid": pid, "house_code": house, "family_no": family, "area_code": area,
        "first_name": name, "last_name": "ข", **indicators,
    }  # fmt: skip


def registrant(pid: str, validated: str, *, name: str = "ก"):
    return {"pid": pid, "first_name": name, "last_name": "ข", "validated": validated}


@pytest.fixture
def run(tmp_path: Path):
    """Run the measure over the rows of a survey and a welfare register; gives persons by row and areas by code."""

    def write(name: str, header: list[str], rows: list[dict[str, str]]) -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header)
            writer.writeheader()
            writer.writerows(rows)
        return path

    def of(survey: list[dict[str, str]], welfare: list[dict[str, str]] = ()):  # type: ignore[assignment]
        found = target_files(
            survey=write("survey.csv", HEADER, survey),
            welfare=write("welfare.csv", WELFARE, list(welfare)),
            measure="tpmap-2561",
            out=tmp_path / "out",
            engine="duckdb",
            memory_limit="1GB",
        )
        persons = duckdb.sql(f"from '{tmp_path}/out/persons.parquet'").fetchdf().set_index("survey_row_id")
        areas = duckdb.sql(f"from '{tmp_path}/out/areas.parquet'").fetchdf().set_index("area_code")
        return found, persons, areas

    return of


@pytest.mark.parametrize(
    ("dimension", "numbers"),
    [
        ("health", (1, 4, 5, 7)),
        ("living", (8, 9, 10, 11)),
        ("education", (15, 16, 17, 19)),
        ("income", (20, 21, 22)),
        ("accessibility", (27, 28)),
    ],
)
def test_any_failed_indicator_of_a_dimension_makes_poor_in_that_dimension_only(run, dimension, numbers):
    rows = [person(f"r{n}", house=f"8301010{n:04d}", **{f"bmn{n}": "0"}) for n in numbers]
    _, persons, _ = run(rows)
    poor_in = persons[["poor_health", "poor_living", "poor_education", "poor_income", "poor_accessibility"]]
    assert (poor_in.sum(axis=1) == 1).all()
    assert persons[f"poor_{dimension}"].all()
    assert persons["poor"].all()


def test_the_other_fourteen_indicators_and_the_income_column_make_nobody_poor(run):
    used = {1, 4, 5, 7, 8, 9, 10, 11, 15, 16, 17, 19, 20, 21, 22, 27, 28}
    others = {f"bmn{n}": "0" for n in range(1, 32) if n not in used}
    _, persons, _ = run([person("r", income_per_person="0", **others)])
    assert not persons.loc["r", "poor"]


def test_not_applicable_is_neither_pass_nor_fail(run):
    _, persons, _ = run([person("empty"), person("passed", house="83010100002", bmn1="1")])
    assert not persons["poor"].any()


def test_a_failure_counts_for_every_member_of_the_household(run):
    _, persons, _ = run([person("child", bmn16="0"), person("mother"), person("father", bmn16="1")])
    assert persons["poor_education"].tolist() == [True, True, True]


def test_two_families_in_one_house_are_two_households(run):
    _, persons, areas = run([person("a", bmn8="0"), person("b", family="2")])
    assert persons["poor"].to_dict() == {"a": True, "b": False}
    assert areas.loc["TH", "households"] == 2


def test_people_without_a_house_code_are_households_of_their_own(run):
    _, persons, areas = run([person("a", house="", bmn8="0"), person("b", house=""), person("c", house="")])
    assert persons["poor"].to_dict() == {"a": True, "b": False, "c": False}
    assert areas.loc["TH", ["households", "poor_households"]].tolist() == [3, 1]


def test_the_same_house_code_in_two_villages_is_two_households(run):
    _, persons, _ = run([person("a", bmn8="0"), person("b", area="83010102")])
    assert persons["poor"].to_dict() == {"a": True, "b": False}


def test_target_poor_is_survey_poor_and_validated_in_the_welfare_register(run):
    survey = [
        person("poor and validated", pid=ANN, house="1", bmn22="0"),
        person("poor, registered", pid=BOON, house="2", bmn22="0"),
        person("not poor, validated", pid=CHAI, house="3"),
        person("poor, not registered", pid=DAO, house="4", bmn22="0"),
    ]
    _, persons, _ = run(survey, [registrant(ANN, "1"), registrant(BOON, "0"), registrant(CHAI, "true")])
    assert persons["registered"].tolist() == [True, True, True, False]
    assert persons["validated"].tolist() == [True, False, True, False]
    assert persons["target_poor"].tolist() == [True, False, False, False]


def test_registration_and_validation_stay_personal(run):
    _, persons, _ = run([person("a", pid=ANN, bmn22="0"), person("b", pid=BOON)], [registrant(ANN, "1")])
    assert persons["poor"].tolist() == [True, True]
    assert persons["target_poor"].to_dict() == {"a": True, "b": False}


def test_validated_means_validated_in_any_row_of_the_register(run):
    _, persons, _ = run(
        [person("a", pid=ANN, bmn22="0")], [registrant(ANN, "0"), registrant(ANN, "1"), registrant(ANN, "")]
    )
    assert persons.loc["a", "validated"]


def test_only_valid_citizen_numbers_join(run):
    wrong = ANN[:-1] + "2"
    survey = [person("wrong check digit", pid=wrong), person("none", pid=""), person("G-code", pid="G990000000001")]
    _, persons, _ = run(survey, [registrant(wrong, "1"), registrant("", "1"), registrant("G990000000001", "1")])
    assert not persons["registered"].any()


@pytest.mark.parametrize("written", ["3-9900-00000-02-3", "๓๙๙๐๐๐๐๐๐๐๐๒๓", " 3990000000023 ", "'3990000000023"])
def test_a_citizen_number_joins_however_it_is_written(run, written):
    _, persons, _ = run([person("a", pid=written)], [registrant(CHAI, "1")])
    assert persons.loc["a", "registered"]


def test_a_lost_leading_zero_is_given_back(run):
    _, persons, _ = run([person("a", pid="990000000002")], [registrant("0990000000002", "1")])
    assert persons.loc["a", "registered"]


def test_survey_rows_with_one_number_are_two_persons(run):
    found, persons, areas = run(
        [person("a", pid=ANN, bmn1="0"), person("b", pid=ANN, bmn1="0")], [registrant(ANN, "1")]
    )
    assert found.persons == areas.loc["TH", "persons"] == 2
    assert persons["target_poor"].tolist() == [True, True]


def test_conflicting_names_are_joined_all_the_same_and_counted(run):
    survey = [person("same", pid=ANN, name="สมชาย"), person("other", pid=BOON, name="สมหญิง")]
    found, persons, _ = run(survey, [registrant(ANN, "1", name="นายสมชาย"), registrant(BOON, "1", name="ประเสริฐ")])
    assert persons["registered"].all()
    assert found.conflicts == 1


def test_areas_add_up_from_the_village_to_the_country(run):
    survey = [
        person("a", pid=ANN, house="1", area="83010101", bmn1="0", bmn8="0"),
        person("b", pid=BOON, house="1", area="83010101"),
        person("c", pid=CHAI, house="2", area="83010102", bmn8="0"),
        person("d", house="3", area="10010100"),
    ]
    _, _, areas = run(survey, [registrant(ANN, "1"), registrant(CHAI, "0")])
    expected = {  # households, persons, poor households, poor, poor and registered, target-poor, in health, in living
        "TH": [3, 4, 2, 3, 2, 1, 1, 1],
        "83": [2, 3, 2, 3, 2, 1, 1, 1],
        "8301": [2, 3, 2, 3, 2, 1, 1, 1],
        "830101": [2, 3, 2, 3, 2, 1, 1, 1],
        "83010101": [1, 2, 1, 2, 1, 1, 1, 1],
        "83010102": [1, 1, 1, 1, 1, 0, 0, 0],
        "10": [1, 1, 0, 0, 0, 0, 0, 0],
    }
    columns = ["households", "persons", "poor_households", "poor", "poor_and_registered", "target_poor",
               "target_poor_health", "target_poor_living"]  # fmt: skip
    assert {code: areas.loc[code, columns].tolist() for code in expected} == expected
    assert list(areas["level"].unique()) == ["country", "province", "amphoe", "tambon", "village"]
