"""One province in full: its counts, the households and people who give them, their numbers and indicators."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samutphok.synthetic.cells import Cells
from samutphok.synthetic.counts import Counts, Integers
from samutphok.synthetic.households import MOST_VILLAGES, Households, settle
from samutphok.synthetic.income import incomes
from samutphok.synthetic.indicators import Values, assess
from samutphok.synthetic.numbers import citizen_numbers, house_codes
from samutphok.synthetic.population import People, populate
from samutphok.synthetic.streams import Purpose, stream

PEOPLE_PER_PROVINCE = 10_000_000  # the room for the numbers of one province's people, surveyed or not
_FIRST_GENERATION = 34  # years of age at the survey from which numbers begin with 3, given before 1984
_OTHER_CATEGORIES = np.array([2, 4, 5, 8])
_OF_OTHER_CATEGORY = 0.04


@dataclass(frozen=True, slots=True)
class Province:
    """A province and what is true of it; arrays of people are in the order of `people`.

    `numbers`: true citizen numbers (text, 13 digits). `houses` (households): house codes. `values` (31, surveyed):
    indicators. `incomes` (surveyed): baht per person and year, NaN unknown. `order`: places of the people in the round
    from which this one was made; None where it is the first.
    """

    code: str
    seed: int
    counts: Counts
    households: Households
    people: People
    numbers: pa.Array
    houses: pa.Array
    values: Values
    incomes: NDArray[np.float64]
    order: Integers | None = None

    def random(self, purpose: Purpose) -> np.random.Generator:
        """The stream of random numbers of one purpose."""
        return stream(self.seed, purpose, int(self.code))

    def person_ids(self, rows: Integers) -> Integers:
        """The truth's numbers of people, unique in the country."""
        places = rows if self.order is None else self.order[rows]
        return int(self.code) * PEOPLE_PER_PROVINCE + 1 + places

    def villages(self, tambon: Integers, village: Integers) -> pa.Array:
        """Village codes (8 digits as text)."""
        codes = [f"{code}{number:02d}" for code in self.counts.tambons for number in range(MOST_VILLAGES + 1)]
        return pa.array(codes).take(pa.array(tambon * (MOST_VILLAGES + 1) + village))

    def tambons(self, tambon: Integers) -> pa.Array:
        """Tambon codes (6 digits as text)."""
        return pa.array(list(self.counts.tambons)).take(pa.array(tambon))


def found(counts: Counts, cells: Cells, *, as_of: date, seed: int) -> Province:
    """The province whose tambons are `counts`, made of `cells`, as of a day."""
    code = counts.tambons[0][:2]
    households = settle(counts, cells, seed=seed)
    people = populate(counts, cells, households, as_of=as_of, seed=seed)
    values = assess(counts, households, people, seed=seed)
    amphoe = np.array([int(tambon[:4]) for tambon in counts.tambons])[households.tambon]
    return Province(
        code=code,
        seed=seed,
        counts=counts,
        households=households,
        people=people,
        numbers=_numbers(people, int(code), seed),
        houses=house_codes(amphoe, households.house),
        values=values,
        incomes=incomes(households, people, values, seed=seed, province=int(code)),
    )


def _numbers(people: People, province: int, seed: int) -> pa.Array:
    """True citizen numbers; the first digit is the category of registration, 0 for people without civil status."""
    random = stream(seed, Purpose.NUMBERS, province)
    age = people.traits.age
    usual = np.where(age >= _FIRST_GENERATION, 3, 1)
    other = _OTHER_CATEGORIES[random.integers(0, len(_OTHER_CATEGORIES), len(age))]
    first_digits = np.where(random.random(len(age)) < _OF_OTHER_CATEGORY, other, usual)
    serials = province * PEOPLE_PER_PROVINCE + np.arange(len(age))
    return citizen_numbers(serials, first_digits=np.where(people.zero, 0, first_digits), seed=seed)
