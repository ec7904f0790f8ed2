"""The rule tree as an Ibis expression: the same answers as `kernel.rules.evaluate`, for whole registers at once.

NULL is unknown. SQL's AND, OR and NOT are Kleene's already; what is not, is written out: a choice whose condition is
unknown, LEAST and GREATEST that skip NULL, quotients by zero and numbers that are not finite. Through sums, differences
and products a number that is not finite stays so; it turns NULL where a number is divided by, compared or handed out,
not at every step, because engines write an expression twice for each such test.
"""

import functools
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.datatypes as dt

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
    children,
)

_SQL_TYPES: dict[FactType, dt.DataType] = {
    FactType.BOOL: dt.boolean,
    FactType.INT: dt.int64,
    FactType.NUMBER: dt.float64,
    FactType.TEXT: dt.string,
    FactType.DATE: dt.date,
}
_FITS: dict[FactType, Callable[[dt.DataType], bool]] = {
    FactType.BOOL: dt.DataType.is_boolean,
    FactType.INT: dt.DataType.is_integer,
    FactType.NUMBER: dt.DataType.is_numeric,
    FactType.TEXT: dt.DataType.is_string,
    FactType.DATE: dt.DataType.is_date,
}
_COMPARE: dict[CompareOp, Callable[[Any, Any], Any]] = {
    CompareOp.EQ: operator.eq,
    CompareOp.NE: operator.ne,
    CompareOp.LT: operator.lt,
    CompareOp.LE: operator.le,
    CompareOp.GT: operator.gt,
    CompareOp.GE: operator.ge,
}
_ARITHMETIC: dict[ArithmeticOp, Callable[[Any, Any], Any]] = {
    ArithmeticOp.ADD: operator.add,
    ArithmeticOp.SUBTRACT: operator.sub,
    ArithmeticOp.MULTIPLY: operator.mul,
    ArithmeticOp.DIVIDE: lambda left, right: left / ibis.cases(((right != 0.0) & _is_finite(right), right)),
}


def compile_rule(expr: Expr, columns: Mapping[str, ibis.Value]) -> ibis.Value:
    """The rule over columns of one table, a value a row, NULL where it is unknown; runs on DuckDB and on Spark.

    columns: one for every fact that the rule reads, by the fact's name, of the fact's type (a whole column of NULL
    fits any). Raises InvalidInput naming the fact when a column is missing or of another type.
    """
    value = _settled(expr, {name: _column(name, type_, columns) for name, type_ in _facts(expr)})
    return _bracketed(value) if isinstance(expr, Not | Known | Member) else value


@functools.singledispatch
def _compiled(expr: Any, _columns: Mapping[str, ibis.Value]) -> Any:
    raise TypeError(f"no translation for {type(expr).__name__}")


@_compiled.register
def _(expr: Literal, _columns: Mapping[str, ibis.Value]) -> Any:
    if isinstance(expr.value, float):
        return _number(expr.value)
    return ibis.literal(expr.value, type=_SQL_TYPES[expr.type])


@_compiled.register
def _(expr: Fact, columns: Mapping[str, ibis.Value]) -> Any:
    return columns[expr.name]


@_compiled.register
def _(expr: Known, columns: Mapping[str, ibis.Value]) -> Any:
    return _settled(expr.fact, columns).notnull()


@_compiled.register
def _(expr: Not, columns: Mapping[str, ibis.Value]) -> Any:
    return ~_compiled(expr.operand, columns)


@_compiled.register
def _(expr: And, columns: Mapping[str, ibis.Value]) -> Any:
    return functools.reduce(operator.and_, (_compiled(part, columns) for part in expr.parts))


@_compiled.register
def _(expr: Or, columns: Mapping[str, ibis.Value]) -> Any:
    return functools.reduce(operator.or_, (_compiled(part, columns) for part in expr.parts))


@_compiled.register
def _(expr: Compare, columns: Mapping[str, ibis.Value]) -> Any:
    left, right = _alike([expr.left, expr.right], columns)
    if expr.left.type is FactType.BOOL:
        left, right = _bracketed(left), _bracketed(right)
    return _COMPARE[expr.op](left, right)


@_compiled.register
def _(expr: Member, columns: Mapping[str, ibis.Value]) -> Any:
    item, *options = _alike([expr.item, *expr.options], columns)
    return item.isin(options)


@_compiled.register
def _(expr: Arithmetic, columns: Mapping[str, ibis.Value]) -> Any:
    left, right = (_compiled(part, columns).cast(dt.float64) for part in (expr.left, expr.right))
    return _ARITHMETIC[expr.op](left, right)


@_compiled.register
def _(expr: Extreme, columns: Mapping[str, ibis.Value]) -> Any:
    parts = [part.cast(_SQL_TYPES[expr.type]) for part in (_compiled(part, columns) for part in expr.parts)]
    chosen = (ibis.least if expr.op is ExtremeOp.MIN else ibis.greatest)(*parts)
    return ibis.cases((functools.reduce(operator.and_, map(_is_usable, parts)), chosen))


@_compiled.register
def _(expr: Choice, columns: Mapping[str, ibis.Value]) -> Any:
    condition = _compiled(expr.condition, columns)
    then, otherwise = (_compiled(part, columns).cast(_SQL_TYPES[expr.type]) for part in (expr.then, expr.otherwise))
    return ibis.cases((condition, then), (~condition, otherwise))


def _alike(parts: Sequence[Expr], columns: Mapping[str, ibis.Value]) -> list[Any]:
    """The parts, as numbers where integers and numbers meet."""
    settled = [_settled(part, columns) for part in parts]
    if len({part.type for part in parts}) == 1:
        return settled
    return [part.cast(dt.float64) for part in settled]


def _settled(expr: Expr, columns: Mapping[str, ibis.Value]) -> Any:
    """The value as it may be used: NULL for what is no finite number."""
    value = _compiled(expr, columns)
    if expr.type is not FactType.NUMBER or isinstance(expr, Literal):
        return value
    return ibis.cases((_is_finite(value), value))


def _is_finite(number: Any) -> Any:
    """False for NaN and infinity, whose difference from themselves is NaN; NULL is not asked for.

    Not by `isinf`, which Ibis leaves out on Spark, nor by comparing with the largest float, which DuckDB answers from
    a Parquet file's statistics, and those pass over NaN.
    """
    return ~(number - number).isnan()


def _is_usable(number: Any) -> Any:
    return number.notnull() & _is_finite(number) if number.type().is_floating() else number.notnull()


def _number(value: float) -> Any:
    """A float by its text: written plainly, engines read 0.1 as a decimal, which rounds otherwise."""
    return ibis.literal(repr(value)).cast(dt.float64)


def _bracketed(condition: Any) -> Any:
    """The same condition, safe beside other operators: Ibis writes NOT, IN and IS NOT NULL without brackets.

    Without it (~x).isnull() runs as NOT (x IS NULL), and on Spark 'x in [1] == y' does not run at all.
    """
    return ibis.cases((condition, True), (~condition, False))


def _facts(expr: Expr) -> Iterator[tuple[str, FactType]]:
    if isinstance(expr, Fact):
        yield expr.name, expr.type
    for part in children(expr):
        yield from _facts(part)


def _column(name: str, type_: FactType, columns: Mapping[str, ibis.Value]) -> Any:
    column: Any = columns.get(name)
    if column is None or not (column.type().is_null() or _FITS[type_](column.type())):
        raise InvalidInput(
            problem=Bilingual(
                f"ไม่มีคอลัมน์ '{name}' ชนิด {type_.value}", f"There is no column '{name}' of type {type_.value}."
            ),
            remedy=Bilingual("เติมคอลัมน์นี้หรือแปลงชนิดก่อนใช้กฎ", "Add it, or convert it, before the rule is applied."),
        )
    return column.cast(_SQL_TYPES[type_])
