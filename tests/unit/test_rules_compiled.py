"""Compiled rules: what the columns must be, and answers that may be asked further."""

from random import Random

import ibis
import pytest

from samutphok.foundation.rules_ibis import compile_rule
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.rules import FactType, parse

FACTS = {"a": FactType.BOOL, "n": FactType.INT, "x": FactType.NUMBER, "t": FactType.TEXT}


@pytest.fixture(scope="module")
def people() -> ibis.Table:
    rows = [(True, 1, 0.5, "กะทู้"), (False, 2, float("nan"), "ถลาง"), (None, None, None, None)]
    return ibis.memtable(rows, schema={"a": "boolean", "n": "int8", "x": "float64", "t": "string"})


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        ("!a", [False, True, None]),
        ("n in [1]", [True, False, None]),
        ("has(x)", [True, False, False]),
        ("!has(x) || x < 1", [True, True, True]),
        ("x < 1", [True, None, None]),
        ("a == !(n in [2])", [True, True, None]),
        ("t == 'ถลาง'", [False, True, None]),
        ("true", [True, True, True]),
    ],
)
def test_an_answer_may_be_asked_whether_it_is_unknown(
    people: ibis.Table, rule: str, answers: list[bool | None]
) -> None:
    value = compile_rule(parse(rule, FACTS), {name: people[name] for name in FACTS})
    asked = ibis.duckdb.connect().to_pyarrow(people.select(value=value, unknown=value.isnull(), known=value.notnull()))
    assert asked["value"].to_pylist() == answers
    assert asked["unknown"].to_pylist() == [answer is None for answer in answers]
    assert asked["known"].to_pylist() == [answer is not None for answer in answers]


def test_a_column_of_nothing_but_null_fits_any_fact(people: ibis.Table) -> None:
    value = compile_rule(parse("a || n > 1", FACTS), {"a": people.a, "n": ibis.null()})
    assert ibis.duckdb.connect().to_pyarrow(people.select(value=value))["value"].to_pylist() == [True, None, None]


@pytest.mark.parametrize("rule", ["a", "x < 1", "t == 'a'", "n > 1"])
def test_a_column_that_is_missing_or_of_another_type_is_named(people: ibis.Table, rule: str) -> None:
    wrong = {"a": people.n, "x": people.t, "t": people.n}
    with pytest.raises(InvalidInput, match=f"'{rule[0]}' of type {FACTS[rule[0]].value}"):
        compile_rule(parse(rule, FACTS), wrong)


def test_a_number_written_in_a_rule_is_that_very_float(people: ibis.Table) -> None:
    """Written plainly in SQL, a float is read as a decimal first and about one in twelve comes out another."""
    random = Random(2564)
    numbers = [random.random() * 10 ** random.randint(-300, 300) for _ in range(300)]
    literals = {f"n{place}": compile_rule(parse(repr(number), {}), {}) for place, number in enumerate(numbers)}
    row = ibis.duckdb.connect().to_pyarrow(people.select(**literals)).to_pylist()[0]
    assert list(row.values()) == numbers
