"""An Alkire-Foster measure over the staged survey of an area: whole numbers by area, the same as `samutphok mpi` finds."""

from collections.abc import Sequence
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from samutphok.foundation.warehouse import connect, hold
from samutphok.kernel.identifiers import COUNTRY
from samutphok.kernel.policies import PolicyFile
from samutphok.targeting.domain.alkire_foster import CLOSE, AlkireFosterMeasure
from samutphok.targeting.engine import cells
from samutphok.targeting.engine.cells import whole
from samutphok.targeting.engine.microdata import deprivations, reading_of
from samutphok.targeting.engine.survey import Part, joined

AREA_LEVELS = (2, 4, 6, 8)


def score_counts(
    survey: Sequence[Part],
    measure: AlkireFosterMeasure,
    policy: PolicyFile,
    *,
    prefix: str,
    scratch: Path,
    memory: str,
) -> list[dict[str, Any]]:
    """A row an area from the prefix down to the villages: area_code, households, poor_households, persons, poor, censored.

    Rows that miss an indicator count nowhere, as in `samutphok mpi`. In code order.
    """
    backend = connect("duckdb", memory_limit=memory, scratch=scratch)
    table = joined(backend, survey)
    if prefix:
        table = table.filter(table.area_code.startswith(prefix))
    kept = {"area_code": table.area_code, "household": _household(table)}
    people = _scored(deprivations(table, measure, policy, file="survey", keep=kept), measure)
    villages = hold(_by_village(hold(people, scratch), measure), scratch)
    names = [reading_of(indicator) for indicator in measure.indicators]
    found = _rolled_up(villages, prefix).order_by("area_code").to_pyarrow().to_pylist()
    return [
        {name: count for name, count in row.items() if name not in names} | {"censored": [row[name] for name in names]}
        for row in found
    ]


def _household(table: ir.Table) -> ir.StringValue:
    """A name for the household; a row without a house code has one of its own."""
    named = table.house_code + "/" + ibis.coalesce(table.family_no, "") + "/" + table.area_code
    return ibis.ifelse(table.house_code.isnull(), table.row_number.cast("string"), named)


def _scored(readings: ir.Table, measure: AlkireFosterMeasure) -> ir.Table:
    names = [reading_of(indicator) for indicator in measure.indicators]
    complete = reduce(lambda one, other: one & other, (readings[name] != cells.ABSENT for name in names))
    rows = readings.filter(complete)
    weighed = [
        (rows[reading_of(one)] == cells.YES).ifelse(one.weight, 0.0) for one in measure.indicators if one.weight > 0
    ]
    return rows.mutate(is_poor=reduce(add, weighed) >= measure.k - CLOSE)


def _by_village(people: ir.Table, measure: AlkireFosterMeasure) -> ir.Table:
    censored = {
        name: whole((people.is_poor & (people[name] == cells.YES)).sum())
        for name in (reading_of(indicator) for indicator in measure.indicators)
    }
    return people.group_by("area_code").agg(
        households=people.household.nunique(),
        poor_households=people.household.nunique(where=people.is_poor),
        persons=people.count(),
        poor=whole(people.is_poor.sum()),
        **censored,
    )


def _rolled_up(villages: ir.Table, prefix: str) -> ir.Table:
    """The villages' counts added up to every level from the prefix down."""
    counts = [name for name in villages.columns if name != "area_code"]
    codes = [villages.area_code.substr(0, digits) for digits in AREA_LEVELS if digits >= len(prefix)]
    if not prefix:
        codes.append(ibis.literal(COUNTRY))
    levels = [
        villages.group_by(area_code=code).agg(**{one: whole(villages[one].sum()) for one in counts}) for code in codes
    ]
    return reduce(ir.Table.union, levels)
