"""The state-welfare register of a province, as the Ministry of Finance sends it.

Everybody whom the published counts call registered stands here in a row with the right number. The further rows join
nobody: people whom the survey lacks; people whose number one of the two files misses or has wrong, whom only a later
linkage by name and birth can find; and registrants who stand here twice.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samutphok.synthetic.ages import ADULT
from samutphok.synthetic.clerk import (
    READABLE,
    Clerk,
    NumberForm,
    draw_number_forms,
    write_births,
    write_names,
    write_numbers,
)
from samutphok.synthetic.counts import Integers
from samutphok.synthetic.headers import STATE_WELFARE
from samutphok.synthetic.places import registered_places
from samutphok.synthetic.province import Province
from samutphok.synthetic.register import Written, spoilt
from samutphok.synthetic.streams import Purpose
from samutphok.synthetic.written_dates import DateForm

CLERK = Clerk(
    misspelt=0.012,
    former=0.12,
    number_forms={
        NumberForm.MISSING: 0.02,
        NumberForm.DASHES: 0.05,
        NumberForm.THAI_DIGITS: 0.01,
        NumberForm.WRONG_CHECK_DIGIT: 0.01,
    },
    date_forms={DateForm.PLAIN: 0.05, DateForm.COMPACT: 0.05, DateForm.COMMON_ERA: 0.05, DateForm.YEAR_ONLY: 0.04},
    no_birth=0.002,
)
_TWICE = 0.012  # share of registrants who stand here a second time
_WRITTEN_AS_SOMEBODY_ELSE = 0.002
_NUMBER_LOST_IN_SURVEY, _NUMBER_LOST_HERE = 0.4, 0.006  # shares of those people who are registered all the same
_OUTSIDE = 0.55
_SPOILT = 0.01  # share of the rows of people outside the survey that no intake can take
_VALIDATED = 0.8


@dataclass(frozen=True, slots=True)
class _Rows:
    person: Integers
    form: Integers
    validated: NDArray[np.bool_]

    @classmethod
    def all_of(cls, *parts: "_Rows") -> "_Rows":
        return cls(
            *(np.concatenate([getattr(part, name) for part in parts]) for name in ("person", "form", "validated"))
        )


def welfare(province: Province, survey_forms: Integers) -> Written:
    """The file's rows; `survey_forms` (surveyed) tells in which form the survey has each number."""
    random = province.random(Purpose.WELFARE)
    rows = _rows(province, survey_forms, random)
    order = random.permutation(len(rows.person))
    person, form = rows.person[order], rows.form[order]
    columns = {
        "pid": write_numbers(province, person, form, random),
        **write_names(province, person, CLERK, random, strangers=_WRITTEN_AS_SOMEBODY_ELSE),
        "birth_date": write_births(province, person, CLERK, random),
        "area_code": registered_places(province, person, random),
        "validated": pa.array(rows.validated[order].astype(np.int8)),
    }
    outside = person >= province.people.surveyed
    table = pa.table({name: columns[name] for name in STATE_WELFARE})
    return Written(spoilt(table, outside, _SPOILT, {"birth_date": "31/02/2500", "area_code": None}, random), person)


def _rows(province: Province, survey_forms: Integers, random: np.random.Generator) -> _Rows:
    traits, surveyed = province.people.traits, province.people.surveyed
    registered = np.flatnonzero(traits.registered)
    twice = registered[random.random(len(registered)) < _TWICE]
    adult = (traits.age[:surveyed] >= ADULT) & ~traits.registered[:surveyed]
    lost_there = np.isin(survey_forms, [NumberForm.MISSING, NumberForm.WRONG_CHECK_DIGIT, NumberForm.CUT_SHORT])
    plain_there = survey_forms == NumberForm.PLAIN
    luck = random.random(surveyed)
    found_by_name = np.flatnonzero(adult & lost_there & (luck < _NUMBER_LOST_IN_SURVEY))
    number_lost = np.flatnonzero(adult & plain_there & (luck < _NUMBER_LOST_HERE))
    outside = surveyed + np.flatnonzero(random.random(len(traits.age) - surveyed) < _OUTSIDE)
    return _Rows.all_of(
        _Rows(registered, np.full(len(registered), NumberForm.PLAIN), traits.validated[registered]),
        _Rows(twice, _readable(province, twice, random), traits.validated[twice] & (random.random(len(twice)) < 0.5)),
        _Rows(
            found_by_name, _as_wrong_as_there(survey_forms[found_by_name], random), _by_chance(found_by_name, random)
        ),
        _Rows(number_lost, _lost(number_lost, random), _by_chance(number_lost, random)),
        _Rows(outside, draw_number_forms(province, outside, CLERK.number_forms, random), _by_chance(outside, random)),
    )


def _readable(province: Province, rows: Integers, random: np.random.Generator) -> Integers:
    """Forms from which the right number can still be read."""
    forms = draw_number_forms(province, rows, CLERK.number_forms, random)
    return np.where(np.isin(forms, READABLE), forms, NumberForm.PLAIN)


def _as_wrong_as_there(survey_forms: Integers, random: np.random.Generator) -> Integers:
    """The right number; of those with a wrong check digit in the survey half are as wrong here: no proof of identity."""
    as_wrong = (survey_forms == NumberForm.WRONG_CHECK_DIGIT) & (random.random(len(survey_forms)) < 0.5)
    return np.where(as_wrong, NumberForm.WRONG_CHECK_DIGIT, NumberForm.PLAIN)


def _lost(rows: Integers, random: np.random.Generator) -> Integers:
    missing = random.random(len(rows)) < 0.6
    return np.where(missing, NumberForm.MISSING, NumberForm.WRONG_CHECK_DIGIT)


def _by_chance(rows: Integers, random: np.random.Generator) -> NDArray[np.bool_]:
    return random.random(len(rows)) < _VALIDATED
