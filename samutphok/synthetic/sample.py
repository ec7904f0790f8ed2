"""A handful of synthetic people as plain objects, for tests that need somebody."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from samutphok.synthetic.generate import END_OF_YEAR_2561
from samutphok.synthetic.province import found
from samutphok.synthetic.rates import estimated
from samutphok.synthetic.truth import true_persons

_PROVINCE = "83"


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """Somebody who does not exist, as they truly are: valid number of the never-issued series, right names, CE birth date.

    People with the same `household_id` live together.
    """

    person_id: int
    pid: str
    title: str
    first_name: str
    last_name: str
    former_last_name: str
    sex: str
    birth_date: date
    household_id: int
    area_code: str


def people(seed: int, n: int) -> tuple[SyntheticPerson, ...]:
    """The first `n` (up to about 180,000) surveyed people of the smallest part of Phuket that holds so many."""
    counts, cells = estimated(_PROVINCE, seed=seed)
    by_size = np.argsort(counts.totals[:, 1])
    enough = int(np.searchsorted(np.cumsum(counts.totals[by_size, 1]), n)) + 1
    chosen = np.isin(np.arange(len(by_size)), by_size[:enough])
    province = found(counts.rows(chosen), cells.rows(chosen), as_of=END_OF_YEAR_2561, seed=seed)
    columns = SyntheticPerson.__dataclass_fields__
    rows = true_persons(province).select(list(columns)).slice(0, min(n, province.people.surveyed)).to_pylist()
    return tuple(SyntheticPerson(**row) for row in rows)
