"""Having an area checked, and what becomes of what was found."""

import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from samutphok.access.domain import Action, RecordScope, Viewer, decide
from samutphok.access.queries import inside
from samutphok.foundation.audit.actions import record as record_act
from samutphok.foundation.events import publish
from samutphok.kernel.identifiers import read_area_code
from samutphok.registry.queries.checking import deaths_in, people_in, rows_in
from samutphok.targeting.workplace import lists_folder
from samutphok.verification.actions.reading import minutes_of, read_interviews
from samutphok.verification.domain.events import CheckAsked
from samutphok.verification.domain.interviews import FIND_FORM, GONE, MET, VERIFY_FORM
from samutphok.verification.domain.rules import CheckRule, Subject
from samutphok.verification.domain.settling import Before, Hit, Settled, hit_of, settle
from samutphok.verification.domain.standing import CHECKING, CLOSED, MOVES, State
from samutphok.verification.engine.checking import Area, RuleAsked, Sources, area_facts
from samutphok.verification.errors import MayNotCheck, VerificationNotFound
from samutphok.verification.models import CheckFinding, CheckRun, FindingAct, Interview
from samutphok.verification.queries.rules import checks_on

STEP = 1_000  # rows a transaction
WAITING, WORKING, DONE, FAILED = "waiting", "working", "done", "failed"
_KEYS = {Subject.PERSON: "person_id", Subject.VISIT: "visit_id"}


@transaction.atomic
def ask_check(*, viewer: Viewer, area_prefix: str, now: datetime) -> UUID:
    """Has an area checked in the background; the id of the run, also of one that is under way.

    Raises MayNotCheck where the viewer sees numbers and is not of the team, VerificationNotFound elsewhere.
    """
    area = RecordScope(area_prefix)
    if not decide(viewer, Action.CHECK_DATA, area).allowed:
        raise MayNotCheck if decide(viewer, Action.VIEW_COUNTS, area).allowed else VerificationNotFound
    read_area_code(area_prefix)
    under_way = CheckRun.objects.filter(area_prefix=area_prefix, state__in=(WAITING, WORKING)).first()
    if under_way is not None:
        return under_way.id
    run = CheckRun.objects.create(
        area_prefix=area_prefix, as_of=timezone.localdate(now), asked_by=viewer.account_id, asked_at=now
    )
    record_act(actor=viewer.account_id, act="ask_check", subject=f"check-run:{run.id}", now=now)
    publish(CheckAsked(run.id))
    return run.id


def check_area(*, run_id: UUID, now: datetime) -> None:
    """Asks every rule of the area that was asked for; what is done already is not done again.

    Raises VerificationNotFound.
    """
    run = CheckRun.objects.filter(pk=run_id).first()
    if run is None:
        raise VerificationNotFound
    if run.state == DONE:
        return
    _at(run, WORKING, 5)
    try:
        with tempfile.TemporaryDirectory(dir=lists_folder(), prefix=".check-") as scratch:
            _check(run, Path(scratch), now)
    except Exception:
        _at(run, FAILED, run.percent)
        raise


def _check(run: CheckRun, scratch: Path, now: datetime) -> None:
    checks, area = checks_on(run.as_of), run.area_prefix
    read_interviews(area)
    _at(run, WORKING, 20)
    sources = Sources(people_in(area), rows_in(area), deaths_in(area), _interviews(area), _met(area))
    facts = area_facts(sources, checks, scratch)
    _at(run, WORKING, 60)
    for place, rule in enumerate(checks.rules):
        _ask(run, rule, facts, now)
        _at(run, WORKING, 60 + 39 * (place + 1) // len(checks.rules))
    _retire(run, {one.code for one in checks.rules}, now)
    _finish(run, facts, checks.sha256, now)


def _ask(run: CheckRun, rule: CheckRule, facts: Area, now: datetime) -> None:
    rows = CheckFinding.objects.filter(inside("area_code", run.area_prefix), rule=rule.code)
    before = [Before(key, subject, State(state), same) for key, subject, state, same in _known(rows)]
    asked = facts.ask(rule, known=(one.subject for one in before if one.state not in CLOSED))
    settled = settle(before, (hit_of(rule, row) for row in asked.hits), unknown=asked.unknown_now)
    _write(run, rule, settled, now)
    _count(run, rule, asked)


def _known(rows: Any) -> Any:
    return rows.values_list("id", "subject", "state", "same").iterator(chunk_size=STEP)


def _count(run: CheckRun, rule: CheckRule, asked: RuleAsked) -> None:
    run.counts[rule.code] = {"looked": asked.looked, "hits": len(asked.hits), "unknown": asked.unknown}


def _write(run: CheckRun, rule: CheckRule, settled: Settled, now: datetime) -> None:
    fresh = iter(_finding(run, rule, hit, now) for hit in settled.fresh)
    while step := list(islice(fresh, STEP)):
        with transaction.atomic():
            CheckFinding.objects.bulk_create(step, ignore_conflicts=True)
        run.fresh += len(step)
    acts = iter(settled.acts)
    while moved := list(islice(acts, STEP)):
        _move(run, dict(moved), now)
    _tell_anew(settled)


@transaction.atomic
def _move(run: CheckRun, acts: dict[UUID, Any], now: datetime) -> None:
    """The checking's own acts, each on a finding that is locked; one that somebody moved meanwhile is left alone."""
    rows = list(CheckFinding.objects.select_for_update().filter(pk__in=acts).order_by("id"))
    moved = [(row, acts[row.id], after) for row in rows if (after := MOVES.after(row.state, acts[row.id]))]
    for row, _, after in moved:
        _stand(row, after, CHECKING, now)
        run.gone += after in CLOSED
    CheckFinding.objects.bulk_update(
        [row for row, _, _ in moved], ["state", "open", "changed_at", "last_by", "version"]
    )
    FindingAct.objects.bulk_create(
        FindingAct(
            id=uuid4(), finding=row, name=act, at=now, recorded_at=now, by=CHECKING, details={"run": str(run.id)}
        )
        for row, act, _ in moved
    )


def _stand(row: CheckFinding, state: str, by: str, now: datetime) -> None:
    row.state, row.open, row.changed_at, row.last_by = state, state not in CLOSED, now, by
    row.version += 1


def _tell_anew(settled: Settled) -> None:
    """Evidence as it is now, where it has changed."""
    hits = dict(settled.told_anew)
    keys = iter(hits)
    while step := list(islice(keys, STEP)):
        rows = list(CheckFinding.objects.filter(pk__in=step))
        changed = [row for row in rows if row.evidence != hits[row.id].evidence]
        for row in changed:
            row.evidence, row.same = dict(hits[row.id].evidence), hits[row.id].same
        CheckFinding.objects.bulk_update(changed, ["evidence", "same"])


def _finding(run: CheckRun, rule: CheckRule, hit: Hit, now: datetime) -> CheckFinding:
    own = {_KEYS[rule.of]: UUID(hit.subject)} if rule.of in _KEYS else {}
    household = hit.keys["household"]
    return CheckFinding(
        rule=rule.code,
        subject=hit.subject,
        household_id=UUID(household) if household else None,
        collector=hit.keys["collector"] or "",
        day=hit.keys["day"],
        area_code=hit.keys["area_code"],
        data=rule.data,
        severity=rule.severity,
        owner=rule.owner,
        evidence=dict(hit.evidence),
        same=hit.same,
        found_at=now,
        run=run,
        changed_at=now,
        **own,
    )


def _retire(run: CheckRun, codes: set[str], now: datetime) -> None:
    """Findings of a rule that is no longer in force close themselves."""
    rows = CheckFinding.objects.filter(inside("area_code", run.area_prefix), open=True).exclude(rule__in=codes)
    gone = iter(list(rows.values_list("id", flat=True)))
    while step := list(islice(gone, STEP)):
        _move(run, dict.fromkeys(step, "clear"), now)


@transaction.atomic
def _finish(run: CheckRun, facts: Area, rules: str, now: datetime) -> None:
    run.state, run.percent, run.done_at, run.rules = DONE, 100, now, rules
    run.persons, run.households, run.interviews = facts.persons, facts.households, facts.interviews
    run.save()
    record_act(actor=CHECKING, act="check_area", subject=f"check-run:{run.id}", now=now)


def _at(run: CheckRun, state: str, percent: int) -> None:
    run.state, run.percent = state, percent
    CheckRun.objects.filter(pk=run.pk).update(state=state, percent=percent)


def _rows(area: str) -> Iterator[Interview]:
    rows = Interview.objects.filter(inside("area_code", area), replaced=False).order_by("day", "id")
    return rows.iterator(chunk_size=STEP)


def _interviews(area: str) -> Iterator[tuple[Any, ...]]:
    """The columns of `engine.laying.INTERVIEWS`. A find and a second interview are not compared with the others' haste."""
    for one in _rows(area):
        began, of = one.began, one.told.get("of", {})
        yield (
            one.id,
            one.household_id,
            one.area_code,
            one.collector,
            one.day,
            timezone.localtime(began).hour if began else None,
            minutes_of(began, one.ended),
            one.received_at,
            one.by_phone,
            one.outcome == MET and one.form_id not in (VERIFY_FORM, FIND_FORM),
            one.answered,
            one.print,
            one.latitude,
            one.longitude,
            _number(of.get("members_said"), int),
            _number(of.get("income_per_person"), float),
        )


def _met(area: str) -> Iterator[tuple[Any, ...]]:
    """The columns of `engine.laying.MET`."""
    for one in _rows(area):
        for person, said in one.told.get("people", {}).items():
            there = said.get("member_change", "none") not in GONE
            yield (
                person,
                one.household_id,
                one.id,
                one.day,
                there,
                _flag(said, "in_school"),
                _flag(said, "state_pension"),
            )


def _flag(said: dict[str, Any], name: str) -> bool | None:
    return {"1": True, "0": False}.get(str(said.get(name, "")))


def _number(value: Any, kind: type) -> Any:
    try:
        return kind(float(value)) if value not in (None, "") else None
    except (TypeError, ValueError, OverflowError):
        return None
