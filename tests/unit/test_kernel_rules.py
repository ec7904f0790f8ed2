"""A rule that cannot be read is refused with its place and a remedy, in both languages."""

import pytest

from samutphok.kernel.rules import FactType, RuleError, parse

FACTS = {
    "a": FactType.BOOL,
    "n": FactType.INT,
    "x": FactType.NUMBER,
    "t": FactType.TEXT,
    "d": FactType.DATE,
}


@pytest.mark.parametrize(
    ("rule", "line", "column", "says"),
    [
        ("", 1, 1, "syntax"),
        ("a &&", 1, 3, "syntax"),
        ("a &&\n  ก > 1", 2, 3, "syntax"),
        ("a &&\n  q > 1", 2, 3, "'q' is not known"),
        ("n > 1 && q", 1, 10, "'q' is not known"),
        ("n && a", 1, 1, "int cannot stand here"),
        ("a && n", 1, 6, "int cannot stand here"),
        ("!n", 1, 2, "int cannot stand here"),
        ("-a", 1, 2, "bool cannot stand here"),
        ("1 + a", 1, 5, "bool cannot stand here"),
        ("min(n, t)", 1, 8, "text cannot stand here"),
        ("n ? 1 : 2", 1, 1, "int cannot stand here"),
        ("a ? 1 : 'x'", 1, 1, "int, text do not go together"),
        ("t == 1", 1, 1, "int, text do not go together"),
        ("d == '2020-05-01'", 1, 1, "date, text do not go together"),
        ("t in ['a', 1]", 1, 1, "int, text do not go together"),
        ("1 < 2 < 3", 1, 1, "bool, int do not go together"),
        ("t < 'b'", 1, 1, "text values have no order"),
        ("a <= a", 1, 1, "bool values have no order"),
        ("n % 2", 1, 1, "part of CEL is not used"),
        ("t.startsWith('a')", 1, 1, "part of CEL is not used"),
        ("[1, 2]", 1, 1, "part of CEL is not used"),
        ("{'a': 1}", 1, 2, "part of CEL is not used"),
        ("a.b", 1, 1, "part of CEL is not used"),
        ("n in []", 1, 6, "at least one"),
        ("n in [n]", 1, 6, "at least one"),
        ("n in n", 1, 6, "at least one"),
        ("x == null", 1, 6, "null cannot be compared"),
        ("t == r'a'", 1, 6, "value is not used"),
        ("t == 'a\\n'", 1, 6, "value is not used"),
        ("n == 2u", 1, 6, "value is not used"),
        ("n == 0x10", 1, 6, "value is not used"),
        ("n == 9223372036854775808", 1, 6, "value is not used"),
        ("x < 1e999", 1, 5, "value is not used"),
        ("size(t) > 1", 1, 1, "'size' cannot be used so"),
        ("min(n)", 1, 1, "'min' cannot be used so"),
        ("has(n > 1)", 1, 1, "'has' cannot be used so"),
        ("has()", 1, 1, "'has' cannot be used so"),
        ("d < date('2020-05')", 1, 5, "no date"),
        ("d < date('2020-02-30')", 1, 5, "no date"),
        ("d < date(2020)", 1, 5, "no date"),
        ("!" * 41 + "a", 1, 41, "nested too deeply"),
        ("a || " * 1000 + "a", 1, 1, "too long"),
    ],
)
def test_a_bad_rule_is_refused_at_its_place(rule: str, line: int, column: int, says: str) -> None:
    with pytest.raises(RuleError, match=says) as refusal:
        parse(rule, FACTS)
    error = refusal.value
    assert (error.line, error.column) == (line, column)
    assert error.problem.th != error.problem.en
    assert error.remedy.th != error.remedy.en


def test_brackets_and_the_place_of_parts_do_not_change_a_tree() -> None:
    assert parse("a && (n > 1)", FACTS) == parse("a\n &&   n > 1 // why", FACTS)


def test_deep_brackets_are_only_brackets() -> None:
    assert parse("(" * 500 + "a" + ")" * 500, FACTS) == parse("a", FACTS)


@pytest.mark.parametrize("spaced", ["n-1 > 2", "n -1 > 2", "n - 1 > 2", "n-1>2"])
def test_a_minus_is_one_whatever_the_spaces(spaced: str) -> None:
    assert parse(spaced, FACTS) == parse("(n) - (1) > 2", FACTS)
