"""Answers beside what was received, as Ibis expressions: standings, counts and the lines behind them.

Grain of `judged`: a row a person (or a household, for its benefits) and benefit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from samutphok.entitlements.domain.answers import Outcomes
from samutphok.entitlements.domain.benefits import Benefit, Per
from samutphok.foundation.warehouse import batches, connect, hold
from samutphok.uptake.domain.standing import Group, Standing

NOTHING = ibis.literal(0.0, "float64")
AREA_LEVELS = (2, 4, 6, 8)
LISTED_UNKNOWN = 2  # an unknown line is listed where so few facts are missing that a visit settles it
COUNTED = tuple(one for one in Standing if one is not Standing.NO)


@dataclass(frozen=True, slots=True)
class Judged:
    """The judged answers, held in `scratch`; `persons` and `households` of the area."""

    table: ir.Table
    scratch: Path
    persons: int
    households: int

    def counts(self, prefix: str) -> Iterator[dict[str, Any]]:
        """A row an area, benefit and group: the columns of `models.UptakeCount` without `missing`."""
        for length in (one for one in AREA_LEVELS if one >= len(prefix)):
            yield from _counted(self.table, length)

    def missing(self, prefix: str) -> Iterator[dict[str, Any]]:
        """A row an area, benefit, group and fact that keeps answers open: how many."""
        unknown = self.table.filter(self.table.standing == Standing.UNKNOWN.value)
        facts = unknown.mutate(fact=unknown.missing.split(",").unnest()).filter(lambda one: one.fact != "")
        for length in (one for one in AREA_LEVELS if one >= len(prefix)):
            for table in _grouped(facts):
                keyed = table.mutate(area=table.area_code.substr(0, length))
                yield from (
                    keyed.group_by(["area", "benefit", "counted", "fact"]).agg(n=keyed.count()).to_pyarrow().to_pylist()
                )

    def lines(self, listed_unknown: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The rows behind the numbers. listed_unknown: benefits whose open answers are listed, where few facts are missing."""
        table = self.table
        few = table.missing.split(",").length() <= LISTED_UNKNOWN
        unknown = (table.standing == Standing.UNKNOWN.value) & few & table.benefit.isin(list(listed_unknown))
        sure = [one.value for one in (Standing.UNCLAIMED, Standing.UNTOLD, Standing.WRONG, Standing.MAY_APPLY)]
        kept = table.filter(table.standing.isin(sure) | unknown)
        kept = kept.select(
            "row", "house_row", "area_code", "benefit", "standing", "group", "disabled", "would_be", "missing", "failed"
        )
        for batch in batches(kept.order_by(["benefit", "area_code", "row"]), self.scratch):
            yield from batch.to_pylist()


def judge(
    persons: Path,
    answers: Path,
    *,
    among: Sequence[Benefit],
    got: Iterable[tuple[int, str]],
    scratch: Path,
) -> Judged:
    """Puts answers beside what was received. got: (first row of the household or the person's row, benefit), of the ledger."""
    backend = connect("duckdb", memory_limit="2GB", scratch=scratch)
    people = backend.read_parquet(persons)
    said = backend.read_parquet(answers)
    homes = people.group_by("household_id").agg(
        area_code=people.area_code.min(),
        disabled=people.disabled.any(),
        **{name: _of_family(people[name]) for name in people.columns if name.startswith("got_")},
    )
    own = said.filter(said.person_id.notnull()).join(people.drop("household_id", "row_number"), "person_id")
    of_house = said.filter(said.person_id.isnull()).join(homes, "household_id")
    marked = [_received(table, among) for table in (own, of_house)]
    columns = ("household_id", "person_id", "area_code", "benefit", "outcome", "would_be", "missing", "failed")
    own_part = marked[0].select(
        *columns,
        "received",
        "disabled",
        group=ibis.ifelse(marked[0].group == "", Group.AGE_OPEN.value, marked[0].group),
    )
    house_part = marked[1].select(*columns, "received", "disabled", group=ibis.literal(Group.FAMILY.value))
    both = own_part.union(house_part)
    both = both.mutate(
        row=ibis.coalesce(both.person_id, both.household_id).cast("int64"), house_row=both.household_id.cast("int64")
    )
    table = hold(_standing(_with_ledger(both, list(got)), among), scratch)
    sizes = (int(people.count().to_pyarrow().as_py()), int(homes.count().to_pyarrow().as_py()))
    return Judged(table, scratch, *sizes)


def _of_family(column: ir.BooleanValue) -> ir.BooleanValue:
    """Whether any member received it; NULL only where nobody can say of anybody."""
    return ibis.cases(
        (column.fill_null(False).any(), True), (column.notnull().any(), False), else_=ibis.null("boolean")
    )


def _received(table: ir.Table, among: Sequence[Benefit]) -> ir.Table:
    named = [(one.name, f"got_{one.name}") for one in among if f"got_{one.name}" in table.columns]
    cases = [(table.benefit == name, table[column]) for name, column in named]
    nobody = ibis.null("boolean")
    return table.mutate(received=ibis.cases(*cases, else_=nobody) if cases else nobody)


def _with_ledger(table: ir.Table, got: Sequence[tuple[int, str]]) -> ir.Table:
    """What the ledger of help says was given in the fiscal year is received too."""
    if not got:
        return table
    by_benefit: Mapping[str, list[int]] = {name: [row for row, one in got if one == name] for _, name in got}
    given = reduce(or_, ((table.benefit == name) & table.row.isin(rows) for name, rows in by_benefit.items()))
    return table.mutate(received=ibis.ifelse(given, True, table.received))


def _standing(table: ir.Table, among: Sequence[Benefit]) -> ir.Table:
    """The same as `domain.standing_of`, and the money of a month and a year."""
    got, outcome = table.received.fill_null(False), table.outcome
    standing = ibis.cases(
        (got & (outcome == Outcomes.NOT.value), Standing.WRONG.value),
        (got, Standing.RECEIVED.value),
        ((outcome == Outcomes.ELIGIBLE.value) & table.received.isnull(), Standing.UNTOLD.value),
        (outcome == Outcomes.ELIGIBLE.value, Standing.UNCLAIMED.value),
        (outcome == Outcomes.MAY_APPLY.value, Standing.MAY_APPLY.value),
        (outcome == Outcomes.UNKNOWN.value, Standing.UNKNOWN.value),
        else_=Standing.NO.value,
    )
    monthly = [one.name for one in among if one.per is Per.MONTH and not one.discretionary]
    yearly = [one.name for one in among if one.per is Per.YEAR and not one.discretionary]
    amount = table.would_be.fill_null(NOTHING)
    by_year = ibis.cases(
        (table.benefit.isin(monthly), amount * 12), (table.benefit.isin(yearly), amount), else_=NOTHING
    )
    return table.mutate(standing=standing, by_year=by_year)


def _grouped(table: ir.Table) -> tuple[ir.Table, ...]:
    """The same rows under each group that they count for."""
    return (
        table.mutate(counted=table.group),
        table.filter(table.disabled).mutate(counted=ibis.literal(Group.DISABLED.value)),
        table.mutate(counted=ibis.literal(Group.ALL.value)),
    )


def _counted(table: ir.Table, length: int) -> Iterator[dict[str, Any]]:
    for rows in _grouped(table):
        keyed = rows.mutate(area=rows.area_code.substr(0, length))
        unclaimed = keyed.standing == Standing.UNCLAIMED.value
        unsure = keyed.standing.isin([Standing.UNKNOWN.value, Standing.UNTOLD.value])
        counted = keyed.group_by(["area", "benefit", "counted"]).agg(
            asked=keyed.count(),
            **{one.value: (keyed.standing == one.value).sum().cast("int64") for one in COUNTED},
            unclaimed_year=ibis.ifelse(unclaimed, keyed.by_year, NOTHING).sum().cast("float64"),
            open_year=ibis.ifelse(unsure, keyed.by_year, NOTHING).sum().cast("float64"),
        )
        yield from counted.to_pyarrow().to_pylist()
