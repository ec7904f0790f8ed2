"""Drawing lists: read the newest registers of an area, apply the rules in force, freeze the result."""

import fcntl
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Viewer, covers, decide
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.warehouse import naming, settle, sha256_of
from samutphok.intake.domain.batch import StagedBatch
from samutphok.intake.queries import newest_staged, staged
from samutphok.kernel.identifiers import read_area_code
from samutphok.kernel.policies import PolicyFile, load_policy, policy_names, policy_on
from samutphok.kernel.thai import sort_key
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.registry.actions.lookups import households_of_batch
from samutphok.targeting.domain.lists import ListView
from samutphok.targeting.domain.rulesets import Definition, assess_level, read_definition, read_levels
from samutphok.targeting.domain.union import read_union_measure
from samutphok.targeting.engine import office
from samutphok.targeting.errors import ListNotFound, MayNotDraw, MissingRegister, RuleChanged
from samutphok.targeting.models import AreaCount, Entry, FamilyCount, TargetList
from samutphok.targeting.queries import list_named, list_view

SURVEY, WELFARE, DISABILITY = "bmn_survey", "state_welfare", "disability"
REGISTERS_OF_HELP = ("disability", "elderly_allowance", "provincial_aid")
STEP = 2000  # entries a transaction, so that a drawing never holds the office up
MEMORY = "2GB"


def draw_list(
    *,
    viewer: Viewer,
    area_prefix: str,
    as_of: date,
    now: datetime,
    measure: str = "tpmap-2561",
    levels: str = "programme-2564",
) -> ListView:
    """Draw the list of an area from its newest staged registers and put it in force.

    area_prefix: '' for the country, else 2 to 8 digits; as_of: the day of ages and of the rules in force. The same
    registers, rules and day give the same list, which is then returned as it is. Raises what `require_drawing` raises, and
    MissingRegister when a register the measure needs has not arrived.
    """
    require_drawing(viewer, area_prefix)
    batches = _batches(area_prefix)
    files = [load_policy("measures", measure), load_policy("levels", levels), *_definitions_for(area_prefix, as_of)]
    wanted = _inputs(area_prefix, as_of, files, batches.values())
    with _alone(area_prefix, files[0].name):
        standing = TargetList.objects.filter(**wanted, complete=True).first()
        if standing is None:
            registers = [batch.path for batch in batches.values()]
            with (
                naming(*registers),
                tempfile.TemporaryDirectory(dir=_lists_folder(), prefix=".drawing-") as scratch,
            ):
                standing = _freeze(wanted, files, batches, Path(scratch), viewer=viewer, now=now)
        _put_in_force(standing, viewer=viewer, now=now)
    return list_view(standing)


def require_registers(area_prefix: str) -> None:
    """Raises MissingRegister when a register that every measure needs has not arrived for the area."""
    _batches(area_prefix)


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
    files = [load_policy(rule.kind, rule.name) for rule in drawn.rules]
    for rule, file in zip(drawn.rules, files, strict=True):
        if rule.sha256 != file.sha256:
            raise RuleChanged(rule.name)
    batches = {source.register: staged(source.batch) for source in drawn.sources}
    with tempfile.TemporaryDirectory(dir=_lists_folder(), prefix=".drawing-") as scratch:
        tables = _tables(drawn.area_prefix, drawn.as_of, files, batches, Path(scratch))
        result = Path(scratch) / "families.parquet"
        tables.write(result)
        return sha256_of(result)


def _batches(area_prefix: str) -> dict[str, StagedBatch]:
    """The newest staged batch of each register for the area."""
    newest = newest_staged((name, area_prefix) for name in (SURVEY, WELFARE, *REGISTERS_OF_HELP))
    found = {name: batch for (name, _), batch in newest.items()}
    for needed in (SURVEY, WELFARE):
        if found[needed] is None:
            raise MissingRegister(needed)
    return {name: batch for name, batch in found.items() if batch is not None}


def _definitions_for(area_prefix: str, as_of: date) -> list[PolicyFile]:
    """The definitions in force on the day that hold for the whole area, in the order of their names."""
    files = [load_policy("definitions", name) for name in policy_names("definitions")]
    families = {str(file.raw.get("family", file.name)) for file in files if file.holds_on(as_of)}
    in_force = [policy_on("definitions", family, day=as_of) for family in sorted(families)]
    return [file for file in in_force if covers("" if file.get("area") == "TH" else file.get("area"), area_prefix)]


def _inputs(
    area_prefix: str, as_of: date, files: Iterable[PolicyFile], batches: Iterable[StagedBatch]
) -> dict[str, Any]:
    """What decides a list's content; two drawings with the same inputs are the same list."""
    measure, levels, *definitions = files
    named = [("measures", measure), ("levels", levels), *(("definitions", file) for file in definitions)]
    return {
        "area_prefix": area_prefix,
        "as_of": as_of,
        "measure": measure.name,
        "levels": levels.name,
        "rules": [{"kind": kind, "name": file.name, "sha256": file.sha256} for kind, file in named],
        "sources": [
            {
                "register": batch.register,
                "batch": str(batch.id),
                "sha256": batch.sha256,
                "as_of": batch.as_of.isoformat(),
                "rows": batch.rows,
            }
            for batch in batches
        ],
    }


def _tables(
    area_prefix: str, as_of: date, files: list[PolicyFile], batches: Mapping[str, StagedBatch], scratch: Path
) -> office.DrawnTables:
    return office.draw(
        office.Registers(
            survey=batches[SURVEY].path,
            welfare=batches[WELFARE].path,
            disability=batches[DISABILITY].path if DISABILITY in batches else None,
            reach=tuple(batches[name].path for name in REGISTERS_OF_HELP if name in batches),
        ),
        _rules(files),
        as_of=as_of,
        prefix=area_prefix,
        scratch=scratch,
        memory=MEMORY,
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
    batches: Mapping[str, StagedBatch],
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
    result = _lists_folder() / f"{sha256}.parquet"
    settle(written, result)
    counts = tables.counted()
    top = wanted["area_prefix"] or "TH"
    drawn = TargetList(
        **wanted,
        data_cut=min(batches[SURVEY].as_of, batches[WELFARE].as_of),
        drawn_at=now,
        drawn_by_id=viewer.account_id if viewer.account_id.isdigit() else None,
        households=sum(row["households"] for row in counts if row["area_code"] == top),
        persons=sum(row["persons"] for row in counts if row["area_code"] == top),
        conflicts=tables.conflicts,
        result_sha256=sha256,
    )
    TargetList.objects.filter(area_prefix=drawn.area_prefix, measure=drawn.measure, complete=False).delete()
    drawn.save(force_insert=True)
    AreaCount.objects.bulk_create(
        (AreaCount(target_list=drawn, parent=_parent(row["area_code"]), **row) for row in counts), batch_size=STEP
    )
    FamilyCount.objects.bulk_create(
        (FamilyCount(target_list=drawn, **row) for row in tables.counted_by_filter()), batch_size=STEP
    )
    homes = dict(households_of_batch(batches[SURVEY].id))
    entries = _entries(drawn, result, _rules(files), homes)
    while step := list(islice(entries, STEP)):
        Entry.objects.bulk_create(step)
    TargetList.objects.filter(pk=drawn.pk).update(complete=True)
    drawn.complete = True
    return drawn


def _entries(drawn: TargetList, result: Path, rules: office.Rules, homes: Mapping[int, UUID]) -> Iterator[Entry]:
    indicators = {place: one.number or place + 1 for place, one in enumerate(rules.measure.indicators)}
    for batch in pq.ParquetFile(result).iter_batches(batch_size=STEP):
        for row in batch.to_pylist():
            yield _entry(drawn, row, rules, homes.get(row["row_number"]), indicators)


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
        target_rows=row["target_rows"] or [],
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
def _put_in_force(drawn: TargetList, *, viewer: Viewer, now: datetime) -> None:
    others = TargetList.objects.filter(area_prefix=drawn.area_prefix, measure=drawn.measure, current=True)
    others.exclude(pk=drawn.pk).update(current=False)
    TargetList.objects.filter(pk=drawn.pk).update(current=True)
    record_act(
        actor=viewer.account_id,
        act="draw_list",
        subject=f"target-list:{drawn.id}",
        outcome=f"households:{drawn.households}",
        now=now,
    )


def _parent(code: str) -> str:
    if code == "TH":
        return ""
    return code[:-2] or "TH"


@contextmanager
def _alone(area_prefix: str, measure: str) -> Iterator[None]:
    """One drawing of an area by a measure at a time: the rest of another is only cleared away when nobody works on it.

    The system ends the lock with its process, however that ends.
    """
    with (_lists_folder() / f".{area_prefix or 'TH'}-{measure}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lists_folder() -> Path:
    folder = Path(settings.WAREHOUSE) / "lists"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
