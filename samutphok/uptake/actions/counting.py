"""Counting an area: facts laid down, rules asked, put beside what was received, frozen."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.aid.queries.receipts import received_in
from samutphok.entitlements.domain.benefits import Benefit, Per, in_force
from samutphok.entitlements.files import persons_file
from samutphok.entitlements.queries import chosen
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.kernel.dates import fiscal_year
from samutphok.kernel.identifiers import area_parent, read_area_code
from samutphok.registry.actions.lookups import rows_of_people
from samutphok.targeting.domain.lists import SURVEY
from samutphok.targeting.rights import RightsFacts, homes_of, joined_number, lay_rights_facts
from samutphok.targeting.workplace import lists_folder
from samutphok.uptake.domain.events import UptakeAsked
from samutphok.uptake.domain.standing import Standing
from samutphok.uptake.engine.counting import Judged, judge
from samutphok.uptake.errors import MayNotCount, UptakeNotFound
from samutphok.uptake.models import Finding, UptakeCount, UptakeCut, UptakeLine

STEP = 2000  # rows a transaction, so that a counting never holds the office up
WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"
MEMORY = "2GB"
SUMS = ("asked", "unclaimed", "untold", "received", "wrong", "may_apply", "unknown")


@transaction.atomic
def ask_count(*, viewer: Viewer, area_prefix: str, now: datetime) -> UUID:
    """Has an area counted as of today, in the background; the id of the counting, also of one that is under way.

    Raises MayNotCount where the viewer sees the numbers and may not draw lists, UptakeNotFound elsewhere.
    """
    area = RecordScope(area_prefix)
    if not decide(viewer, Action.DRAW_LIST, area).allowed:
        raise MayNotCount if decide(viewer, Action.VIEW_COUNTS, area).allowed else UptakeNotFound
    read_area_code(area_prefix)
    under_way = UptakeCut.objects.filter(area_prefix=area_prefix, state__in=(WAITING, WORKING)).first()
    if under_way is not None:
        return under_way.id
    cut = UptakeCut.objects.create(
        area_prefix=area_prefix, as_of=timezone.localdate(now), asked_by=viewer.account_id, asked_at=now
    )
    record_act(actor=viewer.account_id, act="ask_uptake", subject=f"uptake-cut:{cut.id}", now=now)
    publish(UptakeAsked(cut.id))
    return cut.id


def count_uptake(*, cut_id: UUID, now: datetime) -> None:
    """Counts what was asked for and puts it in force; counting again what is done changes nothing.

    Raises UptakeNotFound, and MissingRegister when a register that is needed has not arrived: the counting is then failed.
    """
    cut = UptakeCut.objects.filter(pk=cut_id).first()
    if cut is None:
        raise UptakeNotFound
    if cut.state == DONE:
        return
    _at(cut, WORKING, 5)
    try:
        with tempfile.TemporaryDirectory(dir=lists_folder(), prefix=".uptake-") as scratch:
            _count(cut, Path(scratch), now)
    except Exception:
        _at(cut, FAILED, cut.percent)
        raise


def among() -> tuple[Benefit, ...]:
    """The benefits that are counted: all that are law, but for those that read sealed facts."""
    return tuple(one for one in chosen() if not one.sealed)


def _count(cut: UptakeCut, scratch: Path, now: datetime) -> None:
    people, answers = scratch / "persons.parquet", scratch / "answers.parquet"
    facts = lay_rights_facts(area_prefix=cut.area_prefix, as_of=cut.as_of, path=people, scratch=scratch)
    _at(cut, WORKING, 25)
    persons_file(people, out=answers, among=among(), on=cut.as_of, engine="duckdb", memory_limit=MEMORY, reasons=True)
    _at(cut, WORKING, 45)
    standing = [benefit for benefit, _ in in_force(among(), cut.as_of)]
    homes = dict(homes_of(facts.batches))
    judged = judge(people, answers, among=standing, got=_ledger(cut, facts, homes), scratch=scratch)
    _at(cut, WORKING, 60)
    UptakeCount.objects.filter(cut=cut).delete()
    UptakeLine.objects.filter(cut=cut).delete()
    _write(_counts(cut, judged))
    _at(cut, WORKING, 70)
    _write(_lines(cut, judged, standing, homes))
    _finish(cut, facts, judged, standing, now)


def _at(cut: UptakeCut, state: str, percent: int) -> None:
    cut.state, cut.percent = state, percent
    UptakeCut.objects.filter(pk=cut.pk).update(state=state, percent=percent)


def _ledger(cut: UptakeCut, facts: RightsFacts, homes: Mapping[int, UUID]) -> list[tuple[int, str]]:
    """(row, benefit) of what the ledger gave in the fiscal year: the person's row, or the household's first."""
    given = received_in(area=cut.area_prefix, year=fiscal_year(cut.as_of), on=cut.as_of)
    if not given:
        return []
    surveys = {portion.batch.id: place for place, portion in enumerate(facts.batches[SURVEY])}
    people = {person for _, person, _ in given if person}
    own = {person: joined_number(surveys[batch], row) for person, batch, row in rows_of_people(people, surveys)}
    wanted = {household for household, _, _ in given}
    first: dict[UUID, int] = {}
    for row, household in homes.items():
        if household in wanted:
            first[household] = min(row, first.get(household, row))
    found = [(own.get(person) if person else first.get(household), benefit) for household, person, benefit in given]
    return [(row, benefit) for row, benefit in found if row is not None]


def _counts(cut: UptakeCut, judged: Judged) -> Iterator[UptakeCount]:
    missing: dict[tuple[str, str, str], dict[str, int]] = {}
    for one in judged.missing(cut.area_prefix):
        missing.setdefault((one["area"], one["benefit"], one["counted"]), {})[one["fact"]] = one["n"]
    for row in judged.counts(cut.area_prefix):
        key = (row["area"], row["benefit"], row["counted"])
        yield UptakeCount(
            cut=cut,
            area_code=row["area"],
            parent=area_parent(row["area"]) or "",
            benefit=row["benefit"],
            group=row["counted"],
            **{name: row[name] for name in SUMS},
            month=round(row["unclaimed_year"] / 12),
            year=round(row["unclaimed_year"]),
            month_open=round(row["open_year"] / 12),
            year_open=round(row["open_year"]),
            missing=missing.get(key, {}),
        )


def _lines(
    cut: UptakeCut, judged: Judged, standing: Sequence[Benefit], homes: Mapping[int, UUID]
) -> Iterator[UptakeLine]:
    regular = [one.name for one in standing if one.per in (Per.MONTH, Per.YEAR) and not one.discretionary]
    for row in judged.lines(regular):
        why = row["failed"] if row["standing"] == Standing.WRONG else row["missing"]
        yield UptakeLine(
            cut=cut,
            household_id=homes.get(row["row"]) or homes.get(row["house_row"]),
            area_code=row["area_code"],
            row=row["row"],
            benefit=row["benefit"],
            standing=row["standing"],
            group=row["group"],
            disabled=bool(row["disabled"]),
            amount=row["would_be"],
            why=[one for one in (why or "").split(",") if one],
        )


def _write(rows: Iterable[Any]) -> None:
    found = iter(rows)
    while step := list(islice(found, STEP)):
        with transaction.atomic():
            type(step[0]).objects.bulk_create(step)


@transaction.atomic
def _finish(cut: UptakeCut, facts: RightsFacts, judged: Judged, standing: Sequence[Benefit], now: datetime) -> None:
    """Puts the counting in force, and what was received without a right on the list of findings, each once."""
    UptakeCut.objects.filter(area_prefix=cut.area_prefix, current=True).update(current=False)
    cut.state, cut.percent, cut.current, cut.done_at = DONE, 100, True, now
    cut.rules = {one.name: one.sha256 for one in standing}
    cut.sources, cut.evidence, cut.data_cut = facts.sources, facts.evidence.sha256, facts.data_cut
    cut.persons, cut.households = judged.persons, judged.households
    cut.save()
    wrong = UptakeLine.objects.filter(cut=cut, standing=Standing.WRONG, household__isnull=False)
    Finding.objects.bulk_create(
        (
            Finding(
                household_id=one.household_id,
                area_code=one.area_code,
                benefit=one.benefit,
                row=one.row,
                why=one.why,
                found_at=now,
                cut=cut,
            )
            for one in wrong.iterator(chunk_size=STEP)
            if one.household_id
        ),
        batch_size=STEP,
        ignore_conflicts=True,
    )
    outcome = f"households:{judged.households}"
    record_act(actor=cut.asked_by, act="count_uptake", subject=f"uptake-cut:{cut.id}", outcome=outcome, now=now)
