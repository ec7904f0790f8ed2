"""The same province a survey round before, with what happened since taken back.

The same people in the same households: whoever was born since is not there yet, some who died or moved away since still
are, some families lived in another house, incomes and answers were partly others, some had not registered yet. The
people keep their numbers and their ids in the truth, so that every change between the two rounds is known.
"""

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from samutphok.synthetic.ages import Flags
from samutphok.synthetic.counts import DIMENSIONS, Integers
from samutphok.synthetic.households import Households
from samutphok.synthetic.income import INDICATOR as INCOME
from samutphok.synthetic.income import THRESHOLD
from samutphok.synthetic.indicators import (
    CONCERNS,
    FAILED,
    NOT_APPLICABLE,
    OF_DIMENSION,
    PASSED,
    Situation,
    Values,
)
from samutphok.synthetic.naming import Names
from samutphok.synthetic.numbers import house_codes
from samutphok.synthetic.population import Fate, People, Traits
from samutphok.synthetic.province import Province
from samutphok.synthetic.streams import Purpose
from samutphok.synthetic.written_dates import day_numbers

_LEFT_SINCE = 0.6  # of those whom the survey lacks because they died or moved: still in a household then
_MOVED_HOUSE = 0.02
_OTHER_INCOME = 0.3
_STILL_FAILED = 0.92  # of the families that fail now: they failed the same then
# of answers passed now, times the indicator's own rate: in families that fail nothing now, and in those that fail something
_FAILED_THEN, _FAILED_BESIDE = 0.22, 2.5
_REGISTERED_SINCE, _VALIDATED_SINCE = 0.04, 0.05
_BY_AGE = (1, 2, 3, 7, 15, 16, 17, 19, 20, 21, 27)  # indicators that concern people of an age alone


def round_before(province: Province, cut: date) -> Province:
    """The province as a survey of `cut`, a day before its own, would have met it; the same seed gives the same answer."""
    random = province.random(Purpose.BEFORE)
    order, of_person = _members(province, cut, random)
    households = _households(province, of_person, random)
    people = _people(province, order, of_person, households, cut, random)
    values = _values(province, order[: people.surveyed], people, households, random)
    incomes = _incomes(province, values, households, random)
    amphoe = np.array([int(tambon[:4]) for tambon in province.counts.tambons])[households.tambon]
    return replace(
        province,
        seed=province.seed + 1,  # the offices make other slips
        households=replace(households, failed=_failed(values, households)),
        people=people,
        numbers=province.numbers.take(order),
        houses=house_codes(amphoe, households.house),
        values=values,
        incomes=incomes,
        order=order,
    )


def _members(province: Province, cut: date, random: np.random.Generator) -> tuple[Integers, Integers]:
    """Places of the people then, the surveyed first in the order of their households; and the household of each of those."""
    people, traits = province.people, province.people.traits
    there = people.born <= day_numbers(np.array([cut], dtype="datetime64[D]"))[0]
    outside = np.arange(len(there)) >= people.surveyed
    left = outside & there & np.isin(traits.fate, [Fate.DEAD, Fate.MOVED]) & (random.random(len(there)) < _LEFT_SINCE)
    stayed = np.flatnonzero(there & ~outside)
    gone = np.flatnonzero(left)
    members = np.concatenate([stayed, gone])
    of_person = np.concatenate([traits.household[stayed], _hosts(province, gone, random)])
    by_household = np.argsort(of_person, kind="stable")
    others = np.flatnonzero(outside & there & ~left)
    return np.concatenate([members[by_household], others]), of_person[by_household]


def _hosts(province: Province, persons: Integers, random: np.random.Generator) -> Integers:
    """A household of the village in which each person lived, or of the nearest one in the order of the survey."""
    households, traits = province.households, province.people.traits
    place = households.tambon * 100 + households.village  # ascending, as households are
    wanted = traits.tambon[persons] * 100 + traits.village[persons]
    first, last = np.searchsorted(place, wanted), np.searchsorted(place, wanted, side="right")
    chosen = first + (random.random(len(persons)) * np.maximum(last - first, 1)).astype(np.int64)
    return np.minimum(chosen, len(place) - 1)


def _households(province: Province, of_person: Integers, random: np.random.Generator) -> Households:
    now = province.households
    size = np.bincount(of_person, minlength=len(now.size))
    moved = random.random(len(size)) < _MOVED_HOUSE
    villages = np.ones(len(province.counts.tambons), dtype=np.int64)
    np.maximum.at(villages, now.tambon, now.village)
    village = 1 + (random.random(len(size)) * villages[now.tambon]).astype(np.int64)
    never_used = int(now.house.max()) + 1 + np.arange(len(size))
    return replace(
        now,
        size=size,
        first=np.cumsum(size) - size,
        village=np.where(moved, village, now.village),
        house=np.where(moved, never_used, now.house),
        family=np.where(moved, 1, now.family),
    )


def _people(
    province: Province,
    order: Integers,
    of_person: Integers,
    households: Households,
    cut: date,
    random: np.random.Generator,
) -> People:
    now, surveyed = province.people, len(of_person)
    traits = Traits(**{name: getattr(now.traits, name)[order] for name in Traits.__dataclass_fields__})
    household, tambon, village, fate = (
        traits.household.copy(),
        traits.tambon.copy(),
        traits.village.copy(),
        traits.fate.copy(),
    )
    household[:surveyed], fate[:surveyed] = of_person, Fate.SURVEYED
    tambon[:surveyed], village[:surveyed] = households.tambon[of_person], households.village[of_person]
    registered = traits.registered & (random.random(len(order)) >= _REGISTERED_SINCE)
    return replace(
        now,
        as_of=cut,
        surveyed=surveyed,
        traits=replace(
            traits,
            household=household,
            tambon=tambon,
            village=village,
            fate=fate,
            age=np.maximum(traits.age - (now.as_of.year - cut.year), 0),
            registered=registered,
            validated=traits.validated & registered & (random.random(len(order)) >= _VALIDATED_SINCE),
        ),
        born=now.born[order],
        female=now.female[order],
        zero=now.zero[order],
        names=Names(**{name: getattr(now.names, name)[order] for name in Names.__dataclass_fields__}),
    )


def _values(
    province: Province, order: Integers, people: People, households: Households, random: np.random.Generator
) -> Values:
    """(31, surveyed then) Today's answers where they were the same; what concerned nobody of that age is not applicable."""
    now, of_person = province.values, households.of_person
    stays = order < province.people.surveyed
    heads = province.households.first[of_person]
    values = now[:, np.where(stays, order, heads)].copy()
    person = Situation(
        people.traits.age[: len(order)], people.traits.disabled[: len(order)], np.zeros(len(order), bool)
    )
    for number in CONCERNS:
        own = values[number - 1]
        own[~stays] = NOT_APPLICABLE
        if number in _BY_AGE:
            concerned = CONCERNS[number](person)
            own[concerned & (own == NOT_APPLICABLE)] = PASSED
            own[~concerned] = NOT_APPLICABLE
    fails_now = (_failed(values, households) > 0)[of_person]
    stays_failed = (random.random(len(households.size)) < _STILL_FAILED)[of_person]
    for number in (number for numbers in OF_DIMENSION.values() for number in numbers):
        own = values[number - 1]
        luck = random.random(len(own)) if number in CONCERNS else random.random(len(households.size))[of_person]
        _answer_then(own, luck, fails_now=fails_now, stays_failed=stays_failed)
    return values


def _answer_then(own: Values, luck: NDArray[np.float64], *, fails_now: Flags, stays_failed: Flags) -> None:
    """Some families that fail now passed then, and some who pass now failed then: a few more, so that poverty fell since."""
    assessed = own != NOT_APPLICABLE
    rate = (own == FAILED).sum() / max(assessed.sum(), 1)
    failed_then = luck < rate * np.where(fails_now, _FAILED_BESIDE, _FAILED_THEN)
    fails = np.where(own == FAILED, stays_failed, failed_then)
    own[assessed] = np.where(fails, FAILED, PASSED)[assessed]


def _incomes(
    province: Province, values: Values, households: Households, random: np.random.Generator
) -> NDArray[np.float64]:
    """(surveyed then) Baht per person and year, on the right side of the indicator's threshold."""
    now = province.incomes[province.households.first]
    failing = values[INCOME - 1][households.first] == FAILED
    fits = np.isnan(now) | ((now < THRESHOLD) == failing)
    other = ~fits | (random.random(len(now)) < _OTHER_INCOME)
    below = THRESHOLD * (0.15 + 0.84 * random.random(len(now)))
    above = THRESHOLD + np.exp(random.normal(10.7, 0.7, len(now)))
    drawn = np.floor(np.where(failing, below, above) / 100) * 100
    return np.where(other & ~np.isnan(now), drawn, now)[households.of_person]


def _failed(values: Values, households: Households) -> Integers:
    """(households) The set of failed dimensions, bit i for dimension i."""
    failed = np.zeros(len(households.size), dtype=np.int64)
    for bit, dimension in enumerate(DIMENSIONS):
        any_member: Flags = np.zeros(values.shape[1], dtype=bool)
        for number in OF_DIMENSION[dimension]:
            any_member |= values[number - 1] == FAILED
        failed |= np.logical_or.reduceat(any_member, households.first).astype(np.int64) << bit
    return failed
