"""True names: first names by sex and generation, family names that households share, and women who took another one."""

from dataclasses import dataclass

import numpy as np

from samutphok.synthetic.ages import Flags, Role
from samutphok.synthetic.counts import Integers
from samutphok.synthetic.streams import Purpose, stream
from samutphok.synthetic.vocabulary import RANKS, NameGroup, Title, vocabulary

_GENERATION = 46  # years of age from which the older names are usual
_OTHER_FAMILY_NAME = 0.12  # members who bear another name than their household
_TOOK_HUSBANDS_NAME = 0.75
_CHILD_TITLE_UNTIL = 15


@dataclass(frozen=True, slots=True)
class Names:
    """(N) Numbers of names in the vocabulary. `former`: the family name before marriage, else the same as `last`."""

    title: Integers
    first: Integers
    last: Integers
    former: Integers


def named(household: Integers, role: Integers, age: Integers, female: Flags, *, seed: int, province: int) -> Names:
    """Names for people in the order of their households (-1: on their own)."""
    random = stream(seed, Purpose.NAMES, province)
    muslim = _by_household(household, random) < vocabulary().muslim_share.get(province, 0.0)
    last = _family_names(household, muslim, random)
    own = random.random(len(last)) < _OTHER_FAMILY_NAME
    last = np.where(own & (role != Role.HEAD), _family_names(np.full(len(last), -1), muslim, random), last)
    married = female & _in_couple(household, role)
    changed = married & ~muslim & (random.random(len(last)) < _TOOK_HUSBANDS_NAME)
    former = np.where(changed, _family_names(np.full(len(last), -1), muslim, random), last)
    return Names(
        title=_titles(age, female, married, random),
        first=_first_names(age, female, muslim, random),
        last=last,
        former=former,
    )


def _by_household(household: Integers, random: np.random.Generator) -> np.ndarray:
    """A random number below 1 for each person, one for all members of a household."""
    alone = household < 0
    shared = random.random(int(household.max(initial=-1)) + 1)
    return np.where(alone, random.random(len(household)), shared[np.where(alone, 0, household)])


def _family_names(household: Integers, muslim: Flags, random: np.random.Generator) -> Integers:
    words = vocabulary()
    chance = _by_household(household, random) if household.max(initial=-1) >= 0 else random.random(len(household))
    usual = (chance * words.muslim_families).astype(np.int64)
    other = words.muslim_families + (chance * (words.families - words.muslim_families)).astype(np.int64)
    return np.where(muslim, other, usual)


def _in_couple(household: Integers, role: Integers) -> Flags:
    """Whether a person is the spouse of a head, or a head with a spouse (who stands next)."""
    spouse = (role == Role.SPOUSE) & (household >= 0)
    couple = spouse.copy()
    couple[:-1] |= spouse[1:]
    return couple


def _first_names(age: Integers, female: Flags, muslim: Flags, random: np.random.Generator) -> Integers:
    words = vocabulary()
    older = age + random.normal(0, 8, len(age)) >= _GENERATION
    group = np.where(muslim, NameGroup.MUSLIM, np.where(older, NameGroup.OLDER, NameGroup.YOUNGER)) + female
    popular_first = random.random(len(age)) ** 1.4
    return words.first_starts[group] + (popular_first * words.first_sizes[group]).astype(np.int64)


def _titles(age: Integers, female: Flags, married: Flags, random: np.random.Generator) -> Integers:
    """The title's number; where it has two written forms, one of them by chance."""
    child = age < _CHILD_TITLE_UNTIL
    second_form = random.integers(0, 2, len(age))
    rank = random.random(len(age)) < 0.01
    return np.select(
        [child & female, child, married, female, rank],
        [
            Title.GIRL + second_form,
            Title.BOY + second_form,
            np.full(len(age), Title.WIFE),
            Title.WOMAN + second_form,
            Title.RANK + random.integers(0, RANKS, len(age)),
        ],
        Title.MAN,
    )
