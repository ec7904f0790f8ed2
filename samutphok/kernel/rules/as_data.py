"""A rule as plain lists, for an interpreter that is not written in Python (the rights page answers in the browser)."""

from datetime import date
from typing import Any

from samutphok.kernel.rules.tree import (
    And,
    Arithmetic,
    Choice,
    Compare,
    Expr,
    Extreme,
    Fact,
    Known,
    Literal,
    Member,
    Not,
    Or,
    Value,
    children,
)


def as_data(expr: Expr) -> list[Any]:
    """The rule as nested lists `[word, ...parts]`, ready for JSON; dates are ISO text, which sorts as dates do.

    Words: value, fact, has, not, and, or, in, if, the comparisons `== != < <= > >=`, the arithmetic `+ - * /`, min, max.
    """
    match expr:
        case Literal(value):
            return ["value", _plain(value)]
        case Fact(name):
            return ["fact", name]
        case Known(fact):
            return ["has", fact.name]
        case Member(item, options):
            return ["in", as_data(item), [_plain(option.value) for option in options]]
    return [_word(expr), *map(as_data, children(expr))]


def _word(expr: Expr) -> str:
    match expr:
        case Compare(op) | Arithmetic(op) | Extreme(op):
            return str(op)
    return {Not: "not", And: "and", Or: "or", Choice: "if"}[type(expr)]


def _plain(value: Value) -> bool | int | float | str:
    return value.isoformat() if isinstance(value, date) else value
