"""Counts by area, from the village up to the country."""

from functools import reduce

import ibis
import ibis.expr.types as ir

from samutphok.kernel.identifiers import COUNTRY
from samutphok.targeting.domain.union import UnionMeasure
from samutphok.targeting.engine.cells import whole

LEVELS = (("country", 0), ("province", 2), ("amphoe", 4), ("tambon", 6), ("village", 8))  # and digits of their codes


def village_rows(person_rows: ir.Table, facts: ir.Table, households: ir.Table, measure: UnionMeasure) -> ir.Table:
    """A row a village: households and persons, and how many of them are poor, registered and target-poor.

    Households with a house code come from `households`, each row without one from `facts`.
    """
    people = _people(person_rows, measure)
    houses = _houses(facts, households)
    joined = people.inner_join(houses, "area_code")
    counts = ("households", "persons", "poor_households", *people.columns[2:])
    return joined.select("area_code", **{name: whole(joined[name]) for name in counts})


def area_rows(villages: ir.Table) -> ir.Table:
    """The villages' counts added up to every level, a row an area, the country first; its code is 'TH'."""
    counts = villages.columns[1:]
    levels = []
    for level, digits in LEVELS:
        code = villages.area_code.substr(0, digits) if digits else ibis.literal(COUNTRY)
        grouped = villages.group_by(area_code=code).agg(**{name: whole(villages[name].sum()) for name in counts})
        levels.append(grouped.select(ibis.literal(level).name("level"), "area_code", *counts))
    depth = ibis.cases(*((ibis._.level == level, digits) for level, digits in LEVELS), else_=0)
    return reduce(ir.Table.union, levels).order_by(depth, "area_code")


def _people(person_rows: ir.Table, measure: UnionMeasure) -> ir.Table:
    target = person_rows.target_poor
    return person_rows.group_by("area_code").agg(
        persons=person_rows.count(),
        poor=person_rows.poor.sum(),
        poor_and_registered=(person_rows.poor & person_rows.registered).sum(),
        target_poor=target.sum(),
        **{
            f"target_poor_{dimension.name}": (target & person_rows[f"poor_{dimension.name}"]).sum()
            for dimension in measure.dimensions
        },
    )


def _houses(facts: ir.Table, households: ir.Table) -> ir.Table:
    alone = facts.filter(facts.house_code.isnull())
    units = households.select("area_code", "failed").union(alone.select("area_code", failed=alone.own))
    return units.group_by("area_code").agg(households=units.count(), poor_households=(units.failed != 0).sum())
