"""Counting whom a definition reaches while it is written, and comparing it with another: exact, on the list's own registers.

The facts of an area are gathered once for each cut (a job, some seconds); then a count takes about a second. A count is
kept by the hash of what was counted, so that no number ever stands beside a rule it does not belong to.
"""

import hashlib
import json
import time
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from samutphok.access.domain import Action, RecordScope, Sensitivity, Viewer, covers
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.foundation.warehouse import naming
from samutphok.kernel.policies import load_policy, read_policy
from samutphok.kernel.vocabulary import load_vocabulary
from samutphok.targeting.actions import MEMORY, for_engine, registers_behind
from samutphok.targeting.clearing import comparisons_folder, facts_folder
from samutphok.targeting.domain.approval import LocalDefinitionView
from samutphok.targeting.domain.drafts import countable
from samutphok.targeting.domain.lists import EntryView, ListView
from samutphok.targeting.domain.reach import (
    CHANGES,
    Change,
    Comparison,
    FactsWanted,
    Reach,
    areas_below,
    changes_in,
    reach_in,
)
from samutphok.targeting.domain.rulesets import Definition, read_definition, read_levels
from samutphok.targeting.domain.union import read_union_measure
from samutphok.targeting.engine import office, reach
from samutphok.targeting.errors import CountsShowFamilies, DefinitionNotFound, NoListToCountOn, NothingToCount
from samutphok.targeting.models import DefinitionComparison, DefinitionReach
from samutphok.targeting.queries import list_named, lists_for
from samutphok.targeting.queries.definitions import definitions_of, local_definition, may_approve, may_write
from samutphok.targeting.queries.places import entries_at
from samutphok.targeting.queries.rules import DEFINITIONS, rule_file
from samutphok.targeting.workplace import lists_folder

ASKED_AGAIN = 300  # seconds after which facts that were asked for and never came are asked for once more


@dataclass(frozen=True, slots=True)
class Counting:
    """How far a count is. reach: of exactly the rules that stand there now; previous: the last one there was, if any.

    waiting: the facts are being gathered; ready: ids of the clauses that can be counted, the others have gaps.
    """

    reach: Reach | None
    previous: Reach | None
    waiting: bool
    ready: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedWanted:
    """Which families of a comparison: of one change, and of one clause that decided it (by its place), or of all."""

    change: Change
    clause: int | None = None
    page: int = 1
    page_size: int = 25


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """Some families of a comparison inside the viewer's scope. page: from 1, clamped."""

    comparison: Comparison
    rows: tuple[EntryView, ...]
    total: int
    page: int


@dataclass(frozen=True, slots=True)
class _Facts:
    """The facts of an area on one list: where they are, and a key that any change of register, day or levels changes."""

    drawn: ListView
    prefix: str
    key: str

    @property
    def folder(self) -> Path:
        return facts_folder() / self.key

    @property
    def ready(self) -> bool:
        return self.folder.is_dir()


def count_reach(*, viewer: Viewer, found: LocalDefinitionView, now: datetime) -> Counting:
    """How many families and persons a definition reaches, of all clauses that are without gaps.

    Raises DefinitionNotFound for whoever neither writes nor approves there, CountsShowFamilies for whoever may not list
    its families, NoListToCountOn without a list.
    """
    _require_part(viewer, found.area)
    raw = countable(found.draft, name="counted", vocabulary=load_vocabulary())
    facts = _facts_of(found.area)
    counts = DefinitionReach.objects.filter(definition=found.id)
    if raw is None:
        return Counting(None, _newest(found.area, counts.order_by("-counted_at").first()), False, ())
    file = read_policy(raw, shown="counted.yaml")
    definition = read_definition(file, load_vocabulary())
    ready = tuple(clause.id for clause in definition.clauses)
    kept = counts.filter(rules=file.sha256, facts=facts.key).first()
    if kept is None and facts.ready:
        kept = _count(found.id, definition, file.sha256, facts, now)
    if kept is not None:
        return Counting(_reach(found.area, kept), None, False, ready)
    _ask_for(facts)
    return Counting(None, _newest(found.area, counts.order_by("-counted_at").first()), True, ready)


def gather_facts(*, list_id: UUID, area: str) -> None:
    """Lays down what a list's registers say of an area's persons and families; does nothing when it is there.

    Raises ListNotFound, and what reading the registers raises.
    """
    facts = _facts_on(list_named(list_id), area)
    if facts.ready:
        return
    words, batches = load_vocabulary(), registers_behind(facts.drawn)
    kept = frozenset(name for name in words.types("household") if name.startswith("bmn"))
    rules = office.Rules(
        read_union_measure(load_policy("measures", facts.drawn.measure)),
        read_levels(load_policy("levels", facts.drawn.levels), words),
        (),
        kept,
    )
    with naming(*(portion.batch.path for read in batches.values() for portion in read)):
        reach.prepare(
            for_engine(batches),
            rules,
            as_of=facts.drawn.as_of,
            prefix=facts.prefix,
            folder=facts.folder,
            memory=MEMORY,
        )


@transaction.atomic
def begin_comparison(*, viewer: Viewer, definition_id: UUID, other: str, now: datetime) -> UUID:
    """Puts a definition as it stands beside another that holds for its area; the id under which the answer will be found.

    Raises DefinitionNotFound, also for another that does not hold there, and NoListToCountOn.
    """
    found = local_definition(viewer=viewer, definition_id=definition_id)
    _require_part(viewer, found.area)
    if other == found.name or other not in {one.name for one in definitions_of(found.area)}:
        raise DefinitionNotFound
    raw = countable(found.draft, name=found.name, vocabulary=load_vocabulary(), worded=True)
    if raw is None:
        raise NothingToCount
    row = DefinitionComparison.objects.create(
        definition_id=definition_id,
        target_list_id=_facts_of(found.area).drawn.id,
        area_code=found.area,
        before=other,
        after=raw.decode(),
        asked_by=viewer.account_id,
        asked_at=now,
    )
    return row.pk


def comparison(*, viewer: Viewer, comparison_id: UUID) -> Comparison:
    """Who enters, who leaves, who stays; without counts while the facts are being gathered. Raises DefinitionNotFound."""
    return _comparison(viewer, comparison_id)[0]


def compared_families(*, viewer: Viewer, comparison_id: UUID, wanted: ComparedWanted, now: datetime) -> ComparedPage:
    """One page of the families behind a number of a comparison, inside the viewer's scope. The reading is recorded.

    Raises DefinitionNotFound, and also when nothing has been counted yet or there is no such clause.
    """
    found, drawn = _comparison(viewer, comparison_id)
    if found.changes is None:
        raise DefinitionNotFound
    count = next(one for one in found.changes if one.change is wanted.change)
    if wanted.clause is not None and wanted.clause not in count.clauses:
        raise DefinitionNotFound
    prefixes = [
        max(prefix, found.area, key=len)
        for prefix in viewer.prefixes(Action.LIST_HOUSEHOLDS, Sensitivity.S2)
        if covers(prefix, found.area) or covers(found.area, prefix)
    ]
    sought = reach.Wanted(
        answers=CHANGES[wanted.change],
        column=count.deciding.column if count.deciding and wanted.clause is not None else "",
        bit=wanted.clause or 0,
    )
    total, page, places = reach.families(
        _comparison_path(comparison_id),
        lists_folder() / f"{drawn.result_sha256}.parquet",
        sought,
        prefixes=prefixes,
        page=wanted.page,
        page_size=wanted.page_size,
    )
    with transaction.atomic():
        record_act(
            actor=viewer.account_id,
            act="read_comparison",
            subject=f"definition-comparison:{comparison_id}",
            fields=("name", "place", "income", "dimensions", "level"),
            now=now,
        )
    return ComparedPage(found, entries_at(viewer=viewer, drawn=drawn, places=places), total, page)


def _comparison(viewer: Viewer, comparison_id: UUID) -> tuple[Comparison, ListView]:
    row = DefinitionComparison.objects.filter(pk=comparison_id).first()
    if row is None:
        raise DefinitionNotFound
    _require_part(viewer, row.area_code)
    words = load_vocabulary()
    before = read_definition(rule_file(DEFINITIONS, row.before), words)
    after = read_definition(read_policy(row.after.encode(), shown="definition.yaml"), words)
    drawn = list_named(row.target_list_id)
    if row.counted is None or not _comparison_path(row.pk).is_file():  # never counted, or cleared away since
        row.counted = _compared(row, before, after, _facts_on(drawn, row.area_code))
    found = Comparison(
        id=row.pk,
        definition=row.definition_id,
        list_id=drawn.id,
        area=row.area_code,
        before=before,
        after=after,
        asked_at=row.asked_at,
        as_of=drawn.as_of,
        data_cut=drawn.data_cut,
        changes=None if row.counted is None else changes_in(row.counted, before, after),
    )
    return found, drawn


def _require_part(viewer: Viewer, area: str) -> None:
    """Counts of an area's families are for those who write or approve its definitions, and may list the families."""
    if not (may_write(viewer, area) or may_approve(viewer, area)):
        raise DefinitionNotFound
    if not viewer.may(Action.LIST_HOUSEHOLDS, RecordScope(area)):
        raise CountsShowFamilies


def _facts_of(area: str) -> _Facts:
    covering = [drawn for drawn in lists_for(area) if covers(drawn.area_prefix, area)]
    if not covering:
        raise NoListToCountOn
    return _facts_on(covering[0], area)


def _facts_on(drawn: ListView, area: str) -> _Facts:
    """At most a province at once: the facts of a whole country would take minutes."""
    prefix = max(drawn.area_prefix, area[:2], key=len)
    made_of = {
        "form": 1,  # of the files; a change of `engine.reach` that changes them counts up here
        "prefix": prefix,
        "as_of": drawn.as_of.isoformat(),
        "rules": [(rule.kind, rule.sha256) for rule in drawn.rules if rule.kind != DEFINITIONS],
        "sources": [(source.register, source.sha256) for source in drawn.sources],
    }
    key = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()
    return _Facts(drawn, prefix, key)


def _ask_for(facts: _Facts) -> None:
    """Has the facts gathered in the background, once: a mark beside their folder says that it was asked for."""
    mark = facts.folder.with_suffix(".asked")
    mark.parent.mkdir(parents=True, exist_ok=True)
    if mark.exists() and time.time() - mark.stat().st_mtime < ASKED_AGAIN:
        return
    mark.touch()
    publish(FactsWanted(facts.drawn.id, facts.prefix))


def _count(definition_id: UUID, definition: Definition, rules: str, facts: _Facts, now: datetime) -> DefinitionReach:
    facts.folder.touch()
    counted = {
        "rows": reach.count(facts.folder, definition, prefix=definition.area, memory=MEMORY),
        "clauses": [clause.id for clause in definition.open_clauses()],
        "as_of": facts.drawn.as_of.isoformat(),
        "data_cut": facts.drawn.data_cut.isoformat(),
    }
    kept, _ = DefinitionReach.objects.get_or_create(
        definition_id=definition_id, rules=rules, facts=facts.key, defaults={"counted": counted, "counted_at": now}
    )
    return kept


def _newest(area: str, row: DefinitionReach | None) -> Reach | None:
    return None if row is None else _reach(area, row)


def _reach(area: str, row: DefinitionReach) -> Reach:
    rows, clauses = row.counted["rows"], row.counted["clauses"]
    return Reach(
        total=reach_in(area, rows, clauses),
        areas=tuple(reach_in(code, rows, clauses) for code in areas_below(area, rows)),
        as_of=date.fromisoformat(row.counted["as_of"]),
        data_cut=date.fromisoformat(row.counted["data_cut"]),
        counted_at=row.counted_at,
    )


def _comparison_path(comparison_id: UUID) -> Path:
    comparisons_folder().mkdir(parents=True, exist_ok=True)
    return comparisons_folder() / f"{comparison_id}.parquet"


def _compared(
    row: DefinitionComparison, before: Definition, after: Definition, facts: _Facts
) -> list[dict[str, int]] | None:
    """The comparison's counts, made now where the facts are there; None where they have to be gathered first."""
    if not facts.ready:
        _ask_for(facts)
        return None
    facts.folder.touch()
    path = _comparison_path(row.pk)
    reach.compare(facts.folder, before, after, prefix=row.area_code, path=path, memory=MEMORY)
    counted = reach.counted(path)
    DefinitionComparison.objects.filter(pk=row.pk).update(counted=counted)
    return counted
