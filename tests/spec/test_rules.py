"""How rules answer: a missing fact is unknown, and unknown is neither yes nor no."""

from datetime import date

import pytest

from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.rules import FactType, evaluate, facts_used, parse

FACTS = {
    "low_income": FactType.BOOL,
    "housing_problem": FactType.BOOL,
    "dependants": FactType.INT,
    "income": FactType.NUMBER,
    "district": FactType.TEXT,
    "born": FactType.DATE,
}


def answer(rule: str, **facts: object) -> object:
    return evaluate(parse(rule, FACTS), facts).value


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, False, False, False),
        (True, None, None, True),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_and_or_with_unknowns(one: bool | None, other: bool | None, both: bool | None, either: bool | None) -> None:
    for left, right in ((one, other), (other, one)):
        assert answer("low_income && housing_problem", low_income=left, housing_problem=right) is both
        assert answer("low_income || housing_problem", low_income=left, housing_problem=right) is either


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("!low_income", {"low_income": True}, False),
        ("!low_income", {}, None),
        ("income <= 100000", {"income": 100000.0}, True),
        ("income <= 100000", {}, None),
        ("income <= 100000", {"income": float("nan")}, None),
        ("dependants > 2", {"dependants": 3}, True),
        ("dependants + 1 == 3.0", {"dependants": 2}, True),
        ("income / dependants > 1", {"income": 5.0, "dependants": 0}, None),
        ("1 / 2", {}, 0.5),
        ("7 - 2 - 1", {}, 4.0),
        ("-dependants", {"dependants": 2}, -2.0),
        ("min(dependants, 2)", {"dependants": 5}, 2),
        ("max(dependants, 2.5)", {"dependants": 2}, 2.5),
        ("min(dependants, 2)", {}, None),
        ("district in ['กะทู้', 'ถลาง']", {"district": "กะทู้"}, True),
        ("district in ['กะทู้', 'ถลาง']", {"district": "เมือง"}, False),
        ("district in ['กะทู้']", {}, None),
        ("dependants in [1, 2.5]", {"dependants": 1}, True),
        ("born < date('1960-11-23')", {"born": date(1960, 11, 22)}, True),
        ("low_income ? 1 : 0", {"low_income": False}, 0),
        ("low_income ? 1 : 1", {}, None),
        ("low_income ? dependants : income", {"low_income": True, "dependants": 2}, 2.0),
        ("has(income)", {}, False),
        ("has(income)", {"income": 0}, True),
        ("!has(income) || income < 1", {}, True),
        ("low_income == housing_problem", {"low_income": True, "housing_problem": True}, True),
        ("1e308 * 10 > 0", {}, None),
        ("true || low_income // whatever the facts", {}, True),
    ],
)
def test_each_part_of_the_language(rule: str, facts: dict[str, object], expected: object) -> None:
    got = answer(rule, **facts)
    assert type(got) is type(expected)
    assert got == expected


def test_the_missing_facts_that_matter_are_named() -> None:
    rule = parse("low_income && (dependants > 2 || housing_problem)", FACTS)
    assert evaluate(rule, {"low_income": True, "dependants": 1}).missing == {"housing_problem"}
    assert evaluate(rule, {"low_income": True}).missing == {"dependants", "housing_problem"}
    assert evaluate(rule, {"low_income": False}).missing == frozenset()
    assert evaluate(rule, {"low_income": True, "dependants": 3}).missing == frozenset()


def test_an_unknown_choice_misses_its_condition_only() -> None:
    rule = parse("low_income ? dependants > 1 : housing_problem", FACTS)
    assert evaluate(rule, {}).missing == {"low_income"}
    assert evaluate(rule, {"low_income": True}).missing == {"dependants"}


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        ({"low_income": True, "dependants": 3, "housing_problem": False}, ["low_income", "dependants > 2"]),
        ({"low_income": True, "dependants": 1, "housing_problem": False}, ["dependants > 2", "housing_problem"]),
        ({"low_income": False, "dependants": 3}, ["low_income"]),
        ({"low_income": True, "dependants": 1}, ["housing_problem"]),
    ],
)
def test_the_trace_says_why(facts: dict[str, object], reasons: list[str]) -> None:
    outcome = evaluate(parse("low_income && (dependants > 2 || housing_problem)", FACTS), facts)
    assert [reason.source for reason in outcome.trace.because()] == reasons


def test_a_choice_gives_its_condition_and_branch_as_reasons() -> None:
    outcome = evaluate(parse("!low_income ? 0 : dependants", FACTS), {"low_income": True, "dependants": 2})
    assert [(reason.source, reason.value) for reason in outcome.trace.because()] == [
        ("low_income", True),
        ("dependants", 2),
    ]


def test_a_rule_tells_which_facts_it_reads_whatever_its_outcome() -> None:
    assert facts_used(parse("true || (has(income) && dependants > 1)", FACTS)) == {"income", "dependants"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("low_income", 1),
        ("dependants", True),
        ("dependants", 1.5),
        ("dependants", 2**63),
        ("income", "12345"),
        ("district", 83),
        ("born", "1960"),
    ],
)
def test_a_fact_of_another_type_is_refused_without_its_value(name: str, value: object) -> None:
    with pytest.raises(InvalidInput, match=name) as refusal:
        answer(f"has({name})", **{name: value})
    assert repr(value) not in str(refusal.value)
