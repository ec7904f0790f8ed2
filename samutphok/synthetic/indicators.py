"""The 31 indicators of each person, so that each household fails exactly the dimensions of its cell.

Files carry each person's own value: an indicator of persons is failed by at least one of the members whom it concerns,
one of households by all. TPMAP's assessed and failed counts of the tambon say which indicators fail how often.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samutphok.synthetic.ages import ELDERLY, Flags
from samutphok.synthetic.counts import DIMENSIONS, INDICATORS, Counts, Integers
from samutphok.synthetic.households import Households
from samutphok.synthetic.population import People
from samutphok.synthetic.streams import Purpose, stream

NOT_APPLICABLE, FAILED, PASSED = -1, 0, 1
OF_DIMENSION = {
    "health": (1, 4, 5, 7),
    "living": (8, 9, 10, 11),
    "education": (15, 16, 17, 19),
    "income": (20, 21, 22),
    "accessibility": (27, 28),
}
_IN_A_DIMENSION = {number for numbers in OF_DIMENSION.values() for number in numbers}
_HARDLY = (
    1e-9  # weight of an indicator that nobody of the tambon failed, taken only where no other concerns the household
)
_FURTHER_MEMBERS = 0.25  # chance that another member whom a failed indicator concerns fails it too
_CHRONIC_FROM = 40

Values = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whom an indicator concerns, an array each."""

    age: Integers
    disabled: Flags
    chronic: Flags


# Whom the indicator concerns; the others (None here) concern the household as a whole.
CONCERNS: dict[int, Callable[[Situation], Flags]] = {
    1: lambda person: person.age == 0,
    2: lambda person: person.age == 0,
    3: lambda person: person.age <= 12,
    6: lambda person: person.age >= 35,
    7: lambda person: person.age >= 6,
    15: lambda person: (person.age >= 3) & (person.age <= 5),
    16: lambda person: (person.age >= 6) & (person.age <= 14),
    17: lambda person: person.age == 15,
    18: lambda person: (person.age == 16) & (person.chronic | person.disabled),
    19: lambda person: (person.age >= 15) & (person.age < ELDERLY),
    20: lambda person: (person.age >= 15) & (person.age < ELDERLY),
    21: lambda person: person.age >= ELDERLY,
    24: lambda person: person.age >= 6,
    25: lambda person: person.age >= 6,
    27: lambda person: person.age >= ELDERLY,
    28: lambda person: person.disabled,
    29: lambda person: person.chronic,
}


def assess(counts: Counts, households: Households, people: People, *, seed: int) -> Values:
    """(31, surveyed) Values of the indicators 1 to 31: 1 passed, 0 failed, -1 not applicable."""
    random = stream(seed, Purpose.INDICATORS, int(counts.tambons[0][:2]))
    surveyed = slice(0, people.surveyed)
    chronic = random.random(people.surveyed) < np.where(people.traits.age[surveyed] >= _CHRONIC_FROM, 0.05, 0.003)
    person = Situation(people.traits.age[surveyed], people.traits.disabled[surveyed], chronic)
    values = np.full((INDICATORS, people.surveyed), PASSED, dtype=np.int8)
    for number, concerns in CONCERNS.items():
        values[number - 1] = np.where(concerns(person), PASSED, NOT_APPLICABLE)
    for number in range(1, INDICATORS + 1):
        if number not in _IN_A_DIMENSION:
            _fail_by_rate(values[number - 1], counts, households, number, random)
    for dimension in range(len(DIMENSIONS)):
        _fail_dimension(values, counts, households, dimension, random)
    return values


def _fail_by_rate(
    values: Values, counts: Counts, households: Households, number: int, random: np.random.Generator
) -> None:
    """Fail an indicator outside the dimensions in as many households as the tambon's rate says."""
    rate = counts.failed[:, number - 1] / np.maximum(counts.assessed[:, number - 1], 1)
    failing = random.random(len(households.size)) < rate[households.tambon]
    concerned = (values != NOT_APPLICABLE) & failing[households.of_person]
    values[concerned] = FAILED


def _fail_dimension(
    values: Values, counts: Counts, households: Households, dimension: int, random: np.random.Generator
) -> None:
    """Fail at least one indicator of the dimension in each household that fails it."""
    failing = np.flatnonzero(households.failed >> dimension & 1)
    if not len(failing):
        return
    size = households.size[failing]
    first = np.cumsum(size) - size
    members = np.repeat(households.first[failing] - first, size) + np.arange(int(size.sum()))
    numbers = np.array(OF_DIMENSION[DIMENSIONS[dimension]])
    own = values[np.ix_(numbers - 1, members)] != NOT_APPLICABLE
    concerned = np.logical_or.reduceat(own, first, axis=1)
    poor = np.maximum(counts.poverty[:, 1, dimension], 1)
    chance = np.minimum(counts.failed[:, numbers - 1] / poor[:, None], 1.0)[households.tambon[failing]].T
    drawn = _at_least_one(chance, concerned, random)
    for place, number in enumerate(numbers):
        fails = np.repeat(drawn[place], size) & _whoever_fails(own[place], first, size, random)
        values[number - 1, members[fails]] = FAILED


def _at_least_one(chance: NDArray[np.float64], possible: Flags, random: np.random.Generator) -> Flags:
    """(indicators, households) Each possible indicator with its chance; where none came, one by the chances' weights."""
    drawn = possible & (random.random(chance.shape) < chance)
    weights = np.cumsum(np.where(possible, chance + _HARDLY, 0.0), axis=0)
    only = (weights <= random.random(chance.shape[1]) * weights[-1]).sum(axis=0)
    none = np.flatnonzero(~drawn.any(axis=0))
    drawn[only[none], none] = True
    return drawn


def _whoever_fails(concerned: Flags, first: Integers, size: Integers, random: np.random.Generator) -> Flags:
    """(members) All whom an indicator of households concerns; one or more of those whom one of persons concerns."""
    if concerned.all():
        return concerned
    luck = np.where(concerned, random.random(len(concerned)), 2.0)
    least = np.repeat(np.minimum.reduceat(luck, first), size)
    return concerned & ((luck == least) | (luck < _FURTHER_MEMBERS))
