"""The truth beside the registers: who the people really are, and which person each row of each register is about."""

import numpy as np
import pyarrow as pa

from samutphok.synthetic.counts import Integers
from samutphok.synthetic.misspelling import SPELLINGS
from samutphok.synthetic.population import Fate
from samutphok.synthetic.province import PEOPLE_PER_PROVINCE, Province
from samutphok.synthetic.vocabulary import vocabulary
from samutphok.synthetic.written_dates import FIRST_DAY

_FATES = [fate.name.lower() for fate in Fate]
_DAYS_BEFORE_1970 = int(np.datetime64(FIRST_DAY, "D").astype(np.int64))


def true_persons(province: Province) -> pa.Table:
    """A row a person: person_id, pid, title, names, sex, birth_date, household_id (null outside the survey), area_code,
    fate (surveyed, missed, moved, dead), and registered and validated as the published counts have it.
    """
    people, words = province.people, vocabulary()
    traits, names = people.traits, people.names
    rows = np.arange(len(traits.age))
    household = int(province.code) * PEOPLE_PER_PROVINCE + 1 + traits.household
    return pa.table(
        {
            "person_id": pa.array(province.person_ids(rows)),
            "pid": province.numbers,
            "title": words.titles.take(pa.array(names.title)),
            "first_name": words.first_names.take(pa.array(names.first * SPELLINGS)),
            "last_name": words.last_names.take(pa.array(names.last * SPELLINGS)),
            "former_last_name": words.last_names.take(pa.array(names.former * SPELLINGS)),
            "sex": pa.array(["M", "F"]).take(pa.array(people.female.astype(np.int8))),
            "birth_date": pa.array((people.born + _DAYS_BEFORE_1970).astype(np.int32), pa.date32()),
            "household_id": pa.array(household, mask=traits.household < 0),
            "area_code": province.villages(traits.tambon, traits.village),
            "fate": pa.array(_FATES).take(pa.array(traits.fate)),
            "registered": pa.array(traits.registered),
            "validated": pa.array(traits.validated),
        }
    )


def true_links(province: Province, register: str, persons: Integers, *, rows_before: int) -> pa.Table:
    """A row a row of a register: register, row_number (from 1 below the headers), person_id. `persons`: places of people."""
    numbers = rows_before + 1 + np.arange(len(persons))
    return pa.table(
        {
            "register": pa.array([register]).take(pa.array(np.zeros(len(persons), dtype=np.int8))),
            "row_number": pa.array(numbers),
            "person_id": pa.array(province.person_ids(persons)),
        }
    )
