"""Household income per person and year, on the right side of the indicator's threshold."""

import numpy as np
from numpy.typing import NDArray

from samutphok.synthetic.households import Households
from samutphok.synthetic.indicators import FAILED, NOT_APPLICABLE, Values
from samutphok.synthetic.population import People
from samutphok.synthetic.streams import Purpose, stream

INDICATOR = 22
THRESHOLD = 38_000  # baht per person and year, BMN round of BE 2560-2564
_UNKNOWN = 0.003


def incomes(households: Households, people: People, values: Values, *, seed: int, province: int) -> NDArray[np.float64]:
    """(surveyed) Baht per person and year, one amount for all members; NaN where the household did not say.

    Where it is not known, indicator 22 becomes not applicable in `values` (31, surveyed), unless it is failed.
    """
    random = stream(seed, Purpose.INCOME, province)
    income, of_person = values[INDICATOR - 1], households.of_person
    failing = income[households.first] == FAILED
    with_card = np.logical_or.reduceat(people.traits.registered[: people.surveyed], households.first)
    above = np.exp(random.normal(np.where(with_card, 10.2, 10.9), 0.7))
    below = THRESHOLD * (0.15 + 0.84 * random.random(len(failing)))
    amount = np.floor(np.where(failing, below, THRESHOLD + above) / 100) * 100
    unknown = ~failing & (random.random(len(failing)) < _UNKNOWN)
    amount[unknown] = np.nan
    income[unknown[of_person]] = NOT_APPLICABLE
    return amount[of_person]
