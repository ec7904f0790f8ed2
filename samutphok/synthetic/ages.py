"""Who lives together: roles and ages of the members of each household."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from samutphok.synthetic.counts import Counts, Integers
from samutphok.synthetic.households import Households, place_in_group

ADULT, ELDERLY = 18, 60
OLDEST = 99
_HEAD_AGE, _HEAD_AGE_BY_SHARE = 36, 75  # mean age of heads, by the tambon's share of elderly people
_TWINS = 0.015  # share of children who are the twin of the child before them

Flags = NDArray[np.bool_]


class Role(IntEnum):
    """The place of a person in the household, as seen from its head."""

    HEAD = 0
    SPOUSE = 1
    CHILD = 2
    PARENT = 3
    GRANDCHILD = 4


# Roles of the second, third and further members, with the chance of each.
_ROLES = np.array([Role.SPOUSE, Role.CHILD, Role.PARENT, Role.GRANDCHILD])
_CHANCES = np.array([[0.66, 0.22, 0.09, 0.03], [0.0, 0.76, 0.10, 0.14], [0.0, 0.62, 0.05, 0.33]])


def roles(households: Households, random: np.random.Generator) -> Integers:
    """(persons) Role of each member; the first of a household is its head."""
    place = place_in_group(households.of_person)
    drawn = np.cumsum(_CHANCES, axis=1)[np.clip(place - 1, 0, 2)] < random.random(len(place))[:, None]
    return np.where(place == 0, Role.HEAD, _ROLES[np.minimum(drawn.sum(axis=1), len(_ROLES) - 1)])


def ages(counts: Counts, households: Households, role: Integers, random: np.random.Generator) -> Integers:
    """(persons) Ages in completed years; the head's age, older where the tambon is old, gives those of the others."""
    share = np.clip(counts.elderly / np.maximum(counts.totals[:, 1], 1), 0.05, 0.35)
    mean = (_HEAD_AGE + _HEAD_AGE_BY_SHARE * share)[households.tambon]
    heads = np.clip(random.normal(mean, 14), 20, OLDEST - 4)
    head = np.repeat(heads, households.size)
    between = random.random(len(role))
    age = np.select(
        [role == Role.SPOUSE, role == Role.CHILD, role == Role.PARENT, role == Role.GRANDCHILD],
        [
            head - 8 + between * 12,
            np.where(head < 36, between * np.maximum(head - 18, 1), head - 20 - between * 16),
            head + 20 + between * 12,
            np.abs(head - 42 - between * 22) % 25,
        ],
        head,
    )
    return np.clip(age, np.where(role == Role.SPOUSE, ADULT, 0), OLDEST).astype(np.int64)


def grown_up(age: Integers, registered: Flags, random: np.random.Generator) -> Integers:
    """The ages with registered children made adults: only adults may register for state welfare."""
    return np.where(registered & (age < ADULT), ADULT + (random.random(len(age)) * 6).astype(np.int64), age)


def twins(households: Households, role: Integers, registered: Flags, random: np.random.Generator) -> Flags:
    """(persons) Whether a child is the twin of the person before, so that both have one birth date."""
    child = (role == Role.CHILD) & ~registered
    after_child = np.zeros(len(role), dtype=bool)
    after_child[1:] = child[:-1] & child[1:] & (households.of_person[1:] == households.of_person[:-1])
    return after_child & (random.random(len(role)) < _TWINS)
