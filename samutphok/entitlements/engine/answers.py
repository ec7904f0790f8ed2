"""The rules of a day over every row of a register at once."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add, and_

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from samutphok.entitlements.domain.answers import Outcomes
from samutphok.entitlements.domain.benefits import Benefit, Clause, Rules
from samutphok.entitlements.domain.vocabulary import PERSON
from samutphok.foundation.rules_ibis import compile_rule
from samutphok.kernel.rules import facts_used

_EXACT = dt.Decimal(18, 4)  # on the way to a double: a bare 600.0 is a narrow decimal to DuckDB, which Ibis cannot see
Standing = Sequence[tuple[Benefit, Rules]]


def answered(table: ir.Table, standing: Standing, *, of_persons: bool, reasons: bool = False) -> ir.Table:
    """A row a row of `table` and benefit: household_id, person_id (NULL for a household), benefit, outcome, amount.

    With `reasons` also missing, the facts that are unknown in clauses left open where the outcome is unknown, and failed,
    the ids of the clauses that are not met; both joined by commas, '' for none; and would_be, the amount whatever the outcome.

    The same answers as `domain.answers.answer`: one clause that is not met is a no; a clause left open, else, an unknown.
    """
    parts = (_one(table, benefit, rules, of_persons, reasons) for benefit, rules in standing)
    return ibis.union(*parts, distinct=False)


def _one(table: ir.Table, benefit: Benefit, rules: Rules, of_persons: bool, reasons: bool) -> ir.Table:
    columns: Mapping[str, ir.Value] = {name: table[name] for name in table.columns} | {
        name: ibis.literal(value, dt.float64) for name, value in rules.numbers.items()
    }
    held = {clause: compile_rule(clause.rule, columns) for clause in rules.clauses}
    met = reduce(and_, held.values())
    yes = Outcomes.MAY_APPLY if benefit.discretionary else Outcomes.ELIGIBLE
    amount: ir.Value = ibis.null(dt.float64)
    would_be: ir.Value = ibis.null(dt.float64)
    if rules.amount is not None:
        would_be = compile_rule(rules.amount, columns).cast(_EXACT).cast(dt.float64)
        amount = ibis.cases((met, would_be))
    told = {**_reasons(columns, rules, held, met), "would_be": would_be} if reasons else {}
    return table.select(
        household_id=table.household_id,
        person_id=table.person_id if of_persons else ibis.null(dt.string),
        benefit=ibis.literal(benefit.name),
        outcome=ibis.cases((met, yes.value), (~met, Outcomes.NOT.value), else_=Outcomes.UNKNOWN.value),
        amount=amount,
        **told,
    )


def _reasons(
    columns: Mapping[str, ir.Value], rules: Rules, held: Mapping[Clause, ir.BooleanValue], met: ir.BooleanValue
) -> Mapping[str, ir.Value]:
    """What keeps an answer open, and what makes it a no."""
    open_by: dict[str, ir.BooleanValue] = {}
    for clause, answer in held.items():
        for fact in facts_used(clause.rule) - rules.numbers.keys():
            unknown = answer.isnull() & columns[fact].isnull()
            open_by[fact] = open_by[fact] | unknown if fact in open_by else unknown
    missing = {fact: met.isnull() & unknown for fact, unknown in sorted(open_by.items())}
    failed = {clause.id: (~answer).fill_null(False) for clause, answer in held.items()}
    return {"missing": _joined(missing), "failed": _joined(failed)}


def _joined(flags: Mapping[str, ir.BooleanValue]) -> ir.StringValue:
    """The names whose flags are set, joined by commas."""
    named = (ibis.ifelse(flag, f",{name}", "") for name, flag in flags.items())
    return reduce(add, named, ibis.literal("")).substr(1)


def both(persons: ir.Table, households: ir.Table, standing: Standing, *, reasons: bool = False) -> ir.Table:
    """The answers of persons, each with the facts of the household beside their own, and those of households."""
    own = [name for name in persons.columns if name not in households.columns]
    beside = persons.select("household_id", *own).join(households, "household_id")
    parts = [
        answered(table, asked, of_persons=of_persons, reasons=reasons)
        for table, of_persons in ((beside, True), (households, False))
        if (asked := [one for one in standing if (one[0].unit == PERSON) is of_persons])
    ]
    return parts[0].union(parts[1], distinct=False) if len(parts) > 1 else parts[0]
