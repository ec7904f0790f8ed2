"""The disability register and the elderly-allowance payroll of a province, under the headers that those offices use."""

import numpy as np
import pyarrow as pa

from samutphok.synthetic.ages import ELDERLY
from samutphok.synthetic.clerk import (
    Clerk,
    NumberForm,
    draw_number_forms,
    write_births,
    write_days,
    write_names,
    write_numbers,
)
from samutphok.synthetic.counts import Integers
from samutphok.synthetic.headers import DISABILITY, ELDERLY_ALLOWANCE
from samutphok.synthetic.places import registered_places
from samutphok.synthetic.province import Province
from samutphok.synthetic.register import Written, spoilt
from samutphok.synthetic.streams import Purpose
from samutphok.synthetic.written_dates import DateForm, day_numbers

CLERK = Clerk(
    misspelt=0.05,
    former=0.25,
    number_forms={
        NumberForm.DASHES: 0.06,
        NumberForm.THAI_DIGITS: 0.03,
        NumberForm.SPACES: 0.01,
        NumberForm.MISSING: 0.02,
        NumberForm.WRONG_CHECK_DIGIT: 0.01,
        NumberForm.CUT_SHORT: 0.003,
        NumberForm.BORROWED: 0.003,
    },
    date_forms={
        DateForm.PLAIN: 0.1,
        DateForm.SHORT_MONTH: 0.25,
        DateForm.LONG_MONTH: 0.05,
        DateForm.THAI_DIGITS: 0.05,
        DateForm.MONTH_ONLY: 0.02,
        DateForm.YEAR_ONLY: 0.06,
    },
    no_birth=0.01,
)
_IN_REGISTER, _IN_PAYROLL, _TWICE, _SPOILT = 0.88, 0.82, 0.008, 0.003
_NO_EXPIRY = 0.3
_YEAR, _CARD_YEARS = 365, 8
_KINDS = (
    "ทางการมองเห็น",
    "ทางการได้ยินหรือสื่อความหมาย",
    "ทางการเคลื่อนไหวหรือทางร่างกาย",
    "ทางจิตใจหรือพฤติกรรม",
    "ทางสติปัญญา",
    "ทางการเรียนรู้",
    "ออทิสติก",
)
_KIND_CHANCES = (0.1, 0.18, 0.5, 0.08, 0.08, 0.03, 0.03)
_SEXES = ("ชาย", "ช", "หญิง", "ญ")
_TIERS = np.array([600, 700, 800, 1000])  # baht a month by age: 60-69, 70-79, 80-89, 90 and over
_BEGAN = 1993  # the year (CE) in which the allowance was first paid
_UNREADABLE = "31/02/2490"


def disability(province: Province) -> Written:
    """Card holders: most disabled people of the survey, and some whom it lacks, a few of them dead or moved."""
    random = province.random(Purpose.DISABILITY)
    traits = province.people.traits
    rows = _with_second_rows(np.flatnonzero(traits.disabled & (random.random(len(traits.age)) < _IN_REGISTER)), random)
    issued = _today(province) - random.integers(30, _CARD_YEARS * _YEAR, len(rows))
    kinds = random.choice(len(_KINDS), len(rows), p=_KIND_CHANCES)
    columns = {
        **_identity(province, rows, random),
        "house_code": _houses(province, rows),
        "disability_type": pa.array(_KINDS).take(pa.array(kinds)),
        "card_issued_on": write_days(issued, CLERK, random),
        "card_expires_on": write_days(issued + _CARD_YEARS * _YEAR, CLERK, random, left_out=_NO_EXPIRY),
    }
    cells = {DISABILITY["birth_date"]: _UNREADABLE, DISABILITY["area_code"]: "ไม่ทราบ"}
    return Written(_headed(columns, DISABILITY, cells, random), rows)


def elderly_allowance(province: Province, names: dict[str, str]) -> Written:
    """Recipients of the allowance: most people who turned 60 before the last October; `names`: tambons' by code."""
    random = province.random(Purpose.ELDERLY)
    traits = province.people.traits
    elderly = (traits.age > ELDERLY) & (random.random(len(traits.age)) < _IN_PAYROLL)
    rows = _with_second_rows(np.flatnonzero(elderly), random)
    payers = [f"อบต.{names.get(code, code)}" for code in province.counts.tambons]
    columns = {
        **_identity(province, rows, random),
        "paid_by": pa.array(payers).take(pa.array(traits.tambon[rows])),
        "monthly_amount": pa.array(_TIERS[np.clip(traits.age[rows] // 10 - 6, 0, len(_TIERS) - 1)].astype(str)),
        "since": write_days(_first_payments(province, rows), CLERK, random),
    }
    cells = {ELDERLY_ALLOWANCE["birth_date"]: _UNREADABLE, ELDERLY_ALLOWANCE["monthly_amount"]: "หกร้อย"}
    return Written(_headed(columns, ELDERLY_ALLOWANCE, cells, random), rows)


def _identity(province: Province, rows: Integers, random: np.random.Generator) -> dict[str, pa.Array]:
    forms = draw_number_forms(province, rows, CLERK.number_forms, random)
    sex = 2 * province.people.female[rows] + (random.random(len(rows)) < 0.2)
    return {
        "row": pa.array(np.arange(1, len(rows) + 1).astype(str)),
        "pid": write_numbers(province, rows, forms, random),
        **write_names(province, rows, CLERK, random),
        "sex": pa.array(_SEXES).take(pa.array(sex)),
        "birth_date": write_births(province, rows, CLERK, random),
        "area_code": registered_places(province, rows, random),
    }


def _headed(
    columns: dict[str, pa.Array], headers: dict[str, str], cells: dict[str, str], random: np.random.Generator
) -> pa.Table:
    """The columns under their Thai headers, a few rows spoilt as `cells` (by header) say."""
    table = pa.table({header: columns[name] for name, header in headers.items()})
    return spoilt(table, np.ones(table.num_rows, dtype=bool), _SPOILT, cells, random)


def _with_second_rows(rows: Integers, random: np.random.Generator) -> Integers:
    """The people in the order of the register, some of them twice."""
    return random.permutation(np.concatenate([rows, rows[random.random(len(rows)) < _TWICE]]))


def _houses(province: Province, rows: Integers) -> pa.Array:
    household = province.people.traits.household[rows]
    return province.houses.take(pa.array(household, mask=household < 0))


def _today(province: Province) -> int:
    return int(day_numbers(np.array([province.people.as_of], dtype="datetime64[D]"))[0])


def _first_payments(province: Province, rows: Integers) -> Integers:
    """The first October after somebody turned 60, when payments begin."""
    years = np.maximum(province.people.as_of.year - (province.people.traits.age[rows] - ELDERLY), _BEGAN)
    octobers = (years - 1970).astype("datetime64[Y]").astype("datetime64[M]") + 9
    return day_numbers(octobers.astype("datetime64[D]"))
