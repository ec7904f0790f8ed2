"""The picked condition and the rule's text are one tree: whatever way it goes, it comes back as it was."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from rule_generator import FACTS, rule

from samutphok.kernel.rules import FactType, evaluate, parse
from samutphok.kernel.rules.writing import write_rule
from samutphok.targeting.domain.conditions import (
    DEEPEST,
    OPERATORS,
    VALUELESS,
    Formula,
    Group,
    Node,
    Operator,
    Row,
    Terms,
    condition_of,
    depth,
    written,
)

TERMS = Terms(FACTS, frozenset({"poor"}))
TYPES = TERMS.types()
VALUES = {
    FactType.INT: st.sampled_from(["0", "60", "๖๐", "38,000", "poor"]),
    FactType.NUMBER: st.sampled_from(["0.5", "38000", "๓๘,๐๐๐", "poor"]),
    FactType.TEXT: st.sampled_from(["กะทู้", "Thalang", "a b"]),
    FactType.DATE: st.sampled_from(["2020-05-01", "1 พฤษภาคม 2563"]),
}


@st.composite
def rows(draw: st.DrawFn) -> Row:
    fact = draw(st.sampled_from(sorted(FACTS)))
    operator = draw(st.sampled_from(OPERATORS[FACTS[fact]]))
    if operator in VALUELESS:
        return Row(fact, operator)
    value = draw(VALUES[FACTS[fact]])
    return Row(fact, operator, value if operator is not Operator.ONE_OF or value in ("กะทู้", "Thalang") else "1, ๒")


def groups(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(Group, st.booleans(), st.lists(inner, min_size=1, max_size=4).map(tuple), st.booleans())


PICKED = st.recursive(rows() | st.just(Formula("age + members > 3")), groups, max_leaves=10)


@given(st.integers(0, 2**32))
def test_a_rule_s_text_is_read_back_as_the_same_tree(seed: int) -> None:
    expr = parse(rule(Random(seed)), FACTS)
    assert parse(write_rule(expr), FACTS) == expr


@given(st.integers(0, 2**32))
def test_a_rule_shown_in_the_picker_is_written_as_the_same_tree(seed: int) -> None:
    expr = parse(rule(Random(seed)), FACTS)
    shown = condition_of(expr, TERMS)
    assert depth(shown) <= DEEPEST + 1
    text = written(shown, TERMS)
    assert text is not None
    assert parse(text, TYPES) == expr


@given(PICKED)
def test_what_was_picked_comes_back_after_a_look_at_the_text(picked: Node) -> None:
    text = written(picked, TERMS)
    assert text is not None
    again = condition_of(parse(text, TYPES), TERMS)
    assert parse(str(written(again, TERMS)), TYPES) == parse(text, TYPES)
    assert condition_of(parse(str(written(again, TERMS)), TYPES), TERMS) == again


@given(st.lists(st.sampled_from([None, True, False]), min_size=3, max_size=3), st.booleans(), st.booleans())
def test_brackets_mean_what_they_say(answers: list[bool | None], outer: bool, inner: bool) -> None:
    """Against Kleene's tables: the least of all for AND, the greatest for OR, with unknown between false and true."""
    order = {False: 0, None: 1, True: 2}
    back = {value: key for key, value in order.items()}
    first, second, third = (order[answer] for answer in answers)
    inside = (min if inner else max)(second, third)
    wanted = back[(min if outer else max)(first, inside)]
    names = ("disabled", "bedridden", "lives_alone")
    one, two, three = (Row(name, Operator.IS) for name in names)
    text = written(Group(outer, (one, Group(inner, (two, three)))), TERMS)
    found = evaluate(parse(str(text), TYPES), dict(zip(names, answers, strict=True)))
    assert found.value is wanted
