"""Members whom the failed dimensions of their household concern: a pupil, somebody elderly, somebody disabled."""

import numpy as np

from samutphok.synthetic.ages import ELDERLY, Flags, Role
from samutphok.synthetic.counts import DIMENSIONS, Counts, Integers
from samutphok.synthetic.households import Households

_EDUCATION, _INCOME, _ACCESS = (DIMENSIONS.index(name) for name in ("education", "income", "accessibility"))
_SCHOOL, _WORK_OF_ELDERLY = 16, 21  # the indicators that most often fail these dimensions
_PARENT = 33  # the least age of a head who gets a pupil
_DISABLED_YOUNGER, _DISABLED_ELDERLY = 0.6, 2.6  # times the tambon's rate, by age


def fit_members(
    counts: Counts,
    households: Households,
    settled: Flags,
    members: tuple[Integers, Integers],
    random: np.random.Generator,
) -> tuple[Integers, Integers]:
    """Roles and ages (`members`), changed where a failed dimension most often concerns a pupil or somebody elderly.

    Only heads and people who are not `settled` change, and heads stay adult. Afterwards somebody is aged
    3 to 59 in each household that fails education.
    """
    role, age = members[0].copy(), members[1].copy()
    last = households.first + households.size - 1
    fits = (households.size > 1) & ~settled[last] & ~_any(households, (age >= 6) & (age <= 14))
    with_pupil = fits & _drawn(counts, households, (_EDUCATION, _SCHOOL), random)
    pupil, head = last[with_pupil], households.first[with_pupil]
    age[pupil] = 6 + (random.random(len(pupil)) * 9).astype(np.int64)
    age[head] = np.maximum(age[head], _PARENT)
    role[pupil] = Role.CHILD
    old = _drawn(counts, households, (_INCOME, _WORK_OF_ELDERLY), random) & ~_any(households, age >= ELDERLY)
    _set_heads(age, households, old, (ELDERLY, 85), random)
    lacking = _fails(households, _EDUCATION) & ~_any(households, (age >= 3) & (age < ELDERLY))
    _set_heads(age, households, lacking, (35, ELDERLY), random)
    return role, age


def disabled(counts: Counts, households: Households, age: Integers, random: np.random.Generator) -> Flags:
    """(persons) Who is disabled: by the tambon's rate, and one where a household fails access and nobody is elderly."""
    rate = (counts.disabled / np.maximum(counts.totals[:, 1], 1))[households.tambon[households.of_person]]
    chance = rate * np.where(age >= ELDERLY, _DISABLED_ELDERLY, _DISABLED_YOUNGER)
    chosen = random.random(len(age)) < chance
    lacking = _fails(households, _ACCESS) & ~_any(households, chosen | (age >= ELDERLY))
    chosen[households.first[lacking]] = True
    return chosen


def _fails(households: Households, dimension: int) -> Flags:
    return (households.failed >> dimension & 1).astype(bool)


def _any(households: Households, of_person: Flags) -> Flags:
    return np.logical_or.reduceat(of_person, households.first)


def _drawn(counts: Counts, households: Households, cause: tuple[int, int], random: np.random.Generator) -> Flags:
    """Households that fail the dimension of `cause`, as often as its indicator is the reason in their tambon."""
    dimension, indicator = cause
    share = counts.failed[:, indicator - 1] / np.maximum(counts.poverty[:, 1, dimension], 1)
    return _fails(households, dimension) & (random.random(len(households.size)) < share[households.tambon])


def _set_heads(
    age: Integers, households: Households, chosen: Flags, between: tuple[int, int], random: np.random.Generator
) -> None:
    low, high = between
    age[households.first[chosen]] = low + (random.random(int(chosen.sum())) * (high - low)).astype(np.int64)
