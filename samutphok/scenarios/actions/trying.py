"""Trying a scenario: the same rules on the same registers, before and after."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, Viewer, covers
from samutphok.entitlements.domain.benefits import Benefit
from samutphok.entitlements.files import persons_file
from samutphok.entitlements.queries import benefits, chosen
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.kernel.identifiers import area_parent, read_area_code
from samutphok.kernel.rules import facts_used
from samutphok.scenarios.domain.events import ScenarioAsked
from samutphok.scenarios.domain.scenario import LEVELS, Change, Settings, blended, changed, checked
from samutphok.scenarios.engine.shock import Counted, count_entitled, count_poor, shocked
from samutphok.scenarios.errors import ScenarioNotFound
from samutphok.scenarios.models import Trial, TrialCount
from samutphok.scenarios.queries.rules import poverty_lines, scenario_named
from samutphok.targeting.rights import lay_rights_facts
from samutphok.targeting.workplace import lists_folder

READS = frozenset({"income_per_person", "bmn_poor"})
MEMORY = "2GB"
MONEY = ("month", "month_open")


@transaction.atomic
def ask_trial(*, viewer: Viewer, scenario: str, area_prefix: str, settings: Settings, now: datetime) -> UUID:
    """Has a scenario tried on an area's registers, in the background; raises ScenarioNotFound and InvalidInput."""
    found = scenario_named(scenario)
    if not any(covers(prefix, area_prefix) for prefix in viewer.prefixes(Action.TRY_SCENARIO)):
        raise ScenarioNotFound
    read_area_code(area_prefix)
    checked(settings)
    trial = Trial.objects.create(
        scenario=found.name,
        scenario_sha256=found.sha256,
        area_prefix=area_prefix,
        settings=asdict(settings),
        as_of=timezone.localdate(now),
        asked_by=viewer.account_id,
        asked_at=now,
    )
    record_act(actor=viewer.account_id, act="try_scenario", subject=f"trial:{trial.id}", now=now)
    publish(ScenarioAsked(trial.id))
    return trial.id


def run_trial(*, trial_id: UUID, now: datetime) -> None:
    """Tries what was asked for; again changes nothing. Raises ScenarioNotFound, and MissingRegister (it has failed then)."""
    trial = Trial.objects.filter(pk=trial_id).first()
    if trial is None:
        raise ScenarioNotFound
    if trial.state == "done":
        return
    _at(trial, "working", 5)
    try:
        with tempfile.TemporaryDirectory(dir=lists_folder(), prefix=".trial-") as scratch:
            _run(trial, Path(scratch), now)
    except Exception:
        _at(trial, "failed", trial.percent)
        raise


def settings_of(stored: Mapping[str, Any]) -> Settings:
    """Settings as a trial keeps them."""
    low, exposed = tuple(stored["drop"]), tuple(stored["exposed"])
    changes = tuple(Change(**(one | {"values": tuple(one["values"])})) for one in stored["changes"])
    return Settings(low, exposed, tuple(stored["areas"]), changes)


def touched(settings: Settings, on: Any) -> tuple[Benefit, ...]:
    """The benefits that a scenario can change: those that read incomes, and those that it names."""
    named = {change.benefit for change in settings.changes}
    reads = any(settings.drop)
    found = [one for one in chosen() if not one.sealed and (rules := one.on(on)) is not None]
    kept = []
    for one in found:
        rules = one.on(on)
        assert rules is not None
        facts = frozenset().union(*(facts_used(clause.rule) for clause in rules.clauses))
        if one.name in named or (reads and facts & READS):
            kept.append(one)
    return tuple(kept)


@dataclass
class _Bench:
    """One trial's workplace: each set of rules and shock is counted once."""

    trial: Trial
    scratch: Path
    persons: Path
    settings: Settings
    among: tuple[Benefit, ...]

    def count(self, drop: float, level: int | None, kept: dict[Any, list[Counted]]) -> list[Counted]:
        """What a drop and a level of changed benefits give; None for the rules of today."""
        every = {one.name: one for one in benefits()}
        among = self.among if level is None else changed(self.among, self.settings, level, every)
        key = (drop, tuple(tuple(one.numbers.items()) for one in among), tuple(one.sha256 for one in among))
        if (found := kept.get(str(key))) is not None:
            return found
        people, answers = self.scratch / f"persons-{len(kept)}.parquet", self.scratch / f"answers-{len(kept)}.parquet"
        shocked(self.persons, people, drop=drop, areas=self.settings.areas, scratch=self.scratch)
        prefix = self.trial.area_prefix
        counted = list(count_poor(people, poverty_lines(), prefix=prefix, scratch=self.scratch))
        if among:
            on = self.trial.as_of
            persons_file(people, out=answers, among=among, on=on, engine="duckdb", memory_limit=MEMORY, reasons=True)
            counted += count_entitled(people, answers, among, prefix=prefix, scratch=self.scratch)
        kept[str(key)] = counted
        return counted


def _run(trial: Trial, scratch: Path, now: datetime) -> None:
    settings, persons = settings_of(trial.settings), scratch / "persons.parquet"
    facts = lay_rights_facts(area_prefix=trial.area_prefix, as_of=trial.as_of, path=persons, scratch=scratch)
    bench = _Bench(trial, scratch, persons, settings, touched(settings, trial.as_of))
    _at(trial, "working", 20)
    kept: dict[Any, list[Counted]] = {}
    before = bench.count(0.0, None, kept)
    after: list[tuple[list[Counted], list[Counted]]] = []
    for level in range(len(LEVELS)):
        after.append((bench.count(0.0, level, kept), bench.count(settings.drop[level], level, kept)))
        _at(trial, "working", 40 + 18 * level)
    with transaction.atomic():
        TrialCount.objects.filter(trial=trial).delete()
        TrialCount.objects.bulk_create(_rows(trial, before, after, settings.exposed), batch_size=500)
        trial.state, trial.percent, trial.done_at = "done", 100, now
        trial.sources, trial.data_cut = facts.sources, facts.data_cut
        trial.rules = {one.name: one.sha256 for one in bench.among}
        trial.save()
        record_act(actor=trial.asked_by, act="tried_scenario", subject=f"trial:{trial.id}", now=now)


def _rows(
    trial: Trial,
    before: Sequence[Counted],
    after: Sequence[tuple[Sequence[Counted], Sequence[Counted]]],
    exposed: Sequence[float],
) -> list[TrialCount]:
    sides = [tuple({(one.area, one.what): one for one in side} for side in pair) for pair in after]
    rows = []
    for one in before:
        key = (one.area, one.what)
        figures = {"before": {name: getattr(one, name) for name in ("yes", "open", *MONEY)}}
        for level, (unmet, met), share in zip(LEVELS, sides, exposed, strict=True):
            figures[level] = {
                name: blended(getattr(unmet[key], name), getattr(met[key], name), share)
                for name in ("yes", "open", *MONEY)
            }
        rows.append(
            TrialCount(
                trial=trial,
                area_code=one.area,
                parent=area_parent(one.area) or "",
                what=one.what,
                asked=one.asked,
                figures=figures,
            )
        )
    return rows


def _at(trial: Trial, state: str, percent: int) -> None:
    trial.state, trial.percent = state, percent
    Trial.objects.filter(pk=trial.pk).update(state=state, percent=percent)
