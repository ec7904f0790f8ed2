"""Who is vulnerable, by the programme's definition and by Phuket's of BE 2564 (mission, row 5)."""

import pytest

from samutphok.kernel.policies import load_policy
from samutphok.kernel.rules import Value
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.domain.rulesets import HIGHEST, assess_definition, meets, read_definition

PROGRAMME = read_definition(load_policy("definitions", "programme-2564"), load_vocabulary())
PHUKET = read_definition(load_policy("definitions", "phuket-2564"), load_vocabulary())

Facts = dict[str, Value | None]


def dependants(count: int) -> Facts:
    return {"dependants": count, "dependants_at_least": count, "dependants_at_most": count}


@pytest.mark.parametrize(
    ("income", "count", "vulnerable"),
    [
        (100_000, 1, True),  # low income AND a dependant
        (100_000, 0, False),
        (100_001, 3, False),
        (None, 0, False),  # no dependant: income need not be known
        (None, 1, None),  # open: income decides
    ],
)
def test_the_programme_asks_for_low_income_and_a_dependant(
    income: float | None, count: int, vulnerable: bool | None
) -> None:
    outcomes = assess_definition(PROGRAMME, {"income_per_person": income, **dependants(count)})
    assert meets(PROGRAMME, [one.outcome.value for one in outcomes]) is vulnerable


POOR: Facts = {"income_per_person": 30_000.0, **dependants(1)}
NOT_POOR: Facts = {"income_per_person": 90_000.0, **dependants(1)}


@pytest.mark.parametrize(
    ("facts", "clauses"),
    [
        ({**POOR, "age": 70, "dependant": True, "lives_alone": True}, {"elderly_poor"}),
        ({**POOR, "age": 70, "dependant": True, "lives_alone": False, "has_income": False}, {"elderly_poor"}),
        ({**POOR, "age": 70, "dependant": True, "lives_alone": False, "has_income": True}, set()),
        ({**NOT_POOR, "age": 70, "dependant": True, "lives_alone": True}, set()),
        ({**POOR, "age": 40, "dependant": False}, {"bears_dependants"}),
        ({**POOR, **dependants(0), "age": 40, "dependant": False}, set()),
        ({**NOT_POOR, "age": 40, "disabled": True, "has_carer": False}, {"disabled_alone"}),
        ({**NOT_POOR, "age": 40, "disabled": True, "has_carer": True, "has_income": True}, set()),
        ({**NOT_POOR, "age": 40, "reaches_state_welfare": False}, {"no_state_welfare"}),
        ({**NOT_POOR, "age": 40, "homeless": True}, {"homeless"}),
        ({**NOT_POOR, "age": 40, "health_insurance": False}, {"uninsured"}),
        (
            {**POOR, "age": 40, "dependant": False, "ethnic_or_stateless": True},
            {"bears_dependants", "ethnic_or_rootless"},
        ),
        ({**NOT_POOR, "age": 40, "ethnic_or_stateless": True}, set()),  # not in hardship
    ],
)
def test_phuket_counts_persons_who_meet_any_one_clause(facts: Facts, clauses: set[str]) -> None:
    outcomes = assess_definition(PHUKET, facts)
    assert {one.clause.id for one in outcomes if one.outcome.value is True} == clauses


def test_every_clause_of_phuket_keeps_the_committees_thai_words() -> None:
    assert PHUKET.unit == "person"
    assert not PHUKET.every
    assert all(clause.text.th and clause.text.en for clause in PHUKET.clauses)
    assert "ผู้สูงอายุในครอบครัวยากจน อยู่อาศัยโดยลำพัง" in {c.id: c.text.th for c in PHUKET.clauses}["elderly_poor"]


def test_clauses_on_hiv_and_mental_illness_are_sealed_and_never_applied_to_an_area() -> None:
    sealed = {clause.id for clause in PHUKET.clauses if clause.sensitivity == HIGHEST}
    assert sealed == {"hiv", "mental_illness"}
    with_hiv = assess_definition(PHUKET, {**NOT_POOR, "age": 40, "hiv": True, "mental_illness": True})
    without = assess_definition(PHUKET, {**NOT_POOR, "age": 40})
    assert [(one.clause.id, one.outcome.value, one.outcome.missing) for one in with_hiv] == [
        (one.clause.id, one.outcome.value, one.outcome.missing) for one in without
    ]
