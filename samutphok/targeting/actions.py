"""Drawing lists: read the newest registers of an area, apply the rules in force, freeze the result."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.foundation.warehouse import naming, settle, sha256_of
from samutphok.intake.queries import staged
from samutphok.kernel.identifiers import area_parent, read_area_code
from samutphok.kernel.policies import PolicyFile, load_policy
from samutphok.kernel.thai import sort_key
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.registry.actions.lookups import households_of, households_of_batch
from samutphok.registry.domain.changes import HouseholdKey
from samutphok.targeting.domain.lists import LEVELS as LEVELS
from samutphok.targeting.domain.lists import REGISTERS_OF_HELP, ListDrawn, ListView
from samutphok.targeting.domain.lists import SURVEY as SURVEY
from samutphok.targeting.domain.rulesets import Definition, assess_level, read_definition, read_levels
from samutphok.targeting.domain.union import read_union_measure
from samutphok.targeting.engine import office
from samutphok.targeting.engine.survey import Part, joined_number, place_of, row_of
from samutphok.targeting.errors import ListNotFound, MayNotDraw, MeasureNotValid, MissingRegister, RuleChanged
from samutphok.targeting.flow_counts import count_flows
from samutphok.targeting.models import AreaCount, Entry, FamilyCount, TargetList
from samutphok.targeting.portions import Portions, newest_portions, portions
from samutphok.targeting.queries import list_named, list_view
from samutphok.targeting.queries.rules import definitions_on, rule_file
from samutphok.targeting.workplace import lists_folder, workplace

WELFARE, DISABILITY = "state_welfare", "disability"
STEP = 2000  # entries a transaction, so that a drawing never holds the office up
MEMORY = "2GB"
UNION_MEASURE = "tpmap-2561"


def draw_list(
    *,
    viewer: Viewer,
    area_prefix: str,
    as_of: date,
    now: datetime,
    measure: str = UNION_MEASURE,
    cut: date | None = None,
) -> ListView:
    """Draw the list of an area from the newest staged registers of each place in it and put it in force.

    area_prefix: '' for the country, else 2 to 8 digits; as_of: the day of ages and of the rules in force; cut: the
    registers as they stood on that day, to draw an earlier round, which steps back behind a list of a later one. The same
    registers, rules and day give the same list, which is then returned as it is. Raises what `require_drawing` raises,
    MissingRegister when a register the measure needs has not arrived, and MeasureNotValid when the measure is of another
    round than the survey.
    """
    require_drawing(viewer, area_prefix)
    batches = read_registers(area_prefix, until=cut)
    files = [
        load_policy("measures", measure),
        load_policy("levels", LEVELS),
        *definitions_on(as_of, area_prefix=area_prefix),
    ]
    require_valid(files[0], batches)
    wanted = _inputs(area_prefix, as_of, files, batches)
    with workplace(f"{area_prefix or 'TH'}-{files[0].name}") as scratch:
        standing = TargetList.objects.filter(**wanted, complete=True).first()
        if standing is None:
            registers = [portion.batch.path for read in batches.values() for portion in read]
            with naming(*registers):
                standing = _freeze(wanted, files, batches, scratch, viewer=viewer, now=now)
        _put_in_force(standing, behind_later=cut is not None, viewer=viewer, now=now)
    return list_view(standing)


def require_registers(area_prefix: str, *, measure: str = UNION_MEASURE) -> None:
    """Raises MissingRegister when a register that the measure needs has not arrived for the area, and MeasureNotValid."""
    require_valid(load_policy("measures", measure), read_registers(area_prefix))


def require_valid(measure: PolicyFile, batches: Portions) -> None:
    """Raises MeasureNotValid unless the measure holds on the days of the surveys that are read."""
    for portion in batches[SURVEY]:
        if not measure.holds_on(portion.batch.as_of):
            raise MeasureNotValid(measure, portion.batch.as_of)


def require_drawing(viewer: Viewer, area_prefix: str) -> None:
    """Raises MayNotDraw where the viewer may see the area and not draw, ListNotFound elsewhere, InvalidInput for no code."""
    area = RecordScope(area_prefix)
    if not decide(viewer, Action.DRAW_LIST, area).allowed:
        raise MayNotDraw if decide(viewer, Action.VIEW_COUNTS, area).allowed else ListNotFound
    if area_prefix:
        read_area_code(area_prefix)


def drawn_again(*, list_id: UUID) -> str:
    """The SHA-256 of the list's families when it is drawn once more from its own registers and rules; stores nothing.

    Raises ListNotFound, and RuleChanged when a rule file is no longer what it was.
    """
    drawn = list_named(list_id)
    files = [rule_file(rule.kind, rule.name) for rule in drawn.rules]
    for rule, file in zip(drawn.rules, files, strict=True):
        if rule.sha256 != file.sha256:
            raise RuleChanged(rule.name)
    batches = registers_behind(drawn)
    with workplace(f"again-{list_id}") as scratch:
        tables = _tables(drawn.area_prefix, drawn.as_of, files, batches, scratch)
        result = scratch / "families.parquet"
        tables.write(result)
        return sha256_of(result)


def registers_behind(drawn: ListView) -> Portions:
    """The very batches that a list was drawn from."""
    registers = dict.fromkeys(source.register for source in drawn.sources)
    return {
        name: portions([staged(source.batch) for source in drawn.sources if source.register == name])
        for name in registers
    }


def read_registers(area_prefix: str, *, until: date | None = None) -> Portions:
    """What is read of each register for the area; raises MissingRegister when one that every measure needs is not there.

    until: as the registers stood on that day; None for the newest.
    """
    found = newest_portions((SURVEY, WELFARE, *REGISTERS_OF_HELP), area_prefix, until=until)
    for needed in (SURVEY, WELFARE):
        if not found[needed]:
            raise MissingRegister(needed)
    return {name: read for name, read in found.items() if read}


def sources_read(batches: Portions) -> list[dict[str, Any]]:
    """The batches that are read, as lists keep them: register by register, the newest first."""
    return [
        {
            "register": portion.batch.register,
            "batch": str(portion.batch.id),
            "sha256": portion.batch.sha256,
            "as_of": portion.batch.as_of.isoformat(),
            "rows": portion.batch.rows,
        }
        for read in batches.values()
        for portion in read
    ]


def oldest_cut(batches: Portions, registers: Iterable[str]) -> date:
    """The oldest day among the batches read of these registers."""
    return min(portion.batch.as_of for name in registers for portion in batches[name])


def _inputs(area_prefix: str, as_of: date, files: Iterable[PolicyFile], batches: Portions) -> dict[str, Any]:
    """What decides a list's content; two drawings with the same inputs are the same list."""
    measure, levels, *definitions = files
    named = [("measures", measure), ("levels", levels), *(("definitions", file) for file in definitions)]
    return {
        "area_prefix": area_prefix,
        "as_of": as_of,
        "measure": measure.name,
        "levels": levels.name,
        "rules": [{"kind": kind, "name": file.name, "sha256": file.sha256} for kind, file in named],
        "sources": sources_read(batches),
    }


def _tables(
    area_prefix: str, as_of: date, files: list[PolicyFile], batches: Portions, scratch: Path
) -> office.DrawnTables:
    return office.draw(
        for_engine(batches), _rules(files), as_of=as_of, prefix=area_prefix, scratch=scratch, memory=MEMORY
    )


def for_engine(batches: Portions) -> office.Registers:
    """The registers as the engine reads them."""

    def parts(register: str) -> tuple[Part, ...]:
        return tuple(portion.part for portion in batches.get(register, ()))

    return office.Registers(
        survey=parts(SURVEY),
        welfare=parts(WELFARE),
        disability=parts(DISABILITY),
        reach=tuple(part for name in REGISTERS_OF_HELP for part in parts(name)),
    )


def _rules(files: list[PolicyFile]) -> office.Rules:
    measure, levels, *definitions = files
    words = load_vocabulary()
    return office.Rules(
        read_union_measure(measure),
        read_levels(levels, words),
        tuple(read_definition(file, words) for file in definitions),
    )


def _freeze(
    wanted: Mapping[str, Any],
    files: list[PolicyFile],
    batches: Portions,
    scratch: Path,
    *,
    viewer: Viewer,
    now: datetime,
) -> TargetList:
    """Compute the list and write it, complete only with its last entry."""
    tables = _tables(wanted["area_prefix"], wanted["as_of"], files, batches, scratch)
    written = scratch / "families.parquet"
    tables.write(written)
    sha256 = sha256_of(written)
    result = lists_folder() / f"{sha256}.parquet"
    settle(written, result)
    counts = tables.counted()
    top = wanted["area_prefix"] or "TH"
    drawn = TargetList(
        **wanted,
        data_cut=oldest_cut(batches, (SURVEY, WELFARE)),
        drawn_at=now,
        drawn_by_id=_account(viewer),
        households=sum(row["households"] for row in counts if row["area_code"] == top),
        persons=sum(row["persons"] for row in counts if row["area_code"] == top),
        conflicts=tables.conflicts,
        result_sha256=sha256,
    )
    TargetList.objects.filter(area_prefix=drawn.area_prefix, measure=drawn.measure, complete=False).delete()
    drawn.save(force_insert=True)
    AreaCount.objects.bulk_create(
        (AreaCount(target_list=drawn, parent=area_parent(row["area_code"]) or "", **row) for row in counts),
        batch_size=STEP,
    )
    FamilyCount.objects.bulk_create(
        (FamilyCount(target_list=drawn, **row) for row in tables.counted_by_filter()), batch_size=STEP
    )
    entries = _entries(drawn, result, _rules(files), _homes(batches))
    while step := list(islice(entries, STEP)):
        Entry.objects.bulk_create(step)
    with transaction.atomic():
        TargetList.objects.filter(pk=drawn.pk).update(complete=True)
        drawn.complete = True
        count_flows(drawn)
    return drawn


def _account(viewer: Viewer) -> UUID | None:
    """The account that draws; None for the command line, which has none."""
    try:
        return UUID(viewer.account_id)
    except ValueError:
        return None


def _homes(batches: Portions) -> dict[int, UUID]:
    """The household of each row of the surveys, by its number among the joined rows."""
    return {
        joined_number(place, row): household
        for place, portion in enumerate(batches[SURVEY])
        for row, household in households_of_batch(portion.batch.id)
    }


def _entries(drawn: TargetList, result: Path, rules: office.Rules, homes: Mapping[int, UUID]) -> Iterator[Entry]:
    indicators = {place: one.number or place + 1 for place, one in enumerate(rules.measure.indicators)}
    for batch in pq.ParquetFile(result).iter_batches(batch_size=STEP):
        rows = batch.to_pylist()
        known = households_of({_key(row) for row in rows if row["row_number"] not in homes})
        for row in rows:
            yield _entry(drawn, row, rules, homes.get(row["row_number"]) or known.get(_key(row)), indicators)


def _key(row: Mapping[str, Any]) -> HouseholdKey:
    """What names a family whose survey is not attached yet; one without a house code is found by its row alone."""
    return HouseholdKey(row["area_code"], row["house_code"] or "", row["family_no"] or "")


def _entry(
    drawn: TargetList,
    row: Mapping[str, Any],
    rules: office.Rules,
    household: UUID | None,
    indicators: Mapping[int, int],
) -> Entry:
    facts = {name: value for name, value in row.items() if name in FACTS or name.startswith("bmn")}
    missing = assess_level(rules.levels, facts).missing if row["level_open"] else frozenset()
    bits = [row[office.persons(place)] > 0 for place in range(len(rules.definitions))]
    return Entry(
        target_list=drawn,
        household_id=household,
        area_code=row["area_code"],
        house_code=row["house_code"] or "",
        family_no=row["family_no"] or "",
        name=row["name"],
        name_order=sort_key(row["name"]).encode(),
        members=row["members"],
        dependants=row["dependants_at_least"],
        income_per_person=row["income_per_person"],
        registered=row["registered"],
        validated=row["validated"],
        target_poor=row["target_poor"],
        mask=row["mask"],
        dimensions=int(row["mask"]).bit_count(),
        failed=[number for place, number in indicators.items() if row["failed"] >> place & 1],
        facts=facts,
        survey=place_of(row["row_number"]),
        target_rows=[row_of(number) for number in row["target_rows"] or []],
        level=row["level"],
        level_open=sorted(missing),
        met=sum(1 << place for place, held in enumerate(bits) if held),
        clauses={one.name: _clauses(row, place, one) for place, one in enumerate(rules.definitions)},
    )


FACTS = ("members", "income_per_person", "dependants", "dependants_at_least", "dependants_at_most")


def _clauses(row: Mapping[str, Any], place: int, definition: Definition) -> dict[str, Any]:
    """Ids of the clauses that hold and of those that are open, and how many persons meet the definition."""
    named = list(enumerate(definition.open_clauses()))
    return {
        "met": [clause.id for number, clause in named if row[office.met(place, number)]],
        "unknown": [clause.id for number, clause in named if row[office.unknown(place, number)]],
        "persons": row[office.persons(place)],
    }


@transaction.atomic
def _put_in_force(drawn: TargetList, *, behind_later: bool, viewer: Viewer, now: datetime) -> None:
    """Makes it the list in force; with `behind_later` only where no list of a later data cut is."""
    others = TargetList.objects.filter(area_prefix=drawn.area_prefix, measure=drawn.measure, current=True)
    others = others.exclude(pk=drawn.pk)
    if not (behind_later and others.filter(data_cut__gt=drawn.data_cut).exists()):
        others.update(current=False)
        TargetList.objects.filter(pk=drawn.pk).update(current=True)
        drawn.current = True
    record_act(
        actor=viewer.account_id,
        act="draw_list",
        subject=f"target-list:{drawn.id}",
        outcome=f"households:{drawn.households}",
        now=now,
    )
    publish(ListDrawn(drawn.id, drawn.area_prefix))
