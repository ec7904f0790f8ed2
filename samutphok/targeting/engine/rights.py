"""The persons of an area's registers with the facts that benefits read, and what they received.

Grain: a row a survey row. household_id and person_id are row numbers among the joined survey rows, as text; a household
is known by its first row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from samutphok.foundation.warehouse import connect, hold, write_parquet
from samutphok.targeting.domain.evidence import RegisterEvidence
from samutphok.targeting.engine.office import legal_age
from samutphok.targeting.engine.survey import Part, joined

HOUSE = ("area_code", "house_code", "family_no", "alone")
WELFARE, DISABILITY, AID = "state_welfare", "disability", "provincial_aid"
ADULT, ELDERLY = 18, 60


@dataclass(frozen=True, slots=True)
class RightsRegisters:
    """The staged registers by name, the survey apart."""

    survey: tuple[Part, ...]
    others: Mapping[str, tuple[Part, ...]]


def lay_down(
    registers: RightsRegisters, evidence: RegisterEvidence, *, as_of: date, prefix: str, path: Path, scratch: Path
) -> None:
    """Writes the area's persons: household_id, person_id, area_code, facts, group, disabled, has_number, got_<benefit>.

    group: child, adult, elderly, or '' where the age is not known. got_<benefit>: true; false where a register that
    covers the area does not have them; NULL where nobody can say, for want of a number or of a register.
    """
    backend = connect("duckdb", memory_limit="2GB", scratch=scratch)
    survey = joined(backend, registers.survey)
    if prefix:
        survey = survey.filter(survey.area_code.startswith(prefix))
    lists = {name: _numbers(backend, name, parts, as_of) for name, parts in registers.others.items() if parts}
    flags = {name: _stands(survey, found) for name, found in lists.items()}
    aid = joined(backend, registers.others[AID]) if registers.others.get(AID) else None
    age = legal_age(survey.birth_date, as_of)
    table = survey.select(
        "row_number",
        "area_code",
        "house_code",
        "family_no",
        alone=ibis.ifelse(survey.house_code.isnull(), survey.row_number.cast("string"), ""),
        birth_date=ibis.ifelse(age <= evidence.oldest, survey.birth_date, ibis.null("string")),
        income_per_person=survey.income_per_person.cast("float64"),
        bmn_poor=ibis.cases((survey.bmn22 == 0, True), (survey.bmn22 == 1, False), else_=ibis.null("boolean")),
        group=ibis.cases((age < ADULT, "child"), (age < ELDERLY, "adult"), (age >= ELDERLY, "elderly"), else_=""),
        disabled=flags[DISABILITY].fill_null(False) if DISABILITY in flags else ibis.literal(False),
        has_number=survey.pid.notnull(),
        **_facts(flags, evidence),
        **_got(survey, flags, aid, evidence, as_of),
    )
    write_parquet(hold(_at_home(hold(table, scratch)), scratch).order_by("row_number"), path)


def _at_home(table: ir.Table) -> ir.Table:
    """The persons with their household's first row."""
    keyed = table.mutate(**{f"key_{name}": table[name].fill_null("") for name in HOUSE})
    keys = [f"key_{name}" for name in HOUSE]
    houses = keyed.group_by(keys).agg(household_id=keyed.row_number.min().cast("string"))
    together = keyed.inner_join(houses, keys)
    return together.mutate(person_id=together.row_number.cast("string")).drop(*keys, "house_code", "family_no", "alone")


def _numbers(backend: Any, register: str, parts: Iterable[Part], as_of: date) -> ir.Table:
    """The citizen numbers that a register speaks for: welfare that passed, cards that have not run out."""
    table = joined(backend, tuple(parts))
    table = table.filter(table.pid.notnull())
    if register == WELFARE:
        table = table.filter(table.validated == 1)
    if register == DISABILITY and "card_expires_on" in table.columns:
        last = table.card_expires_on.cast("string")
        table = table.filter(last.isnull() | (last.length() < 10) | (last >= as_of.isoformat()))
    return table.select("pid").distinct()


def _stands(survey: ir.Table, numbers: ir.Table) -> ir.BooleanValue:
    """Whether the person's number stands there; NULL for a person without one."""
    return ibis.ifelse(survey.pid.isnull(), ibis.null("boolean"), survey.pid.isin(numbers.pid))


def _facts(flags: Mapping[str, ir.BooleanValue], evidence: RegisterEvidence) -> dict[str, ir.Value]:
    """What the registers show, a column a fact; the first register that shows one is believed."""
    shown: dict[str, list[ir.Value]] = {}
    for one in evidence.shows:
        if one.register not in flags:
            continue
        stands = flags[one.register]
        for fact, value in one.inside.items():
            shown.setdefault(fact, []).append(ibis.ifelse(stands, value, ibis.null("boolean")))
        for fact, value in one.outside.items():
            shown.setdefault(fact, []).append(ibis.ifelse(~stands, value, ibis.null("boolean")))
    return {fact: ibis.coalesce(*values) for fact, values in shown.items()}


def _got(
    survey: ir.Table, flags: Mapping[str, ir.BooleanValue], aid: Any, evidence: RegisterEvidence, as_of: date
) -> dict[str, ir.Value]:
    found: dict[str, ir.Value] = {}
    for one in evidence.received:
        got: ir.Value = ibis.null("boolean")
        if one.register and one.register in flags:
            got = flags[one.register]
        elif one.kinds and aid is not None:
            words = reduce(or_, (aid.aid_kind.contains(word) for word in one.kinds))
            paid = aid.filter(words & (aid.paid_on.cast("string") >= evidence.year_began(as_of).isoformat()))
            got = _stands(survey, paid.filter(paid.pid.notnull()).select("pid").distinct())
        found[f"got_{one.benefit}"] = got
    return found
