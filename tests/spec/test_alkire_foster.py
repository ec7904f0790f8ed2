"""The Alkire-Foster measure by hand: four people, four indicators of equal weight, poor from half of them on."""

import csv
from pathlib import Path

import numpy as np
import pytest

from samutphok.cli.main import main
from samutphok.kernel.policies import load_policy
from samutphok.targeting.domain.alkire_foster import AlkireFosterMeasure, alkire_foster, read_alkire_foster

FOUR = [[0, 0, 0, 0], [1, 0, 0, 1], [1, 1, 1, 1], [0, 1, 0, 0]]
MEASURE = """
name: four
k: {k}
indicators:
  - {{name: school, dimension: education, weight: 0.25, column: school}}
  - {{name: reads, dimension: education, weight: 0.25, column: reads}}
  - {{name: water, dimension: living, weight: 0.25, column: water}}
  - {{name: roof, dimension: living, weight: 1/4, column: roof}}
"""


def four(tmp_path: Path, k: str = "0.5") -> AlkireFosterMeasure:
    path = tmp_path / "four.yaml"
    path.write_text(MEASURE.format(k=k), encoding="utf-8")
    return read_alkire_foster(load_policy("measures", path))


def test_the_known_answer(tmp_path):
    found = alkire_foster(np.array(FOUR, dtype=bool), four(tmp_path))
    assert (found.headcount, found.intensity, found.mpi) == (0.5, 0.75, 0.375)


def test_headcounts_count_all_the_deprived_and_censored_ones_only_the_poor(tmp_path):
    found = alkire_foster(np.array(FOUR, dtype=bool), four(tmp_path))
    assert found.uncensored == {"school": 0.5, "reads": 0.5, "water": 0.25, "roof": 0.5}
    assert found.censored == {"school": 0.5, "reads": 0.25, "water": 0.25, "roof": 0.5}


def test_contributions_add_to_the_whole_by_indicator_dimension_and_area(tmp_path):
    found = alkire_foster(np.array(FOUR, dtype=bool), four(tmp_path), areas=["83", "83", "10", "10"])
    assert found.by_indicator == pytest.approx({"school": 1 / 3, "reads": 1 / 6, "water": 1 / 6, "roof": 1 / 3})
    assert found.by_dimension == pytest.approx({"education": 0.5, "living": 0.5})
    assert found.by_area == pytest.approx({"83": 1 / 3, "10": 2 / 3})


def test_with_a_cut_off_no_higher_than_the_smallest_weight_it_is_the_union_rule(tmp_path):
    found = alkire_foster(np.array(FOUR, dtype=bool), four(tmp_path, k="0.25"))
    assert found.headcount == 0.75


def test_nobody_poor_has_no_intensity_and_no_contributions(tmp_path):
    found = alkire_foster(np.zeros((3, 4), dtype=bool), four(tmp_path))
    assert (found.headcount, found.mpi, found.intensity, found.by_dimension) == (0, 0, None, None)


def test_the_command_writes_a_row_a_statistic(tmp_path, capsys):
    four(tmp_path)
    rows = "\n".join(",".join(map(str, row)) for row in [*FOUR, [1, "", 1, 1]])
    (tmp_path / "people.csv").write_text("school,reads,water,roof\n" + rows + "\n", encoding="utf-8")
    data, measure, out = (str(tmp_path / name) for name in ("people.csv", "four.yaml", "out.csv"))
    assert main(["mpi", "--data", data, "--measure", measure, "--out", out]) == 0
    with Path(out).open(encoding="utf-8") as file:
        found = {row["statistic"]: float(row["estimate"]) for row in csv.DictReader(file)}
    assert {name: found[name] for name in ("H", "A", "M0")} == {"H": 0.5, "A": 0.75, "M0": 0.375}
    assert list(found) == ["H", "A", "M0"] + [
        f"{kind}:{name}" for kind in ("hd", "hdk", "contribution") for name in ("school", "reads", "water", "roof")
    ]
    assert "dropped: 1" in capsys.readouterr().err
