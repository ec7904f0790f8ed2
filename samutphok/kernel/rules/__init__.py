"""Rules as data: a typed tree read from a subset of CEL, with three-valued logic.

A missing fact is *unknown*, never false, and a rule answers true, false or unknown (Kleene). `evaluate` says why;
`samutphok.foundation.rules_ibis` compiles the same tree for whole registers, with the same answers.
The language: literals, fact names, `== != < <= > >=`, `+ - * /`, `&& || !`, `x in [..]`, `c ? a : b`, `min(..)`,
`max(..)`, `has(x)`, `date('2020-05-01')`. Arithmetic is done in 64-bit floating point on every engine and gives NUMBER;
what has no finite value, such as a division by zero, is unknown.
"""

from samutphok.kernel.rules.interpreter import Outcome, Trace, evaluate
from samutphok.kernel.rules.parser import parse
from samutphok.kernel.rules.refusals import RuleError
from samutphok.kernel.rules.tree import Expr, FactType, Value, facts_used, with_terms

__all__ = [
    "Expr",
    "FactType",
    "Outcome",
    "RuleError",
    "Trace",
    "Value",
    "evaluate",
    "facts_used",
    "parse",
    "with_terms",
]
