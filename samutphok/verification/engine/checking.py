"""Rules over the facts of a whole area: what is hit, of how many, and what of the earlier hits cannot be told now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from samutphok.foundation.rules_ibis import compile_rule
from samutphok.foundation.warehouse import connect, hold, told
from samutphok.kernel.rules import FactType
from samutphok.verification.domain.rules import CheckRule, Checks, Subject
from samutphok.verification.engine import facts
from samutphok.verification.engine.laying import DEATHS, INTERVIEWS, MET, PEOPLE, ROWS, lay

_TYPES = {
    FactType.BOOL: "boolean",
    FactType.INT: "int64",
    FactType.NUMBER: "float64",
    FactType.TEXT: "string",
    FactType.DATE: "date",
}
_KEYS = {
    Subject.PERSON: ("subject", "household", "area_code"),
    Subject.HOUSEHOLD: ("subject", "household", "area_code"),
    Subject.VISIT: ("subject", "household", "area_code", "collector", "day"),
    Subject.DAY: ("subject", "household", "area_code", "collector", "day"),
}


@dataclass(frozen=True, slots=True)
class Sources:
    """The rows of an area, in the columns of `laying`."""

    people: Iterable[Sequence[Any]]
    rows: Iterable[Sequence[Any]]
    deaths: Iterable[Sequence[Any]]
    interviews: Iterable[Sequence[Any]]
    met: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class RuleAsked:
    """One rule over all its subjects. hits: keys and facts, a dict each; unknown_now: earlier subjects nobody can tell of."""

    rule: CheckRule
    looked: int
    unknown: int
    hits: tuple[dict[str, Any], ...]
    unknown_now: frozenset[str]


@dataclass(frozen=True, slots=True)
class Area:
    """The facts of an area, held in `scratch`: a table for each kind of subject."""

    tables: Mapping[Subject, ir.Table]
    persons: int
    households: int
    interviews: int

    def ask(self, rule: CheckRule, *, known: Iterable[str]) -> RuleAsked:
        """The rule of every subject. known: subjects it found before."""
        table = self.tables[rule.of]
        asked = table.mutate(found=compile_rule(rule.expr, {name: table[name] for name in rule.reads}))
        [sizes] = told(asked.aggregate(looked=asked.count(), unknown=asked.found.isnull().sum()))
        hits = told(asked.filter(asked.found).select(*_KEYS[rule.of], *rule.reads).order_by("subject"))
        earlier = sorted(set(known))
        unsure = asked.filter(asked.found.isnull() & asked.subject.isin(earlier)).select("subject") if earlier else None
        return RuleAsked(
            rule,
            int(sizes["looked"]),
            int(sizes["unknown"] or 0),
            tuple(_once(hits)),
            frozenset(row["subject"] for row in told(unsure)) if unsure is not None else frozenset(),
        )


def area_facts(sources: Sources, checks: Checks, scratch: Path) -> Area:
    """Lays the rows down and works out every fact that rules may read."""
    backend = connect("duckdb", memory_limit="2GB", scratch=scratch)
    laid = facts.Laid(
        people=lay(backend, sources.people, PEOPLE, scratch / "people.parquet"),
        rows=lay(backend, sources.rows, ROWS, scratch / "rows.parquet"),
        deaths=lay(backend, sources.deaths, DEATHS, scratch / "deaths.parquet"),
        interviews=lay(backend, sources.interviews, INTERVIEWS, scratch / "interviews.parquet"),
        met=lay(backend, sources.met, MET, scratch / "met.parquet"),
    )
    made = {
        Subject.PERSON: facts.of_people(laid),
        Subject.HOUSEHOLD: facts.of_households(laid),
        Subject.VISIT: facts.of_visits(laid),
        Subject.DAY: facts.of_days(laid),
    }
    tables = {subject: hold(_typed(table, checks, subject), scratch) for subject, table in made.items()}
    counts = [told(table.aggregate(n=table.subject.nunique()))[0]["n"] for table in list(tables.values())[:3]]
    return Area(tables, *(int(one) for one in counts))


def _typed(table: ir.Table, checks: Checks, subject: Subject) -> ir.Table:
    """The keys, and the facts in their own types; a fact that no table has is NULL."""
    known = checks.facts[subject]
    columns = {
        name: (table[name] if name in table.columns else ibis.null("string")).cast(_TYPES[one.type])
        for name, one in known.items()
    }
    return table.select(*_KEYS[subject], **columns)


def _once(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Somebody who stands in two households is found once."""
    seen: set[str] = set()
    for row in rows:
        if row["subject"] not in seen:
            seen.add(row["subject"])
            yield row
