"""Evaluate one rule for one person or household, and keep why."""

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samutphok.kernel.errors import Bilingual, InvalidInput
from samutphok.kernel.rules.tree import (
    And,
    Arithmetic,
    ArithmeticOp,
    Choice,
    Compare,
    CompareOp,
    Expr,
    Extreme,
    ExtremeOp,
    Fact,
    FactType,
    Known,
    Literal,
    Member,
    Not,
    Or,
    Value,
    children,
)

_COMPARE: dict[CompareOp, Callable[[Any, Any], bool]] = {
    CompareOp.EQ: operator.eq,
    CompareOp.NE: operator.ne,
    CompareOp.LT: operator.lt,
    CompareOp.LE: operator.le,
    CompareOp.GT: operator.gt,
    CompareOp.GE: operator.ge,
}
_ARITHMETIC: dict[ArithmeticOp, Callable[[float, float], float]] = {
    ArithmeticOp.ADD: operator.add,
    ArithmeticOp.SUBTRACT: operator.sub,
    ArithmeticOp.MULTIPLY: operator.mul,
    ArithmeticOp.DIVIDE: operator.truediv,
}
_INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Trace:
    """One part of a rule with the value it took (None: unknown) and the traces of its own parts."""

    expr: Expr
    value: Value | None
    parts: tuple["Trace", ...] = ()

    @property
    def source(self) -> str:
        """The part as the rule writes it."""
        return self.expr.source

    def because(self) -> tuple["Trace", ...]:
        """The comparisons and facts that made the value what it is, in the order written.

        Of `a || b` that is true only the true parts count, of `a && b` that is false only the false ones; of an
        unknown one the unknown ones; of a choice the condition and the branch taken.
        """
        if isinstance(self.expr, Literal):
            return ()
        if not isinstance(self.expr, And | Or | Not | Choice):
            return (self,)
        return tuple(reason for part in self._deciding() for reason in part.because())

    def missing(self) -> frozenset[str]:
        """The missing facts that made the value unknown; empty when it is known."""
        if self.value is not None:
            return frozenset()
        if isinstance(self.expr, Fact):
            return frozenset({self.expr.name})
        return frozenset().union(*(part.missing() for part in self._deciding()))

    def _deciding(self) -> tuple["Trace", ...]:
        """The parts on which the value rests."""
        if isinstance(self.expr, And | Or):
            return tuple(part for part in self.parts if part.value == self.value)
        if isinstance(self.expr, Choice):
            condition, then, otherwise = self.parts
            return (condition,) if condition.value is None else (condition, then if condition.value else otherwise)
        return self.parts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says: its value (None: unknown), the missing facts that leave it unknown, and the trace."""

    value: Value | None
    missing: frozenset[str]
    trace: Trace


def evaluate(expr: Expr, facts: Mapping[str, object | None]) -> Outcome:
    """Evaluate a rule over the facts of one person or household; an absent fact, or None, is unknown.

    A NUMBER that is NaN or infinite is unknown too. Raises InvalidInput, naming the fact and never its value, when a
    fact is not of its declared type.
    """
    trace = _trace(expr, facts)
    return Outcome(trace.value, trace.missing(), trace)


def _trace(expr: Expr, facts: Mapping[str, object | None]) -> Trace:
    if isinstance(expr, Fact):
        return Trace(expr, _fact(expr, facts.get(expr.name)))
    parts = tuple(_trace(part, facts) for part in children(expr))
    return Trace(expr, _value(expr, [part.value for part in parts]), parts)


def _value(expr: Expr, parts: list[Value | None]) -> Value | None:
    """The value of an expression from the values of its parts."""
    match expr:
        case Literal(value):
            return value
        case Known():
            return parts[0] is not None
        case And():
            return _decided_by(False, parts)
        case Or():
            return _decided_by(True, parts)
        case Choice(type=type_):
            chosen = None if parts[0] is None else parts[1] if parts[0] else parts[2]
            return _as(type_, chosen)
    return None if None in parts else _strict(expr, parts)


def _decided_by(deciding: bool, parts: list[Value | None]) -> bool | None:
    """Kleene's conjunction (decided by false) and disjunction (decided by true)."""
    if deciding in parts:
        return deciding
    return None if None in parts else not deciding


def _strict(expr: Expr, parts: list[Any]) -> Value | None:
    """Expressions that are unknown as soon as one of their parts is."""
    match expr:
        case Not():
            return not parts[0]
        case Compare(op, left, right):
            type_ = _common(left.type, right.type)
            return _COMPARE[op](_as(type_, parts[0]), _as(type_, parts[1]))
        case Member(item, options):
            type_ = _common(item.type, *(option.type for option in options))
            return any(_as(type_, parts[0]) == _as(type_, option.value) for option in options)
        case Arithmetic(op):
            return _arithmetic(op, float(parts[0]), float(parts[1]))
        case Extreme(op, type=type_):
            return (min if op is ExtremeOp.MIN else max)(_as(type_, part) for part in parts)
    raise TypeError(f"no rule for {type(expr).__name__}")


def _arithmetic(op: ArithmeticOp, left: float, right: float) -> float | None:
    if op is ArithmeticOp.DIVIDE and right == 0:
        return None
    return _finite(_ARITHMETIC[op](left, right))


def _common(*types: FactType) -> FactType:
    return types[0] if len(set(types)) == 1 else FactType.NUMBER


def _as(type_: FactType, value: Any) -> Any:
    """An integer becomes a float where a rule mixes the two, as in SQL."""
    return float(value) if type_ is FactType.NUMBER and value is not None else value


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _fact(fact: Fact, value: object | None) -> Value | None:
    match fact.type, value:
        case _, None:
            return None
        case FactType.BOOL, bool():
            return value
        case FactType.INT, int() if not isinstance(value, bool) and value in _INT64:
            return value
        case FactType.NUMBER, int() | float() if not isinstance(value, bool):
            return _finite(float(value))
        case FactType.TEXT, str():
            return value
        case FactType.DATE, date() if not isinstance(value, datetime):
            return value
    raise InvalidInput(
        problem=Bilingual(
            f"ข้อมูล '{fact.name}' ไม่ใช่ชนิด {fact.type.value}", f"The fact '{fact.name}' is not of type {fact.type.value}."
        ),
        remedy=Bilingual("แปลงข้อมูลให้ตรงชนิดก่อนใช้กฎ", "Convert it before the rule is applied."),
    )
