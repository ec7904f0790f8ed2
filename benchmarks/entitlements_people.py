"""A register of made-up people for the benchmark of benefits: the facts of fifteen benefits, a tenth of them unknown."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

UNKNOWN = 0.1
LEVELS = ("primary", "lower_secondary", "upper_secondary", "none")
PERSON_FLAGS = {
    "state_pension": 0.1, "disability_card": 0.1, "welfare_card": 0.4, "thai_parent": 0.9, "credit_card": 0.3,
    "property_within_limits": 0.8, "care_plan": 0.5, "eef_means_test": 0.5, "foster_care": 0.05, "needs_device": 0.1,
    "in_hardship": 0.3,
}  # fmt: skip
HOME_FLAGS = {
    "house_unsuitable": 0.3, "house_dilapidated": 0.2, "may_build": 0.7, "sudden_distress": 0.1, "breadwinner_lost": 0.2,
    "crowded_community": 0.1, "savings_group": 0.5, "moves_to_new_land": 0.5,
}  # fmt: skip


def write_people(path: Path, persons: int, *, seed: int = 5) -> None:
    """Households of one to five; whole birth dates of 0 to 99 years before 23 November 2026, one in fifty missing."""
    chance = np.random.default_rng(seed)
    home = np.repeat(np.arange(persons), chance.integers(1, 6, persons))[:persons]
    homes = int(home.max()) + 1

    def own(values: np.ndarray, unknown: float = UNKNOWN) -> pa.Array:
        return pa.array(values, mask=chance.random(persons) < unknown)

    def shared(values: np.ndarray) -> pa.Array:
        return pa.array(values[home], mask=(chance.random(homes) < UNKNOWN)[home])

    born = np.datetime64("2026-11-23") - chance.integers(0, 36_500, persons).astype("timedelta64[D]")
    columns: dict[str, pa.Array] = {
        "household_id": pa.array([f"h{number}" for number in home]),
        "person_id": pa.array([f"p{number}" for number in range(persons)]),
        "birth_date": own(born, 0.02),
        "nationality_thai": own(chance.random(persons) < 0.95, 0.05),
        "school_level": own(np.array(LEVELS)[chance.integers(0, len(LEVELS), persons)]),
        "income_per_person": shared(chance.integers(0, 200_000, homes).astype(float)),
    }
    columns |= {name: own(chance.random(persons) < share) for name, share in PERSON_FLAGS.items()}
    columns |= {name: shared(chance.random(homes) < share) for name, share in HOME_FLAGS.items()}
    for name, most in (("adl_score", 21), ("elder_aid_times", 5), ("months_at_address", 100)):
        columns[name] = own(chance.integers(0, most, persons))
    for name in ("income_per_year", "financial_assets"):
        columns[name] = own(chance.integers(0, 200_000, persons).astype(float))
    for name in ("emergency_aid_times", "family_aid_times"):
        columns[name] = shared(chance.integers(0, 5, homes))
    parquet.write_table(pa.table(columns), path)
