"""A drawn list of families: the union measure, the levels and the definitions over the staged registers of an area.

Everything is one lazily built Ibis expression a step; the office's numbers are those of `samutphok target`, because the
measure's tables are the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from samutphok.foundation.rules_ibis import compile_rule
from samutphok.foundation.warehouse import connect, hold, write_parquet
from samutphok.kernel.rules import Expr, Value, facts_used
from samutphok.targeting.domain.rulesets import Clause, Definition, Levels, Unit
from samutphok.targeting.domain.union import UnionMeasure
from samutphok.targeting.engine.cells import whole
from samutphok.targeting.engine.conflicts import count_conflicts
from samutphok.targeting.engine.survey import Part, joined
from samutphok.targeting.engine.union import UnionTables, dimension_flags, union_measure

# What the registers say of a person beside the measure: own answers, spread over nobody.
OWN_ANSWERS = ("bmn20", "bmn21", "bmn27", "bmn28")
KEPT = ("row_number", "title", "first_name", "last_name", "birth_date", "income_per_person")
ORDER = ("area_code", "house_code", "family_no", "row_number")
AREA_LEVELS = (2, 4, 6, 8)
AMPHOE = 4
PASSED, FAILED = 1, 0
NOBODY_SAYS = "nobody_says"  # a column of NULL: Ibis turns `null literal == x` into IS NULL, which is not unknown


@dataclass(frozen=True, slots=True)
class Registers:
    """Staged registers, each in one part or more. `reach`: whoever is in one of these reaches state welfare."""

    survey: tuple[Part, ...]
    welfare: tuple[Part, ...]
    disability: tuple[Part, ...]
    reach: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What is applied: one measure, one table of levels, the definitions of the area.

    kept: indicators that households keep beside those that clauses read.
    """

    measure: UnionMeasure
    levels: Levels
    definitions: tuple[Definition, ...]
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What registers say before any definition is applied: a row a person, a row a household, and the measure's tables."""

    measured: UnionTables
    people: ir.Table
    houses: ir.Table


@dataclass(frozen=True, slots=True)
class DrawnTables:
    """families: a row a household, by place; counts: a row an area and mask of failed dimensions; conflicts: persons.

    by_filter: the families of an area by all that lists filter by, where the area is at least an amphoe.
    """

    families: ir.Table
    counts: ir.Table
    conflicts: int
    by_filter: ir.Table | None

    def write(self, path: Path) -> None:
        """The families as one Parquet file in their order: the same registers and rules give the same bytes."""
        write_parquet(self.families, path)

    def counted(self) -> list[dict[str, Any]]:
        """The counts as rows: area_code, mask, households, target_households, persons, registered, validated."""
        return list(self.counts.order_by(["area_code", "mask"]).to_pyarrow().to_pylist())

    def counted_by_filter(self) -> list[dict[str, Any]]:
        """Families by all that lists filter by: area_code (down to the amphoe), mask, level, met, target_poor, households."""
        table = self.by_filter
        return [] if table is None else list(table.order_by(table.columns).to_pyarrow().to_pylist())


def draw(registers: Registers, rules: Rules, *, as_of: date, prefix: str, scratch: Path, memory: str) -> DrawnTables:
    """Applies the rules to the registers, with ages as of that day. Spills under `scratch` beyond `memory` ('2GB')."""
    found = gather(registers, rules, as_of=as_of, prefix=prefix, scratch=scratch, memory=memory)
    families = hold(_with_rules(found.houses, found.people, rules).drop(NOBODY_SAYS), scratch)
    return DrawnTables(
        families.order_by(ORDER),
        counts_by_mask(families, prefix),
        count_conflicts(found.measured, scratch),
        counts_by_filter(families, prefix, len(rules.definitions)),
    )


def gather(registers: Registers, rules: Rules, *, as_of: date, prefix: str, scratch: Path, memory: str) -> Gathered:
    """The persons and households of an area with every fact that rules may read of them."""
    backend = connect("duckdb", memory_limit=memory, scratch=scratch)
    backend.raw_sql("SET preserve_insertion_order = true")  # the list is written in its order
    survey = joined(backend, registers.survey)
    if prefix:
        survey = survey.filter(survey.area_code.startswith(prefix))
    survey = survey.mutate(own_pid=survey.pid, **{f"own_{name}": survey[name] for name in OWN_ANSWERS})
    wanted = sorted(_indicators_read(rules))
    survey = survey.mutate(**{f"house_{name}": survey[name] for name in wanted})
    names = (*KEPT, "own_pid", *(f"own_{n}" for n in OWN_ANSWERS), *(f"house_{n}" for n in wanted))
    measured = union_measure(survey, joined(backend, registers.welfare), measure=rules.measure, keep=names)
    people = hold(_persons(measured.persons, registers, backend, rules, as_of), scratch)
    return Gathered(measured, people, hold(_households(people, rules, wanted), scratch))


def counts_by_mask(families: ir.Table, prefix: str) -> ir.Table:
    """Households and persons by area and failed dimensions, from the list's own area down to the villages."""
    steps = [length for length in AREA_LEVELS if length >= len(prefix)]
    tables = [_counted(families, families.area_code.substr(0, length)) for length in steps]
    if not prefix:
        tables.append(_counted(families, ibis.literal("TH")))
    return reduce(lambda one, other: one.union(other), tables)


def counts_by_filter(families: ir.Table, prefix: str, definitions: int) -> ir.Table | None:
    """Families by area and all that lists filter by: mask, level, definitions, target-poor. None below an amphoe."""
    steps = [length for length in AREA_LEVELS if len(prefix) <= length <= AMPHOE]
    areas = [families.area_code.substr(0, length) for length in steps]
    bits = ((families[persons(place)] > 0).ifelse(1 << place, 0) for place in range(definitions))
    met_bits = sum(bits, start=ibis.literal(0, "int64"))
    tables = [
        families.mutate(counted_area=area, met=met_bits, is_target_poor=families.target_poor > 0)
        for area in [*areas, *([] if prefix else [ibis.literal("TH")])]
    ]
    keys = ["counted_area", "mask", "level", "met", "is_target_poor"]
    counted = [table.group_by(keys).agg(households=table.count()) for table in tables]
    if not counted:
        return None
    together = reduce(lambda one, other: one.union(other), counted)
    return together.rename(area_code="counted_area", target_poor="is_target_poor")


def _counted(families: ir.Table, area: ir.StringValue) -> ir.Table:
    within = families.mutate(counted_area=area)
    counted = within.group_by(["counted_area", "mask"]).agg(
        households=within.count(),
        target_households=whole((within.target_poor > 0).sum()),
        persons=whole(within.members.sum()),
        registered=whole(within.registered.sum()),
        validated=whole(within.validated.sum()),
    )
    return counted.rename(area_code="counted_area")


def _indicators_read(rules: Rules) -> frozenset[str]:
    """Survey indicators that some clause reads of the household, and those that are kept anyway."""
    clauses = [*rules.levels.clauses, *(c for d in rules.definitions for c in d.open_clauses())]
    read: frozenset[str] = frozenset().union(*(facts_used(clause.rule) for clause in clauses))
    return rules.kept | frozenset(name for name in read if name.startswith("bmn"))


def _persons(measured: ir.Table, registers: Registers, backend: Any, rules: Rules, as_of: date) -> ir.Table:
    """A row a person with the facts that rules read of a person, as the registers have them; NULL is unknown."""
    alone = measured.house_code.isnull()
    table = measured.mutate(
        family_key=ibis.ifelse(alone, measured.row_number.cast("string"), ibis.literal("")),
        age=legal_age(measured.birth_date, as_of),
        disabled=_listed(measured, backend, registers.disability),
        in_help=_listed(measured, backend, registers.reach),
    )
    table = table.mutate(
        has_income=_answer(ibis.coalesce(table.own_bmn20, table.own_bmn21)),
        employed=_answer(ibis.coalesce(table.own_bmn20, table.own_bmn21)),
        has_carer=_answer(ibis.coalesce(table.own_bmn28, table.own_bmn27)),
        reaches_state_welfare=_reach(table),
    )
    table = table.mutate(**{NOBODY_SAYS: (table.own_pid != table.own_pid).nullif(False)})
    kinds = [_dependant(table, rules.levels, kind.rule) for kind in rules.levels.dependant]
    return table.mutate(dependant=reduce(or_, kinds))


def legal_age(birth: ir.StringValue, as_of: date) -> ir.IntegerValue:
    """Completed years on that day out of '1960', '1960-05' or '1960-05-20'; NULL without a year or born later.

    Unknown months and days count from the first: Civil and Commercial Code, section 16.
    """
    year = birth.substr(0, 4).try_cast("int64")
    month = ibis.ifelse(birth.length() >= 7, birth.substr(5, 2).try_cast("int64"), 1)
    day = ibis.ifelse(birth.length() >= 10, birth.substr(8, 2).try_cast("int64"), 1)
    not_yet = (month > as_of.month) | ((month == as_of.month) & (day > as_of.day))
    age = as_of.year - year - not_yet.cast("int64")
    return ibis.ifelse(age >= 0, age, ibis.null("int64"))


def _listed(table: ir.Table, backend: Any, parts: Iterable[Part]) -> ir.BooleanValue:
    """True where the person's number stands in one of the registers; else unknown, since registers miss people."""
    listed = ibis.null("boolean")
    for part in parts:
        register = joined(backend, [part])
        found = table.own_pid.isin(register.filter(register.pid.notnull()).pid)
        listed = ibis.ifelse(found.fill_null(False), True, listed)
    return listed


def _answer(own: ir.IntegerValue) -> ir.BooleanValue:
    return ibis.cases((own == PASSED, True), (own == FAILED, False), else_=ibis.null("boolean"))


def _reach(table: ir.Table) -> ir.BooleanValue:
    """Reaches state welfare: no when an access indicator fails for the person, yes when a register of help has them."""
    fails = (table.own_bmn27 == FAILED) | (table.own_bmn28 == FAILED)
    reached = table.in_help.fill_null(False) | table.validated
    return ibis.cases((fails.fill_null(False), False), (reached, True), else_=ibis.null("boolean"))


def _dependant(table: ir.Table, levels: Levels, rule: Expr) -> ir.BooleanValue:
    assumed = {one.fact: one.value for one in levels.assumed}
    return compile_rule(rule, _columns(table, facts_used(rule), levels.numbers, assumed))


def _columns(
    table: ir.Table, names: Iterable[str], numbers: Mapping[str, float], assumed: Mapping[str, Value] | None = None
) -> dict[str, ir.Value]:
    """A column for each fact: the table's, a number of the policy, an assumption where nobody says, or unknown."""
    columns: dict[str, ir.Value] = {}
    for name in names:
        if name in numbers:
            columns[name] = ibis.literal(float(numbers[name]), "float64")
        elif name in table.columns:
            columns[name] = table[name]
        else:
            columns[name] = table[NOBODY_SAYS]
        if assumed and name in assumed:
            columns[name] = ibis.coalesce(columns[name], ibis.literal(assumed[name]))
    return columns


def _households(people: ir.Table, rules: Rules, indicators: Sequence[str]) -> ir.Table:
    """A row a household with the facts that rules read of a household."""
    known_name = ibis.coalesce(people.title, "") + ibis.coalesce(people.first_name, "")
    name = known_name + " " + ibis.coalesce(people.last_name, "")
    elder_first = ibis.coalesce(people.birth_date, "9999") + people.row_number.cast("string").lpad(20, "0")
    target = people.validated & (people.failed != 0)
    grouped = people.group_by(["area_code", "house_code", "family_no", "family_key"]).agg(
        row_number=people.row_number.min(),
        name=name.argmin(elder_first),
        members=people.count(),
        failed=people.failed.max(),
        registered=whole(people.registered.sum()),
        validated=whole(people.validated.sum()),
        target_poor=whole(target.sum()),
        target_rows=people.row_number.collect(where=target, order_by=people.row_number),
        income_per_person=people.income_per_person.max(),
        dependants_at_least=whole(people.dependant.fill_null(False).sum()),
        dependants_open=whole(people.dependant.isnull().sum()),
        **{name: people[f"house_{name}"].min().cast("int64") for name in indicators},
    )
    flags = dimension_flags(grouped.failed, rules.measure)
    mask = sum((flag.ifelse(1 << bit, 0) for bit, flag in enumerate(flags.values())), start=ibis.literal(0, "int64"))
    most = grouped.dependants_at_least + grouped.dependants_open
    exact = grouped.dependants_open == 0
    return grouped.mutate(
        mask=mask,
        **{NOBODY_SAYS: (grouped.members < 0).nullif(False)},
        dependants_at_most=most,
        dependants=ibis.ifelse(exact, grouped.dependants_at_least, ibis.null("int64")),
    )


def _with_rules(houses: ir.Table, people: ir.Table, rules: Rules) -> ir.Table:
    """The households with their level and each definition's clauses."""
    judged = houses.mutate(**_level(houses, rules.levels))
    for place, definition in enumerate(rules.definitions):
        if definition.unit is Unit.HOUSEHOLD:
            judged = judged.mutate(**_clause_flags(judged, place, definition))
        else:
            judged = _with_person_clauses(judged, people, place, definition)
    return judged


def _level(houses: ir.Table, levels: Levels) -> dict[str, ir.Value]:
    """level (NULL for none) and level_open: whether missing facts leave it undecided. The highest match wins."""
    answers = {clause.id: _compiled(houses, clause, levels.numbers) for clause in levels.clauses}
    rows = [(row.level, reduce(and_, (answers[name] for name in row.clauses))) for row in levels.rows]
    open_level, none = ibis.literal(-2, "int64"), ibis.literal(-1, "int64")
    branches: list[tuple[ir.BooleanValue, Any]] = []
    for number, answer in rows:
        branches += [(answer.isnull(), open_level), (answer.fill_null(False), ibis.literal(number, "int64"))]
    found = ibis.cases(*branches, else_=none)
    return {
        "level": ibis.ifelse(found >= 0, found, none),
        "level_open": found == open_level,
    }


def _compiled(table: ir.Table, clause: Clause, numbers: Mapping[str, float]) -> ir.BooleanValue:
    return compile_rule(clause.rule, _columns(table, facts_used(clause.rule), numbers))


def met(place: int, clause: int) -> str:
    """Column: whether the clause holds for the household, or for any of its persons."""
    return f"met_{place}_{clause}"


def unknown(place: int, clause: int) -> str:
    """Column: whether the clause is open for the household, or for any of its persons."""
    return f"unknown_{place}_{clause}"


def persons(place: int) -> str:
    """Column: how many persons meet the definition; 1 or 0 where it judges the household."""
    return f"persons_{place}"


def _clause_flags(table: ir.Table, place: int, definition: Definition) -> dict[str, ir.Value]:
    answers = answers_of(table, definition)
    flags: dict[str, ir.Value] = {}
    for number, answer in enumerate(answers):
        flags[met(place, number)] = answer.fill_null(False)
        flags[unknown(place, number)] = answer.isnull()
    flags[persons(place)] = verdict(definition, answers).fill_null(False).cast("int64")
    return flags


def answers_of(table: ir.Table, definition: Definition) -> list[ir.BooleanValue]:
    """What each clause that may be applied says of every row: true, false, or NULL for unknown."""
    return [_compiled(table, clause, definition.numbers) for clause in definition.open_clauses()]


def verdict(definition: Definition, answers: Sequence[ir.BooleanValue]) -> ir.BooleanValue:
    """The definition's answer from its clauses' answers."""
    return reduce(and_ if definition.every else or_, answers)


def _with_person_clauses(houses: ir.Table, people: ir.Table, place: int, definition: Definition) -> ir.Table:
    """Judges each person with the household's facts beside their own, and gathers the answers by household."""
    judged = members_at_home(houses, people)
    judged = judged.mutate(**_clause_flags(judged, place, definition))
    flags = {
        name: judged[name].any()
        for number in range(len(definition.open_clauses()))
        for name in (met(place, number), unknown(place, number))
    }
    gathered = judged.group_by("house_row").agg(**flags, **{persons(place): whole(judged[persons(place)].sum())})
    return houses.inner_join(gathered, houses.row_number == gathered.house_row).drop("house_row")


def members_at_home(houses: ir.Table, people: ir.Table) -> ir.Table:
    """A row a person with their own facts and the household's; `house_row` and `of_area_code` say which household."""
    own = (
        NOBODY_SAYS,
        "row_number",
        "age",
        "dependant",
        "disabled",
        "has_income",
        "employed",
        "has_carer",
        "reaches_state_welfare",
    )
    key = ("area_code", "house_code", "family_no", "family_key")
    members = people.select(*key, "validated", **{name: people[name] for name in own})
    house = houses.select(**{f"of_{name}": houses[name] for name in key}, **_house_facts(houses))
    same = [members[name].fill_null("") == house[f"of_{name}"].fill_null("") for name in key]
    together = members.inner_join(house, same)
    return together.mutate(
        lives_alone=together.members == 1, welfare_card=together.validated.ifelse(True, ibis.null("boolean"))
    )


def _house_facts(houses: ir.Table) -> dict[str, ir.Value]:
    names = ("members", "income_per_person", "dependants", "dependants_at_least", "dependants_at_most")
    indicators = [name for name in houses.columns if name.startswith("bmn")]
    return {name: houses[name] for name in (*names, *indicators)} | {"house_row": houses.row_number}
