"""A register of persons as rules read it: typed facts, ages of a day, households counted.

Grain: a row a person. A household's fact may stand in any of its rows; where rows disagree it is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from samutphok.entitlements.domain.facts import ADULT, OLDEST, THAI, fiscal_start
from samutphok.entitlements.domain.vocabulary import HOUSEHOLD, PERSON, RightsVocabulary
from samutphok.kernel.rules import FactType

KEYS = ("household_id", "person_id")
WRONG = "_wrong"  # beside the facts: whether a cell of the row cannot be taken
BORN, DIED = "born", "died"  # the dates of birth and death, whole: the first day of what is known
_TYPES: Mapping[FactType, dt.DataType] = {
    FactType.BOOL: dt.boolean,
    FactType.INT: dt.int64,
    FactType.NUMBER: dt.float64,
    FactType.TEXT: dt.string,
    FactType.DATE: dt.date,
}
_YES, _NO = ("1", "true", "t", "yes"), ("0", "false", "f", "no")


@dataclass(frozen=True, slots=True)
class Columns:
    """The facts that a register states. facts: typed, by name, NULL where unknown; wrong: which cells cannot be taken."""

    facts: Mapping[str, ir.Value]
    wrong: Mapping[str, ir.BooleanValue]
    unused: tuple[str, ...]


def columns_of(table: ir.Table, vocabulary: RightsVocabulary) -> Columns:
    """The keys, the stated facts and the dates of a register. A cell that cannot be read, or is below zero, is wrong."""
    askable = [fact for subject in (PERSON, HOUSEHOLD) for fact in vocabulary.askable(subject)]
    types = {fact.name: fact.type for fact in askable} | {"nationality_thai": FactType.BOOL}
    del types["birth_date"]
    facts: dict[str, ir.Value] = {key: table[key].cast(dt.string) for key in KEYS}
    wrong: dict[str, ir.BooleanValue] = {"household_id": facts["household_id"].isnull()}
    for name, type_ in types.items():
        if name in table.columns:
            facts[name] = _read(table[name], type_)
            wrong[name] = table[name].notnull() & facts[name].isnull()
            if type_.is_numeric:
                wrong[name] = wrong[name] | (facts[name] < 0).fill_null(False)
    for name, whole in (("birth_date", BORN), ("death_date", DIED)):
        if name in table.columns:
            facts[whole] = _day(table[name])
            wrong[name] = table[name].notnull() & facts[whole].isnull()
    if "nationality" in table.columns:
        read = _is_thai(table["nationality"])
        facts["nationality_thai"] = facts["nationality_thai"].coalesce(read) if "nationality_thai" in facts else read
    known = {*KEYS, *types, "birth_date", "death_date", "nationality"}
    return Columns(facts, wrong, tuple(name for name in table.columns if name not in known))


def typed(table: ir.Table, columns: Columns, vocabulary: RightsVocabulary) -> ir.Table:
    """The register with every fact that a rule may read, and `WRONG`; a fact that no column states is NULL throughout."""
    every = {fact.name: fact.type for subject in (PERSON, HOUSEHOLD) for fact in vocabulary.askable(subject)}
    every |= {"nationality_thai": FactType.BOOL, BORN: FactType.DATE, DIED: FactType.DATE}
    del every["birth_date"]
    empty = {name: ibis.null(_TYPES[type_]) for name, type_ in every.items()}
    return table.select(**(empty | dict(columns.facts)), **{WRONG: reduce(or_, columns.wrong.values())})


def with_ages(table: ir.Table, on: date) -> ir.Table:
    """The register with what is worked out of dates for the day `on`: the same as `domain.facts.person_facts`."""
    today, start = ibis.literal(on), ibis.literal(fiscal_start(on))
    return table.mutate(
        age=_age(table.born, today),
        fiscal_age=ibis.cases((table.born > start, ibis.literal(0, dt.int64)), else_=_age(table.born, start)),
        age_at_death=ibis.cases((table.born <= table.died, _age(table.born, table.died))),
        days_since_death=today.delta(table.died, unit="day").cast(dt.int64),
        deceased=ibis.cases((table.died.notnull(), ibis.literal(True)), else_=table.deceased),
    )


def impossible(table: ir.Table, on: date) -> Mapping[str, ir.BooleanValue]:
    """Dates that cannot be: a birth after the day or over 130 years before it, a death before the birth or after the day."""
    today = ibis.literal(on)
    return {
        "birth_date": (table.born > today) | (_age(table.born, today) > OLDEST),
        "death_date": (table.died > today) | (table.died < table.born),
    }


def households_of(persons: ir.Table, columns: Columns, vocabulary: RightsVocabulary) -> ir.Table:
    """A row a household: its facts where all rows that state one agree, its members, its children if every age is known."""
    stated = {
        fact.name: _agreed(persons[fact.name]) if fact.name in columns.facts else ibis.null(_TYPES[fact.type])
        for fact in vocabulary.askable(HOUSEHOLD)
    }
    known = persons.age.count() == persons.count()
    young = (persons.age < ADULT).sum().cast(dt.int64)
    told = {name: value for name, value in stated.items() if name in columns.facts}
    counted = persons.group_by("household_id").aggregate(
        **told, members=persons.count().cast(dt.int64), children=ibis.cases((known, young))
    )
    return counted.mutate(**{name: value for name, value in stated.items() if name not in told})


def _read(column: ir.Value, type_: FactType) -> ir.Value:
    """A cell as its fact's type, NULL where it is empty or cannot be read."""
    if not column.type().is_string():
        return column.cast(_TYPES[type_])
    if type_ is FactType.BOOL:
        word = column.strip().lower()
        return ibis.cases((word.isin(_YES), True), (word.isin(_NO), False))
    return column if type_ is FactType.TEXT else column.try_cast(_TYPES[type_])


def _is_thai(column: ir.Value) -> ir.BooleanValue:
    written = column.cast(dt.string).strip().lower()
    return ibis.cases((written != "", written.isin(sorted(THAI))))


def _day(column: ir.Value) -> ir.Value:
    """A date, or text of ISO form whose month or day may be missing: its first day."""
    if column.type().is_date():
        return column
    if column.type().is_timestamp():
        return column.date()
    text = column.cast(dt.string)
    return ibis.cases((text.length() == 4, text + "-01-01"), (text.length() == 7, text + "-01"), else_=text).try_cast(
        dt.date
    )


def _age(born: ir.Value, day: ir.Value) -> ir.Value:
    """Completed years between two dates."""
    still_to_come = (born.month() * 100 + born.day()) > (day.month() * 100 + day.day())
    return (day.year() - born.year() - still_to_come.cast(dt.int64)).cast(dt.int64)


def _agreed(column: ir.Value) -> ir.Value:
    """The one value that all rows of the group state; NULL when none does, or when they disagree."""
    comparable = column.cast(dt.int64) if column.type().is_boolean() else column
    agreed = ibis.cases((comparable.min() == comparable.max(), comparable.max()))
    return agreed.cast(column.type())
