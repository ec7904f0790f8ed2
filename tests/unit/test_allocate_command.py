"""`samutphok allocate`: what it writes and says, what it refuses, and that nothing is left half done."""

import json
from pathlib import Path

import pytest
from pyarrow import parquet

from samutphok.cli.main import main

NEEDS = """household_id,area_code,programme_id,score,cost
h1,830101,house,10,19000
h2,830101,house,9,19000
h3,830201,house,8,12000
h1,830101,seat,0.5,0
h4,830201,seat,0,0
"""
PROGRAMMES = "programme_id,capacity,budget\nhouse,2,40000\nseat,5,\n"
RULES = "most_per_household: 1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("needs.csv", NEEDS), ("programmes.csv", PROGRAMMES), ("rules.yaml", RULES)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str) -> int:
    files = [f"--{name}" for name in ("needs", "programmes", "rules", "out")]
    paths = [str(folder / name) for name in ("needs.csv", "programmes.csv", "rules.yaml", "given.parquet")]
    return main(["allocate", *[word for pair in zip(files, paths, strict=True) for word in pair], *more])


def given(folder: Path) -> set[tuple[str, str]]:
    rows = parquet.read_table(folder / "given.parquet")
    assert rows.column_names == ["household_id", "programme_id"]
    return {(row["household_id"], row["programme_id"]) for row in rows.to_pylist()}


def test_the_most_need_is_met_within_places_and_budget(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    said = json.loads(capsys.readouterr().out)
    assert given(folder) == {("h1", "house"), ("h2", "house")}
    assert (said["objective"], said["given"], said["gap"]) == (19, 2, pytest.approx(0, abs=1e-4))
    assert said["programmes"]["house"] | {"price_of_a_place": 0} == {
        "given": 2, "capacity": 2, "baht": 38000, "budget": 40000, "price_of_a_place": 0,
    }  # fmt: skip
    assert said["why"] == {"given": 2, "has_enough": 1, "no_score": 1, "places_gone": 1}


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("most_per_household: 2", {("h1", "house"), ("h2", "house"), ("h1", "seat")}),
        ('areas: [{area: "8302", floor: 0.5}]', {("h1", "house"), ("h3", "house")}),
        ('areas: [{area: "8301", ceiling: 0.5, programme: house}]', {("h1", "house"), ("h3", "house")}),
    ],
)
def test_families_may_get_more_and_areas_their_share(folder: Path, rules: str, expected: set[tuple[str, str]]) -> None:
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    assert run(folder) == 0
    assert given(folder) == expected


def test_a_group_weighs_what_the_rules_say(folder: Path) -> None:
    lines = NEEDS.splitlines()
    grouped = [f"{lines[0]},group"] + [f"{line},{'disabled' if line.startswith('h3') else ''}" for line in lines[1:]]
    (folder / "needs.csv").write_text("\n".join(grouped), encoding="utf-8")
    (folder / "rules.yaml").write_text("groups: {disabled: 1.5}", encoding="utf-8")
    assert run(folder) == 0
    assert given(folder) == {("h1", "house"), ("h3", "house")}


def test_every_need_is_explained_when_asked(folder: Path) -> None:
    assert run(folder, "--explain", str(folder / "why.parquet")) == 0
    said = {
        (row["household_id"], row["programme_id"]): row["why"]
        for row in parquet.read_table(folder / "why.parquet").to_pylist()
    }
    assert said["h3", "house"] == "places_gone"
    assert said["h1", "seat"] == "has_enough"
    assert said["h4", "seat"] == "no_score"


@pytest.mark.parametrize(
    ("file", "was", "becomes", "says"),
    [
        ("needs.csv", "score", "points", "needs.csv: column score is missing"),
        ("needs.csv", "h2,830101,house,9", "h2,830101,house,-9", "(1 rows, first in data row 2)"),
        ("needs.csv", "h2,830101,house,9", "h2,830101,house,nan", "column score"),
        ("needs.csv", "h2,830101,house,9", "h2,830101,house,", "column score is empty (1 rows, first in data row 2)"),
        ("needs.csv", "h3,830201,house,8,12000", "h3,830201,house,8,-1", "column cost"),
        ("needs.csv", "h3,830201,house", "h3,8x,house", "column area_code is no area code (1 rows, first in data row 3)"),
        ("needs.csv", "h3,830201,house", "h3,830201,boat", "column programme_id is not among the programmes"),
        ("needs.csv", "h2,830101,house", "h1,830101,house", "household_id, programme_id stands in an earlier row already"),
        ("needs.csv", NEEDS[NEEDS.index("h1"):], "", "needs.csv: it holds no rows"),
        ("programmes.csv", "house,2", "house,2.5", "programmes.csv: column capacity"),
        ("programmes.csv", "house,2", "house,-2", "programmes.csv: column capacity"),
        ("programmes.csv", "40000", "-1", "column budget"),
        ("programmes.csv", "seat", "house", "column programme_id stands in an earlier row"),
        ("rules.yaml", "most_per_household: 1", "most_per_household: 0", "rules.yaml, line 1: this must be"),
        ("rules.yaml", RULES, "most: 1", "line 1: 'most' is not known"),
        ("rules.yaml", RULES, 'areas:\n  - {area: "8301", floor: 0.6}\n  - {area: "8302", floor: 0.5}', "add up to more than 1"),
        ("rules.yaml", RULES, 'areas:\n  - {area: "8301", floor: 0.6, ceiling: 0.5}', "line 2: the floor is above the ceiling"),
        ("rules.yaml", RULES, "areas:\n  - {area: 8301}", "line 2: give an area code in quotes"),
        ("rules.yaml", RULES, 'areas:\n  - {area: "8301", floor: 1.5}', "line 2: a share lies between 0 and 1"),
        ("rules.yaml", RULES, 'areas:\n  - {area: "8301", programme: boat}', "there is no programme boat"),
        ("rules.yaml", RULES, "groups: {disabled: 0}", "a weight must be above 0"),
        ("rules.yaml", RULES, "groups: {disabled: 2}", "there is no column group"),
        ("rules.yaml", RULES, 'areas: [{area: "8399", floor: 0.1}]', "Area 8399 has a floor and no need"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_and_nothing_written(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, was: str, becomes: str, says: str
) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert was in text
    (folder / file).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    before = sorted(folder.iterdir())
    assert run(folder) == 2
    assert says in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before
