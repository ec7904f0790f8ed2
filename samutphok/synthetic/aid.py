"""Aid that the provincial office paid: a row a payment, under the headers of that office, in TIS-620."""

import numpy as np
import pyarrow as pa

from samutphok.synthetic.ages import ADULT, ELDERLY, Flags
from samutphok.synthetic.clerk import (
    Clerk,
    NumberForm,
    draw_number_forms,
    write_days,
    write_names,
    write_numbers,
)
from samutphok.synthetic.counts import Integers
from samutphok.synthetic.headers import PROVINCIAL_AID
from samutphok.synthetic.misspelling import TIS_620_SPELLINGS
from samutphok.synthetic.places import registered_places
from samutphok.synthetic.province import Province
from samutphok.synthetic.register import Written, spoilt
from samutphok.synthetic.streams import Purpose
from samutphok.synthetic.written_dates import DateForm, day_numbers

CLERK = Clerk(
    misspelt=0.06,
    former=0.1,
    number_forms={
        NumberForm.DASHES: 0.15,
        NumberForm.THAI_DIGITS: 0.06,
        NumberForm.SPACES: 0.02,
        NumberForm.MISSING: 0.04,
        NumberForm.WRONG_CHECK_DIGIT: 0.015,
        NumberForm.CUT_SHORT: 0.005,
        NumberForm.BORROWED: 0.004,
    },
    date_forms={DateForm.PLAIN: 0.2, DateForm.SHORT_MONTH: 0.3, DateForm.LONG_MONTH: 0.1, DateForm.THAI_DIGITS: 0.15},
    no_birth=0.0,
    spellings=TIS_620_SPELLINGS,
)
_POOR_OR_REGISTERED, _OTHER = 0.03, 0.002
_FURTHER_PAYMENT = 0.25
_SPOILT = 0.004
_DAYS = 700  # the payments lie in about two fiscal years
# By whom a payment is for: its kind, the agency, the usual amounts in baht.
_FOR_CHILD, _FOR_ADULT, _FOR_ELDERLY, _FOR_DISABLED = range(4)
_KINDS = (
    "เงินสงเคราะห์เด็กในครอบครัวยากจน",
    "เงินสงเคราะห์ครอบครัวผู้มีรายได้น้อย",
    "เงินสงเคราะห์ผู้สูงอายุในภาวะยากลำบาก",
    "เงินสงเคราะห์และฟื้นฟูสมรรถภาพคนพิการ",
)
_AGENCIES = ("บ้านพักเด็กและครอบครัว", "สนง.พมจ.", "ศูนย์พัฒนาการจัดสวัสดิการสังคมผู้สูงอายุ", "ศูนย์บริการคนพิการ")
_AMOUNTS = np.array(
    [
        ["1000", "1,000", "3,000"],
        ["2,000", "3000", "3,000"],
        ["3,000", "๓,๐๐๐", "2000"],
        ["3,000", "2,000", "๒,๐๐๐"],
    ]
)


def provincial_aid(province: Province) -> Written:
    """Payments of the last two years, most of them to poor or registered people, some to people outside the survey."""
    random = province.random(Purpose.AID)
    rows = _recipients(province, random)
    kinds = _kinds(province, rows)
    today = int(day_numbers(np.array([province.people.as_of], dtype="datetime64[D]"))[0])
    forms = draw_number_forms(province, rows, CLERK.number_forms, random)
    columns = {
        "row": pa.array(np.arange(1, len(rows) + 1).astype(str)),
        "pid": write_numbers(province, rows, forms, random),
        **write_names(province, rows, CLERK, random),
        "area_code": registered_places(province, rows, random),
        "aid_kind": pa.array(_KINDS).take(pa.array(kinds)),
        "amount": pa.array(_AMOUNTS[kinds, random.integers(0, _AMOUNTS.shape[1], len(rows))].tolist(), pa.string()),
        "paid_on": write_days(today - random.integers(0, _DAYS, len(rows)), CLERK, random),
        "agency": pa.array(_AGENCIES).take(pa.array(kinds)),
    }
    table = pa.table({header: columns[name] for name, header in PROVINCIAL_AID.items()})
    cells = {PROVINCIAL_AID["amount"]: "สามพันบาท", PROVINCIAL_AID["paid_on"]: "30/02/2561"}
    return Written(spoilt(table, np.ones(len(rows), dtype=bool), _SPOILT, cells, random), rows)


def _recipients(province: Province, random: np.random.Generator) -> Integers:
    """A person for each payment; about one in four is paid again, and again."""
    chance = np.where(_in_need(province), _POOR_OR_REGISTERED, _OTHER)
    payments = (random.random(len(chance)) < chance) * random.geometric(1 - _FURTHER_PAYMENT, len(chance))
    return random.permutation(np.repeat(np.arange(len(chance)), payments))


def _in_need(province: Province) -> Flags:
    traits = province.people.traits
    in_poor_household = (traits.household >= 0) & (province.households.failed[traits.household] > 0)
    return in_poor_household | traits.registered | traits.disabled


def _kinds(province: Province, rows: Integers) -> Integers:
    traits = province.people.traits
    age = traits.age[rows]
    return np.select(
        [traits.disabled[rows], age >= ELDERLY, age < ADULT], [_FOR_DISABLED, _FOR_ELDERLY, _FOR_CHILD], _FOR_ADULT
    )
