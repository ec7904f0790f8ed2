"""A staged file beside the one before it: which families or persons are new, changed, gone, by area."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from samutphok.foundation.warehouse import connect
from samutphok.intake.domain.comparison import AreaChange, Unit

MEMORY = "1GB"
KEYS = {Unit.HOUSEHOLD: ("area_code", "house_code", "family_no"), Unit.PERSON: ("pid",)}
_OWN = {"row_number", "survey_row_id"}  # differ between two files that say the same


@dataclass(frozen=True, slots=True)
class Compared:
    """Counts by area, and rows without a key."""

    areas: tuple[AreaChange, ...]
    same: int
    unkeyed: int


def compare(now: Path, before: Path | None, *, unit: Unit, prefix: str, digits: int, scratch: Path) -> Compared:
    """Compare two staged files of a register in the area `prefix`; areas are counted by their first `digits` digits.

    Without a file before, everything is new. A unit has changed when any fact of any of its rows has.
    """
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        backend = connect("duckdb", memory_limit=MEMORY, threads=1, scratch=Path(folder))
        rows = _inside(backend.read_parquet(now), prefix)
        earlier = _inside(backend.read_parquet(before), prefix) if before else rows.filter(ibis.literal(False))
        keyed = _keyed(rows, unit)
        counted = _counted(_units(keyed, unit, digits), _units(_keyed(earlier, unit), unit, digits)).to_pyarrow()
        lines = rows.group_by(area=rows.area_code.left(digits)).agg(rows=rows.count()).to_pyarrow()
        unkeyed = int(rows.count().execute()) - int(keyed.count().execute())
        backend.disconnect()
    return _as_compared(counted, lines, unkeyed)


def _inside(table: ir.Table, prefix: str) -> ir.Table:
    return table.filter(table.area_code.startswith(prefix)) if prefix else table


def _keyed(table: ir.Table, unit: Unit) -> ir.Table:
    """Rows that can be told from others: of a family its house code, of a person the citizen number."""
    telling = table.house_code if unit is Unit.HOUSEHOLD else table.pid
    return table.filter(telling.notnull() & (telling != ""))


def _units(table: ir.Table, unit: Unit, digits: int) -> ir.Table:
    """Grain: one family or person. Key: `key`. `content` is the same for the same facts in any order of rows."""
    key = ibis.literal("\x1f").join([table[name].cast("string").fill_null("") for name in KEYS[unit]])
    facts = [table[name].cast("string").fill_null("") for name in sorted(table.columns) if name not in _OWN]
    told = table.select(key=key, area=table.area_code.left(digits), row=ibis.literal("\x1f").join(facts).hash())
    return told.group_by("key").agg(
        area=told.area.min(), content=told.row.cast("string").group_concat(order_by=told.row)
    )


def _counted(now: ir.Table, before: ir.Table) -> ir.Table:
    """Grain: one area."""
    both = now.outer_join(before, now.key == before.key)
    return (
        both.select(
            area=ibis.coalesce(now.area, before.area),
            fresh=before.key.isnull().cast("int64"),
            vanished=now.key.isnull().cast("int64"),
            changed=(now.content != before.content).fill_null(False).cast("int64"),
            same=(now.content == before.content).fill_null(False).cast("int64"),
        )
        .group_by("area")
        .agg(**{name: lambda t, name=name: t[name].sum() for name in ("fresh", "changed", "vanished", "same")})
    )


def _as_compared(counted: pa.Table, lines: pa.Table, unkeyed: int) -> Compared:
    rows = dict(zip(lines["area"].to_pylist(), lines["rows"].to_pylist(), strict=True))
    found = {one["area"]: one for one in counted.to_pylist()}
    none = {"fresh": 0, "changed": 0, "vanished": 0, "same": 0}
    areas = []
    for code in sorted({*rows, *found}):
        one = found.get(code, none)
        areas.append(AreaChange(code, rows.get(code, 0), one["fresh"], one["changed"], one["vanished"]))
    return Compared(tuple(areas), sum(one["same"] for one in found.values()), unkeyed)
