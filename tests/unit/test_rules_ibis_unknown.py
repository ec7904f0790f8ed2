"""Whether a compiled rule is unknown can itself be asked, for every shape of rule."""

import ibis
import pytest

from samutphok.foundation.rules_ibis import compile_rule
from samutphok.kernel.rules import FactType, evaluate, parse

FACTS = {"x": FactType.BOOL, "y": FactType.BOOL}
ROWS = [{"x": x, "y": y} for x in (True, False, None) for y in (True, False, None)]


@pytest.mark.parametrize("rule", ["!x", "!(x && y)", "!(x || !y)", "!x && y", "x ? !y : y", "!has(x)"])
def test_a_compiled_rule_is_null_exactly_where_the_interpreter_is_unknown(rule: str) -> None:
    expr = parse(rule, FACTS)
    table = ibis.memtable(ROWS, schema={"x": "boolean", "y": "boolean"})
    answer = compile_rule(expr, {name: table[name] for name in FACTS})
    found = table.select("x", "y", unknown=answer.isnull()).to_pyarrow().to_pylist()
    for row in found:
        facts = {name: row[name] for name in FACTS}
        assert row["unknown"] == (evaluate(expr, facts).value is None), facts
