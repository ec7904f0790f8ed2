"""Random numbers that depend on the seed, the purpose and the province alone, so that each province can be made apart."""

from enum import IntEnum

import numpy as np


class Purpose(IntEnum):
    """What a stream of random numbers is for; the values never change, or every synthetic file would."""

    SAMPLE = 1
    RATES = 2
    HOUSEHOLDS = 3
    PEOPLE = 4
    NAMES = 5
    INDICATORS = 6
    INCOME = 7
    SURVEY = 8
    WELFARE = 9
    DISABILITY = 10
    ELDERLY = 11
    AID = 12
    NUMBERS = 13
    BEFORE = 14


def stream(seed: int, purpose: Purpose, province: int) -> np.random.Generator:
    """A generator of its own for one purpose in one province (its 2 digits as a number)."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, int(purpose), province])))
