"""The typed tree of a rule: what the parser builds, the interpreter walks and the Ibis compiler translates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, StrEnum


class FactType(Enum):
    """What a fact, and every part of a rule, can hold. INT is a 64-bit integer, NUMBER a 64-bit float."""

    BOOL = "bool"
    INT = "int"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"

    @property
    def is_numeric(self) -> bool:
        """Whether it can be computed with and ordered against other numbers."""
        return self in (FactType.INT, FactType.NUMBER)


Value = bool | int | float | str | date


class CompareOp(StrEnum):
    """Comparisons; the ordering ones take numbers and dates only."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class ArithmeticOp(StrEnum):
    """Arithmetic, in floating point; a quotient by zero is unknown."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


class ExtremeOp(StrEnum):
    """The least or the greatest of several numbers, unknown when one of them is."""

    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the rule."""

    value: Value
    type: FactType
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact by its name."""

    name: str
    type: FactType
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Known:
    """`has(x)`: whether the fact is there; never unknown itself."""

    fact: Fact
    source: str = field(compare=False)
    type: FactType = FactType.BOOL


@dataclass(frozen=True, slots=True)
class Not:
    """`!x`"""

    operand: "Expr"
    source: str = field(compare=False)
    type: FactType = FactType.BOOL


@dataclass(frozen=True, slots=True)
class And:
    """`x && y && ..`: false as soon as one part is false, else unknown as soon as one is unknown."""

    parts: tuple["Expr", ...]
    source: str = field(compare=False)
    type: FactType = FactType.BOOL


@dataclass(frozen=True, slots=True)
class Or:
    """`x || y || ..`: true as soon as one part is true, else unknown as soon as one is unknown."""

    parts: tuple["Expr", ...]
    source: str = field(compare=False)
    type: FactType = FactType.BOOL


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values of one type, or two numbers, compared."""

    op: CompareOp
    left: "Expr"
    right: "Expr"
    source: str = field(compare=False)
    type: FactType = FactType.BOOL


@dataclass(frozen=True, slots=True)
class Member:
    """`x in [..]`, with literals in the list."""

    item: "Expr"
    options: tuple[Literal, ...]
    source: str = field(compare=False)
    type: FactType = FactType.BOOL


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers combined."""

    op: ArithmeticOp
    left: "Expr"
    right: "Expr"
    source: str = field(compare=False)
    type: FactType = FactType.NUMBER


@dataclass(frozen=True, slots=True)
class Extreme:
    """`min(..)` or `max(..)`."""

    op: ExtremeOp
    parts: tuple["Expr", ...]
    type: FactType
    source: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """`condition ? then : otherwise`; unknown when the condition is."""

    condition: "Expr"
    then: "Expr"
    otherwise: "Expr"
    type: FactType
    source: str = field(compare=False)


Expr = Literal | Fact | Known | Not | And | Or | Compare | Member | Arithmetic | Extreme | Choice


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts of an expression, in the order they are written."""
    match expr:
        case Literal() | Fact():
            return ()
        case Known(fact):
            return (fact,)
        case Not(operand):
            return (operand,)
        case And(parts) | Or(parts) | Extreme(parts=parts):
            return parts
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Member(item):
            return (item,)
        case Choice(condition, then, otherwise):
            return (condition, then, otherwise)


def facts_used(expr: Expr) -> frozenset[str]:
    """Names of all facts that a rule reads, whatever its outcome: what a sensitivity check must look at."""
    return frozenset(part.name for part in _walk(expr) if isinstance(part, Fact))


def with_terms(expr: Expr, terms: Mapping[str, Expr]) -> Expr:
    """The rule with named terms written out: each fact that is the name of a term becomes the term's own rule."""

    def written(part: Expr) -> Expr:
        return with_terms(part, terms)

    match expr:
        case Fact(name):
            return terms.get(name, expr)
        case Literal() | Known():
            return expr
        case Not(operand):
            return replace(expr, operand=written(operand))
        case And(parts) | Or(parts) | Extreme(parts=parts):
            return replace(expr, parts=tuple(map(written, parts)))
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return replace(expr, left=written(left), right=written(right))
        case Member(item):
            return replace(expr, item=written(item))
        case Choice(condition, then, otherwise):
            return replace(expr, condition=written(condition), then=written(then), otherwise=written(otherwise))


def _walk(expr: Expr) -> Iterator[Expr]:
    yield expr
    for part in children(expr):
        yield from _walk(part)
