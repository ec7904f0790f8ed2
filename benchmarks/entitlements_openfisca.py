"""Fifteen benefits as an OpenFisca tax-benefit system: an entity a person and a household, a variable a fact and an answer.

FILE DAY OUT. Unknown is no value of OpenFisca's: each fact has a second variable that says whether it is known, each
benefit says yes and no apart. Runs in an environment of its own.
"""

import sys
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Person = build_entity("person", "persons", "A person", is_person=True)
Household = build_entity("household", "households", "A household", roles=[{"key": "member", "plural": "members"}])

PERSON_FLAGS = (
    "nationality_thai",
    "state_pension",
    "disability_card",
    "welfare_card",
    "thai_parent",
    "credit_card",
    "property_within_limits",
    "care_plan",
    "eef_means_test",
    "foster_care",
    "needs_device",
    "in_hardship",
    "at_school",
)
PERSON_NUMBERS = (
    "age",
    "fiscal_age",
    "adl_score",
    "elder_aid_times",
    "months_at_address",
    "income_per_year",
    "financial_assets",
)
HOME_FLAGS = (
    "house_unsuitable",
    "house_dilapidated",
    "may_build",
    "sudden_distress",
    "breadwinner_lost",
    "crowded_community",
    "savings_group",
    "moves_to_new_land",
)
HOME_NUMBERS = ("income_per_person", "emergency_aid_times", "family_aid_times")

NUMBERS = {
    "elderly_from": 60,
    "adult_from": 18,
    "small_below": 6,
    "low_income": 100_000,
    "assets": 100_000,
    "times": 3,
    "months": 6,
    "adl_most": 11,
    "school_month": 3_000,
    "tier_60": 600,
    "tier_70": 700,
    "tier_80": 800,
    "tier_90": 1_000,
    "basic": 800,
    "raised": 1_000,
    "child": 600,
    "goods": 300,
    "aid": 3_000,
    "grant": 3_000,
    "foster": 2_000,
    "home": 40_000,
    "repair": 19_000,
    "housing": 25_000,
    "in_place": 30_000,
    "new_land": 50_000,
}

LOW = ("income_per_person", "<=", "low_income")
ELDERLY = ("age", ">=", "elderly_from")

# benefit: (conditions, amount, its yes). A condition is a fact, !fact, or (fact, comparison, number of the law).
PERSON_BENEFITS = {
    "assistive-devices": (["disability_card", "needs_device"], None, "eligible"),
    "child-support-grant": ([("age", "<", "small_below"), "nationality_thai", "thai_parent", LOW], "child", "eligible"),
    "disability-allowance": (["nationality_thai", "disability_card"], "disability", "eligible"),
    "eef-conditional-grant": (
        ["at_school", ("income_per_person", "month<=", "school_month"), "eef_means_test"],
        "grant",
        "eligible",
    ),
    "elder-in-hardship": (
        [ELDERLY, "nationality_thai", "in_hardship", ("elder_aid_times", "<", "times")],
        "aid",
        "may_apply",
    ),
    "elderly-allowance": (["nationality_thai", ELDERLY, "!state_pension"], "tier", "eligible"),
    "foster-family": ([("age", "<", "adult_from"), "foster_care"], "foster", "may_apply"),
    "home-adaptation-disabled": (
        ["disability_card", ("months_at_address", ">=", "months"), "house_unsuitable", LOW],
        "home",
        "may_apply",
    ),
    "home-adaptation-elderly": ([ELDERLY, "house_unsuitable", LOW], "home", "may_apply"),
    "long-term-care": ([("adl_score", "<=", "adl_most"), "care_plan"], None, "eligible"),
    "state-welfare-card": (
        [
            "nationality_thai",
            ("age", ">=", "adult_from"),
            ("income_per_year", "<=", "low_income"),
            LOW,
            ("financial_assets", "<=", "assets"),
            "!credit_card",
            "property_within_limits",
        ],
        "goods",
        "eligible",
    ),
}
HOME_BENEFITS = {
    "baan-mankong": (["crowded_community", "savings_group"], "mankong", "may_apply"),
    "ban-por-piang": (["house_dilapidated", LOW, "may_build"], "repair", "may_apply"),
    "emergency-aid": (["sudden_distress", ("emergency_aid_times", "<", "times")], "aid", "may_apply"),
    "low-income-family-aid": ([LOW, "breadwinner_lost", ("family_aid_times", "<", "times")], "aid", "may_apply"),
}
COMPARISONS: dict[str, Callable[..., np.ndarray]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "month<=": lambda yearly, most: yearly / 12 <= most,
}


def main() -> None:
    table, day = parquet.read_table(sys.argv[1]), sys.argv[2]
    period = f"day:{day}"
    system = tax_benefit_system()
    home_text = table["household_id"].combine_chunks().dictionary_encode()
    home = np.asarray(home_text.indices)
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(len(home)))
    households = builder.declare_entity("household", np.arange(len(home_text.dictionary)))
    builder.join_with_persons(households, home, roles=np.array(["member"] * len(home)))
    simulation = builder.build(system)
    for name, (values, known) in facts_of(table, home, day).items():
        simulation.set_input(name, period, values)
        simulation.set_input(f"{name}_known", period, known)
    writer = None
    keys = {
        True: (table["household_id"], table["person_id"], len(home)),
        False: (home_text.dictionary, pa.nulls(len(home_text.dictionary), pa.string()), len(home_text.dictionary)),
    }
    for of_persons, asked in ((True, PERSON_BENEFITS), (False, HOME_BENEFITS)):
        household_id, person_id, rows = keys[of_persons]
        for name, (_, amount, yes_word) in asked.items():
            variable = name.replace("-", "_")
            yes, no = (simulation.calculate(f"{variable}_{end}", period) for end in ("yes", "no"))
            code = np.where(yes, 0, np.where(no, 1, 2)).astype(np.int8)
            baht = simulation.calculate(f"{variable}_amount", period).astype(float) if amount else np.full(rows, np.nan)
            part = pa.table(
                {
                    "household_id": household_id,
                    "person_id": person_id,
                    "benefit": pa.repeat(pa.scalar(name), rows),
                    "outcome": pa.DictionaryArray.from_arrays(code, pa.array([yes_word, "not", "unknown"])).cast(
                        pa.string()
                    ),
                    "amount": pa.array(baht, mask=np.isnan(baht)),
                }
            )
            writer = writer or parquet.ParquetWriter(sys.argv[3], part.schema)
            writer.write_table(part)
    if writer:
        writer.close()


def facts_of(table: pa.Table, home: np.ndarray, day: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Values and what is known of every fact: a person's by row, a household's where all its rows that state one agree."""
    order = np.argsort(home, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(home[order]) > 0])

    def column(name: str) -> tuple[np.ndarray, np.ndarray]:
        found = table[name].combine_chunks()
        return np.asarray(found.fill_null(False if pa.types.is_boolean(found.type) else 0)), np.asarray(
            found.is_valid()
        )

    def agreed(name: str) -> tuple[np.ndarray, np.ndarray]:
        values, known = column(name)
        least = np.minimum.reduceat(np.where(known, values.astype(float), np.inf)[order], starts)
        most = np.maximum.reduceat(np.where(known, values.astype(float), -np.inf)[order], starts)
        return np.where(least == most, most, 0.0), least == most

    facts = {name: column(name) for name in PERSON_FLAGS[:-1]}
    facts |= {name: column(name) for name in PERSON_NUMBERS[2:]}
    facts |= {name: (agreed(name)[0] == 1, agreed(name)[1]) for name in HOME_FLAGS}
    facts |= {name: agreed(name) for name in HOME_NUMBERS}
    level = table["school_level"].combine_chunks().dictionary_encode()
    young = np.isin(level.dictionary.to_pylist(), ["kindergarten", "primary", "lower_secondary"])
    facts["at_school"] = young[np.asarray(level.indices.fill_null(0))], np.asarray(level.is_valid())
    born = table["birth_date"].combine_chunks()
    dates, known = np.asarray(born.cast(pa.int32()).fill_null(0)).astype("datetime64[D]"), np.asarray(born.is_valid())
    opening = np.datetime64(f"{int(day[:4]) - (int(day[5:7]) < 10)}-10-01")
    facts["age"] = age_on(dates, np.datetime64(day)), known
    facts["fiscal_age"] = np.where(dates > opening, 0, age_on(dates, opening)), known
    return facts


def age_on(dates: np.ndarray, when: np.datetime64) -> np.ndarray:
    """Completed years."""
    months = when.astype("datetime64[M]").astype(int) - dates.astype("datetime64[M]").astype(int)
    later = (dates - dates.astype("datetime64[M]")).astype(int) > int((when - when.astype("datetime64[M]")).astype(int))
    return (months - later) // 12


def tax_benefit_system() -> TaxBenefitSystem:
    """Facts, conditions, answers and amounts as variables; the numbers of the law as dated parameters."""
    system = TaxBenefitSystem([Person, Household])
    values = {name: {"values": {"2020-01-01": {"value": value}}} for name, value in NUMBERS.items()}
    system.parameters = ParameterNode("", data=values)
    for entity, flags, numbers in ((Person, PERSON_FLAGS, PERSON_NUMBERS), (Household, HOME_FLAGS, HOME_NUMBERS)):
        for name in (*flags, *numbers):
            system.add_variable(variable(name, bool if name in flags else float, entity))
            system.add_variable(variable(f"{name}_known", bool, entity))
    for entity, asked in ((Person, PERSON_BENEFITS), (Household, HOME_BENEFITS)):
        for name, (conditions, amount, _) in asked.items():
            own = name.replace("-", "_")
            system.add_variable(variable(f"{own}_yes", bool, entity, every(conditions)))
            system.add_variable(variable(f"{own}_no", bool, entity, some_not(conditions)))
            if amount:
                system.add_variable(variable(f"{own}_amount", float, entity, paid(own, amount)))
    return system


def variable(name: str, type_: type, entity: object, formula: Callable | None = None) -> type[Variable]:
    """A variable of a day."""
    body = {"value_type": type_, "entity": entity, "definition_period": DateUnit.DAY, "label": name}
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def fact(entity: object, name: str, period: object) -> np.ndarray:
    """A fact of whoever is asked about; a person's rule reads the household's facts too."""
    of_home = name.removesuffix("_known") in (*HOME_FLAGS, *HOME_NUMBERS)
    return entity.household(name, period) if of_home and entity.entity.key == "person" else entity(name, period)


def condition(
    entity: object, period: object, parameters: Callable, asked: str | tuple[str, str, str]
) -> tuple[np.ndarray, np.ndarray]:
    """Where a condition is true, and where it is false."""
    if isinstance(asked, tuple):
        name, comparison, number = asked
        truth = COMPARISONS[comparison](fact(entity, name, period), parameters(period)[number])
    else:
        name = asked.removeprefix("!")
        truth = fact(entity, name, period) != asked.startswith("!")
    known = fact(entity, f"{name}_known", period)
    return truth & known, ~truth & known


def every(conditions: list) -> Callable:
    def formula(entity, period, parameters):
        return np.logical_and.reduce([condition(entity, period, parameters, one)[0] for one in conditions])

    return formula


def some_not(conditions: list) -> Callable:
    def formula(entity, period, parameters):
        return np.logical_or.reduce([condition(entity, period, parameters, one)[1] for one in conditions])

    return formula


def paid(benefit: str, amount: str) -> Callable:
    def formula(entity, period, parameters):
        law = parameters(period)
        if amount == "tier":
            age = entity("fiscal_age", period)
            baht = np.select([age >= 90, age >= 80, age >= 70], [law.tier_90, law.tier_80, law.tier_70], law.tier_60)
        elif amount == "disability":
            young = condition(entity, period, parameters, ("age", "<", "adult_from"))
            card = condition(entity, period, parameters, "welfare_card")
            baht = np.select([young[0] | card[0], young[1] & card[1]], [law.raised, law.basic], np.nan)
        elif amount == "mankong":
            moves, stays = condition(entity, period, parameters, "moves_to_new_land")
            baht = np.select([moves, stays], [law.housing + law.new_land, law.housing + law.in_place], np.nan)
        else:
            baht = law[amount]
        return np.where(entity(f"{benefit}_yes", period), baht, np.nan)

    return formula


if __name__ == "__main__":
    main()
