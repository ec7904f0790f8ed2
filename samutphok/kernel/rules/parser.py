"""From the text of a rule to its typed tree: cel-python's grammar, our own subset and types.

Every refusal names line, column and remedy, so that whoever edits a policy file can mend it. Only the parser of
cel-python is used: its evaluator knows no 'unknown'.
"""

import math
from collections.abc import Mapping
from typing import Any

from celpy.celparser import CELParseError, CELParser

from samutphok.kernel.dates import PartialDate, Precision
from samutphok.kernel.errors import InvalidInput
from samutphok.kernel.rules.refusals import Refusal, RuleError
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
)

_LONGEST, _DEEPEST = 4000, 40
_COMPARISONS = {
    "relation_eq": CompareOp.EQ,
    "relation_ne": CompareOp.NE,
    "relation_lt": CompareOp.LT,
    "relation_le": CompareOp.LE,
    "relation_gt": CompareOp.GT,
    "relation_ge": CompareOp.GE,
}
_ARITHMETIC = {
    "addition_add": ArithmeticOp.ADD,
    "addition_sub": ArithmeticOp.SUBTRACT,
    "multiplication_mul": ArithmeticOp.MULTIPLY,
    "multiplication_div": ArithmeticOp.DIVIDE,
}


def parse(source: str, facts: Mapping[str, FactType]) -> Expr:
    """Read a rule over the named facts. Raises RuleError for bad syntax, an unknown fact or types that do not fit."""
    if len(source) > _LONGEST:
        raise RuleError(Refusal.TOO_LONG, about=_LONGEST)
    try:
        tree = CELParser().parse(source)
    except CELParseError as error:
        raise RuleError(Refusal.SYNTAX, line=max(error.line or 1, 1), column=max(error.column or 1, 1)) from error
    return _Builder(source, facts).build(tree)


class _Builder:
    """Walks cel-python's tree, which has a level for every precedence, down to typed expressions."""

    def __init__(self, source: str, facts: Mapping[str, FactType]) -> None:
        self._source = source
        self._facts = facts
        self._depth = 0

    def build(self, node: Any) -> Expr:
        """The typed expression of one node of cel-python's tree."""
        node = _innermost(node)
        kind = _kind(node)
        build = getattr(self, f"_{kind}", None)
        if build is None:
            raise _refused(node, Refusal.NOT_USED)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _refused(node, Refusal.TOO_DEEP)
        expr: Expr = build(node)
        self._depth -= 1
        return expr

    def _expr(self, node: Any) -> Expr:
        condition, then, otherwise = (self.build(part) for part in node.children)
        _demand(node.children[0], condition, FactType.BOOL)
        type_ = self._common(node, [then, otherwise])
        return Choice(condition, then, otherwise, type_, self._text(node))

    def _conditionalor(self, node: Any) -> Expr:
        return Or(self._conditions(node, Or), self._text(node))

    def _conditionaland(self, node: Any) -> Expr:
        return And(self._conditions(node, And), self._text(node))

    def _conditions(self, node: Any, kind: type[And] | type[Or]) -> tuple[Expr, ...]:
        """The parts of `a && b && c`, which the grammar nests to the left, side by side."""
        left, right = (self.build(part) for part in node.children)
        for part, expr in zip(node.children, (left, right), strict=True):
            _demand(part, expr, FactType.BOOL)
        bracketed = _innermost(node.children[0], through_brackets=False).data == "primary"
        return (*left.parts, right) if isinstance(left, kind) and not bracketed else (left, right)

    def _relation(self, node: Any) -> Expr:
        operation, right_node = node.children
        if operation.data == "relation_in":
            return self._listed(node, operation.children[0], right_node)
        left, right = self.build(operation.children[0]), self.build(right_node)
        op = _COMPARISONS[operation.data]
        type_ = self._common(node, [left, right])
        if op not in (CompareOp.EQ, CompareOp.NE) and not (type_.is_numeric or type_ is FactType.DATE):
            raise _refused(node, Refusal.NO_ORDER, type_.value)
        return Compare(op, left, right, self._text(node))

    def _listed(self, node: Any, item_node: Any, list_node: Any) -> Expr:
        item, listed = self.build(item_node), _innermost(list_node)
        if _kind(listed) != "list_lit" or not listed.children:
            raise _refused(list_node, Refusal.LIST)
        options = [self.build(option) for option in listed.children[0].children]
        literals = tuple(option for option in options if isinstance(option, Literal))
        if len(literals) < len(options):
            raise _refused(list_node, Refusal.LIST)
        self._common(node, [item, *literals])
        return Member(item, literals, self._text(node))

    def _addition(self, node: Any) -> Expr:
        operation, right_node = node.children
        if operation.data not in _ARITHMETIC:
            raise _refused(node, Refusal.NOT_USED)
        left, right = self.build(operation.children[0]), self.build(right_node)
        for part, expr in ((operation.children[0], left), (right_node, right)):
            _demand(part, expr, FactType.INT, FactType.NUMBER)
        return Arithmetic(_ARITHMETIC[operation.data], left, right, self._text(node))

    _multiplication = _addition

    def _unary(self, node: Any) -> Expr:
        sign, operand_node = node.children
        operand = self.build(operand_node)
        if sign.data == "unary_not":
            _demand(operand_node, operand, FactType.BOOL)
            return Not(operand, self._text(node))
        _demand(operand_node, operand, FactType.INT, FactType.NUMBER)
        zero = Literal(0, FactType.INT, "0")
        return Arithmetic(ArithmeticOp.SUBTRACT, zero, operand, self._text(node))

    def _ident(self, node: Any) -> Fact:
        name = str(node.children[0])
        if name not in self._facts:
            raise _refused(node, Refusal.UNKNOWN_FACT, name)
        return Fact(name, self._facts[name], name)

    def _ident_arg(self, node: Any) -> Expr:
        name = str(node.children[0])
        arguments = list(node.children[1].children) if len(node.children) > 1 else []
        match name:
            case "min" | "max" if len(arguments) >= 2:
                return self._extreme(node, ExtremeOp(name), arguments)
            case "has" if len(arguments) == 1 and isinstance(fact := self.build(arguments[0]), Fact):
                return Known(fact, self._text(node))
            case "date" if len(arguments) == 1:
                return self._date(node, self.build(arguments[0]))
        raise _refused(node, Refusal.CALL, name)

    def _extreme(self, node: Any, op: ExtremeOp, arguments: list[Any]) -> Expr:
        parts = tuple(self.build(argument) for argument in arguments)
        for argument, part in zip(arguments, parts, strict=True):
            _demand(argument, part, FactType.INT, FactType.NUMBER)
        return Extreme(op, parts, self._common(node, list(parts)), self._text(node))

    def _date(self, node: Any, written: Expr) -> Expr:
        if isinstance(written, Literal) and isinstance(written.value, str):
            try:
                day = PartialDate.from_iso(written.value)
            except InvalidInput:
                day = None
            if day is not None and day.precision is Precision.DAY:
                return Literal(day.earliest(), FactType.DATE, self._text(node))
        raise _refused(node, Refusal.DATE)

    def _literal(self, node: Any) -> Expr:
        token = node.children[0]
        value, type_ = _literal_value(node, token.type, str(token))
        return Literal(value, type_, str(token))

    def _common(self, node: Any, parts: list[Expr]) -> FactType:
        """The one type of several parts; integers beside other numbers count as numbers."""
        types = {part.type for part in parts}
        if len(types) == 1:
            return types.pop()
        if all(type_.is_numeric for type_ in types):
            return FactType.NUMBER
        names = ", ".join(sorted(type_.value for type_ in types))
        raise _refused(node, Refusal.MIXED, names)

    def _text(self, node: Any) -> str:
        return self._source[node.meta.start_pos : node.meta.end_pos]


def _literal_value(node: Any, kind: str, text: str) -> tuple[Value, FactType]:
    match kind:
        case "BOOL_LIT":
            return text == "true", FactType.BOOL
        case "INT_LIT" if "x" not in text and -(2**63) <= int(text) < 2**63:
            return int(text), FactType.INT
        case "FLOAT_LIT" if math.isfinite(float(text)):
            return float(text), FactType.NUMBER
        case "STRING_LIT" if text[0] in "'\"" and "\\" not in text:
            return text[1:-1], FactType.TEXT
        case "NULL_LIT":
            raise _refused(node, Refusal.NULL)
    raise _refused(node, Refusal.VALUE)


def _innermost(node: Any, *, through_brackets: bool = True) -> Any:
    """Skip the levels of the grammar that hold only one part."""
    while len(node.children) == 1 and hasattr(node.children[0], "data"):
        if _kind(node) in ("list_lit", "dot_ident") or (not through_brackets and node.data == "primary"):
            break
        node = node.children[0]
    return node


def _kind(node: Any) -> str:
    return str(node.data)


def _demand(node: Any, expr: Expr, *types: FactType) -> None:
    if expr.type not in types:
        raise _refused(node, Refusal.WRONG_TYPE, expr.type.value)


def _refused(node: Any, refusal: Refusal, about: str = "") -> RuleError:
    return RuleError(refusal, line=node.meta.line, column=node.meta.column, about=about)
