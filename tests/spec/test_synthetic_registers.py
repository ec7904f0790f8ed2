"""What the synthetic registers promise: TPMAP's counts come back, and dirt falls where it changes none of them."""

import csv
import io
from collections import Counter
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest

from samutphok.kernel.dates import read_date
from samutphok.kernel.identifiers import PidStatus, read_pid
from samutphok.kernel.thai import normalise_n2
from samutphok.synthetic.cells import solve
from samutphok.synthetic.measured import measured as measured_in_people
from samutphok.synthetic.province import Province, found
from samutphok.synthetic.rates import estimated
from samutphok.synthetic.survey import forms_of_numbers, survey
from samutphok.synthetic.truth import true_persons
from samutphok.synthetic.welfare import welfare
from tests.tambon_counts import SMALL
from tests.target_oracle import measured

AS_OF = date(2018, 9, 30)


def rows_of(table: pa.Table) -> list[dict[str, str]]:
    """The rows as they stand in the CSV file."""
    file = io.BytesIO()
    pyarrow.csv.write_csv(table, file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode())))


@pytest.fixture(scope="module")
def village() -> Province:
    return found(SMALL, solve(SMALL), as_of=AS_OF, seed=7)


@pytest.fixture(scope="module")
def tambon() -> Province:
    """The smallest tambon of Phuket in the project's rounded rates, some thousand people."""
    counts, cells = estimated("83", seed=1)
    smallest = np.arange(len(counts.tambons)) == counts.totals[:, 1].argmin()
    return found(counts.rows(smallest), cells.rows(smallest), as_of=AS_OF, seed=3)


def registers(province: Province) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    forms = forms_of_numbers(province)
    return rows_of(survey(province, forms)), rows_of(welfare(province, forms).table)


def expected_areas(province: Province) -> dict[str, dict[str, int]]:
    areas = {}
    for code, totals, poverty in zip(
        province.counts.tambons, province.counts.totals, province.counts.poverty, strict=True
    ):
        names = ("households", "persons")
        areas[code] = dict(zip(names, map(int, totals), strict=False))
        for place, name in enumerate(("poor_households", "poor", "poor_and_registered", "target_poor")):
            areas[code][name] = int(poverty[place, 5])
        for place, name in enumerate(("health", "living", "education", "income", "accessibility")):
            areas[code][f"target_poor_{name}"] = int(poverty[3, place])
    return areas


@pytest.mark.parametrize("place", ["village", "tambon"])
def test_the_measure_over_the_dirty_files_gives_back_every_count(place, request):
    province = request.getfixturevalue(place)
    found_in_files = measured(*registers(province))
    for code, counts in expected_areas(province).items():
        assert {name: found_in_files.areas[("tambon", code)][name] for name in counts} == counts
    people = found_in_files.persons.values()
    assert sum(row["registered"] for row in people) == province.counts.totals[:, 2].sum()
    assert sum(row["validated"] for row in people) == province.counts.totals[:, 3].sum()


@pytest.mark.parametrize("place", ["village", "tambon"])
def test_each_dimension_counts_its_poor_and_their_households(place, request):
    province = request.getfixturevalue(place)
    totals, poverty = measured_in_people(province)
    assert (totals == province.counts.totals).all()
    assert (poverty == province.counts.poverty).all()


def test_citizen_numbers_are_of_the_never_issued_series_and_nobody_shares_one(tambon):
    numbers = tambon.numbers.to_pylist()
    readings = [read_pid(number) for number in numbers]
    assert {reading.status for reading in readings} == {PidStatus.VALID}
    assert {number[1:3] for number in numbers} == {"99"}
    assert len(set(numbers)) == len(numbers)


def test_numbers_in_the_survey_are_missing_wrong_or_oddly_written_only_for_people_not_registered(tambon):
    people = zip(rows_of(survey(tambon, forms_of_numbers(tambon))), tambon.numbers.to_pylist(), strict=False)
    odd = [place for place, (row, true) in enumerate(people) if row["pid"] != true]
    assert len(odd) > 50
    assert not tambon.people.traits.registered[odd].any()


def test_the_survey_has_every_kind_of_number_that_offices_send(tambon):
    given = [row["pid"] for row in rows_of(survey(tambon, forms_of_numbers(tambon)))]
    kinds = Counter(read_pid(number).status for number in given)
    assert all(kinds[status] for status in (PidStatus.MISSING, PidStatus.BAD_CHECK_DIGIT, PidStatus.MALFORMED))
    for form in (lambda n: "-" in n, lambda n: any("๐" <= c <= "๙" for c in n), lambda n: " " in n):
        assert any(form(number) for number in given)


def test_registrants_stand_twice_in_the_welfare_register_and_some_people_only_there(tambon):
    written = welfare(tambon, forms_of_numbers(tambon))
    times = Counter(written.persons.tolist())
    assert max(times.values()) == 2
    assert any(person >= tambon.people.surveyed for person in times)


def test_a_second_row_never_makes_a_registration_valid_that_is_not(tambon):
    written = welfare(tambon, forms_of_numbers(tambon))
    validated = written.table["validated"].to_numpy() == 1
    traits = tambon.people.traits
    rows = traits.registered[written.persons]
    assert not (validated & rows & ~traits.validated[written.persons]).any()


def test_people_registered_under_a_name_that_sounds_alike_or_under_their_former_one(tambon):
    written = welfare(tambon, forms_of_numbers(tambon))
    truth = true_persons(tambon).to_pylist()
    names = zip(written.table["last_name"].to_pylist(), written.persons.tolist(), strict=True)
    differing = [(name, truth[person]) for name, person in names if name != truth[person]["last_name"]]
    assert any(name == person["former_last_name"] for name, person in differing)
    assert any(normalise_n2(name) == normalise_n2(person["last_name"]) for name, person in differing)


def test_several_families_share_a_house_and_their_numbers_tell_them_apart(tambon):
    households = tambon.households
    houses = list(zip(tambon.houses.to_pylist(), households.family.tolist(), strict=True))
    assert len(set(houses)) == len(houses)
    assert max(families for _, families in houses) >= 2


def test_only_people_who_live_alone_lack_a_house_code(tambon):
    rows = rows_of(survey(tambon, forms_of_numbers(tambon)))
    without = [place for place, row in enumerate(rows) if not row["house_code"]]
    assert without
    assert (tambon.households.size[tambon.households.of_person[without]] == 1).all()


def test_twins_share_their_birth_date(tambon):
    twin = np.flatnonzero(tambon.people.traits.twin)
    assert len(twin)
    assert (tambon.people.born[twin] == tambon.people.born[twin - 1]).all()
    assert (tambon.people.traits.household[twin] == tambon.people.traits.household[twin - 1]).all()


def test_written_birth_dates_read_as_the_true_ones_as_far_as_they_go(tambon):
    written = survey(tambon, forms_of_numbers(tambon))["birth_date"].to_pylist()
    true = true_persons(tambon)["birth_date"].to_pylist()
    precise = partial = 0
    for text, day in zip(written, true, strict=False):
        read = read_date(text)
        if read is not None and read.day is not None:
            assert read.iso() == day.isoformat()
            precise += 1
        elif read is not None:
            assert abs(read.year - day.year) <= (1 if day.year < 1941 else 0)  # until then the year began in April
            partial += 1
    assert precise > 0.9 * len(written)
    assert partial


def test_only_adults_are_registered(tambon):
    traits = tambon.people.traits
    assert traits.age[traits.registered].min() >= 18


def test_a_failed_indicator_concerns_whoever_fails_it(tambon):
    age = tambon.people.traits.age[: tambon.people.surveyed]
    disabled = tambon.people.traits.disabled[: tambon.people.surveyed]
    concerned = {15: (3, 5), 16: (6, 14), 19: (15, 59), 20: (15, 59), 21: (60, 120), 27: (60, 120)}
    for number, (youngest, oldest) in concerned.items():
        failing = age[tambon.values[number - 1] == 0]
        assert ((failing >= youngest) & (failing <= oldest)).all()
    assert disabled[tambon.values[28 - 1] == 0].all()


def test_income_lies_on_the_side_of_38000_baht_that_indicator_22_says(tambon):
    failed = tambon.values[22 - 1] == 0
    assert failed.any()
    assert (tambon.incomes[failed] < 38_000).all()
    assert (tambon.incomes[tambon.values[22 - 1] == 1] >= 38_000).all()
