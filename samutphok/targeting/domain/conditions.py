"""A clause's condition as people pick it: rows of fact, comparison and value, joined by AND or OR, brackets as groups.

It is the same tree as the rule's text: `condition_of` reads a rule's tree, `written` gives its text, and what cannot be
picked (sums, choices) stays a formula in its place. A row may be half filled in; then it has no text yet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samutphok.kernel.dates import Precision, read_date
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.rules import Expr, FactType
from samutphok.kernel.rules.tree import And, Compare, CompareOp, Fact, Known, Literal, Member, Not, Or
from samutphok.kernel.rules.writing import write_rule
from samutphok.kernel.thai import arabic_digits

DEEPEST = 4  # groups within groups that the picker shows; deeper ones stay formulas
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(,[0-9]{3}){1,4}")  # 38,000 is a number, 1,2 is none
_NUMBER = re.compile(rf"({_WHOLE.pattern})(\.[0-9]{{1,6}})?")
_NOT_IN_TEXT = re.compile(r"['\"\\\x00-\x1f]")


class Operator(StrEnum):
    """How a row compares its fact."""

    IS = "is"
    IS_NOT = "is_not"
    EQUAL = "eq"
    UNEQUAL = "ne"
    LESS = "lt"
    AT_MOST = "le"
    MORE = "gt"
    AT_LEAST = "ge"
    ONE_OF = "in"
    KNOWN = "known"
    NOT_KNOWN = "not_known"


_COMPARES: Mapping[Operator, CompareOp] = {
    Operator.EQUAL: CompareOp.EQ,
    Operator.UNEQUAL: CompareOp.NE,
    Operator.LESS: CompareOp.LT,
    Operator.AT_MOST: CompareOp.LE,
    Operator.MORE: CompareOp.GT,
    Operator.AT_LEAST: CompareOp.GE,
}
_OPERATOR_OF = {compare: operator for operator, compare in _COMPARES.items()}
_ORDERED = (Operator.AT_LEAST, Operator.MORE, Operator.AT_MOST, Operator.LESS, Operator.EQUAL, Operator.UNEQUAL)
_KNOWING = (Operator.KNOWN, Operator.NOT_KNOWN)
VALUELESS = frozenset({Operator.IS, Operator.IS_NOT, *_KNOWING})

OPERATORS: Mapping[FactType, tuple[Operator, ...]] = {
    FactType.BOOL: (Operator.IS, Operator.IS_NOT, *_KNOWING),
    FactType.INT: (*_ORDERED, Operator.ONE_OF, *_KNOWING),
    FactType.NUMBER: (*_ORDERED, *_KNOWING),
    FactType.TEXT: (Operator.EQUAL, Operator.UNEQUAL, Operator.ONE_OF, *_KNOWING),
    FactType.DATE: (*_ORDERED, *_KNOWING),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. value: as typed, a number's name, or for ONE_OF values with commas; '' where none is needed."""

    fact: str = ""
    operator: Operator = Operator.IS
    value: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A part that cannot be picked, as the rule's text has it."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Parts in brackets. every: all of them (AND), else any (OR); negated: the opposite of the whole."""

    every: bool = True
    parts: tuple["Node", ...] = (Row(),)
    negated: bool = False


Node = Row | Formula | Group


@dataclass(frozen=True, slots=True)
class Terms:
    """What a condition may name: facts with their types, and the definition's own numbers."""

    facts: Mapping[str, FactType]
    numbers: frozenset[str] = frozenset()

    def types(self) -> dict[str, FactType]:
        """All names with their types, as the rule parser wants them."""
        return {**dict.fromkeys(self.numbers, FactType.NUMBER), **self.facts}


def condition_of(expr: Expr, terms: Terms) -> Group:
    """A rule's tree as a picked condition; the outermost brackets are never negated."""
    node = _node(expr, terms, 1)
    return node if isinstance(node, Group) and not node.negated else Group(parts=(node,))


def written(node: Node, terms: Terms) -> str | None:
    """The text of a condition; None while a row in it is not filled in, or a value does not fit its fact."""
    if isinstance(node, Row):
        return _row_text(node, terms)
    if isinstance(node, Formula):
        return node.text.strip() or None
    parts = [_part_text(part, len(node.parts) > 1, terms) for part in node.parts]
    if not parts or None in parts:
        return None
    text = (" && " if node.every else " || ").join(str(part) for part in parts)
    return f"!({text})" if node.negated else text


def depth(node: Node) -> int:
    """Groups within groups, the outermost counted."""
    return 1 + max((depth(part) for part in node.parts), default=0) if isinstance(node, Group) else 0


def rows_in(node: Node) -> int:
    """How many rows and formulas a condition has."""
    return sum(map(rows_in, node.parts)) if isinstance(node, Group) else 1


def facts_in(node: Node) -> frozenset[str]:
    """The facts that rows name; formulas are not looked into."""
    if isinstance(node, Group):
        return frozenset().union(*map(facts_in, node.parts))
    return frozenset({node.fact}) if isinstance(node, Row) and node.fact else frozenset()


def plain_number(given: str, *, whole: bool = False) -> str | None:
    """'๓๘,๐๐๐' as '38000': Thai digits and commas between thousands are taken, other look-alikes are not (None)."""
    plain = arabic_digits(given.strip())
    return plain.replace(",", "") if (_WHOLE if whole else _NUMBER).fullmatch(plain) else None


def read_day(given: str) -> date | None:
    """A whole day as offices write it, in either era; None for anything else."""
    try:
        day = read_date(given)
    except InvalidInput:
        return None
    return day.earliest() if day and day.precision is Precision.DAY else None


def _part_text(part: Node, among_others: bool, terms: Terms) -> str | None:
    text = written(part, terms)
    if text is None or not among_others or isinstance(part, Row) or (isinstance(part, Group) and part.negated):
        return text
    return f"({text})"


def _row_text(row: Row, terms: Terms) -> str | None:
    kind = terms.facts.get(row.fact)
    if kind is None or row.operator not in OPERATORS[kind]:
        return None
    match row.operator:
        case Operator.IS:
            return row.fact
        case Operator.IS_NOT:
            return f"!{row.fact}"
        case Operator.KNOWN:
            return f"has({row.fact})"
        case Operator.NOT_KNOWN:
            return f"!has({row.fact})"
        case Operator.ONE_OF:
            options = [_value_text(one.strip(), kind, Terms({})) for one in row.value.split(",")]
            return None if None in options else f"{row.fact} in [{', '.join(map(str, options))}]"
    value = _value_text(row.value.strip(), kind, terms)
    return None if value is None else f"{row.fact} {_COMPARES[row.operator]} {value}"


def _value_text(given: str, kind: FactType, terms: Terms) -> str | None:
    """A value as the rule writes it; None when it does not fit the fact."""
    if kind.is_numeric:
        return given if given in terms.numbers else plain_number(given, whole=kind is FactType.INT)
    if kind is FactType.DATE:
        return _date_text(given)
    return f"'{given}'" if given and not _NOT_IN_TEXT.search(given) else None


def _date_text(given: str) -> str | None:
    day = read_day(given)
    return f"date('{day.isoformat()}')" if day else None


def _node(expr: Expr, terms: Terms, level: int) -> Node:
    if level > DEEPEST and isinstance(expr, And | Or | Not):
        return _row(expr, terms) or Formula(write_rule(expr))
    match expr:
        case And(parts) | Or(parts):
            return Group(isinstance(expr, And), tuple(_node(part, terms, level + 1) for part in parts))
        case Not(And(parts) | Or(parts) as inner):
            return Group(isinstance(inner, And), tuple(_node(part, terms, level + 1) for part in parts), negated=True)
    row = _row(expr, terms)
    if row is not None:
        return row
    if isinstance(expr, Not):
        return Group(parts=(_node(expr.operand, terms, level + 1),), negated=True)
    return Formula(write_rule(expr))


def _row(expr: Expr, terms: Terms) -> Row | None:
    """The row that is written exactly as the expression; None when there is none."""
    match expr:
        case Fact(name):
            row = Row(name, Operator.IS)
        case Known(Fact(name)):
            row = Row(name, Operator.KNOWN)
        case Not(Fact(name)):
            row = Row(name, Operator.IS_NOT)
        case Not(Known(Fact(name))):
            row = Row(name, Operator.NOT_KNOWN)
        case Compare(op, Fact(name), Literal() | Fact() as right):
            row = Row(name, _OPERATOR_OF[op], _as_typed(right))
        case Member(Fact(name), options):
            row = Row(name, Operator.ONE_OF, ", ".join(map(_as_typed, options)))
        case _:
            return None
    return row if _row_text(row, terms) == write_rule(expr) else None


def _as_typed(value: Literal | Fact) -> str:
    if isinstance(value, Fact):
        return value.name
    return str(value.value) if value.type in (FactType.TEXT, FactType.DATE) else value.source
