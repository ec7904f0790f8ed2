"""Fifteen benefits by hand, in NumPy: what somebody who needs one answer today would write. FILE DAY OUT"""

import sys
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet


@dataclass
class Maybe:
    """A condition of every row: true where `yes`, false where `no`, unknown elsewhere."""

    yes: np.ndarray
    no: np.ndarray

    def __and__(self, other: "Maybe") -> "Maybe":
        return Maybe(self.yes & other.yes, self.no | other.no)

    def __invert__(self) -> "Maybe":
        return Maybe(self.no, self.yes)


def main() -> None:  # noqa: C901 - one script from top to bottom, as such answers are written
    table, day = parquet.read_table(sys.argv[1]), np.datetime64(sys.argv[2])
    home_text = table["household_id"].combine_chunks().dictionary_encode()
    home = np.asarray(home_text.indices)
    order = np.argsort(home, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(home[order]) > 0])

    def column(name: str) -> tuple[np.ndarray, np.ndarray]:
        found = table[name].combine_chunks()
        known = np.asarray(found.is_valid())
        return np.asarray(found.fill_null(False if pa.types.is_boolean(found.type) else 0)), known

    def flag(name: str) -> Maybe:
        values, known = column(name)
        return Maybe(values & known, ~values & known)

    def compared(truth: np.ndarray, known: np.ndarray) -> Maybe:
        return Maybe(truth & known, ~truth & known)

    def of_home(name: str) -> tuple[np.ndarray, np.ndarray]:
        """A household's fact on which all its rows that state one agree: by household."""
        values, known = column(name)
        values = values.astype(float)
        least = np.minimum.reduceat(np.where(known, values, np.inf)[order], starts)
        most = np.maximum.reduceat(np.where(known, values, -np.inf)[order], starts)
        return np.where(least == most, most, 0.0), least == most

    def home_flag(name: str) -> Maybe:
        values, known = of_home(name)
        return compared(values == 1, known)

    def to_person(maybe: Maybe) -> Maybe:
        return Maybe(maybe.yes[home], maybe.no[home])

    born = table["birth_date"].combine_chunks()
    known_age = np.asarray(born.is_valid())
    dates = np.asarray(born.cast(pa.int32()).fill_null(0)).astype("datetime64[D]")

    def age_on(when: np.datetime64) -> np.ndarray:
        months, month = dates.astype("datetime64[M]").astype(int), int(when.astype("datetime64[M]").astype(int))
        days = (dates - dates.astype("datetime64[M]")).astype(int)
        later = days > int((when - when.astype("datetime64[M]")).astype(int))
        return (month - months - later) // 12

    year = int(str(day)[:4]) - (int(str(day)[5:7]) < 10)
    opening = np.datetime64(f"{year}-10-01")
    age, fiscal = age_on(day), np.where(dates > opening, 0, age_on(opening))
    thai, pension = flag("nationality_thai"), flag("state_pension")
    income, income_known = of_home("income_per_person")
    low_home = compared(income <= 100_000, income_known)
    low = to_person(low_home)
    level = table["school_level"].combine_chunks().dictionary_encode()
    level_known = np.asarray(level.is_valid())
    at_school = np.isin(level.dictionary.to_pylist(), ["kindergarten", "primary", "lower_secondary"])
    school = compared(at_school[np.asarray(level.indices.fill_null(0))], level_known)
    elderly = compared(age >= 60, known_age)
    own, own_known = column("income_per_year")
    assets, assets_known = column("financial_assets")
    adl, adl_known = column("adl_score")
    times, times_known = column("elder_aid_times")
    months, months_known = column("months_at_address")
    urgent, urgent_known = of_home("emergency_aid_times")
    family, family_known = of_home("family_aid_times")
    unsuitable = to_person(home_flag("house_unsuitable"))
    card, welfare = flag("disability_card"), flag("welfare_card")
    tier = np.where(fiscal >= 90, 1000.0, np.where(fiscal >= 80, 800.0, np.where(fiscal >= 70, 700.0, 600.0)))
    raised = welfare.yes | (known_age & (age < 18))
    basic = welfare.no & known_age & (age >= 18)
    disability = np.where(raised, 1000.0, np.where(basic, 800.0, np.nan))
    new_land = home_flag("moves_to_new_land")
    housing = np.where(new_land.yes, 75_000.0, np.where(new_land.no, 55_000.0, np.nan))
    many, homes = len(home), len(starts)

    persons = {
        "assistive-devices": (card & flag("needs_device"), None, "eligible"),
        "child-support-grant": (compared(age < 6, known_age) & thai & flag("thai_parent") & low, 600.0, "eligible"),
        "disability-allowance": (thai & card, disability, "eligible"),
        "eef-conditional-grant": (
            school & to_person(compared(income / 12 <= 3000, income_known)) & flag("eef_means_test"),
            3000.0,
            "eligible",
        ),
        "elder-in-hardship": (
            elderly & thai & flag("in_hardship") & compared(times < 3, times_known),
            3000.0,
            "may_apply",
        ),
        "elderly-allowance": (thai & elderly & ~pension, tier, "eligible"),
        "foster-family": (compared(age < 18, known_age) & flag("foster_care"), 2000.0, "may_apply"),
        "home-adaptation-disabled": (
            card & compared(months >= 6, months_known) & unsuitable & low,
            40_000.0,
            "may_apply",
        ),
        "home-adaptation-elderly": (elderly & unsuitable & low, 40_000.0, "may_apply"),
        "long-term-care": (compared(adl <= 11, adl_known) & flag("care_plan"), None, "eligible"),
        "state-welfare-card": (
            thai
            & compared(age >= 18, known_age)
            & compared(own <= 100_000, own_known)
            & low
            & compared(assets <= 100_000, assets_known)
            & ~flag("credit_card")
            & flag("property_within_limits"),
            300.0,
            "eligible",
        ),
    }
    households = {
        "baan-mankong": (home_flag("crowded_community") & home_flag("savings_group"), housing, "may_apply"),
        "ban-por-piang": (home_flag("house_dilapidated") & low_home & home_flag("may_build"), 19_000.0, "may_apply"),
        "emergency-aid": (home_flag("sudden_distress") & compared(urgent < 3, urgent_known), 3000.0, "may_apply"),
        "low-income-family-aid": (
            low_home & home_flag("breadwinner_lost") & compared(family < 3, family_known),
            3000.0,
            "may_apply",
        ),
    }
    writer = None
    keys = {
        True: (table["household_id"], table["person_id"], many),
        False: (home_text.dictionary, pa.nulls(homes, pa.string()), homes),
    }
    for of_persons, asked in ((True, persons), (False, households)):
        household_id, person_id, rows = keys[of_persons]
        for name, (met, amount, yes) in asked.items():
            code = np.where(met.yes, 0, np.where(met.no, 1, 2)).astype(np.int8)
            outcome = pa.DictionaryArray.from_arrays(code, pa.array([yes, "not", "unknown"])).cast(pa.string())
            baht = np.full(rows, np.nan) if amount is None else np.where(met.yes, amount, np.nan)
            part = pa.table(
                {
                    "household_id": household_id,
                    "person_id": person_id,
                    "benefit": pa.repeat(pa.scalar(name), rows),
                    "outcome": outcome,
                    "amount": pa.array(baht, mask=np.isnan(baht)),
                }
            )
            writer = writer or parquet.ParquetWriter(sys.argv[3], part.schema)
            writer.write_table(part)
    if writer:
        writer.close()


if __name__ == "__main__":
    main()
