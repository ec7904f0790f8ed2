"""`samutphok entitlements`: what it prints and writes, what it refuses, and that nothing is left half done."""

import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from samutphok.cli.main import main
from samutphok.entitlements.domain.schemas import schemas
from samutphok.entitlements.domain.vocabulary import rights_vocabulary

ROOT = Path(__file__).parents[2]
DAY = "2026-11-23"
ELDER = {"person_id": "a", "birth_date": "1955-11-20", "nationality": "TH", "state_pension": False}
ROW = {"household_id": "h1", "person_id": "p1", "birth_date": "1955-11-20", "nationality": "TH", "state_pension": False}


def ask(folder: Path, content: Any, *more: str) -> int:
    path = folder / "family.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return main(["entitlements", "--household", str(path), "--as-of", DAY, *more])


def register(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "persons.parquet"
    parquet.write_table(pa.Table.from_pylist(list(rows)), path)
    return path


def run(folder: Path, *more: str, day: str = DAY) -> int:
    files = ["--persons", str(folder / "persons.parquet"), "--out", str(folder / "rights.parquet")]
    return main(["entitlements", *files, "--as-of", day, *more])


def answers_of(folder: Path) -> dict[tuple[str, str | None, str], tuple[str, float | None]]:
    rows = parquet.read_table(folder / "rights.parquet").to_pylist()
    assert len({(row["household_id"], row["person_id"], row["benefit"]) for row in rows}) == len(rows)
    return {(row["household_id"], row["person_id"], row["benefit"]): (row["outcome"], row["amount"]) for row in rows}


def test_a_family_is_told_what_it_may_claim_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(tmp_path, {"household": {}, "persons": [ELDER]}, "--benefit", "elderly-allowance") == 0
    [said] = json.loads(capsys.readouterr().out)
    assert {key: said[key] for key in ("person_id", "outcome", "amount", "unit", "missing", "valid_from")} == {
        "person_id": "a",
        "outcome": "eligible",
        "amount": 700,
        "unit": "baht_per_month",
        "missing": [],
        "valid_from": "2023-08-12",
    }
    assert {reason["clause"]: reason["met"] for reason in said["reasons"]}["age"] is True
    assert said["source"]["th"].startswith("ระเบียบกระทรวงมหาดไทย")
    assert set(said) == set(schemas(rights_vocabulary())["answers"]["items"]["required"])


def test_an_empty_family_gets_unknowns_that_name_what_to_ask(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(tmp_path, {"persons": [{}]}) == 0
    said = {one["benefit"]: one for one in json.loads(capsys.readouterr().out)}
    assert said["elderly-allowance"]["outcome"] == "unknown"
    assert said["elderly-allowance"]["missing"] == ["birth_date", "nationality", "state_pension"]
    assert said["emergency-aid"]["person_id"] is None
    assert "elderly-allowance-2567" not in said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "no JSON"),
        ("[]", "names with values"),
        ({"house": {}}, "house"),
        ({"household": []}, "household"),
        ({"persons": {}}, "persons"),
        ({"persons": [{}] * 101}, "at most 100"),
        (
            {"household": {"income_per_person": -1}, "persons": []},
            "household.income_per_person: this must be a number of zero or more",
        ),
        ({"household": {"income_per_person": "30000"}, "persons": []}, "household.income_per_person"),
        ({"household": {"area_code": "8x"}, "persons": []}, "household.area_code"),
        ({"household": {"incme": 1}, "persons": []}, "household.incme: this fact is not known"),
        ({"persons": [{"birth_date": "2026-11-24"}]}, "persons[0].birth_date: this date cannot be"),
        ({"persons": [{"birth_date": "1850"}]}, "persons[0].birth_date: this date cannot be"),
        ({"persons": [{"birth_date": "2569-01-01"}]}, "persons[0].birth_date"),
        ({"persons": [{"birth_date": "1960-02-30"}]}, "persons[0].birth_date"),
        ({"persons": [{"birth_date": "1960", "death_date": "1950"}]}, "persons[0].death_date: this date cannot be"),
        ({"persons": [{"disability_card": "yes"}]}, "persons[0].disability_card"),
        ({"persons": [{"adl_score": 3.5}]}, "persons[0].adl_score"),
        ({"persons": [{"age": 70}]}, "persons[0].age: this fact is not known"),
        (
            {"persons": [{"person_id": "a"}, {"person_id": "a"}]},
            "persons[1].person_id: this id stands twice, first in persons[0]",
        ),
        ({"persons": [{}, {"person_id": 1}]}, "persons[1].person_id: this id stands twice, first in persons[0]"),
        ({"household": {}}, "persons is missing; write []"),
        ({"household": {}, "persons": None}, "persons is missing"),
        ('{"persons": [], "household": {"income_per_person": NaN}}', "household.income_per_person"),
        ('{"persons": [], "household": {"income_per_person": 1e999}}', "household.income_per_person"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_family_that_cannot_be_is_refused_by_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: Any, says: str
) -> None:
    assert ask(tmp_path, content) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert re.match(r"family\.json(, line 1)?: ", told.err)
    assert says in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    ("was", "becomes", "line", "says"),
    [
        ('"83"', '"8x"', 2, "household.area_code"),
        ('"area_code"', '"aria_code"', 2, "household.aria_code: this fact is not known"),
        ("12000", "-12000", 3, "household.income_per_person"),
        ('"1955-11-20"', '"2955-11-20"', 6, "persons[0].birth_date"),
        ('"b"', '"a"', 7, "persons[1].person_id: this id stands twice, first in persons[0]"),
        ('"disability_card": true', '"disability_card": "yes"', 8, "persons[1].disability_card"),
        ('"persons"', '"people"', 5, "people: this entry is not known"),
        ("12000", "12000,", 4, "this is no JSON"),
    ],
)
def test_what_cannot_be_is_named_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], was: str, becomes: str, line: int, says: str
) -> None:
    text = """\
{"household": {
   "area_code": "83",
   "income_per_person": 12000
 },
 "persons": [
  {"person_id": "a", "birth_date": "1955-11-20"},
  {"person_id": "b",
   "disability_card": true}
 ]}
"""
    assert ask(tmp_path, text) == 0
    assert was in text
    assert ask(tmp_path, text.replace(was, becomes, 1)) == 2
    assert f"family.json, line {line}: {says}" in capsys.readouterr().err


def test_what_was_written_is_not_repeated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(tmp_path, {"persons": [{"birth_date": "สมชาย-1990000000001"}]})
    assert "1990000000001" not in capsys.readouterr().err


def test_a_register_gets_a_row_a_person_or_household_and_benefit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register(
        tmp_path,
        ROW | {"sudden_distress": True, "emergency_aid_times": 1, "colour": "red"},
        ROW | {"person_id": "p2", "birth_date": "2020"},
    )
    assert run(tmp_path) == 0
    said = answers_of(tmp_path)
    assert said["h1", "p1", "elderly-allowance"] == ("eligible", 700.0)
    assert said["h1", "p2", "elderly-allowance"] == ("not", None)
    assert said["h1", None, "emergency-aid"] == ("may_apply", 3000.0)
    assert ("h1", "p1", "hiv-allowance") not in said
    assert ("h1", "p1", "emergency-aid") not in said
    assert "columns that no rule reads: colour" in capsys.readouterr().err


def test_rows_of_a_household_that_disagree_leave_its_fact_unknown(tmp_path: Path) -> None:
    base = ROW | {"birth_date": "2024-05-01", "thai_parent": True}
    register(tmp_path, base | {"income_per_person": 1000.0}, base | {"person_id": "p2", "income_per_person": 500_000.0})
    assert run(tmp_path, "--benefit", "child-support-grant") == 0
    assert {outcome for outcome, _ in answers_of(tmp_path).values()} == {"unknown"}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([{"person_id": "p"}], "column household_id is missing"),
        (
            [ROW, ROW | {"household_id": None}],
            "column household_id holds 1.*first in data row 2",
        ),
        (
            [ROW, ROW, ROW | {"birth_date": "2030-01-01"}],
            "column birth_date holds 1.*first in data row 3",
        ),
        ([ROW, ROW | {"birth_date": "1850-01-01"}], "first in data row 2"),
        ([ROW | {"birth_date": "ไม่ทราบ"}], "column birth_date"),
        ([ROW | {"income_per_person": 5.0}, ROW | {"income_per_person": -5.0}], "column income_per_person holds 1"),
        ([ROW | {"death_date": "1950-01-01"}], "column death_date"),
        ([ROW | {"disability_card": "maybe"}], "column disability_card"),
        (
            [ROW | {"person_id": "p9"}, ROW, ROW | {"household_id": "h2"}, ROW | {"birth_date": "1950"}, ROW],
            "data rows 2 and 4 and 5 hold the same household_id and person_id; persons that stand twice: 1",
        ),
    ],
)
def test_a_register_that_cannot_be_is_refused_by_column_and_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[dict[str, Any]], says: str
) -> None:
    register(tmp_path, *rows)
    assert run(tmp_path) == 2
    assert re.search(says, capsys.readouterr().err)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["persons.parquet"]


def test_rows_without_a_person_id_are_not_taken_for_one_person(tmp_path: Path) -> None:
    register(tmp_path, ROW, ROW | {"person_id": None}, ROW | {"person_id": None})
    assert run(tmp_path) == 0


def test_a_refusal_leaves_the_answers_of_before_as_they_were(tmp_path: Path) -> None:
    register(tmp_path, ROW)
    assert run(tmp_path) == 0
    before = (tmp_path / "rights.parquet").read_bytes()
    register(tmp_path, ROW | {"birth_date": "2030"})
    assert run(tmp_path) == 2
    assert (tmp_path / "rights.parquet").read_bytes() == before


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--benefit", "x"], "There is no benefit 'x'"),
        (["--benefit", "elderly-allowance-2567"], "No benefit is in force"),
    ],
)
def test_a_benefit_that_is_not_there_on_the_day_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], says: str
) -> None:
    register(tmp_path, ROW | {"birth_date": "1940"})
    assert run(tmp_path, *more, day="2020-01-01") == 2
    assert says in capsys.readouterr().err


def test_a_register_needs_a_place_for_the_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = register(tmp_path, ROW)
    assert main(["entitlements", "--persons", str(path), "--as-of", DAY]) == 2
    assert main(["entitlements", "--persons", str(path), "--as-of", DAY, "--out", str(tmp_path / "no" / "x")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_the_schemas_in_the_documents_are_those_of_the_code() -> None:
    written = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
        for path in (ROOT / "docs" / "schemas").glob("*.schema.json")
    }
    assert {name: written.get(name) for name in schemas(rights_vocabulary())} == schemas(rights_vocabulary())
