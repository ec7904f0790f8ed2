"""Incomes after a shock, and counts of the poor and the entitled by area.

Grain: a row a person in `persons`; a row an area and line, or benefit, in what is counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

import ibis
import ibis.expr.types as ir

from samutphok.entitlements.domain.answers import Outcomes
from samutphok.entitlements.domain.benefits import Benefit, Per
from samutphok.foundation.warehouse import connect, write_parquet
from samutphok.scenarios.domain.scenario import WHOLE, Line

NOTHING = ibis.literal(0.0, "float64")
AREA_LEVELS = (2, 4, 6)
SURVEY_LINE = 38_000  # below it a family is poor by the survey, as long as the survey itself does not say otherwise


@dataclass(frozen=True, slots=True)
class Counted:
    """yes: poor or entitled; open: nobody knows; month, month_open: baht a month of both; asked: of how many."""

    area: str
    what: str
    asked: int
    yes: int
    open: int
    month: float
    month_open: float


def shocked(persons: Path, out: Path, *, drop: float, areas: Iterable[str], scratch: Path) -> None:
    """Writes the persons with incomes that are `drop` percent lower inside the areas (all without any)."""
    backend = connect("duckdb", memory_limit="2GB", scratch=scratch)
    table = backend.read_parquet(persons)
    inside: ir.BooleanValue = ibis.literal(True)
    if wanted := tuple(areas):
        inside = reduce(or_, (table.area_code.startswith(prefix) for prefix in wanted))
    after = ibis.ifelse(inside, table.income_per_person * ((WHOLE - drop) / WHOLE), table.income_per_person)
    falls = (table.income_per_person >= SURVEY_LINE) & (after < SURVEY_LINE)
    poor = ibis.ifelse(falls.fill_null(False), True, table.bmn_poor)
    write_parquet(table.mutate(income_per_person=after, bmn_poor=poor), out)


def count_poor(persons: Path, lines: Sequence[Line], *, prefix: str, scratch: Path) -> Iterator[Counted]:
    """Households below each line, by area; a household whose income nobody knows is open."""
    backend = connect("duckdb", memory_limit="2GB", scratch=scratch)
    table = backend.read_parquet(persons)
    known = table.income_per_person.min() == table.income_per_person.max()
    homes = table.group_by("household_id").agg(
        area_code=table.area_code.min(), income=ibis.cases((known, table.income_per_person.max()))
    )
    for length in (one for one in AREA_LEVELS if one >= len(prefix)):
        for line in lines:
            below = homes.income <= line.baht if line.up_to else homes.income < line.baht
            keyed = homes.mutate(area=homes.area_code.substr(0, length), below=below)
            rows = keyed.group_by("area").agg(
                asked=keyed.count(),
                yes=keyed.below.fill_null(False).cast("int64").sum(),
                open=keyed.below.isnull().cast("int64").sum(),
            )
            for row in rows.to_pyarrow().to_pylist():
                yield Counted(row["area"], line.id, row["asked"], row["yes"], row["open"], 0.0, 0.0)


def count_entitled(
    persons: Path, answers: Path, among: Sequence[Benefit], *, prefix: str, scratch: Path
) -> Iterator[Counted]:
    """Persons or households entitled, or who may apply, by area and benefit, and what it would cost a month."""
    backend = connect("duckdb", memory_limit="2GB", scratch=scratch)
    people, said = backend.read_parquet(persons), backend.read_parquet(answers)
    homes = people.group_by("household_id").agg(area_code=people.area_code.min())
    both = said.join(homes, "household_id")
    yearly = [one.name for one in among if one.per is Per.YEAR]
    monthly = [one.name for one in among if one.per is Per.MONTH]
    amount = both.would_be.fill_null(NOTHING)
    month = ibis.cases((both.benefit.isin(monthly), amount), (both.benefit.isin(yearly), amount / 12), else_=NOTHING)
    yes = both.outcome.isin([Outcomes.ELIGIBLE.value, Outcomes.MAY_APPLY.value])
    marked = both.mutate(yes=yes, open=both.outcome == Outcomes.UNKNOWN.value, month=month)
    for length in (one for one in AREA_LEVELS if one >= len(prefix)):
        keyed = marked.mutate(area=marked.area_code.substr(0, length))
        rows = keyed.group_by(["area", "benefit"]).agg(
            asked=keyed.count(),
            yes=keyed.yes.cast("int64").sum(),
            open=keyed.open.cast("int64").sum(),
            month=ibis.ifelse(keyed.yes, keyed.month, NOTHING).sum().cast("float64"),
            month_open=ibis.ifelse(keyed.open, keyed.month, NOTHING).sum().cast("float64"),
        )
        for row in rows.to_pyarrow().to_pylist():
            money = (float(row["month"]), float(row["month_open"]))
            yield Counted(row["area"], row["benefit"], row["asked"], row["yes"], row["open"], *money)
