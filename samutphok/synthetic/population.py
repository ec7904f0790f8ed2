"""The people of one province as they truly are, before any office writes them down."""

from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum

import numpy as np

from samutphok.synthetic import ages
from samutphok.synthetic.ages import Flags, Role
from samutphok.synthetic.cells import Cells
from samutphok.synthetic.counts import Counts, Integers
from samutphok.synthetic.fitting import disabled, fit_members
from samutphok.synthetic.households import Households
from samutphok.synthetic.naming import Names, named
from samutphok.synthetic.registration import register
from samutphok.synthetic.streams import Purpose, stream
from samutphok.synthetic.written_dates import Days, day_numbers

_OUTSIDE = 0.02  # people in registers for each person in the survey, whom the survey does not know
_FATES = (0.45, 0.30, 0.25)
_OUTSIDE_DISABLED = 0.1
_ZERO = 0.004


class Fate(IntEnum):
    """Why a person of the registers stands in the survey or does not."""

    SURVEYED = 0
    MISSED = 1
    MOVED = 2
    DEAD = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """What is true of N people, an array each.

    `household`: place among the households, -1 outside the survey; `tambon` (row in the counts), `village`: where they
    live or lived; `role` (ages.Role); `fate` (Fate); `age` in completed years; `twin`: born with the person before;
    `registered` and `validated`: as `samutphok target` has to find them.
    """

    household: Integers
    tambon: Integers
    village: Integers
    role: Integers
    fate: Integers
    age: Integers
    twin: Flags
    disabled: Flags
    registered: Flags
    validated: Flags

    def followed_by(self, other: "Traits") -> "Traits":
        """Both, these first."""
        return Traits(*(np.concatenate([getattr(self, f.name), getattr(other, f.name)]) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class People:
    """N people of one province: the surveyed in the order of their households, then those whom the survey lacks.

    `as_of`: the day of the ages; `born`: place in the table of days (written_dates); `zero`: the citizen number begins
    with 0, as those of people without civil-registration status do.
    """

    as_of: date
    surveyed: int
    traits: Traits
    born: Integers
    female: Flags
    zero: Flags
    names: Names


def populate(counts: Counts, cells: Cells, households: Households, *, as_of: date, seed: int) -> People:
    """The people of the households, and those whom the survey missed, who moved away or died."""
    province = int(counts.tambons[0][:2])
    random = stream(seed, Purpose.PEOPLE, province)
    members = _members(counts, cells, households, random)
    traits = members.followed_by(_outsiders(households, random))
    female = _female(traits.role, random)
    return People(
        as_of=as_of,
        surveyed=len(members.age),
        traits=traits,
        born=_born(traits, as_of, random),
        female=female,
        zero=~traits.registered & (random.random(len(female)) < _ZERO),
        names=named(traits.household, traits.role, traits.age, female, seed=seed, province=province),
    )


def _members(counts: Counts, cells: Cells, households: Households, random: np.random.Generator) -> Traits:
    role = ages.roles(households, random)
    age = ages.ages(counts, households, role, random)
    registered, validated = register(cells, households, age, random)
    age = ages.grown_up(age, registered, random)
    twin = ages.twins(households, role, registered, random)
    age[twin] = age[np.flatnonzero(twin) - 1]
    role, age = fit_members(counts, households, registered | twin, (role, age), random)
    of_person = households.of_person
    return Traits(
        household=of_person,
        tambon=households.tambon[of_person],
        village=households.village[of_person],
        role=role,
        fate=np.full(len(role), Fate.SURVEYED),
        age=age,
        twin=twin,
        disabled=disabled(counts, households, age, random),
        registered=registered,
        validated=validated,
    )


def _outsiders(households: Households, random: np.random.Generator) -> Traits:
    """People of the registers whom the survey does not know."""
    size = 4 + round(_OUTSIDE * int(households.size.sum()))
    neighbour = (random.random(size) * len(households.size)).astype(np.int64)
    nobody = np.zeros(size, dtype=bool)
    return Traits(
        household=np.full(size, -1),
        tambon=households.tambon[neighbour],
        village=households.village[neighbour],
        role=np.full(size, Role.HEAD),
        fate=1 + np.searchsorted(np.cumsum(_FATES)[:-1], random.random(size)),
        age=np.clip(random.normal(60, 17, size), ages.ADULT, ages.OLDEST).astype(np.int64),
        twin=nobody,
        disabled=random.random(size) < _OUTSIDE_DISABLED,
        registered=nobody,
        validated=nobody,
    )


def _born(traits: Traits, as_of: date, random: np.random.Generator) -> Integers:
    """A day on which somebody of that age at `as_of` was born; twins share theirs."""
    years_ago = np.datetime64(as_of.replace(day=1), "M") - 12 * traits.age
    into_the_year = 3 + (random.random(len(traits.age)) * 355).astype(np.int64)
    last_birthday_at_most: Days = years_ago.astype("datetime64[D]") + (as_of.day - 1)
    born = day_numbers(last_birthday_at_most - into_the_year)
    born[traits.twin] = born[np.flatnonzero(traits.twin) - 1]
    return born


def _female(role: Integers, random: np.random.Generator) -> Flags:
    """Sex: a spouse has the other sex than the head, who stands before."""
    female = random.random(len(role)) < 0.515
    head = role == Role.HEAD
    female[head] = random.random(int(head.sum())) < 0.4
    spouse = np.flatnonzero(role == Role.SPOUSE)
    female[spouse] = ~female[spouse - 1]
    return female
