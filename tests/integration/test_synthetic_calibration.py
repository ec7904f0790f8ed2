"""The synthetic registers of some provinces, through `samutphok target`, against TPMAP's published counts."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from samutphok.cli.main import main
from samutphok.synthetic import FileForm, Plan, generate
from samutphok.synthetic.calibration import Calibration
from samutphok.synthetic.cells import solve, sums
from samutphok.synthetic.counts import published
from samutphok.synthetic.measured import measured
from samutphok.synthetic.province import found

pytestmark = pytest.mark.tpmap

TOTALS = ("households", "persons")
UNION = ("poor_households", "poor", "poor_and_registered", "target_poor")
DIMENSIONS = {"health": "10000", "living": "01000", "education": "00100", "income": "00010", "accessibility": "00001"}
CONTRADICTORY = {"200403", "501703", "600205", "640510", "670512", "700102"}


def run(tpmap: Path, out: Path, *, form: FileForm, provinces: tuple[str, ...], scale: float = 1.0) -> Path:
    """Makes the registers, measures them, and gives the folder of the results."""
    generate(Plan(provinces=provinces, calibrate=tpmap, form=form, scale=scale), out)
    survey, welfare = (out / f"{name}.{form}" for name in ("bmn_survey", "state_welfare"))
    words = ["target", "--survey", str(survey), "--welfare", str(welfare), "--measure", "tpmap-2561"]
    assert main([*words, "--out", str(out / "counted")]) == 0
    return out / "counted"


def rows(path: Path, *keys: str) -> dict[tuple[str, ...], dict[str, int]]:
    return {tuple(row[key] for key in keys): row for row in pq.read_table(path).to_pylist()}


def assert_same_counts(counted: Path, tpmap: Path, *, levels: tuple[str, ...]) -> int:
    """Compares every published count of the counted areas of these levels; gives how many areas there were."""
    areas = rows(counted / "areas.parquet", "level", "area_code")
    population = rows(tpmap / "population.parquet", "level", "area_code")
    poverty = rows(tpmap / "target_poor.parquet", "level", "area_code", "dimensions")
    compared = [key for key in areas if key[0] in levels]
    for key in compared:
        expected = {name: population[key][name] for name in TOTALS}
        expected |= {name: poverty[(*key, "11111")][name] for name in UNION}
        expected |= {f"target_poor_{name}": poverty[(*key, code)]["target_poor"] for name, code in DIMENSIONS.items()}
        assert {name: areas[key][name] for name in expected} == expected, key
    return len(compared)


def test_phuket_as_its_offices_send_it_gives_back_every_published_count(tpmap, tmp_path):
    counted = run(tpmap, tmp_path, form=FileForm.CSV, provinces=("83",))
    assert assert_same_counts(counted, tpmap, levels=("province", "amphoe", "tambon")) == 1 + 3 + 18


def test_persons_poor_and_registered_in_each_dimension_are_the_published_ones(tpmap, tmp_path):
    counted = run(tpmap, tmp_path, form=FileForm.PARQUET, provinces=("82",))
    persons = pq.read_table(counted / "persons.parquet").to_pandas()
    persons["tambon"] = persons.area_code.str[:6]
    poverty = rows(tpmap / "target_poor.parquet", "level", "area_code", "dimensions")
    population = rows(tpmap / "population.parquet", "level", "area_code")
    for tambon, people in persons.groupby("tambon"):
        assert people.registered.sum() == population["tambon", tambon]["welfare_registered"]
        assert people.validated.sum() == population["tambon", tambon]["welfare_validated"]
        for name, code in DIMENSIONS.items():
            poor = people[f"poor_{name}"]
            expected = poverty["tambon", tambon, code]
            made = (poor.sum(), (poor & people.registered).sum(), (poor & people.validated).sum())
            assert made == (expected["poor"], expected["poor_and_registered"], expected["target_poor"])


def test_a_share_of_a_province_keeps_the_counts_of_its_tambons(tpmap, tmp_path):
    counted = run(tpmap, tmp_path, form=FileForm.PARQUET, provinces=("96", "58"), scale=0.1)
    assert assert_same_counts(counted, tpmap, levels=("tambon",)) == 8 + 5


def test_contradictory_tambons_are_named_and_only_their_registrants_yield(tpmap):
    provinces = sorted({code[:2] for code in CONTRADICTORY})
    country = published(tpmap, provinces=provinces)
    some = country.rows(np.array([code in CONTRADICTORY or code.endswith("0101") for code in country.tambons]))
    cells = solve(some)
    assert {code for code, bad in zip(some.tambons, cells.repaired, strict=True) if bad} == CONTRADICTORY
    differences = np.argwhere(sums(cells.table) != some.poverty)
    measures = {int(measure) for _, measure, _ in differences}
    assert measures == {2}  # poor and registered
    assert np.abs(sums(cells.table) - some.poverty).max() <= 2


def test_the_report_lists_each_contradictory_cell(tpmap):
    counts = published(tpmap, provinces=["70"])
    counts = counts.rows(np.array([code == "700102" for code in counts.tambons]))
    cells = solve(counts)
    province = found(counts, cells, as_of=Plan().as_of, seed=1)
    made = Calibration(source="published")
    made.add(counts, measured(province), cells.repaired)
    report = made.report()
    assert report["contradictory_tambons"]["700102"][-1] == "11111: 24 target-poor, 23 poor and registered"
    assert report["exact_tambons"] == 0
    named = {(cell["measure"], cell["dimensions"], cell["published"], cell["made"]) for cell in report["differences"]}
    assert ("poor_and_registered", "11111", 23, 24) in named
