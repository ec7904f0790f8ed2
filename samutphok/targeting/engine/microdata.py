"""A microdata file as arrays: its indicators of deprivation, and the columns of its survey design."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from samutphok.foundation import warehouse
from samutphok.foundation.rules_ibis import compile_rule
from samutphok.kernel.errors import Bilingual
from samutphok.kernel.policies import PolicyFile
from samutphok.kernel.rules import FactType, facts_used
from samutphok.targeting.domain.alkire_foster import AlkireFosterMeasure, Column, Matrix, WeightedIndicator
from samutphok.targeting.engine import cells
from samutphok.targeting.engine.registers import find
from samutphok.targeting.errors import BadRegister, bad_register

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ZERO_ONE = Bilingual("ใช้ 1 (ขาดแคลน) 0 (ไม่ขาดแคลน) หรือเว้นว่าง", "Use 1 (deprived), 0 (not) or leave it empty.")
# how the columns that name a household are read; any other is a label
_KEYS = {"area_code": cells.area_code, "house_code": cells.house_code, "family_no": cells.family_no}
_POSITIVE = Bilingual("ใช้จำนวนที่ไม่ติดลบ", "Use numbers that are not negative.")


@dataclass(frozen=True, slots=True)
class Microdata:
    """Rows with all they need. dropped: rows missing an indicator; undesigned: rows missing weight, PSU or stratum.

    groups: each row's group, None where the column is empty.
    """

    deprived: Matrix
    weight: Column | None
    psu: Sequence[str] | None
    strata: Sequence[str] | None
    groups: Sequence[str | None] | None
    dropped: int
    undesigned: int


def read_microdata(
    path: Path, *, measure: AlkireFosterMeasure, policy: PolicyFile, by: str | None, scratch: Path
) -> Microdata:
    """A CSV or Parquet file's rows as the measure needs them; raises InvalidInput naming file, column and remedy."""
    backend = warehouse.connect(scratch=scratch)

    def attempt(whole: bool) -> Microdata:
        table = warehouse.read_table(backend, path, scratch=scratch, whole=whole)
        held = warehouse.hold(_readings(table, path, measure, policy, by), scratch)
        return _arrays(held.to_pyarrow().to_pydict(), path, measure)

    return warehouse.told_twice(attempt, path)


def _readings(
    table: ir.Table, path: Path, measure: AlkireFosterMeasure, policy: PolicyFile, by: str | None
) -> ir.Table:
    """A row a row: g0, g1, ... (readings of yes or no), and weight, psu, strata, groups where there are any."""
    design = {"psu": measure.psu, "strata": measure.strata, "groups": by}
    wanted = [column for column in (measure.weight_column, *design.values()) if column]
    columns = find(table, list(dict.fromkeys(wanted)), file=str(path))
    kept = {name: _label(columns[column]) for name, column in design.items() if column}
    if measure.weight_column:
        kept["weight"] = _number(columns[measure.weight_column])
        kept["weight_given"] = _label(columns[measure.weight_column]).notnull()
    return deprivations(table, measure, policy, file=str(path), keep=kept)


def deprivations(
    table: ir.Table, measure: AlkireFosterMeasure, policy: PolicyFile, *, file: str, keep: Mapping[str, ir.Value]
) -> ir.Table:
    """A row a row: g0, g1, ... (readings of yes or no, spread over the household where the measure says so) and `keep`.

    Of the readings in a household deprived beats not deprived beats absent. Raises BadRegister naming a missing column.
    """
    types = _fact_types(table, measure)
    rules = {
        indicator.place: policy.rule("indicators", indicator.place, "condition", facts=types)
        for indicator in measure.indicators
        if indicator.condition is not None
    }
    named = [indicator.column for indicator in measure.indicators if indicator.column]
    columns = find(table, list(dict.fromkeys([*named, *measure.household])), file=file)
    readings: dict[str, ir.Value] = {}
    for indicator in measure.indicators:
        if indicator.column is not None:
            reading = cells.yes_or_no(columns[indicator.column])
        else:
            rule = rules[indicator.place]
            deprived = compile_rule(rule, {name: _fact(table[name], types[name]) for name in facts_used(rule)})
            reading = deprived.cast("int64").fill_null(cells.ABSENT)
        readings[reading_of(indicator)] = reading
    keys = {f"key{place}": _KEYS.get(name, _label)(columns[name]) for place, name in enumerate(measure.household)}
    rows = table.select(**readings, **keep, **keys)
    return _spread(rows, list(readings), list(keys)) if keys else rows


def _spread(rows: ir.Table, readings: list[str], keys: list[str]) -> ir.Table:
    own = {name: rows[name] for name in rows.columns if name not in (*readings, *keys)}
    household = ibis.window(group_by=keys)
    alone = rows[keys[0]].isnull()
    spread = {name: ibis.ifelse(alone, rows[name], rows[name].max().over(household)) for name in readings}
    return rows.select(**spread, **own)


def _arrays(rows: Mapping[str, Sequence[Any]], path: Path, measure: AlkireFosterMeasure) -> Microdata:
    readings = np.array([rows[reading_of(indicator)] for indicator in measure.indicators], dtype=np.int64).T
    for indicator, wrong in zip(measure.indicators, (readings == cells.WRONG).sum(axis=0), strict=True):
        if wrong:
            raise _unread(path, str(indicator.column), int(wrong), _ZERO_ONE)
    complete = (readings != cells.ABSENT).all(axis=1)
    designed = complete.copy()
    weight = None
    if measure.weight_column:
        weight = np.array(rows["weight"], dtype=float)
        given = np.array(rows["weight_given"], dtype=bool)
        wrong_weights = given & ~(weight >= 0)
        if wrong_weights.any():
            raise _unread(path, measure.weight_column, int(wrong_weights.sum()), _POSITIVE)
        designed &= given
    for name in ("psu", "strata"):
        if name in rows:
            designed &= np.array([label is not None for label in rows[name]], dtype=bool)
    return Microdata(
        deprived=readings[designed] == cells.YES,
        weight=None if weight is None else weight[designed],
        psu=_labels(rows, "psu", designed),
        strata=_labels(rows, "strata", designed),
        groups=None if "groups" not in rows else [rows["groups"][place] for place in np.flatnonzero(designed).tolist()],
        dropped=int((~complete).sum()),
        undesigned=int((complete & ~designed).sum()),
    )


def _labels(rows: Mapping[str, Sequence[Any]], name: str, kept: Matrix) -> list[str] | None:
    return [str(rows[name][place]) for place in np.flatnonzero(kept).tolist()] if name in rows else None


def _fact_types(table: ir.Table, measure: AlkireFosterMeasure) -> dict[str, FactType]:
    """The types of the columns that conditions may name; a column of text is of numbers when all its cells are."""
    words = {word for indicator in measure.indicators for word in _NAME.findall(indicator.condition or "")}
    named = [name for name in table.columns if name in words]
    texts = [name for name in named if table[name].type().is_string()]
    numeric: dict[str, bool] = {}
    if texts:
        odd = {name: (_label(table[name]).notnull() & _number(table[name]).isnull()).any() for name in texts}
        found = table.agg(**odd).to_pyarrow().to_pylist()[0]
        numeric = {name: not found[name] for name in texts}
    return {name: _fact_type(table[name], numeric.get(name, False)) for name in named}


def _fact_type(column: ir.Value, numbers_in_text: bool) -> FactType:
    dtype = column.type()
    if dtype.is_boolean():
        return FactType.BOOL
    if dtype.is_date():
        return FactType.DATE
    return FactType.NUMBER if dtype.is_numeric() or numbers_in_text else FactType.TEXT


def _fact(column: ir.Value, type_: FactType) -> ir.Value:
    if type_ is FactType.NUMBER:
        return _number(column)
    return _label(column) if type_ is FactType.TEXT else column


def reading_of(indicator: WeightedIndicator) -> str:
    """The column of an indicator's readings."""
    return f"g{indicator.place}"


def _label(column: ir.Value) -> ir.StringValue:
    """A cell as a label: text without blanks around it, NULL when empty."""
    return cells.text(column).strip().nullif("")


def _number(column: ir.Value) -> ir.FloatingValue:
    """A cell as a number, NULL when it is empty or none."""
    number = cells.plain(column).try_cast("float64")
    return ibis.ifelse(number.isnan() | number.isinf(), ibis.null("float64"), number)


def _unread(path: Path, column: str, count: int, remedy: Bilingual) -> BadRegister:
    return bad_register(
        str(path),
        Bilingual(
            f"คอลัมน์ {column} มีค่าที่อ่านไม่ได้ {count} แถว", f"column {column} holds {count} values that cannot be read."
        ),
        remedy,
    )
