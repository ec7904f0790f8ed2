"""What the data checks find and what they let pass: for each rule a hit and a near miss, as a policy officer reads them."""

from datetime import date
from typing import Any

import pytest

from samutphok.verification.domain.rules import Checks
from samutphok.verification.queries.rules import checks_on

DAY = date(2026, 11, 1)
DIED, LATER = date(2026, 5, 1), date(2026, 6, 1)

# rule, a hit, a near miss
TABLE: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("born-after-listed", {"born_year": 2022, "listed_year": 2021}, {"born_year": 2021, "listed_year": 2021, "age": 0}),
    (
        "born-after-listed",
        {"born_year": 1900, "listed_year": 2021, "age": 121},
        {"born_year": 1906, "listed_year": 2021, "age": 115},
    ),
    ("birth-years-differ", {"birth_years_apart": 2}, {"birth_years_apart": 1}),
    ("dead-but-met", {"died_on": DIED, "met_after": LATER}, {"died_on": DIED, "met_after": DIED}),
    ("dead-but-paid", {"died_on": DIED, "paid_after": LATER}, {"died_on": DIED, "paid_after": DIED}),
    ("dead-but-listed", {"died_on": DIED, "listed_after": LATER}, {"died_on": LATER, "listed_after": DIED}),
    ("too-young-for-allowance", {"payroll_age": 59}, {"payroll_age": 60}),
    ("card-before-birth", {"card_year": 1999, "born_year": 2000}, {"card_year": 2000, "born_year": 2000}),
    ("school-against-age", {"in_school": True, "age": 1}, {"in_school": True, "age": 2, "asked_compulsory": False}),
    (
        "school-against-age",
        {"asked_compulsory": True, "survey_age": 16},
        {"asked_compulsory": True, "survey_age": 15, "in_school": False},
    ),
    (
        "no-income-with-state-pay",
        {"state_pension": True, "income_per_person": 0.0},
        {"state_pension": True, "income_per_person": 1.0, "welfare_card": False},
    ),
    (
        "no-income-with-state-pay",
        {"state_pension": True, "welfare_card": True},
        {"state_pension": False, "income_per_person": 0.0},
    ),
    ("crowded-house", {"people_in_house": 30}, {"people_in_house": 29}),
    ("members-differ", {"members": 3, "members_said": 7}, {"members": 3, "members_said": 6}),
    ("members-differ", {"members": 7, "members_said": 3}, {"members": 6, "members_said": 3}),
    (
        "faster-than-reading",
        {"by_phone": True, "answered": 30, "minutes": 1.9},
        {"by_phone": True, "answered": 30, "minutes": 2.0},
    ),
    (
        "faster-than-reading",
        {"by_phone": True, "answered": 8, "minutes": 0.5},
        {"by_phone": False, "answered": 30, "minutes": 0.5},
    ),
    (
        "faster-than-reading",
        {"by_phone": True, "answered": 8, "minutes": 0.0},
        {"by_phone": True, "answered": 7, "minutes": 0.0},
    ),
    ("time-runs-backwards", {"minutes": -1.0}, {"minutes": 0.0}),
    ("at-night", {"by_phone": True, "hour": 21}, {"by_phone": True, "hour": 20}),
    ("at-night", {"by_phone": True, "hour": 5}, {"by_phone": True, "hour": 6}),
    (
        "far-from-village",
        {"metres_from_village": 5001.0},
        {"metres_from_village": 5000.0, "metres_from_tambon": 20000.0},
    ),
    ("far-from-village", {"metres_from_tambon": 20001.0}, {"metres_from_village": None, "metres_from_tambon": 19000.0}),
    ("copied-interviews", {"same_in_a_row": 4}, {"same_in_a_row": 3}),
    ("too-many-a-day", {"interviews": 15}, {"interviews": 14}),
)


@pytest.fixture(scope="module")
def checks() -> Checks:
    return checks_on(DAY)


@pytest.mark.parametrize(("code", "hit", "miss"), TABLE, ids=lambda one: one if isinstance(one, str) else "")
def test_a_rule_finds_its_hit_and_lets_the_near_miss_pass(
    checks: Checks, code: str, hit: dict[str, Any], miss: dict[str, Any]
) -> None:
    rule = checks.rule(code)
    assert rule is not None
    known = checks.facts[rule.of]
    assert rule.holds(hit, known) is True
    assert rule.holds(miss, known) is not True


def test_every_rule_is_in_the_table(checks: Checks) -> None:
    assert {one.code for one in checks.rules} == {code for code, _, _ in TABLE}


def test_nothing_known_is_nothing_found(checks: Checks) -> None:
    for rule in checks.rules:
        assert rule.holds({}, checks.facts[rule.of]) is None


def test_a_place_nobody_can_compare_is_unknown_and_not_far(checks: Checks) -> None:
    rule = checks.rule("far-from-village")
    assert rule is not None
    assert rule.holds({"metres_from_village": 10.0, "metres_from_tambon": None}, checks.facts[rule.of]) is None


def test_every_rule_says_why_and_how_it_is_mended_in_both_languages(checks: Checks) -> None:
    for rule in checks.rules:
        for text in (rule.label, rule.why, rule.mend):
            assert text.th
            assert text.en not in ("", text.th)
    assert "รอยืนยัน" in checks.source.th
