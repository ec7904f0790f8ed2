"""How far a definition reaches on one cut of the registers: counted exactly, and fast enough to watch while it is written.

The facts of an area are gathered once and laid down as two Parquet files without names or numbers of people; a count
or a comparison applies its clauses to these, with the very expressions that draw a list.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add, or_
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from samutphok.foundation.warehouse import connect, hold, write_parquet
from samutphok.targeting.domain.reach import NO, OPEN, WHOLE, YES, FamilyPlace
from samutphok.targeting.domain.rulesets import Definition, Unit
from samutphok.targeting.engine.cells import whole
from samutphok.targeting.engine.office import Registers, Rules, answers_of, gather, members_at_home, verdict

HOUSES, MEMBERS = "houses.parquet", "members.parquet"
NAMING = ("name", "house_code", "family_no", "family_key", "target_rows")  # what names a family is left out
TAMBON = 6


def prepare(registers: Registers, rules: Rules, *, as_of: date, prefix: str, folder: Path, memory: str) -> None:
    """Lays down the facts of an area under `folder`, which is there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".gathering-") as scratch:
        found = gather(registers, rules, as_of=as_of, prefix=prefix, scratch=Path(scratch), memory=memory)
        ready = Path(scratch) / "ready"
        ready.mkdir()
        write_parquet(found.houses.drop(*NAMING), ready / HOUSES)
        members = members_at_home(found.houses, found.people)
        write_parquet(members.drop(*(name for name in _keys(members))), ready / MEMBERS)
        ready.replace(folder)


def count(folder: Path, definition: Definition, *, prefix: str, memory: str) -> list[dict[str, Any]]:
    """A row a tambon: families and persons there are, whom the definition reaches, whom it leaves open, and by clause.

    Columns: area_code, families, persons; then for the definition ('all') and for each clause by its place ('0', '1')
    met_families_*, open_families_*, met_persons_*, open_persons_*. A family is open when nobody in it meets, and
    somebody may. Where the definition judges households, persons are their members.
    """
    backend = connect("duckdb", memory_limit=memory)
    houses = _inside(backend.read_parquet(folder / HOUSES), prefix)
    if definition.unit is Unit.HOUSEHOLD:
        families = _of_houses(houses, definition)
    else:
        families = _of_members(_inside(backend.read_parquet(folder / MEMBERS), prefix), definition)
    sums = {name: whole(families[name].sum()) for name in families.columns if name not in ("house_row", "area_code")}
    tambon = families.mutate(area_code=families.area_code.substr(0, TAMBON))
    found = tambon.group_by("area_code").agg(families=tambon.count(), **sums).order_by("area_code")
    return list(found.to_pyarrow().to_pylist())


def compare(folder: Path, before: Definition, after: Definition, *, prefix: str, path: Path, memory: str) -> None:
    """Writes a row for each family that either definition reaches or leaves open, in the order of places.

    Columns: house_row, area_code, before, after (NO, OPEN, YES), before_persons, after_persons, and the bits of clauses
    before_held, before_failed, after_held, after_failed.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".comparing-") as scratch:
        backend = connect("duckdb", memory_limit=memory, scratch=Path(scratch))
        backend.raw_sql("SET preserve_insertion_order = true")
        one, other = (hold(_answers(backend, folder, side, prefix), Path(scratch)) for side in (before, after))
        other = other.rename(lambda name: f"after_{name}")
        both = one.inner_join(other, one.house_row == other.after_house_row)
        both = both.filter((both.answer > NO) | (both.after_answer > NO))
        kept = both.select(
            "house_row",
            "area_code",
            before=both.answer,
            after=both.after_answer,
            before_persons=both.persons,
            after_persons=both.after_persons,
            before_held=both.held,
            before_failed=both.failed,
            after_held=both.after_held,
            after_failed=both.after_failed,
        )
        write_parquet(kept.order_by(["area_code", "house_row"]), path)


def counted(path: Path) -> list[dict[str, Any]]:
    """A comparison's families by everything but place: before, after, the bits of clauses; families, persons of both."""
    table = connect("duckdb").read_parquet(path)
    keys = ["before", "after", "before_held", "before_failed", "after_held", "after_failed"]
    found = table.group_by(keys).agg(
        families=table.count(),
        before_persons=whole(table.before_persons.sum()),
        after_persons=whole(table.after_persons.sum()),
    )
    return list(found.order_by(keys).to_pyarrow().to_pylist())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Families of a comparison. answers: pairs of before and after; bit: of a clause, in `column`; no column for all."""

    answers: tuple[tuple[int, int], ...]
    column: str = ""
    bit: int = 0


def families(
    path: Path, drawn: Path, wanted: Wanted, *, prefixes: Iterable[str], page: int, page_size: int
) -> tuple[int, int, list[FamilyPlace]]:
    """How many families a comparison has of that kind inside the areas, the page (clamped) and its families, by place.

    drawn: the families of the list that was compared, which have names.
    """
    backend = connect("duckdb")
    table = backend.read_parquet(path)
    inside = reduce(or_, (table.area_code.startswith(prefix) for prefix in prefixes), ibis.literal(False))
    kind = reduce(or_, ((table.before == one) & (table.after == other) for one, other in wanted.answers))
    found = table.filter(inside & kind)
    if wanted.column:
        found = found.filter((found[wanted.column] & (1 << wanted.bit)) > 0)
    total = int(found.count().to_pyarrow().as_py())
    page = max(1, min(page, -(-total // page_size)))
    rows = found.order_by(["area_code", "house_row"]).limit(page_size, offset=(page - 1) * page_size)
    named = backend.read_parquet(drawn)
    keys = ("area_code", "house_code", "family_no", "name")
    places = (
        rows.select("house_row").inner_join(named, [("house_row", "row_number")]).order_by(["area_code", "house_row"])
    )
    return total, page, [FamilyPlace(*(row[key] or "" for key in keys)) for row in places.to_pyarrow().to_pylist()]


def _keys(members: ir.Table) -> list[str]:
    own = [name for name in NAMING if name in members.columns]
    return [*own, *(name for name in members.columns if name.startswith("of_"))]


def _inside(table: ir.Table, prefix: str) -> ir.Table:
    return table.filter(table.area_code.startswith(prefix)) if prefix else table


def _flags(definition: Definition, table: ir.Table) -> dict[str, ir.BooleanValue]:
    """The definition's own answer ('all') and its clauses', by place."""
    answers = answers_of(table, definition)
    return {WHOLE: verdict(definition, answers), **{str(place): answer for place, answer in enumerate(answers)}}


def _of_houses(houses: ir.Table, definition: Definition) -> ir.Table:
    """A row a household that is judged as one."""
    columns: dict[str, ir.Value] = {"persons": houses.members}
    for key, answer in _flags(definition, houses).items():
        met, unknown = answer.fill_null(False).cast("int64"), answer.isnull().cast("int64")
        columns |= {f"met_families_{key}": met, f"open_families_{key}": unknown}
        columns |= {f"met_persons_{key}": met * houses.members, f"open_persons_{key}": unknown * houses.members}
    return houses.select("area_code", house_row=houses.row_number, **columns)


def _of_members(members: ir.Table, definition: Definition) -> ir.Table:
    """A row a household whose members are judged one by one."""
    flags = _flags(definition, members)
    judged = members.select(
        "house_row",
        "area_code",
        **{f"met_{key}": answer.fill_null(False) for key, answer in flags.items()},
        **{f"open_{key}": answer.isnull() for key, answer in flags.items()},
    )
    sums = {f"{kind}_{key}": whole(judged[f"{kind}_{key}"].sum()) for key in flags for kind in ("met", "open")}
    found = judged.group_by(["house_row", "area_code"]).agg(persons=judged.count(), **sums)
    columns: dict[str, ir.Value] = {}
    for key in flags:
        met, unknown = found[f"met_{key}"], found[f"open_{key}"]
        columns |= {f"met_families_{key}": (met > 0).cast("int64"), f"met_persons_{key}": met}
        columns |= {f"open_families_{key}": ((met == 0) & (unknown > 0)).cast("int64"), f"open_persons_{key}": unknown}
    return found.select("house_row", "area_code", "persons", **columns)


def _answers(backend: Any, folder: Path, definition: Definition, prefix: str) -> ir.Table:
    """A row a family: house_row, area_code, answer (NO, OPEN, YES), persons who meet, bits of clauses.

    held: clauses that hold for somebody; failed: clauses that hold for nobody and are open for nobody.
    """
    if definition.unit is Unit.HOUSEHOLD:
        found = _of_houses(_inside(backend.read_parquet(folder / HOUSES), prefix), definition)
    else:
        found = _of_members(_inside(backend.read_parquet(folder / MEMBERS), prefix), definition)
    places = range(len(definition.open_clauses()))
    met, unknown = found.met_families_all > 0, found.open_families_all > 0
    return found.select(
        "house_row",
        "area_code",
        answer=ibis.cases((met, YES), (unknown, OPEN), else_=NO),
        persons=found.met_persons_all,
        held=_bits(found[f"met_families_{place}"] for place in places),
        failed=_bits(1 - found[f"met_families_{place}"] - found[f"open_families_{place}"] for place in places),
    )


def _bits(flags: Iterable[ir.IntegerValue]) -> ir.IntegerValue:
    return reduce(add, (flag * (1 << place) for place, flag in enumerate(flags)))
