"""The BMN survey of a province, as its community-development office sends it: a row a person.

Whoever is registered for state welfare stands here with the right number, plainly written: the published counts depend
on it. All other dirt falls on people who are not registered.
"""

import numpy as np
import pyarrow as pa

from samutphok.synthetic.clerk import (
    Clerk,
    NumberForm,
    draw_number_forms,
    write_births,
    write_names,
    write_numbers,
)
from samutphok.synthetic.counts import INDICATORS, Integers
from samutphok.synthetic.headers import BMN_SURVEY
from samutphok.synthetic.indicators import NOT_APPLICABLE
from samutphok.synthetic.province import Province
from samutphok.synthetic.streams import Purpose
from samutphok.synthetic.written_dates import DateForm

CLERK = Clerk(
    misspelt=0.01,
    former=0.01,
    number_forms={
        NumberForm.MISSING: 0.025,
        NumberForm.WRONG_CHECK_DIGIT: 0.006,
        NumberForm.DASHES: 0.012,
        NumberForm.THAI_DIGITS: 0.004,
        NumberForm.SPACES: 0.003,
        NumberForm.CUT_SHORT: 0.001,
        NumberForm.BORROWED: 0.0004,
    },
    date_forms={
        DateForm.PLAIN: 0.12,
        DateForm.SHORT_MONTH: 0.03,
        DateForm.LONG_MONTH: 0.01,
        DateForm.THAI_DIGITS: 0.01,
        DateForm.COMPACT: 0.03,
        DateForm.COMMON_ERA: 0.04,
        DateForm.MONTH_ONLY: 0.006,
        DateForm.YEAR_ONLY: 0.03,
    },
    no_birth=0.004,
)
_NO_HOUSE_CODE = 0.02  # share of the people living alone


def forms_of_numbers(province: Province) -> Integers:
    """(surveyed) The NumberForm in which each person's number stands in the survey."""
    random = province.random(Purpose.SURVEY)
    rows = np.arange(province.people.surveyed)
    forms = draw_number_forms(province, rows, CLERK.number_forms, random)
    return np.where(province.people.traits.registered[: len(rows)], NumberForm.PLAIN, forms)


def survey(province: Province, forms: Integers) -> pa.Table:
    """The file's rows under their headers, in the order of people; `forms` as `forms_of_numbers` gives them."""
    random = province.random(Purpose.SURVEY)
    people, rows = province.people, np.arange(province.people.surveyed)
    traits, of_person = people.traits, province.households.of_person
    lenders = np.flatnonzero((forms == NumberForm.PLAIN) & ~traits.registered[: len(rows)])
    alone = province.households.size[of_person] == 1
    no_house = alone & (random.random(len(rows)) < _NO_HOUSE_CODE)
    columns = {
        "survey_row_id": pa.array(province.person_ids(rows)),
        "pid": write_numbers(province, rows, forms, random, lenders=lenders),
        "house_code": province.houses.take(pa.array(of_person, mask=no_house)),
        "family_no": pa.array(province.households.family[of_person].astype(np.int32)),
        "area_code": province.villages(traits.tambon[rows], traits.village[rows]),
        **write_names(province, rows, CLERK, random),
        "sex": pa.array(["M", "F"]).take(pa.array(people.female[rows].astype(np.int8))),
        "birth_date": write_births(province, rows, CLERK, random),
        "income_per_person": pa.array(province.incomes, mask=np.isnan(province.incomes)),
        **{f"bmn{number}": _indicator(province, number) for number in range(1, INDICATORS + 1)},
    }
    return pa.table({name: columns[name] for name in BMN_SURVEY})


def _indicator(province: Province, number: int) -> pa.Array:
    values = province.values[number - 1]
    return pa.array(values, mask=values == NOT_APPLICABLE)
