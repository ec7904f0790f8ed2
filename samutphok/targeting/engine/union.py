"""The union measure over a survey and the welfare register, as Ibis expressions.

Every survey row is a person and stays one. A failure of any member counts for the whole household (area code, house
code, family number); a row without a house code is a household of its own. Registration and validation stay personal.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from samutphok.targeting.domain.union import UnionMeasure
from samutphok.targeting.engine import cells
from samutphok.targeting.engine.registers import SURVEY, WELFARE, take

HOUSEHOLD = ("area_code", "house_code", "family_no")
WRONG_CELL = 1 << 62  # a bit beside those of the indicators: some cell of the row is neither 1, 0 nor empty


def _as_it_is(table: ir.Table) -> ir.Table:
    return table


@dataclass(frozen=True, slots=True)
class UnionTables:
    """What the measure says, table by table; nothing is computed before it is asked for.

    survey: the columns taken from the survey, as they are.
    registrants: a row a welfare row: pid (integer or NULL), name, standing (a reading of `validated`).
    facts: a row a survey row: survey_row_id, the household's key (NULL where the cell is malformed or empty), own (bits
    of failed indicators, WRONG_CELL), registered, validated, pid and name (only where a name may conflict), kept columns.
    households: a row a household with a house code: its key, members, failed (bits of failed indicators).
    persons: facts with `failed`, the household's bits.
    """

    survey: ir.Table
    registrants: ir.Table
    facts: ir.Table
    households: ir.Table
    persons: ir.Table


def union_measure(
    survey: ir.Table,
    welfare: ir.Table,
    *,
    measure: UnionMeasure,
    files: tuple[str, str] = ("survey", "welfare"),
    keep: Sequence[str] = (),
    hold: Callable[[ir.Table], ir.Table] = _as_it_is,
) -> UnionTables:
    """The tables of a union measure; both registers as they are, staged or straight from an office.

    files: how errors name the two registers. keep: further columns of the survey to carry along. hold: makes an
    intermediate table once instead of at each of its uses. Raises BadRegister for a missing column or an odd type.
    """
    columns = [indicator.column for indicator in measure.indicators]
    survey = take(survey, [*dict.fromkeys([*SURVEY, *columns, *keep])], file=files[0])
    registrants = hold(_registrants(take(welfare, WELFARE, file=files[1])))
    facts = hold(_facts(survey, _people(registrants), columns, keep))
    households = hold(_households(facts))
    return UnionTables(survey, registrants, facts, households, _persons(facts, households))


def dimension_flags(failed: ir.IntegerValue, measure: UnionMeasure) -> dict[str, ir.BooleanValue]:
    """A flag for each dimension, by its name, out of the bits of failed indicators."""
    return {
        dimension.name: (failed & _bits(measure.bits_of(dimension.name))) != _bits(0)
        for dimension in measure.dimensions
    }


def person_rows(persons: ir.Table, measure: UnionMeasure) -> ir.Table:
    """The result by person: `poor_` each dimension, poor, registered, validated, target_poor; no flag is ever NULL."""
    poor = persons.failed != _bits(0)
    return persons.select(
        "survey_row_id",
        "area_code",
        **{f"poor_{name}": flag for name, flag in dimension_flags(persons.failed, measure).items()},
        poor=poor,
        registered=persons.registered,
        validated=persons.validated,
        target_poor=poor & persons.validated,
    )


def name_pairs(tables: UnionTables) -> ir.Table:
    """A row a survey row and welfare row of the same number whose names differ in writing: person, survey, welfare."""
    suspects = tables.facts.filter(tables.facts.name.notnull())
    suspects = suspects.select(person=ibis.row_number(), pid=suspects.pid, survey=suspects.name)
    found = suspects.inner_join(tables.registrants, "pid")
    return found.select("person", "survey", welfare=found.name)


def _registrants(welfare: ir.Table) -> ir.Table:
    read = welfare.select(
        pid=cells.pid_digits(welfare.pid),
        name=cells.full_name(welfare.first_name, welfare.last_name),
        standing=cells.yes_or_no(welfare.validated),
    )
    return read.mutate(pid=cells.valid_pid(read.pid))


def _people(registrants: ir.Table) -> ir.Table:
    """A row a valid number in the welfare register: validated in any row, the outermost fingerprints of its names."""
    valid = registrants.filter(registrants.pid.notnull())
    mark = _fingerprint(valid.name)
    return valid.group_by("pid").agg(standing=valid.standing.max(), low=mark.min(), high=mark.max())


def _facts(survey: ir.Table, people: ir.Table, columns: Sequence[str], keep: Sequence[str]) -> ir.Table:
    read = survey.select(
        "survey_row_id",
        *(name for name in keep if name not in (*HOUSEHOLD, "pid")),
        area_code=cells.area_code(survey.area_code),
        house_code=cells.house_code(survey.house_code),
        family_no=cells.family_no(survey.family_no),
        pid=cells.pid_digits(survey.pid),
        name=cells.full_name(survey.first_name, survey.last_name),
        own=_failed(survey, columns),
    )
    # Only valid numbers stand in `people`, so a number found there needs no check of its own.
    joined = read.left_join(people, read.pid == people.pid)
    registered = joined.standing.notnull()
    mark = ibis.ifelse(registered, _fingerprint(joined.name), ibis.null("int64"))
    differs = ((mark != joined.low) | (mark != joined.high)).fill_null(False)
    return joined.select(
        *(name for name in read.columns if name not in ("pid", "name")),
        registered=registered,
        validated=(joined.standing == cells.YES).fill_null(False),
        pid=ibis.ifelse(differs, read.pid, ibis.null("int64")),
        name=ibis.ifelse(differs, joined.name, ibis.null("string")),
    )


def _failed(survey: ir.Table, columns: Sequence[str]) -> ir.IntegerValue:
    """A bit for each failed indicator. Columns of integers are checked apart, by `faults`."""
    marks = []
    for place, name in enumerate(columns):
        column, bit = survey[name], _bits(1 << place)
        if column.type().is_integer():
            marks.append(ibis.cases((column == 0, bit), else_=_bits(0)))
            continue
        reading = cells.yes_or_no(column)
        marks.append(
            ibis.cases((reading == cells.NO, bit), (reading == cells.WRONG, _bits(WRONG_CELL)), else_=_bits(0))
        )
    return reduce(or_, marks)


def _households(facts: ir.Table) -> ir.Table:
    housed = facts.filter(facts.house_code.notnull())
    return housed.group_by(HOUSEHOLD).agg(members=housed.count(), failed=_bit_or(housed.own))


def _persons(facts: ir.Table, households: ir.Table) -> ir.Table:
    """Only households with a failure are joined: in the others the person's own bits, none, are the household's."""
    failing = households.filter(households.failed != _bits(0)).select(*HOUSEHOLD, "failed")
    joined = facts.left_join(failing, HOUSEHOLD)
    return joined.select(*facts.columns, failed=ibis.coalesce(joined.failed, joined.own))


def _bits(value: int) -> ir.IntegerScalar:
    return ibis.literal(value, "int64")


def _fingerprint(name: ir.StringValue) -> ir.IntegerValue:
    """64 bits of a text; only ever compared on the engine that made them."""
    return _xxhash64(name) if name.get_backend().name == "pyspark" else _hash(name)


@ibis.udf.scalar.builtin(name="hash", signature=(("string",), "uint64"))
def _hash(text: ir.StringValue) -> ir.IntegerValue: ...


@ibis.udf.scalar.builtin(name="xxhash64", signature=(("string",), "int64"))
def _xxhash64(text: ir.StringValue) -> ir.IntegerValue: ...


@ibis.udf.agg.builtin(name="bit_or", signature=(("int64",), "int64"))
def _bit_or(bits: ir.IntegerValue) -> ir.IntegerValue:
    """Both engines have it; Ibis compiles its own for DuckDB alone."""
