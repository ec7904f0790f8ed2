"""From the typed tree of a rule back to its text: what `parse` reads as the same tree."""

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
)


def write_rule(expr: Expr) -> str:
    """The rule's text, with brackets wherever parts of different kinds meet; one tree is always written one way."""
    match expr:
        case Literal(source=source):
            return source
        case Fact(name):
            return name
        case Known(fact):
            return f"has({fact.name})"
        case Not(operand):
            return f"!{_operand(operand)}"
        case And(parts) | Or(parts):
            return (" && " if isinstance(expr, And) else " || ").join(map(_part, parts))
        case Compare(op, left, right) | Arithmetic(op, left, right):
            return f"{_operand(left)} {op} {_operand(right)}"
        case Member(item, options):
            return f"{_operand(item)} in [{', '.join(map(write_rule, options))}]"
        case Extreme(op, parts):
            return f"{op}({', '.join(map(write_rule, parts))})"
        case Choice(condition, then, otherwise):
            return f"{_operand(condition)} ? {_operand(then)} : {_operand(otherwise)}"


def _part(expr: Expr) -> str:
    """A part of `&&` or `||`: comparisons stand there as they are."""
    return write_rule(expr) if isinstance(expr, Compare | Member) else _operand(expr)


def _operand(expr: Expr) -> str:
    text = write_rule(expr)
    return text if isinstance(expr, Literal | Fact | Known | Extreme | Not) else f"({text})"
