"""The round before: the same people, with every change known."""

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq
import pytest

from samutphok.synthetic import Plan, generate, generate_before
from samutphok.synthetic.errors import ImpossibleOrder

PLAN = Plan(provinces=("83",), seed=3, scale=0.12, as_of=date(2021, 6, 30))
CUT = date(2020, 6, 30)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("rounds")
    generate(PLAN, folder / "now")
    generate_before(PLAN, CUT, folder / "before")
    return folder / "now", folder / "before"


def people(folder: Path) -> dict[int, dict]:
    return {one["person_id"]: one for one in pq.read_table(folder / "truth" / "persons.parquet").to_pylist()}


def test_who_stands_in_both_rounds_is_the_same_person_with_the_same_number(rounds: tuple[Path, Path]) -> None:
    now, before = (people(folder) for folder in rounds)
    assert before.keys() < now.keys()
    for person, then in before.items():
        for fact in ("pid", "first_name", "last_name", "sex", "birth_date"):
            assert then[fact] == now[person][fact]


def test_whoever_was_born_since_is_not_there_yet_and_some_who_left_since_still_are(rounds: tuple[Path, Path]) -> None:
    now, before = (people(folder) for folder in rounds)
    born_since = {person for person, one in now.items() if one["birth_date"] > CUT}
    assert born_since
    assert not born_since & before.keys()
    left = [person for person, one in before.items() if one["fate"] == "surveyed" and now[person]["fate"] != "surveyed"]
    assert {now[person]["fate"] for person in left} == {"dead", "moved"}
    stayed = [person for person, one in now.items() if one["fate"] == "surveyed" and person not in born_since]
    assert all(before[person]["fate"] == "surveyed" for person in stayed)
    assert all(before[person]["household_id"] == now[person]["household_id"] for person in stayed)


def test_families_keep_their_house_but_for_some_that_moved_and_the_survey_names_each_once(
    rounds: tuple[Path, Path],
) -> None:
    homes = []
    for folder in rounds:
        table = arrow_csv.read_csv(folder / "bmn_survey.csv")
        rows = zip(*(table[name].to_pylist() for name in ("survey_row_id", "house_code", "area_code")), strict=True)
        homes.append({row: (house, area) for row, house, area in rows})
    both = homes[0].keys() & homes[1].keys()
    moved = sum(homes[0][row] != homes[1][row] for row in both) / len(both)
    assert 0.005 < moved < 0.06
    assert set(homes[1]) == {person for person, one in people(rounds[1]).items() if one["fate"] == "surveyed"}


def test_answers_agree_with_age_and_income_with_its_indicator_and_poverty_fell_since(rounds: tuple[Path, Path]) -> None:
    shares = []
    for folder, day in zip(rounds, (PLAN.as_of, CUT), strict=True):
        table = arrow_csv.read_csv(folder / "bmn_survey.csv")
        income, answer = (table[name].to_numpy(zero_copy_only=False) for name in ("income_per_person", "bmn22"))
        known = ~np.isnan(income) & ~np.isnan(answer)
        assert ((income[known] < 38_000) == (answer[known] == 0)).all()
        truth = people(folder)
        for row, of_age in zip(table["survey_row_id"].to_pylist(), table["bmn21"].is_valid().to_pylist(), strict=True):
            born = truth[row]["birth_date"]
            years = day.year - born.year - ((born.month, born.day) > (day.month, day.day))
            assert of_age == (years >= 60) or abs(years - 60) <= 1
        failed = [
            pc.fill_null(pc.equal(table[f"bmn{number}"], 0), False).to_numpy() for number in (4, 8, 11, 20, 21, 22)
        ]
        shares.append(np.logical_or.reduce(failed).mean())
    assert shares[0] < shares[1]


def test_the_same_plan_gives_the_same_bytes_and_a_later_cut_is_refused(
    rounds: tuple[Path, Path], tmp_path: Path
) -> None:
    generate_before(PLAN, CUT, tmp_path)
    for name in (
        "bmn_survey.csv",
        "state_welfare.csv",
        "disability.csv",
        "truth/persons.parquet",
        "truth/links.parquet",
    ):
        assert (tmp_path / name).read_bytes() == (rounds[1] / name).read_bytes()
    with pytest.raises(ImpossibleOrder):
        generate_before(PLAN, date(2022, 6, 30), tmp_path / "later")
