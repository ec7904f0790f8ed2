"""Every question asked of every row at once, counted by area: one pass over the Parquet of a batch.

Grain of `_asked`: a row of the batch; keys: row_number. Beside its area one column a question: true, false, or null when
the row does not count.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from pyarrow import parquet

from samutphok.foundation.warehouse import connect, hold, told
from samutphok.kernel.thai import normalise_n1
from samutphok.quality.domain.figures import LEVELS, Count
from samutphok.quality.domain.measures import Check, Measure, Question

_NAME = r"^[\x{0E01}-\x{0E4E}A-Za-z][\x{0E01}-\x{0E4E}A-Za-z .\-]+$"
_HOUSE = r"^[0-9]{11}$"
_TAMBON, _YEAR, _DAY = 6, 4, 10
Key = tuple[str, Measure, str]  # area, measure, column


@dataclass(frozen=True, slots=True)
class Others:
    """Rows of other registers about the same people. whose: Parquet of `batch`, `row_number`, `person`, this batch's too;
    files: batch -> its staged rows; own: this batch's name among them."""

    whose: Path
    files: Mapping[str, Path]
    own: str


def areas_in(path: Path) -> frozenset[str]:
    """The tambon codes that stand in a staged file."""
    table = connect("duckdb", memory_limit="512MB").read_parquet(path)
    found = told(table.select(code=table.area_code.substr(0, _TAMBON)).distinct())
    return frozenset(row["code"] for row in found if row["code"] and len(row["code"]) == _TAMBON)


def counts(
    path: Path,
    questions: Sequence[Question],
    *,
    cut: date,
    received: date,
    listed: frozenset[str],
    others: Others | None,
    scratch: Path,
    memory_limit: str = "2GB",
) -> dict[Key, Count]:
    """The counts of every question for the country, each province, amphoe and tambon of a batch; nothing for areas
    where no row counts. received: the day of the receipt; listed: tambon codes that a list of areas has; others: None
    while nobody knows whom the rows speak of. A row whose area is wider than a level counts in none of that level.
    """
    backend = connect("duckdb", memory_limit=memory_limit, scratch=scratch)
    rows = backend.read_parquet(path)
    lines = _Lines(rows, cut, received, listed)
    single = [one for one in questions if one.check is not Check.AS_OTHERS and set(one.on) <= set(rows.columns)]
    between = [one for one in questions if one.check is Check.AS_OTHERS] if others else []
    names = {f"q{place}": one for place, one in enumerate([*single, *between])}
    asked = rows.select(
        "row_number",
        area=rows.area_code.fill_null(""),
        **{name: lines.answer(one) for name, one in names.items() if one in single},
    )
    if between and others is not None:
        wanted = {name: one for name, one in names.items() if one in between}
        asked = asked.left_join(_beside(backend, others, wanted), "row_number").drop("row_number_right")
    table = hold(asked, scratch)
    return {
        (row["area"], names[name].measure, names[name].column): Count(row[f"{name}_met"], row[f"{name}_of"])
        for row in _summed(table, names)
        for name in names
        if row[f"{name}_of"]
    }


def _summed(table: ir.Table, names: Mapping[str, Question]) -> Iterator[dict[str, Any]]:
    """Grain: an area of one level; keys: area."""
    sums = {f"{name}_met": table[name].cast("int64").sum().fill_null(0) for name in names}
    sums |= {f"{name}_of": table[name].count() for name in names}
    for level in LEVELS:
        inside = table.filter(table.area.length() >= level)
        yield from told(inside.group_by(area=inside.area.substr(0, level)).agg(**sums))


@dataclass(frozen=True, slots=True)
class _Lines:
    """The questions as expressions over the rows of one batch."""

    rows: ir.Table
    cut: date
    received: date
    listed: frozenset[str]

    def answer(self, question: Question) -> ir.BooleanValue:
        """True, false, or null when the row does not count."""
        return _ANSWERS[question.check](self, question)

    def _filled(self, name: str) -> ir.BooleanValue:
        here = self.rows[name].notnull()
        return here | self.rows["pid_given"].notnull() if name == "pid" else here

    def filled(self, question: Question) -> ir.BooleanValue:
        return self._filled(question.on[0])

    def pid(self, question: Question) -> ir.BooleanValue:
        name = question.on[0]
        return _where(self._filled(name), self.rows[name].notnull())

    def name(self, question: Question) -> ir.BooleanValue:
        return self._matches(question, _NAME)

    def house_code(self, question: Question) -> ir.BooleanValue:
        return self._matches(question, _HOUSE)

    def _matches(self, question: Question, pattern: str) -> ir.BooleanValue:
        column = self.rows[question.on[0]]
        return _where(column.notnull(), column.re_search(pattern))

    def full_day(self, question: Question) -> ir.BooleanValue:
        column = self.rows[question.on[0]]
        oldest = f"{self.cut.year - int(question.most or 0):04d}-01-01"
        good = (column.length() == _DAY) & (column >= oldest) & (column <= self.cut.isoformat())
        return _where(column.notnull(), good)

    def listed_area(self, question: Question) -> ir.BooleanValue:
        column = self.rows[question.on[0]]
        codes = sorted(self.listed) or [""]
        return _where(column.notnull(), (column.length() >= _TAMBON) & column.substr(0, _TAMBON).isin(codes))

    def between(self, question: Question) -> ir.BooleanValue:
        column = self.rows[question.on[0]]
        least, most = question.least, question.most
        good = ibis.literal(True) if least is None else column >= least
        return _where(column.notnull(), good if most is None else good & (column <= most))

    def one_of(self, question: Question) -> ir.BooleanValue:
        column = self.rows[question.on[0]]
        return _where(column.notnull(), column.isin(list(question.values)))

    def first(self, question: Question) -> ir.BooleanValue:
        keys = [self.rows[name] for name in question.on]
        known = reduce(lambda one, other: one & other, (key.notnull() for key in keys))
        place = ibis.row_number().over(ibis.window(group_by=keys, order_by=self.rows.row_number))
        return _where(known, place == 0)

    def current(self, question: Question) -> ir.BooleanValue:
        column = self.rows[question.on[0]]
        least = ibis.literal((self.cut - timedelta(days=int(question.most or 0))).isoformat())
        return _where(column.notnull(), column >= least.substr(0, column.length()))

    def arrival(self, question: Question) -> ir.BooleanValue:
        return ibis.literal((self.received - self.cut).days <= int(question.most or 0))

    def ordered(self, question: Question) -> ir.BooleanValue:
        earlier, later = (self.rows[name] for name in question.on)
        known = ibis.least(earlier.length(), later.length())
        good = earlier.substr(0, known) <= later.substr(0, known)
        return _where(earlier.notnull() & later.notnull(), good)

    def same_in_family(self, question: Question) -> ir.BooleanValue:
        name, *by = question.on
        column, keys = self.rows[name], [self.rows[key] for key in by]
        family = ibis.window(group_by=keys)
        known = reduce(lambda one, other: one & other, (key.notnull() for key in keys))
        told_twice = column.count().over(family) > 1
        return _where(known & column.notnull() & told_twice, column.min().over(family) == column.max().over(family))


_ANSWERS: Mapping[Check, Callable[[_Lines, Question], ir.BooleanValue]] = {
    Check.FILLED: _Lines.filled,
    Check.PID: _Lines.pid,
    Check.NAME: _Lines.name,
    Check.FULL_DAY: _Lines.full_day,
    Check.HOUSE_CODE: _Lines.house_code,
    Check.LISTED_AREA: _Lines.listed_area,
    Check.BETWEEN: _Lines.between,
    Check.ONE_OF: _Lines.one_of,
    Check.FIRST: _Lines.first,
    Check.CURRENT: _Lines.current,
    Check.ARRIVAL: _Lines.arrival,
    Check.ORDERED: _Lines.ordered,
    Check.SAME_IN_FAMILY: _Lines.same_in_family,
}


def _where(counts_: ir.BooleanValue, good: ir.BooleanValue) -> ir.BooleanValue:
    return ibis.ifelse(counts_, good, ibis.null("boolean"))


def _beside(backend: Any, others: Others, wanted: Mapping[str, Question]) -> ir.Table:
    """Grain: a row of this batch of whom another register says something too; keys: row_number. A row agrees when every
    other register that knows the person says the same; where neither knows, it does not count."""
    said = hold(
        reduce(
            lambda one, other: one.union(other), [_identity(backend, name, path) for name, path in others.files.items()]
        ),
        Path(others.whose.parent),
    )
    people = backend.read_parquet(others.whose)
    known = said.join(people, ["batch", "row_number"])
    spelt = _spellings(backend, known, others.whose.parent)
    known = known.left_join(spelt, known.first_name == spelt.given).select(
        "batch", "row_number", "person", "sex", "birth_year", "tambon", first_name=spelt.n1
    )
    own = known.filter(known.batch == others.own)
    rest = known.filter(known.batch != others.own).drop("batch", "row_number").distinct()
    pairs = own.join(rest, "person", rname="{name}_told")
    same = {name: (pairs[one.on[0]] == pairs[f"{one.on[0]}_told"]).min() for name, one in wanted.items()}
    return pairs.group_by("row_number").agg(**same)


def _identity(backend: Any, name: str, path: Path) -> ir.Table:
    rows = backend.read_parquet(path)
    return rows.select(
        "row_number",
        "first_name",
        "sex",
        batch=ibis.literal(name),
        birth_year=rows.birth_date.substr(0, _YEAR),
        tambon=ibis.ifelse(rows.area_code.length() >= _TAMBON, rows.area_code.substr(0, _TAMBON), ibis.null("string")),
    )


def _spellings(backend: Any, known: ir.Table, scratch: Path) -> ir.Table:
    """Each distinct first name as linkage spells it (N1): two ways of typing one name are no contradiction."""
    given = [row["first_name"] for row in told(known.select("first_name").distinct()) if row["first_name"]]
    columns = {"given": given, "n1": [normalise_n1(one) or None for one in given]}
    read = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    path = scratch / "spellings.parquet"
    parquet.write_table(read, path)
    return backend.read_parquet(path)
